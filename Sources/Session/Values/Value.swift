package import Experiments

/// What an expression comes to.
package indirect enum Value: Sendable {
    case integer(Int)
    /// Finite, or infinite where somebody wrote `inf`.
    case real(Double)
    case boolean(Bool)
    case string(String)
    case none
    case list([Value])
    /// Whole numbers, worked out when they are asked for.
    case range(WholeRange)
    /// What a random sweep draws from.
    case distribution(Distribution)
    /// What `train` found, or one combination of a sweep.
    case result(TrainResult)
    /// One seed of a result.
    case run(SeedRun)
    /// A trained model.
    case model(LoadedModel)
    /// What `sweep` found.
    case sweep(SweepResult)

    /// The most elements a list, and characters a string, may have.
    static let sizeLimit = 1_000_000
}

extension Value {
    /// What it is, with an article, for messages.
    var kind: String {
        switch self {
        case .integer: "a whole number"
        case .real: "a number"
        case .boolean: "true or false"
        case .string: "a string"
        case .none: "none"
        case .list: "a list"
        case .range: "a range"
        case .distribution: "a distribution"
        case .result: "a result"
        case .run: "a run"
        case .model: "a model"
        case .sweep: "the result of a sweep"
        }
    }

    /// What it is and, where that is short, what it says: `the string "a"`, `a list`.
    var found: String {
        switch self {
        case .integer, .real, .none, .boolean, .distribution: literal
        case .string(let text) where text.count <= 40: "the string \(literal)"
        case .string, .list, .range, .result, .run, .model, .sweep: kind
        }
    }

    /// Whether it is a number of either kind.
    var isNumber: Bool {
        switch self {
        case .integer, .real: true
        case .boolean, .string, .none, .list, .range, .distribution, .result, .run, .model, .sweep: false
        }
    }

    /// The text, if it is a string.
    var string: String? { if case .string(let text) = self { text } else { nil } }

    /// As a double, if it is a number.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .boolean, .string, .none, .list, .range, .distribution, .result, .run, .model, .sweep: nil
        }
    }

    /// Its elements, if it has some: in a loop, in `len`, after `[`.
    var elements: Elements? {
        switch self {
        case .list(let list): .list(list)
        case .range(let range): .range(range)
        case .result(let result): .list(result.runs.map(Value.run))
        case .sweep(let sweep): .list(sweep.combinations.map(Value.result))
        case .integer, .real, .boolean, .string, .none, .distribution, .run, .model: nil
        }
    }
}
