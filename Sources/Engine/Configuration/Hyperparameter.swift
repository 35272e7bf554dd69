/// One hyper-parameter a user can set and sweep: its name, kind, default, range and help.
///
/// `Hyperparameter.all` is the one table of them. Options, checks, messages, help, file names and
/// the order of a sweep's axes all derive from it; adding a row here adds it everywhere.
package struct Hyperparameter: Sendable {
    /// What kind of value a hyper-parameter takes.
    package enum Kind: Sendable {
        /// A whole number.
        case integer
        /// A double. A whole number is accepted and becomes one.
        case real
        /// One of a few words.
        case word
    }

    /// A hyper-parameter's value.
    package enum Value: Hashable, Sendable {
        case integer(Int)
        case real(Double)
        case word(String)
    }

    /// The name as users type it, as PyTorch scripts and file names spell it: `n_embd_factor`.
    package let name: String
    /// Where it stands in the table, and so in every configuration, file name and sweep.
    let index: Int
    /// Its default for relations, or for the one kind of task that it belongs to.
    package let defaultValue: Value
    /// Its default for text, where that is another; for what belongs to text alone, its fixed value for relations.
    private let otherValue: Value?
    /// The kinds of task that it belongs to. A configuration of another kind has a value nobody can set.
    package let kinds: [TaskKind]
    /// The values it may take.
    package let range: ValueRange
    /// One line for `--help`.
    package let help: String
    /// Whether listings name it even when nobody swept it: the four that shape the model.
    package let isAlwaysNamed: Bool
    /// For which kinds of task its default goes without saying: digests leave it out, and any other value is named
    /// wherever configurations are.
    private let silentKinds: [TaskKind]
    private let presence: Presence
    private let presenceInText: Presence

    /// Where records and folders have it.
    package enum Presence: Sendable {
        case always
        /// In all but those from before it was there, which have its default.
        case later
        /// Only where it isn't at its default.
        case unlessDefault
    }

    /// Of its values; one of `range`'s words may take a number's place.
    package let kind: Kind

    package func belongs(to kind: TaskKind) -> Bool { kinds.contains(kind) }

    /// Its default for a kind of task; where it does not belong to it, what it has there.
    package func defaultValue(for kind: TaskKind) -> Value {
        kind == kinds[0] ? defaultValue : otherValue ?? defaultValue
    }

    package func presence(for kind: TaskKind) -> Presence { kind == .text ? presenceInText : presence }

    package func hasSilentDefault(for kind: TaskKind) -> Bool { silentKinds.contains(kind) }

    init(
        name: String, index: Int, defaultValue: Value, otherValue: Value? = nil, kinds: [TaskKind] = TaskKind.allCases,
        range: ValueRange, help: String, isAlwaysNamed: Bool, silentKinds: [TaskKind] = [], presence: Presence = .always,
        presenceInText: Presence = .always, kind: Kind? = nil
    ) {
        self.name = name
        self.index = index
        self.defaultValue = defaultValue
        self.otherValue = otherValue
        self.kinds = kinds
        self.range = range
        self.help = help
        self.isAlwaysNamed = isAlwaysNamed
        self.silentKinds = silentKinds
        self.presence = presence
        self.presenceInText = presenceInText
        self.kind = kind ?? defaultValue.kind
    }

    /// The words it may be, in their order; none where it is a number or any text.
    package var words: [String] {
        switch range {
        case .oneOf(let words): words
        case .finiteAtLeastOr(_, let word): [word]
        case .atLeast, .within, .halfOpen, .open, .above, .aboveOrInfinite, .finiteAtLeast, .someOfTheFacts, .path: []
        }
    }

    /// Where a value stands among the others: a number at its size, a word at its place in the list.
    package func place(of value: Value) -> Double {
        switch value {
        case .integer(let whole): Double(whole)
        case .real(let real): real
        case .word(let word): Double(words.firstIndex(of: word) ?? words.count)
        }
    }

    /// Whether a value is to be named though nobody asks: another one than a default that goes without saying.
    package func mustName(_ value: Value, for kind: TaskKind) -> Bool {
        hasSilentDefault(for: kind) && value != defaultValue(for: kind)
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
        guard value.kind == kind || range.contains(value) else { throw .wrongKind(self, found: value.description) }
        guard range.contains(value) else { throw .outOfRange(self, found: value) }
        // -0.0 is 0.0: the two are one value, and one name in a file.
        return value == .real(0) ? .real(0) : value
    }
}

extension Hyperparameter {
    package static let data = Hyperparameter(
        name: "data", index: 0, defaultValue: .word(familyTree), range: .path,
        help: "the file to learn: a table of relations or text", isAlwaysNamed: false,
        silentKinds: TaskKind.allCases, presence: .unlessDefault)
    package static let task = Hyperparameter(
        name: "task", index: 1, defaultValue: .word(TaskKind.relations.rawValue),
        otherValue: .word(TaskKind.text.rawValue), range: .oneOf(TaskKind.allCases.map(\.rawValue)),
        help: "what the data is read as; unless set, its content decides", isAlwaysNamed: false, presence: .unlessDefault)
    package static let nLayer = Hyperparameter(
        name: "n_layer", index: 2, defaultValue: .integer(2), otherValue: .integer(4), range: .atLeast(1),
        help: "number of transformer blocks", isAlwaysNamed: true)
    package static let nHead = Hyperparameter(
        name: "n_head", index: 3, defaultValue: .integer(2), otherValue: .integer(4), range: .atLeast(1),
        help: "attention heads in a block", isAlwaysNamed: true)
    package static let nEmbdFactor = Hyperparameter(
        name: "n_embd_factor", index: 4, defaultValue: .integer(32), range: .atLeast(1),
        help: "channels of one head; n_embd = n_embd_factor * n_head", isAlwaysNamed: true)
    package static let dropout = Hyperparameter(
        name: "dropout", index: 5, defaultValue: .real(0.2), otherValue: .real(0), range: .halfOpen(0, 1),
        help: "probability that dropout zeroes a value", isAlwaysNamed: true)
    package static let epochs = Hyperparameter(
        name: "epochs", index: 6, defaultValue: .integer(400), kinds: [.relations], range: .atLeast(1),
        help: "passes over the training set, one update each", isAlwaysNamed: false)
    package static let learningRate = Hyperparameter(
        name: "learning_rate", index: 7, defaultValue: .real(0.01), otherValue: .real(1e-3), range: .above(0),
        help: "the optimizer's learning rate; schedule says how it falls", isAlwaysNamed: false)
    package static let weightDecay = Hyperparameter(
        name: "weight_decay", index: 8, defaultValue: .real(0.01), otherValue: .real(0.1), range: .finiteAtLeast(0),
        help: "weight decay, decoupled from the gradient with adamw; adam and sgd add it to the gradient", isAlwaysNamed: false)
    package static let gradClip = Hyperparameter(
        name: "grad_clip", index: 9, defaultValue: .real(1), range: .aboveOrInfinite(0),
        help: "largest global gradient norm; inf clips nothing", isAlwaysNamed: false)
    package static let warmupEpochs = Hyperparameter(
        name: "warmup_epochs", index: 10, defaultValue: .integer(0), kinds: [.relations], range: .atLeast(0),
        help: "epochs over which the learning rate rises linearly from 0", isAlwaysNamed: false)
    package static let trainSize = Hyperparameter(
        name: "train_size", index: 11, defaultValue: .integer(100), kinds: [.relations], range: .someOfTheFacts,
        help: "facts to train on; the rest are the test set", isAlwaysNamed: false)
    package static let precision = Hyperparameter(
        name: "precision", index: 12, defaultValue: .word("fp32"), range: .oneOf(Precision.allCases.map(\.rawValue)),
        help: "arithmetic of the matrix products: fp32, or bf16 with fp32 sums", isAlwaysNamed: false,
        silentKinds: TaskKind.allCases, presence: .later)
    /// The value of `data` that stands for the built-in family trees.
    package static let familyTree = "family_tree"

    /// `train_size` for data of so many facts.
    package static func trainSize(of facts: Int) -> Hyperparameter {
        Hyperparameter(
            name: trainSize.name, index: trainSize.index, defaultValue: trainSize.defaultValue, kinds: trainSize.kinds,
            range: .within(1, facts - 1), help: trainSize.help, isAlwaysNamed: false)
    }

    /// Every hyper-parameter, in the order of listings, file names and a sweep's axes.
    package static let all = [
        data, task, nLayer, nHead, nEmbdFactor, dropout,
        epochs, learningRate, weightDecay, gradClip, warmupEpochs, trainSize, precision, beta1, beta2, optimizer, momentum,
        blockSize, batchSize, maxIters, minLR, warmupIters, schedule, bias, tied, initialization, decay, batches, streams,
        evalInterval, evalWindows, evalIters, tokenizer, vocabSize, dataSplit,
    ]

    /// Those that belong to a kind of task.
    package static func belonging(to kind: TaskKind) -> [Hyperparameter] { byKind[kind] ?? [] }

    private static let byKind: [TaskKind: [Hyperparameter]] = Dictionary(uniqueKeysWithValues: TaskKind.allCases.map { kind in
        (kind, all.filter { $0.belongs(to: kind) })
    })
}

extension Hyperparameter: Hashable {
    package static func == (a: Hyperparameter, b: Hyperparameter) -> Bool { a.index == b.index }
    package func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

extension Hyperparameter.Value: CustomStringConvertible {
    /// As Python prints it: `4`, `0.1`, `1e-05`, `bf16`.
    package var description: String {
        switch self {
        case .integer(let value): String(value)
        case .real(let value): value.pythonDescription
        case .word(let value): value
        }
    }

    /// The number as a double; nil for a word.
    package var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .word: nil
        }
    }

    fileprivate var kind: Hyperparameter.Kind {
        switch self {
        case .integer: .integer
        case .real: .real
        case .word: .word
        }
    }
}
