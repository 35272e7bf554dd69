package import Engine

/// Why a grid of values can't be a plan.
package enum SweepPlanError: Error, Sendable {
    /// A value, or a combination of values, that no run can have.
    case hyperparameter(HyperparameterError)
    /// An axis without a value.
    case noValue(Hyperparameter)
    /// An axis that holds a value twice.
    case repeatedValue(Hyperparameter, Hyperparameter.Value)
    /// More combinations than `SweepPlan.largestGrid`.
    case tooManyCombinations
    /// A condition that no combination passes.
    case nothingKept
}

extension SweepPlanError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .hyperparameter(let error):
            error.description
        case .noValue(let parameter):
            "\(parameter.name): found no value, expected \(parameter.range)"
        case .repeatedValue(let parameter, let value):
            "\(parameter.name): found \(value) more than once, expected each value once"
        case .tooManyCombinations:
            "the grid has more than \(SweepPlan.largestGrid) combinations; give fewer values"
        case .nothingKept:
            "no combination is left by the condition"
        }
    }
}
