import ArgumentParser
import Engine
import Experiments
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
            """)

    static let takesLists = true

    @OptionGroup(title: "Hyper-parameters") var hyperparameters: HyperparameterOptions<SweepDefaults>
    @OptionGroup var options: SweepingOptions

    func request() throws -> SweepRequest {
        SweepRequest(
            plan: try SweepPlan(try hyperparameters.values(), seeds: try options.chosenSeeds()),
            style: .blocks, jobs: try options.chosenJobs(), folder: options.out)
    }
}

/// The standard sweep's lists.
enum SweepDefaults: HyperparameterDefaults {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value] {
        SweepPlan.standardGrid[parameter] ?? [parameter.defaultValue]
    }
    static let plural = " ..."
}
