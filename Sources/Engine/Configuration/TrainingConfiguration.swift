/// The hyper-parameters of one run: a value for each row of `Hyperparameter.all`, checked.
package struct TrainingConfiguration: Hashable, Sendable {
    /// In the order of `Hyperparameter.all`.
    private var values: [Hyperparameter.Value]

    /// Every hyper-parameter at its default.
    package init(kind: TaskKind = .relations) {
        values = Hyperparameter.all.map { $0.defaultValue(for: kind) }
    }

    /// The defaults, with some hyper-parameters set.
    ///
    /// - Throws: `HyperparameterError` when a value is of the wrong kind or out of range, when its hyper-parameter belongs
    ///   to another kind of task, or when n_embd overflows.
    package init(
        _ settings: [Hyperparameter: Hyperparameter.Value], kind: TaskKind = .relations
    ) throws(HyperparameterError) {
        self.init(kind: kind)
        for (parameter, value) in settings {
            guard parameter.belongs(to: kind) else { throw .otherKind(parameter, of: kind) }
            values[parameter.index] = try parameter.checked(value)
        }
        if nHead.multipliedReportingOverflow(by: nEmbdFactor).overflow {
            throw .nEmbdOverflow(nHead: nHead, nEmbdFactor: nEmbdFactor)
        }
    }

    package subscript(parameter: Hyperparameter) -> Hyperparameter.Value {
        values[parameter.index]
    }

    /// Gives a hyper-parameter a value that `Hyperparameter.checked` has returned and with which n_embd does not overflow:
    /// for the combinations of a plan, which checks its values once.
    package mutating func set(_ parameter: Hyperparameter, toChecked value: Hyperparameter.Value) {
        values[parameter.index] = value
    }

    /// The same in another precision.
    package func with(_ precision: Precision) -> TrainingConfiguration {
        var other = self
        other.set(.precision, toChecked: .word(precision.rawValue))
        return other
    }

    private func integer(_ parameter: Hyperparameter) -> Int {
        guard case .integer(let value) = self[parameter] else { preconditionFailure("\(parameter.name) is whole") }
        return value
    }

    private func word<Word: RawRepresentable<String>>(_ parameter: Hyperparameter, as type: Word.Type = Word.self) -> Word {
        guard case .word(let text) = self[parameter], let word = Word(rawValue: text) else {
            preconditionFailure("\(parameter.name) is one of its words")
        }
        return word
    }

    private func flag(_ parameter: Hyperparameter) -> Bool { self[parameter] == .word("true") }

    private func real(_ parameter: Hyperparameter) -> Double {
        guard case .real(let value) = self[parameter] else { preconditionFailure("\(parameter.name) is real") }
        return value
    }
}

extension TrainingConfiguration {
    package var nLayer: Int { integer(.nLayer) }
    package var nHead: Int { integer(.nHead) }
    package var nEmbdFactor: Int { integer(.nEmbdFactor) }
    /// In [0, 1).
    package var dropout: Double { real(.dropout) }
    package var epochs: Int { integer(.epochs) }
    package var learningRate: Double { real(.learningRate) }
    package var weightDecay: Double { real(.weightDecay) }
    /// Above 0; infinity clips nothing.
    package var gradClip: Double { real(.gradClip) }
    package var warmupEpochs: Int { integer(.warmupEpochs) }
    /// Facts in the training set; the rest are the test set.
    package var trainSize: Int { integer(.trainSize) }
    package var precision: Precision { word(.precision) }
    package var beta1: Double { real(.beta1) }
    package var beta2: Double { real(.beta2) }
    package var optimizer: UpdateRule { word(.optimizer) }
    /// In [0, 1).
    package var momentum: Double { real(.momentum) }
    package var minLR: Double {
        if case .real(let rate) = self[.minLR] { rate } else { learningRate / 10 }
    }
    package var schedule: LearningRateSchedule { word(.schedule) }
    /// C, the channels of the residual stream: derived, never set.
    package var nEmbd: Int { nHead * nEmbdFactor }
}

extension TrainingConfiguration {
    package var kind: TaskKind { word(.task) }
    /// The path of its data, or `family_tree`.
    package var data: String {
        guard case .word(let path) = self[.data] else { preconditionFailure("data is a word") }
        return path
    }
    /// Epochs, or iterations of text.
    package var updates: Int {
        switch kind {
        case .relations: epochs
        case .text: integer(.maxIters)
        }
    }
    /// T
    package var blockSize: Int { integer(.blockSize) }
    /// B
    package var batchSize: Int { integer(.batchSize) }
    package var maxIters: Int { integer(.maxIters) }
    package var warmupIters: Int { integer(.warmupIters) }
    package var hasBias: Bool { flag(.bias) }
    package var isTied: Bool { flag(.tied) }
    package var initialization: Initialization { word(.initialization) }
    package var decay: DecayedParameters { word(.decay) }
    package var batches: BatchOrder { word(.batches) }
    package var streams: RandomStreams { word(.streams) }
    package var evalInterval: Int { integer(.evalInterval) }
    package var evalWindows: Int { integer(.evalWindows) }
    package var evalIters: Int { integer(.evalIters) }
    package var tokenizer: TokenizerKind { word(.tokenizer) }
    package var vocabSize: Int { integer(.vocabSize) }
    /// Above 0, below 1.
    package var dataSplit: Double { real(.dataSplit) }
}

extension TrainingConfiguration {
    /// The hyper-parameters that a record has: all that belong to the task, but for those that relations leave out.
    package var recorded: [Hyperparameter] {
        Hyperparameter.belonging(to: kind).filter { $0.isRecorded([self[$0]], for: kind) }
    }

    /// Whether its value says anything of the run: not every optimizer has momentum, nor every tokenizer a chosen size.
    package func uses(_ parameter: Hyperparameter) -> Bool {
        switch parameter {
        case .vocabSize: kind == .text && tokenizer == .bpe
        case .momentum: optimizer == .sgd
        case .beta1, .beta2: optimizer != .sgd
        default: true
        }
    }
}

extension Hyperparameter {
    /// Whether records of a kind of task have it where it takes these values.
    package func isRecorded(_ values: [Value], for kind: TaskKind) -> Bool {
        presence(for: kind) != .unlessDefault || values != [defaultValue(for: kind)]
    }
}
