import ArgumentParser
import Engine
import Experiments

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
    @Option(name: Self.name(.precision), help: Self.help(.precision)) var precision: [String] = []

    /// The values of each hyper-parameter: those given, checked, else the defaults.
    ///
    /// - Throws: `HyperparameterError`
    func values() throws(HyperparameterError) -> [Hyperparameter: [Hyperparameter.Value]] {
        var values: [Hyperparameter: [Hyperparameter.Value]] = [:]
        for parameter in Hyperparameter.all { values[parameter] = try self.values(of: parameter) }
        return values
    }

    /// The same, where a distribution may stand in the place of values.
    ///
    /// - Throws: `HyperparameterError` or `UsageError`
    func space() throws -> SweepSpace {
        var space = SweepSpace()
        for parameter in Hyperparameter.all {
            if let distribution = try distribution(of: parameter) {
                space.distributions[parameter] = try distribution.checked(for: parameter)
            } else {
                space.choices[parameter] = try values(of: parameter)
            }
        }
        return space
    }

    /// The hyper-parameters whose options are given.
    var given: [Hyperparameter] { Hyperparameter.all.filter { !texts(of: $0).isEmpty } }

    private func values(of parameter: Hyperparameter) throws(HyperparameterError) -> [Hyperparameter.Value] {
        var values: [Hyperparameter.Value] = []
        for text in texts(of: parameter) { values.append(try parameter.parse(text)) }
        return values.isEmpty ? Defaults.values(of: parameter) : values
    }

    private func distribution(of parameter: Hyperparameter) throws(UsageError) -> Distribution? {
        let texts = texts(of: parameter)
        guard texts.count == 1, parameter.kind != .word else { return nil }
        do { return try Distribution(parsing: texts[0]) } catch { throw .distribution(option: parameter.name, error) }
    }

    /// What the option of a hyper-parameter was given.
    private func texts(of parameter: Hyperparameter) -> [String] {
        let texts: [Hyperparameter: [String]] = [
            .nLayer: nLayer, .nHead: nHead, .nEmbdFactor: nEmbdFactor, .dropout: dropout,
            .epochs: epochs, .learningRate: learningRate, .weightDecay: weightDecay,
            .gradClip: gradClip, .warmupEpochs: warmupEpochs, .trainSize: trainSize, .precision: precision,
        ]
        return texts[parameter] ?? []
    }

    private static func name(_ parameter: Hyperparameter) -> NameSpecification {
        .customLong(parameter.name)
    }

    private static func help(_ parameter: Hyperparameter) -> ArgumentHelp {
        let defaults = Defaults.values(of: parameter).map(\.description).joined(separator: " ")
        let kind = switch parameter.kind {
        case .integer: "integer"
        case .real: "number"
        case .word: "word"
        }
        let ending = defaults.isEmpty ? "" : " (default: \(defaults))"
        return ArgumentHelp("\(parameter.help)\(ending)", valueName: kind + Defaults.plural)
    }
}

/// The values a command gives to hyper-parameters that its user leaves out.
protocol HyperparameterDefaults: Sendable {
    static func values(of parameter: Hyperparameter) -> [Hyperparameter.Value]
    /// What the name of a value is followed by in the help.
    static var plural: String { get }
}
