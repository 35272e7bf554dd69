import ArgumentParser
import Engine
import Experiments

/// The options besides the hyper-parameters.
struct SweepingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("\(Seeds.help) (default: \(Seeds.standard.count))"))
    var seeds: String?

    @OptionGroup var running: RunningOptions

    @Option(help: ArgumentHelp(
        "folder for the results, to be made (default: sweep_results_ and the date)", valueName: "folder"))
    var out: String?

    @Flag(help: "record each run's token embedding, for plot embedding")
    var embeddings = false

    @Flag(help: "only show the plan, the time and the memory it takes")
    var dry = false

    /// Every option that takes a value, the hyper-parameters first.
    static let names = Hyperparameter.all.map(\.name) + [Seeds.name, "out"] + RunningOptions.names
    /// Every option that takes none.
    static let flags = ["--embeddings", "--dry"] + RunningOptions.flags

    /// - Throws: `SeedsError`
    func chosenSeeds() throws(SeedsError) -> Seeds {
        guard let seeds else { return .standard }
        return try Seeds(parsing: seeds)
    }
}
