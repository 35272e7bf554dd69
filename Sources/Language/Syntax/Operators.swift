package enum Sign: String, Sendable {
    case plus = "+"
    case minus = "-"
}

package enum ArithmeticOperator: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case dividedBy = "/"
    /// The whole part of a quotient, rounded down.
    case wholeDividedBy = "//"
    case remainder = "%"
}

package enum ComparisonOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
}
