/// One hyper-parameter a user can set and sweep: its name, kind, default, range and help.
///
/// `Hyperparameter.all` is the one table of them. Options, checks, messages, help, file names and
/// the order of a sweep's axes all derive from it; adding a row here adds it everywhere.
package struct Hyperparameter: Sendable {
    /// What kind of number a hyper-parameter takes.
    package enum Kind: Sendable {
        /// A whole number.
        case integer
        /// A double. A whole number is accepted and becomes one.
        case real
    }

    /// A hyper-parameter's value.
    package enum Value: Hashable, Sendable {
        case integer(Int)
        case real(Double)
    }

    /// The name as users type it, as PyTorch scripts and file names spell it: `n_embd_factor`.
    package let name: String
    /// Where it stands in the table, and so in every configuration, file name and sweep.
    let index: Int
    package let defaultValue: Value
    /// The values it may take.
    package let range: ValueRange
    /// One line for `--help`.
    package let help: String
    /// Whether listings name it even when nobody swept it: the four that shape the model.
    package let isAlwaysNamed: Bool

    package var kind: Kind {
        switch defaultValue {
        case .integer: .integer
        case .real: .real
        }
    }

    /// The hyper-parameter of that name, if there is one.
    package static func named(_ name: String) -> Hyperparameter? {
        all.first { $0.name == name }
    }

    /// A value of this hyper-parameter, checked: a whole number is taken where a real one is asked for.
    ///
    /// - Throws: `HyperparameterError` when the kind is wrong or the value is out of range.
    package func checked(_ value: Value) throws(HyperparameterError) -> Value {
        var value = value
        if case (.real, .integer(let whole)) = (kind, value) { value = .real(Double(whole)) }
        if case (.integer, .real) = (kind, value) { throw .wrongKind(self, found: value.description) }
        guard range.contains(value) else { throw .outOfRange(self, found: value) }
        // -0.0 is 0.0: the two are one value, and one name in a file.
        return value == .real(0) ? .real(0) : value
    }
}

extension Hyperparameter {
    package static let nLayer = Hyperparameter(
        name: "n_layer", index: 0, defaultValue: .integer(2), range: .atLeast(1),
        help: "number of transformer blocks", isAlwaysNamed: true)
    package static let nHead = Hyperparameter(
        name: "n_head", index: 1, defaultValue: .integer(2), range: .atLeast(1),
        help: "attention heads in a block", isAlwaysNamed: true)
    package static let nEmbdFactor = Hyperparameter(
        name: "n_embd_factor", index: 2, defaultValue: .integer(32), range: .atLeast(1),
        help: "channels of one head; n_embd = n_embd_factor * n_head", isAlwaysNamed: true)
    package static let dropout = Hyperparameter(
        name: "dropout", index: 3, defaultValue: .real(0.2), range: .halfOpen(0, 1),
        help: "probability that dropout zeroes a value", isAlwaysNamed: true)
    package static let epochs = Hyperparameter(
        name: "epochs", index: 4, defaultValue: .integer(400), range: .atLeast(1),
        help: "passes over the training set, one update each", isAlwaysNamed: false)
    package static let learningRate = Hyperparameter(
        name: "learning_rate", index: 5, defaultValue: .real(0.01), range: .above(0),
        help: "AdamW's learning rate", isAlwaysNamed: false)
    package static let weightDecay = Hyperparameter(
        name: "weight_decay", index: 6, defaultValue: .real(0.01), range: .finiteAtLeast(0),
        help: "AdamW's decoupled weight decay, on every parameter", isAlwaysNamed: false)
    package static let gradClip = Hyperparameter(
        name: "grad_clip", index: 7, defaultValue: .real(1), range: .aboveOrInfinite(0),
        help: "largest global gradient norm; inf clips nothing", isAlwaysNamed: false)
    package static let warmupEpochs = Hyperparameter(
        name: "warmup_epochs", index: 8, defaultValue: .integer(0), range: .atLeast(0),
        help: "epochs over which the learning rate rises linearly from 0", isAlwaysNamed: false)
    package static let trainSize = Hyperparameter(
        name: "train_size", index: 9, defaultValue: .integer(100), range: .within(1, 103),
        help: "facts to train on; the rest of the 104 are the test set", isAlwaysNamed: false)

    /// Every hyper-parameter, in the order of listings, file names and a sweep's axes.
    package static let all = [
        nLayer, nHead, nEmbdFactor, dropout,
        epochs, learningRate, weightDecay, gradClip, warmupEpochs, trainSize,
    ]
}

extension Hyperparameter: Hashable {
    package static func == (a: Hyperparameter, b: Hyperparameter) -> Bool { a.index == b.index }
    package func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension Hyperparameter.Value: CustomStringConvertible {
    /// As Python prints it: `4`, `0.1`, `1e-05`.
    package var description: String {
        switch self {
        case .integer(let value): String(value)
        case .real(let value): value.pythonDescription
        }
    }

    /// The number as a double.
    package var asDouble: Double {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        }
    }
}
