import Experiments
import Language

/// A function of the language: what it is called, takes and gives.
package struct Function: Sendable {
    package let name: String
    /// As it is written: `linspace(from, to, count)`.
    package let usage: String
    /// One line.
    package let help: String
    /// How many arguments it takes.
    let counts: ClosedRange<Int>
    /// Whether it gives what only a random sweep draws from.
    let isDistribution: Bool
    let apply: @Sendable ([Value]) throws(SessionError) -> Value

    static func named(_ name: String) -> Function? { byName[name] }

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Every function, as `help` lists them.
    package static let all = sequences + numbers + texts + distributions

    private static let sequences = [
        Function("len", "len(values)", "how many elements a list, range, string or sweep has") { values throws(SessionError) in
            if case .string(let text) = values[0] { return .integer(text.count) }
            return .integer(try Arguments.sequence(values[0], "len").count)
        },
        Function("linspace", "linspace(from, to, count)", "evenly spaced numbers, both ends included", 3) { values throws(SessionError) in
            try Spacing.linear(values)
        },
        Function("logspace", "logspace(from, to, count)", "numbers evenly spaced on a log scale, both ends included", 3) { values throws(SessionError) in
            try Spacing.logarithmic(values)
        },
        Function("list", "list(values)", "the elements of a range or sweep as a list") { values throws(SessionError) in
            .list(try Arguments.sequence(values[0], "list").array())
        },
        Function("sorted", "sorted(values)", "the same elements, the smallest first") { values throws(SessionError) in
            .list(try Arguments.sorted(values[0]))
        },
        Function("reversed", "reversed(values)", "the same elements, the last first") { values throws(SessionError) in
            .list(try Arguments.sequence(values[0], "reversed").array().reversed())
        },
        Function("sum", "sum(values)", "the sum of numbers") { values throws(SessionError) in
            var sum = Value.integer(0)
            for value in try Arguments.numbers(values[0], "sum") { sum = try Arithmetic.apply(.plus, sum, value) }
            return sum
        },
        Function("mean", "mean(values)", "the mean of numbers") { values throws(SessionError) in
            let numbers = try Arguments.numbers(values[0], "mean")
            guard !numbers.isEmpty else { throw .emptySequence("mean") }
            let sum = numbers.reduce(0) { $0 + ($1.number ?? 0) }
            return try Arithmetic.checked(sum / Double(numbers.count), "mean")
        },
        Function("min", "min(values)", "the smallest of a list, or of several arguments", 1...1000) { values throws(SessionError) in
            try Arguments.extreme(values, "min") { a, b throws(SessionError) in try Order.isLess(a, b) }
        },
        Function("max", "max(values)", "the largest of a list, or of several arguments", 1...1000) { values throws(SessionError) in
            try Arguments.extreme(values, "max") { a, b throws(SessionError) in try Order.isLess(b, a) }
        },
    ]

    private static let numbers = [
        Function("round", "round(number, digits)", "the nearest whole number, or the nearest with some digits", 1...2) { values throws(SessionError) in
            try Rounding.round(values)
        },
        Function("abs", "abs(number)", "the number without its sign") { values throws(SessionError) in
            guard let number = values[0].number else { throw .wrongArgument("abs", "a number", values[0].found) }
            return number < 0 ? try Arithmetic.negated(values[0]) : values[0]
        },
        Function("floor", "floor(number)", "the largest whole number that is not above") { values throws(SessionError) in
            try Rounding.whole(values[0], "floor", .down)
        },
        Function("ceil", "ceil(number)", "the smallest whole number that is not below") { values throws(SessionError) in
            try Rounding.whole(values[0], "ceil", .up)
        },
        Function("sqrt", "sqrt(number)", "the square root") { values throws(SessionError) in
            guard let number = values[0].number, number >= 0 else {
                throw .wrongArgument("sqrt", "a number of at least 0", values[0].found)
            }
            return .real(number.squareRoot())
        },
        Function("int", "int(number)", "a number that is whole, as a whole number") { values throws(SessionError) in
            guard let number = values[0].number, number.rounded() == number else {
                throw .wrongArgument("int", "a number without a fraction", values[0].found)
            }
            return try Rounding.whole(values[0], "int", .down)
        },
        Function("float", "float(number)", "a number as one with a fraction: 4.0") { values throws(SessionError) in
            // As papermill writes it.
            if case .string("inf") = values[0] { return .real(.infinity) }
            guard let number = values[0].number else { throw .wrongArgument("float", "a number", values[0].found) }
            return .real(number)
        },
    ]

    private static let texts = [
        Function("str", "str(value)", "the text that print shows") { values throws(SessionError) in .string(values[0].description) },
    ]

    private static let distributions = [
        Function("uniform", "uniform(low, high)", "in a random sweep: numbers between two, uniformly distributed", isDistribution: true) {
            values throws(SessionError) in try Arguments.distribution(.uniform, values)
        },
        Function("loguniform", "loguniform(low, high)", "in a random sweep: the same, uniformly distributed on a log scale", isDistribution: true) {
            values throws(SessionError) in try Arguments.distribution(.loguniform, values)
        },
    ]

    private init(
        _ name: String, _ usage: String, _ help: String, isDistribution: Bool,
        _ apply: @escaping @Sendable ([Value]) throws(SessionError) -> Value
    ) {
        self.init(name, usage, help, 2...2, isDistribution: isDistribution, apply)
    }

    private init(
        _ name: String, _ usage: String, _ help: String, _ counts: ClosedRange<Int>, isDistribution: Bool = false,
        _ apply: @escaping @Sendable ([Value]) throws(SessionError) -> Value
    ) {
        self.name = name
        self.usage = usage
        self.help = help
        self.counts = counts
        self.isDistribution = isDistribution
        self.apply = apply
    }

    private init(
        _ name: String, _ usage: String, _ help: String, _ count: Int = 1,
        _ apply: @escaping @Sendable ([Value]) throws(SessionError) -> Value
    ) {
        self.init(name, usage, help, count...count, apply)
    }
}
