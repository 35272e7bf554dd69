import Engine

/// Where configurations stand among the values that vary between them.
struct ConfigurationGrid {
    /// A hyper-parameter with its values, in the order in which they appear; two or more.
    struct Factor {
        let parameter: Hyperparameter
        let values: [Hyperparameter.Value]
    }

    /// In the order of the table of hyper-parameters.
    let factors: [Factor]
    /// For each configuration its place among the values of each factor.
    let places: [[Int]]
    /// Whether every combination of the values is there, once.
    let isFull: Bool

    init(_ configurations: [TrainingConfiguration]) {
        var factors: [Factor] = []
        var places = [[Int]](repeating: [], count: configurations.count)
        for parameter in Hyperparameter.all {
            var known: [Hyperparameter.Value: Int] = [:]
            let column = configurations.map { configuration in
                let value = configuration[parameter]
                if let place = known[value] { return place }
                known[value] = known.count
                return known.count - 1
            }
            guard known.count > 1 else { continue }
            let values = known.sorted { $0.value < $1.value }.map(\.key)
            factors.append(Factor(parameter: parameter, values: values))
            for (i, place) in column.enumerated() { places[i].append(place) }
        }
        self.factors = factors
        self.places = places
        let size = factors.reduce(1.0) { $0 * Double($1.values.count) }
        isFull = size == Double(configurations.count) && Set(places).count == configurations.count
    }

    /// The factor of a hyper-parameter and where it stands; nil when it does not vary.
    func index(of parameter: Hyperparameter) -> Int? {
        factors.firstIndex { $0.parameter == parameter }
    }
}
