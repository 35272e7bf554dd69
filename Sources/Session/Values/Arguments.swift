import Engine
import Experiments

/// What functions ask of their arguments.
enum Arguments {
    static func sequence(_ value: Value, _ function: String) throws(SessionError) -> Elements {
        guard let elements = value.elements else {
            throw .wrongArgument(function, "a list, a range or a sweep", value.found)
        }
        return elements
    }

    static func numbers(_ value: Value, _ function: String) throws(SessionError) -> [Value] {
        let values = try sequence(value, function).array()
        if let wrong = values.first(where: { !$0.isNumber }) { throw .wrongArgument(function, "numbers", wrong.found) }
        return values
    }

    static func sorted(_ value: Value) throws(SessionError) -> [Value] {
        let values = try sequence(value, "sorted").array()
        // One pass finds what can't be compared, so that sorting can't fail.
        for (a, b) in zip(values, values.dropFirst()) { _ = try Order.isLess(a, b) }
        return values.sorted { a, b in (try? Order.isLess(a, b)) ?? false }
    }

    static func extreme(
        _ arguments: [Value], _ function: String, _ isBetter: (Value, Value) throws(SessionError) -> Bool
    ) throws(SessionError) -> Value {
        let values = arguments.count == 1 ? try sequence(arguments[0], function).array() : arguments
        guard var best = values.first else { throw .emptySequence(function) }
        for value in values where try isBetter(value, best) { best = value }
        return best
    }

    static func distribution(_ shape: Distribution.Shape, _ values: [Value]) throws(SessionError) -> Value {
        var ends: [Hyperparameter.Value] = []
        for value in values {
            switch value {
            case .integer(let number): ends.append(.integer(number))
            case .real(let number): ends.append(.real(number))
            case .boolean, .string, .none, .list, .range, .distribution, .result, .run, .model, .sweep:
                throw .wrongArgument(shape.rawValue, "a number", value.found)
            }
        }
        do throws(DistributionError) {
            return .distribution(try Distribution(shape, from: ends[0], to: ends[1]))
        } catch {
            throw .distribution(error)
        }
    }
}
