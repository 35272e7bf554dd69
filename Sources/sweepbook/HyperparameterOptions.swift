import ArgumentParser
import Engine

/// One option for each hyper-parameter. Its name, help and default come from the table.
struct HyperparameterOptions<Defaults: HyperparameterDefaults>: ParsableArguments {
    @Option(name: Self.name(.nLayer), help: Self.help(.nLayer)) var nLayer: [String] = []
    @Option(name: Self.name(.nHead), help: Self.help(.nHead)) var nHead: [String] = []
    @Option(name: Self.name(.nEmbdFactor), help: Self.help(.nEmbdFactor)) var nEmbdFactor: [String] = []
    @Option(name: Self.name(.dropout), help: Self.help(.dropout)) var dropout: [String] = []
    @Option(name: Self.name(.epochs), help: Self.help(.epochs)) var epochs: [String] = []
    @Option(name: Self.name(.learningRate), help: Self.help(.learningRate)) var learningRate: [String] = []
    @Option(name: Self.name(.weightDecay), help: Self.help(.weightDecay)) var weightDecay: [String] = []
    @Option(name: Self.name(.gradClip), help: Self.help(.gradClip)) var gradClip: [String] = []
    @Option(name: Self.name(.warmupEpochs), help: Self.help(.warmupEpochs)) var warmupEpochs: [String] = []
    @Option(name: Self.name(.trainSize), help: Self.help(.trainSize)) var trainSize: [String] = []

    /// The values of each hyper-parameter: those given, checked, else the defaults.
    ///
    /// - Throws: `HyperparameterError`
    func values() throws(HyperparameterError) -> [Hyperparameter: [Hyperparameter.Value]] {
        let texts: [Hyperparameter: [String]] = [
            .nLayer: nLayer, .nHead: nHead, .nEmbdFactor: nEmbdFactor, .dropout: dropout,
            .epochs: epochs, .learningRate: learningRate, .weightDecay: weightDecay,
            .gradClip: gradClip, .warmupEpochs: warmupEpochs, .trainSize: trainSize,
        ]
        var values: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for parameter in Hyperparameter.all {
            var list: [Hyperparameter.Value] = []
            for text in texts[parameter] ?? [] { list.append(try parameter.parse(text)) }
            values[parameter] = list.isEmpty ? Defaults.values(of: parameter) : list
        }
        return values
    }

    private static func name(_ parameter: Hyperparameter) -> NameSpecification {
        .customLong(parameter.name)
    }

    private static func help(_ parameter: Hyperparameter) -> ArgumentHelp {
        let defaults = Defaults.values(of: parameter).map(\.description).joined(separator: " ")
        let kind = switch parameter.kind {
        case .integer: "integer"
        case .real: "number"
        }
        return ArgumentHelp("\(parameter.help) (default: \(defaults))", valueName: kind + Defaults.plural)
    }
}

/// The values a command gives to hyper-parameters that its user leaves out.
protocol HyperparameterDefaults: Sendable {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value]
    /// What the name of a value is followed by in the help.
    static var plural: String { get }
}
