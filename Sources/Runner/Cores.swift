import FoundationEssentials

/// The processor cores this process may use.
package enum Cores {
    /// At least 1: those of the machine, or fewer where `taskset` or a batch system says so.
    package static var available: Int {
        max(1, ProcessInfo.processInfo.activeProcessorCount)
    }
}
