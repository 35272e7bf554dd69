package import Experiments

/// What happens while a plan's runs are trained.
package enum RunProgress: Sendable {
    /// A combination's turn has come: its runs start, unless they are recorded already or other processes have
    /// them. Combinations have their turns in the plan's order.
    case started(combination: Int)
    /// No run of a combination can start here; told in the same order.
    case refused(combination: Int, MemoryShortage)
    /// A run has ended, and its record is kept. Runs end in any order.
    case recorded(RunRecord, RunID)
    /// Another process has recorded a run.
    case recordedElsewhere(RunRecord, RunID)
    /// All that is left is other processes' work; told again and again until that changes.
    case waiting(ForeignWork)
    /// A sentence beside the results.
    case notice(String)
    /// What a cluster says of the workers there.
    case cluster(ClusterState)
    /// A race has stopped a combination after its first seeds.
    case eliminated(combination: Int, seeds: Int)
}
