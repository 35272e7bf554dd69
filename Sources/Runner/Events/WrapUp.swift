import Synchronization

/// The wish that a sweep ends soon and in order: no further run starts, runs that are about to end do, longer ones keep their state,
/// and what is claimed is given up. Anybody may utter it, once and for all; whoever carries a sweep out asks.
package final class WrapUp: Sendable {
    /// Nanoseconds that runs may take from the request on; negative while there is none.
    private let patience = Atomic(-1)

    package init() {}

    /// - Parameter patience: how long runs may go on. What needs longer is stopped, its state kept.
    package func ask(patience: Duration) {
        let nanoseconds = Int(patience / .nanoseconds(1))
        _ = self.patience.compareExchange(expected: -1, desired: nanoseconds, ordering: .relaxed)
    }

    /// How long runs may go on from the request on; nil while there is none.
    package var requestedPatience: Duration? {
        let nanoseconds = patience.load(ordering: .relaxed)
        return nanoseconds < 0 ? nil : .nanoseconds(nanoseconds)
    }
}
