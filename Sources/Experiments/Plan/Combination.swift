package import Engine

/// One configuration of a plan, to be trained with all the plan's seeds.
package struct Combination: Hashable, Sendable {
    /// Its place in the plan.
    package let index: Int
    package let configuration: TrainingConfiguration
    /// The hyper-parameters that texts and file names list, the same for all combinations of a plan.
    package let named: [Hyperparameter]

    /// `n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1`
    package var assignments: String {
        listed(between: "=", separator: ", ")
    }

    /// `n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16`
    package var assignmentsWithWidth: String {
        "\(assignments), n_embd=\(configuration.nEmbd)"
    }

    /// `data=shakespeare`
    package var dataText: String { "\(Hyperparameter.data.name)=\(Hyperparameter.data.label(of: configuration[.data]))" }

    /// `Also set: epochs=5, learning_rate=0.001`: what no list names and is not at its default; nil when nothing is.
    /// It is the same for all combinations of a plan.
    var alsoSet: String? {
        let others = Hyperparameter.belonging(to: configuration.kind).filter {
            $0 != .task && !named.contains($0) && configuration[$0] != $0.defaultValue(for: configuration.kind)
        }
        if others.isEmpty { return nil }
        return "Also set: " + others.map { "\($0.name)=\(configuration[$0])" }.joined(separator: ", ")
    }

    /// The listed hyper-parameters with their values, as Python prints them.
    func listed(between nameAndValue: String, separator: String) -> String {
        named.map { "\($0.name)\(nameAndValue)\($0.label(of: configuration[$0]))" }.joined(separator: separator)
    }
}
