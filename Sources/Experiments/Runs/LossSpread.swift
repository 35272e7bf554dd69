/// The loss curves of one configuration's seeds, taken together.
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
        guard let first = curves.first else {
            epochs = []
            return
        }
        let kept = first.epochs
        epochs = kept.indices.map { index in
            let losses = curves.compactMap { $0.losses.indices.contains(index) ? Double($0.losses[index]) : nil }.sorted()
            let cut = Self.cut(losses.count)
            return Epoch(
                epoch: kept[index], mean: losses.reduce(0, +) / Double(losses.count), low: losses[cut],
                high: losses[losses.count - 1 - cut])
        }
    }

    private static func cut(_ count: Int) -> Int { count / 10 }
}
