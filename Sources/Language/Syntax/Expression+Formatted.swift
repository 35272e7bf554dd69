extension Expression {
    /// The expression as text that reads as the same expression.
    var formatted: String {
        switch kind {
        case .integer(let value): String(value)
        case .float(let value): String(value)
        case .string(let value): value.formattedLiteral
        case .boolean(let value): value ? "true" : "false"
        case .none: "none"
        case .name(let name): name
        case .list(let elements): "[" + elements.formatted + "]"
        case .call(let function, let arguments): function.text + "(" + arguments.formatted + ")"
        case .access(let base, let path): base.formatted(.primary) + path.map(\.formatted).joined()
        case .power(let base, let exponent): base.formatted(.access) + " ** " + exponent.formatted(.sign)
        case .sign(let sign, let operand): sign.rawValue + operand.formatted(.sign)
        case .arithmetic(let first, let steps): formatted(first, steps)
        case .range(let lower, let upper, let step):
            lower.formatted(.sum) + ".." + upper.formatted(.sum) + (step.map { " by " + $0.formatted(.sum) } ?? "")
        case .comparison(let first, let steps):
            steps.reduce(first.formatted(.range)) { "\($0) \($1.operation.rawValue) \($1.operand.formatted(.range))" }
        case .negation(let operand): "not " + operand.formatted(.negation)
        case .conjunction(let operands): operands.map { $0.formatted(.negation) }.joined(separator: " and ")
        case .disjunction(let operands): operands.map { $0.formatted(.conjunction) }.joined(separator: " or ")
        case .command(let call): "(" + call.formatted + ")"
        }
    }

    /// The expression as the right side of `let` or `=`, where a command needs no parentheses.
    var formattedAsRightSide: String {
        if case .command(let call) = kind { call.formatted } else { formatted }
    }

    /// The expression where one of at least that precedence is asked for.
    private func formatted(_ least: Precedence) -> String {
        precedence >= least ? formatted : "(" + formatted + ")"
    }

    private func formatted(_ first: Expression, _ steps: [ArithmeticStep]) -> String {
        let least: Precedence = precedence == .sum ? .product : .sign
        return steps.reduce(into: first.formatted(least)) { text, step in
            text += " \(step.operation.rawValue) \(step.operand.formatted(least))"
        }
    }

    /// The rules of the grammar, from the loosest.
    private enum Precedence: Int, Comparable {
        case disjunction, conjunction, negation, comparison, range, sum, product, sign, power, access, primary

        static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }
    }

    private var precedence: Precedence {
        switch kind {
        case .integer, .float, .string, .boolean, .none, .name, .list, .call, .command: .primary
        case .access: .access
        case .power: .power
        case .sign: .sign
        case .arithmetic(_, let steps): steps.allSatisfy { $0.operation.isAdditive } ? .sum : .product
        case .range: .range
        case .comparison: .comparison
        case .negation: .negation
        case .conjunction: .conjunction
        case .disjunction: .disjunction
        }
    }
}

extension ArithmeticOperator {
    fileprivate var isAdditive: Bool { self == .plus || self == .minus }
}

extension [Expression] {
    fileprivate var formatted: String { map(\.formatted).joined(separator: ", ") }
}

extension Access {
    fileprivate var formatted: String {
        switch self {
        case .field(let name): "." + name.text
        case .index(let expression, _): "[" + expression.formatted + "]"
        }
    }
}

extension String {
    /// The string as a literal of the language, in double quotes.
    var formattedLiteral: String {
        unicodeScalars.reduce(into: "\"") { $0 += Self.literal($1) } + "\""
    }

    private static func literal(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        case "\\", "\"": "\\" + String(scalar)
        case _ where scalar.isControl: "\\u{" + String(scalar.value, radix: 16) + "}"
        default: String(scalar)
        }
    }
}
