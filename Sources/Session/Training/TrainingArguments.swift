import Experiments
import Runner

/// What the arguments of `train` or `sweep` ask for.
struct TrainingArguments: Sendable {
    /// The values of each hyper-parameter; those left out are as they are set.
    var space: SweepSpace
    var seeds: Seeds
    var jobs: Int
    var folder: String?
    var limit = FailureLimit.none
    /// How many combinations are to be drawn; nil where every one is meant.
    var draws: Int?
    var drawSeed: UInt32?
    /// Whether each run's token embedding is recorded.
    var keepsEmbeddings = false
    /// Whether combinations that can't win any more are stopped.
    var isRaced = false
    /// Whether the plan is only shown.
    var isDry = false
}
