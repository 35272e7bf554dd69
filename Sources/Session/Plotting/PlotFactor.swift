import Engine
import Experiments

/// What combinations differ in: a hyper-parameter, or the width that follows from two.
enum PlotFactor: Hashable, Sendable {
    case parameter(Hyperparameter)
    case width

    static func named(_ name: String) -> PlotFactor? {
        name == DerivedName.width ? .width : Hyperparameter.named(name).map(PlotFactor.parameter)
    }

    static var names: [String] { Hyperparameter.all.map(\.name) + [DerivedName.width] }

    var name: String {
        switch self {
        case .parameter(let parameter): parameter.name
        case .width: DerivedName.width
        }
    }

    func value(of configuration: TrainingConfiguration) -> Hyperparameter.Value {
        switch self {
        case .parameter(let parameter): configuration[parameter]
        case .width: .integer(configuration.nEmbd)
        }
    }

    /// Where a value stands among the others.
    func place(of value: Hyperparameter.Value) -> Double {
        switch self {
        case .parameter(let parameter): parameter.place(of: value)
        case .width: value.number ?? 0
        }
    }
}
