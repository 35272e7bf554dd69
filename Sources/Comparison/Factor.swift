package import Engine

/// What configurations differ in: a hyper-parameter, or the width that follows from two.
package enum Factor: Hashable, Sendable {
    case parameter(Hyperparameter)
    case width

    package static func named(_ name: String) -> Factor? {
        name == width.name ? .width : Hyperparameter.named(name).map(Factor.parameter)
    }

    package static var names: [String] { Hyperparameter.all.map(\.name) + [width.name] }

    package var name: String {
        switch self {
        case .parameter(let parameter): parameter.name
        case .width: "n_embd"
        }
    }

    package func value(of configuration: TrainingConfiguration) -> Hyperparameter.Value {
        switch self {
        case .parameter(let parameter): configuration[parameter]
        case .width: .integer(configuration.nEmbd)
        }
    }

    /// Where a value stands among the others.
    package func place(of value: Hyperparameter.Value) -> Double {
        switch self {
        case .parameter(let parameter): parameter.place(of: value)
        case .width: value.number ?? 0
        }
    }

    /// The hyper-parameters that make it up.
    var parameters: [Hyperparameter] {
        switch self {
        case .parameter(let parameter): [parameter]
        case .width: [.nHead, .nEmbdFactor]
        }
    }

    /// What is said wherever its effect is shown; nil of a hyper-parameter.
    package var confounding: String? {
        switch self {
        case .parameter: nil
        case .width: "n_embd follows from n_head and n_embd_factor: their effects are in it."
        }
    }
}
