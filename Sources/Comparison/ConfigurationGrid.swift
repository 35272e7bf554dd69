import Engine

/// Where configurations stand among the values that vary between them.
struct ConfigurationGrid {
    /// A hyper-parameter with its values, in the order in which they appear; two or more. Hyper-parameters that always
    /// change together, as `zip` makes them, are one axis.
    struct Axis {
        var parameters: [Hyperparameter]
        let levelCount: Int

        /// `dropout`, `n_layer + n_head`
        var name: String { parameters.map(\.name).joined(separator: " + ") }
    }

    /// In the order of the table of hyper-parameters.
    let axes: [Axis]
    /// For each configuration its place on each axis.
    let places: [[Int]]
    /// Whether every combination of the values is there, once.
    let isFull: Bool

    init(_ configurations: [TrainingConfiguration]) {
        var axes: [Axis] = [], columns: [[Int]] = []
        for parameter in Hyperparameter.all {
            let (column, count) = Self.places(configurations.map { $0[parameter] })
            guard count > 1 else { continue }
            if let same = columns.firstIndex(of: column) {
                axes[same].parameters.append(parameter)
            } else {
                axes.append(Axis(parameters: [parameter], levelCount: count))
                columns.append(column)
            }
        }
        self.axes = axes
        let places = configurations.indices.map { i in columns.map { $0[i] } }
        self.places = places
        let size = axes.reduce(1.0) { $0 * Double($1.levelCount) }
        isFull = size == Double(configurations.count) && Set(places).count == configurations.count
    }

    /// The place of each value among those that occur, in the order in which they do.
    static func places(_ values: [Hyperparameter.Value]) -> (places: [Int], count: Int) {
        var known: [Hyperparameter.Value: Int] = [:]
        let places = values.map { value in
            if let place = known[value] { return place }
            known[value] = known.count
            return known.count - 1
        }
        return (places, known.count)
    }
}
