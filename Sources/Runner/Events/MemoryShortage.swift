package import Engine
import Experiments

/// That a run needs more memory than there is.
package struct MemoryShortage: Error, Hashable, Sendable {
    /// Bytes.
    package let needed: Double
    /// Bytes.
    package let available: Double
    /// The hyper-parameters whose lower values would help.
    package let remedies: [Hyperparameter]

    package init(needed: Double, available: Double, remedies: [Hyperparameter]) {
        self.needed = needed
        self.available = available
        self.remedies = remedies
    }
}

extension MemoryShortage: CustomStringConvertible {
    /// `needs 480 GB, this machine has 24 GB; lower n_embd_factor or n_head`
    package var description: String {
        let names = remedies.map(\.name).joined(separator: " or ")
        return "needs \(ByteCount.text(needed)), this machine has \(ByteCount.text(available)); lower \(names)"
    }
}
