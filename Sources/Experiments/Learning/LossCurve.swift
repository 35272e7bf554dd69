import Glibc

/// The losses of some of a run's epochs: as many as a picture shows, close together where the loss falls fast.
///
/// Of 400 epochs 79 are kept: the first 33, then ever fewer, and the last. Which ones follows from the number of epochs
/// alone, so that the curves of several runs can be laid over one another.
package struct LossCurve: Hashable, Sendable {
    /// Counted from 0, rising.
    package let epochs: [Int]
    /// Of each of these epochs, before its update, dropout on; five significant digits.
    package let losses: [Float]

    /// What is kept of the losses of all epochs.
    package init(_ losses: [Double]) {
        epochs = Self.epochs(of: losses.count)
        self.losses = epochs.map { Self.rounded(losses[$0]) }
    }

    /// The curve of a run of `count` epochs; nil when the losses aren't those of its epochs.
    init?(_ losses: [Float], epochs count: Int) {
        guard count >= 0, losses.count <= count, losses.allSatisfy(\.isFinite) else { return nil }
        epochs = Self.epochs(of: count)
        guard losses.count == epochs.count else { return nil }
        self.losses = losses
    }

    /// The epochs that are kept of so many: after epoch e the one a sixteenth of e later, at least the next.
    package static func epochs(of count: Int) -> [Int] {
        var epochs: [Int] = []
        var epoch = 0
        while epoch < count {
            epochs.append(epoch)
            epoch += max(1, epoch / 16)
        }
        if let last = epochs.last, last != count - 1 { epochs.append(count - 1) }
        return epochs
    }

    private static func rounded(_ loss: Double) -> Float {
        let text = withVaList([loss]) { arguments in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
                let length = vsnprintf(buffer.baseAddress, buffer.count, "%.4e", arguments)
                return String(decoding: buffer.prefix(Int(length)).map(UInt8.init(bitPattern:)), as: UTF8.self)
            }
        }
        return Float(text) ?? Float(loss)
    }
}
