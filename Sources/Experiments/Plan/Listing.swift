import Engine

/// The combinations of a plan that is no grid, each by the places of its values on the axes that vary.
///
/// It is one flat array, so that a million combinations take some megabytes.
struct Listing: Hashable, Sendable {
    /// The hyper-parameters that vary, in the order of `Hyperparameter.all`.
    let parameters: [Hyperparameter]
    /// (count, parameters.count)
    private var places: [UInt32] = []

    /// - Throws: `SweepPlanError` when a row has a value that its axis lacks, or there is no row, or one twice.
    init(
        _ rows: [[Hyperparameter.Value]], of parameters: [Hyperparameter],
        along axes: [Hyperparameter: [Hyperparameter.Value]]
    ) throws(SweepPlanError) {
        self.parameters = parameters
        let maps = parameters.map { parameter in
            Dictionary(zip(axes[parameter] ?? [], UInt32(0)...)) { first, _ in first }
        }
        var known: Set<[UInt32]> = []
        for row in rows {
            let places = try Self.places(of: row, parameters, maps)
            guard known.insert(places).inserted else { throw .repeatedCombination(Self.text(row, parameters)) }
            self.places += places
        }
        guard !rows.isEmpty else { throw .nothingKept }
    }

    private static func places(
        of row: [Hyperparameter.Value], _ parameters: [Hyperparameter], _ maps: [[Hyperparameter.Value: UInt32]]
    ) throws(SweepPlanError) -> [UInt32] {
        var places: [UInt32] = []
        for (index, value) in row.enumerated() {
            guard let place = maps[index][value] else { throw .offAxis(parameters[index], value) }
            places.append(place)
        }
        return places
    }

    var count: Int { parameters.isEmpty ? 0 : places.count / parameters.count }

    /// The places of one combination's values on the axes of `parameters`.
    subscript(index: Int) -> ArraySlice<UInt32> {
        places[index * parameters.count..<(index + 1) * parameters.count]
    }

    /// Some of the combinations, in the order of `indices`.
    func keeping(_ indices: [Int]) -> Listing {
        var listing = self
        listing.places = indices.flatMap { self[$0] }
        return listing
    }

    /// `n_layer=1, n_head=4`
    static func text(_ row: [Hyperparameter.Value], _ parameters: [Hyperparameter]) -> String {
        zip(parameters, row).map { "\($0.name)=\($1)" }.joined(separator: ", ")
    }
}
