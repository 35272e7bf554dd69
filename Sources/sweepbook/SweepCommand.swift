import ArgumentParser
import Engine
import Experiments
import Runner
import Session

/// `sweepbook sweep`: every combination of the values given, each with all seeds.
struct SweepCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweep",
        abstract: "Train every combination of lists of values, each with each seed.",
        usage: "sweepbook sweep [--OPTION VALUE [VALUE ...] ...]",
        discussion: """
            A hyper-parameter's option takes one or more values: --n_layer 1 2. What is left out keeps the \
            values shown, so without options this is the standard sweep of 72 combinations.

            --zip n_layer=1,2 n_head=4,8 moves hyper-parameters together: the first value of each, then the second. \
            --random 20 draws 20 combinations instead of training all, from the lists and from distributions such as \
            --dropout 'uniform(0.0, 0.5)' and --learning_rate 'loguniform(1e-4, 1e-1)'.
            """)

    static let takesLists = true
    static let optionNames = SweepingOptions.names + SpaceOptions.names
    static let flagNames = SweepingOptions.flags + SpaceOptions.flags

    @OptionGroup(title: "Hyper-parameters") var hyperparameters: HyperparameterOptions<SweepDefaults>
    @OptionGroup var space: SpaceOptions
    @OptionGroup var options: SweepingOptions

    var isDry: Bool { options.dry }
    var running: RunningOptions { options.running }

    func request() throws -> SweepRequest {
        var asked = try hyperparameters.space()
        asked.zipped = try space.zippedAxes(besides: hyperparameters.given)
        let seeds = try options.chosenSeeds()
        return SweepRequest(
            plan: try space.plan(of: asked, seeds: seeds), style: .blocks, jobs: try options.running.chosenJobs(),
            folder: options.out, limit: try options.running.limit(), keepsEmbeddings: options.embeddings)
    }
}

/// The standard sweep's lists.
enum SweepDefaults: HyperparameterDefaults {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value] {
        SweepPlan.standardGrid[parameter] ?? [parameter.defaultValue]
    }
    static let plural = " ..."
}
