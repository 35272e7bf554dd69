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
        return "needs \(Self.size(needed)), this machine has \(Self.size(available)); lower \(names)"
    }

    /// Bytes in the largest unit of which there is one, to a tenth below a hundred.
    package static func size(_ bytes: Double) -> String {
        var (amount, unit) = (bytes / 0x1p20, "MB")
        for larger in ["GB", "TB", "PB", "EB"] where amount >= 1024 { (amount, unit) = (amount / 1024, larger) }
        if amount >= 1024 { return "more than 1024 EB" }
        let digits = amount.fixed(amount < 99.95 ? 1 : 0)
        return (digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits) + " " + unit
    }
}
