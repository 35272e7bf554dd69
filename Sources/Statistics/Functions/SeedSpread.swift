/// The mean of a value over the seeds of a combination, and how far the seeds are apart.
package struct SeedSpread: Hashable, Sendable {
    package let mean: Double
    /// The sample standard deviation; nil for a single seed.
    package let deviation: Double?

    /// - Parameter values: one for each seed, at least one.
    package init(_ values: [Double]) {
        precondition(!values.isEmpty)
        let mean = values.reduce(0, +) / Double(values.count)
        self.mean = mean
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        deviation = values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : nil
    }
}
