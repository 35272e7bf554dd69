/// The loss curves of one configuration's seeds, taken together: over epochs, or over iterations.
package struct LossSpread: Hashable, Sendable {
    package struct Epoch: Hashable, Sendable {
        package let epoch: Int
        package let mean: Double
        /// The lowest and the highest of the middle `bandCount` seeds.
        package let low: Double
        package let high: Double
    }

    package let epochs: [Epoch]
    /// How many seeds' curves these are.
    package let count: Int

    /// How many of them the band holds: a tenth is left out at either end, none of fewer than ten.
    package var bandCount: Int { count - 2 * Self.cut(count) }

    /// - Parameter curves: of runs of equally many epochs; none gives no epochs.
    package init(_ curves: [LossCurve]) {
        count = curves.count
        epochs = Self.epochs(curves.map { $0.losses.map(Double.init) }, at: curves.first?.epochs ?? [])
    }

    /// - Parameters:
    ///   - curves: of each seed its losses, at each of `places`.
    ///   - places: epochs or iterations, rising.
    init(_ curves: [[Double]], at places: [Int]) {
        count = curves.count
        epochs = Self.epochs(curves, at: places)
    }

    private static func epochs(_ curves: [[Double]], at places: [Int]) -> [Epoch] {
        places.enumerated().map { index, place in
            let losses = curves.compactMap { $0.indices.contains(index) ? $0[index] : nil }.sorted()
            let cut = cut(losses.count)
            return Epoch(
                epoch: place, mean: losses.reduce(0, +) / Double(losses.count), low: losses[cut],
                high: losses[losses.count - 1 - cut])
        }
    }

    private static func cut(_ count: Int) -> Int { count / 10 }
}
