/// Something that has a value.
///
/// Operators of one precedence stand side by side in one node and not nested, so a tree is only as
/// deep as its text is nested: at most `Parser.nestingLimit` levels, however long the text.
package final class Expression: Sendable {
    package enum Kind: Sendable {
        case integer(Int)
        case float(Double)
        case string(String)
        case boolean(Bool)
        case none
        case name(String)
        case list([Expression])
        case call(function: Name, arguments: [Expression])
        /// Fields and indices, from the left: `s.best.dropout`, `s[0]`.
        case access(Expression, path: [Access])
        case power(base: Expression, exponent: Expression)
        case sign(Sign, Expression)
        /// Operators of one precedence, from the left.
        case arithmetic(Expression, [ArithmeticStep])
        /// `lower..upper`, both ends included, or `lower..upper by step`.
        case range(lower: Expression, upper: Expression, step: Expression?)
        /// As in Python, `a < b < c` is `a < b and b < c` with `b` worked out once.
        case comparison(Expression, [ComparisonStep])
        case negation(Expression)
        /// Two operands or more, worked out from the left as long as they are true.
        case conjunction([Expression])
        /// Two operands or more, worked out from the left as long as they are false.
        case disjunction([Expression])
        /// A command, whose value is its result.
        indirect case command(CommandCall)
    }

    package let kind: Kind
    /// Where it is written, with the parentheses around it.
    package let span: SourceSpan
    /// How many levels of nodes it has; 1 for a literal.
    package let height: Int

    init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
        height = 1 + kind.heightOfOperands
    }

    /// The same, written over `span`.
    func spanning(_ span: SourceSpan) -> Expression {
        Expression(copying: self, over: span)
    }

    private init(copying other: Expression, over span: SourceSpan) {
        kind = other.kind
        self.span = span
        height = other.height
    }
}

/// A step from a value to a part of it.
package enum Access: Sendable {
    /// `.best`; the name's span is without the dot.
    case field(Name)
    /// `[0]`; the span is that of the brackets.
    case index(Expression, span: SourceSpan)

    package var span: SourceSpan {
        switch self {
        case .field(let name): name.span
        case .index(_, let span): span
        }
    }
}

/// An operator and its right operand, in a row of the same precedence.
package struct ArithmeticStep: Sendable {
    package let operation: ArithmeticOperator
    package let operatorSpan: SourceSpan
    package let operand: Expression
}

/// A comparison and its right operand, in a chain.
package struct ComparisonStep: Sendable {
    package let operation: ComparisonOperator
    package let operatorSpan: SourceSpan
    package let operand: Expression
}

extension Expression.Kind {
    fileprivate var heightOfOperands: Int {
        switch self {
        case .integer, .float, .string, .boolean, .none, .name: 0
        case .list(let operands), .call(_, let operands), .conjunction(let operands), .disjunction(let operands):
            operands.height
        case .sign(_, let operand), .negation(let operand): operand.height
        case .power(let base, let exponent): max(base.height, exponent.height)
        case .range(let lower, let upper, let step): max(lower.height, upper.height, step?.height ?? 0)
        case .arithmetic(let first, let steps): max(first.height, steps.map(\.operand).height)
        case .comparison(let first, let steps): max(first.height, steps.map(\.operand).height)
        case .access(let base, let path): max(base.height, path.compactMap(\.index).height)
        case .command(let call): call.height
        }
    }
}

extension Access {
    fileprivate var index: Expression? {
        if case .index(let expression, _) = self { expression } else { nil }
    }
}

extension [Expression] {
    /// The greatest height among them; 0 if there are none.
    var height: Int { reduce(0) { Swift.max($0, $1.height) } }
}
