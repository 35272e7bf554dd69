/// The losses of some of a run's epochs: as many as a picture shows, close together where the loss falls fast.
///
/// Of 400 epochs 79 are kept: the first 33, then ever fewer, and the last. Which ones follows from the number of epochs
/// alone, so that the curves of several runs can be laid over one another.
package struct LossCurve: Hashable, Sendable {
    /// How many epochs the run had.
    package let epochCount: Int
    /// Of each of the epochs that are kept, before its update, dropout on.
    package let losses: [Float]

    /// What is kept of the losses of all epochs.
    package init(_ losses: [Double]) {
        epochCount = losses.count
        self.losses = Self.epochs(of: losses.count).map { Float(losses[$0]) }
    }

    /// The curve of a run of so many epochs, from a record; nil when these aren't the losses of its epochs.
    init?(bytes: [UInt8], epochs count: Int) {
        guard let losses = SinglePrecision.numbers(in: bytes), losses.count == Self.keptCount(of: count) else { return nil }
        epochCount = count
        self.losses = losses
    }

    /// The epochs that are kept, counted from 0, rising.
    package var epochs: [Int] { Self.epochs(of: epochCount) }

    var bytes: [UInt8] { SinglePrecision.bytes(of: losses) }

    /// The epochs that are kept of so many: after epoch e the one a sixteenth of e later, at least the next.
    package static func epochs(of count: Int) -> [Int] {
        var epochs: [Int] = []
        var epoch = 0
        while epoch < count {
            epochs.append(epoch)
            epoch = next(after: epoch)
        }
        if let last = epochs.last, last != count - 1 { epochs.append(count - 1) }
        return epochs
    }

    private static func next(after epoch: Int) -> Int { epoch + max(1, epoch / 16) }

    /// How many that are.
    private static func keptCount(of count: Int) -> Int {
        var kept = 0, epoch = 0, last = -1
        while epoch < count {
            (kept, last) = (kept + 1, epoch)
            epoch = next(after: epoch)
        }
        return last == count - 1 ? kept : kept + 1
    }
}
