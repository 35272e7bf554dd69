package enum Sign: String, Sendable {
    case plus = "+"
    case minus = "-"
}

package enum ArithmeticOperator: String, CaseIterable, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case dividedBy = "/"
    /// The whole part of a quotient, rounded down.
    case wholeDividedBy = "//"
    case remainder = "%"
}

package enum ComparisonOperator: String, CaseIterable, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
}

/// Operators that bind equally tightly.
package struct OperatorRow: Sendable {
    package let operators: [String]
    package let help: String
    /// An expression that shows how they bind, and its value as it is shown.
    package let example: String
    package let value: String

    private init(_ operators: [String], _ help: String, _ example: String, _ value: String) {
        (self.operators, self.help, self.example, self.value) = (operators, help, example, value)
    }

    /// Every operator, the tightest first: the grammar's rules from `access` up to `disjunction`.
    package static let all = [
        OperatorRow([Symbol.dot.rawValue, "[ ]"], "a field or an element", "-[5, 7][1]", "-7"),
        OperatorRow([Symbol.doubleStar.rawValue], "a power, from the right", "-2 ** 3 ** 2", "-512"),
        OperatorRow([Sign.minus, .plus].map(\.rawValue), "a sign", "-7 // 2", "-4"),
        OperatorRow(
            [ArithmeticOperator.times, .dividedBy, .wholeDividedBy, .remainder].map(\.rawValue),
            "a product, a quotient, its whole part rounded down, and the remainder", "1 + 7 // 2 * 3", "10"),
        OperatorRow([ArithmeticOperator.plus, .minus].map(\.rawValue), "a sum; + joins strings, and lists", "1..2 + 3", "1..5"),
        OperatorRow([Symbol.doubleDot.rawValue, Keyword.by.rawValue], "a range with both its ends, and its step", "list(16..64 by 16)", "[16, 32, 48, 64]"),
        OperatorRow(
            ComparisonOperator.allCases.map(\.rawValue), "comparisons, which may be chained", "1 < 2 <= 2 in 1..2", "true"),
        OperatorRow([Keyword.not.rawValue], "the opposite", "not 1 == 2", "true"),
        OperatorRow([Keyword.and.rawValue], "both", "not true and false", "false"),
        OperatorRow([Keyword.or.rawValue], "one of both", "true or true and false", "true"),
    ]
}
