package import Experiments

/// What happens while a plan's runs are trained.
package enum RunProgress: Sendable {
    /// The first run of a combination has started. Combinations start in the plan's order.
    case started(combination: Int)
    /// No run of a combination can start here; told in the same order.
    case refused(combination: Int, MemoryShortage)
    /// A run has ended, and its record is kept. Runs end in any order.
    case recorded(RunRecord, RunID)
}
