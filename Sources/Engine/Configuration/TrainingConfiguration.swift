/// The hyper-parameters of one run: a value for each row of `Hyperparameter.all`, checked.
package struct TrainingConfiguration: Hashable, Sendable {
    /// In the order of `Hyperparameter.all`.
    private var values: [Hyperparameter.Value]

    /// Every hyper-parameter at its default.
    package init() {
        values = Hyperparameter.all.map(\.defaultValue)
    }

    /// The defaults, with some hyper-parameters set.
    ///
    /// - Throws: `HyperparameterError` when a value is of the wrong kind or out of range, or when
    ///   n_embd overflows.
    package init(_ settings: [Hyperparameter: Hyperparameter.Value]) throws(HyperparameterError) {
        self.init()
        for (parameter, value) in settings {
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
    package var precision: Precision {
        guard case .word(let word) = self[.precision], let precision = Precision(rawValue: word) else {
            preconditionFailure("precision is one of its words")
        }
        return precision
    }
    /// C, the channels of the residual stream: derived, never set.
    package var nEmbd: Int { nHead * nEmbdFactor }
}
