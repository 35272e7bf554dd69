// Each rule reads operands of the next, tighter one, and the operators between them.
extension Parser {
    mutating func expression() throws(SyntaxError) -> Expression {
        try disjunction()
    }

    /// `a or b`
    @inline(never) private mutating func disjunction() throws(SyntaxError) -> Expression {
        let first = try conjunction()
        return current.is(.or) ? try disjunction(after: first) : first
    }

    @inline(never) private mutating func disjunction(after first: Expression) throws(SyntaxError) -> Expression {
        try enter()
        var operands = [first]
        while match(.or) { operands.append(try conjunction()) }
        return try left(.disjunction(operands), from: first)
    }

    /// `a and b`
    @inline(never) private mutating func conjunction() throws(SyntaxError) -> Expression {
        let first = try negation()
        return current.is(.and) ? try conjunction(after: first) : first
    }

    @inline(never) private mutating func conjunction(after first: Expression) throws(SyntaxError) -> Expression {
        try enter()
        var operands = [first]
        while match(.and) { operands.append(try negation()) }
        return try left(.conjunction(operands), from: first)
    }

    /// `not a`
    @inline(never) private mutating func negation() throws(SyntaxError) -> Expression {
        current.is(.not) ? try negated() : try comparison()
    }

    @inline(never) private mutating func negated() throws(SyntaxError) -> Expression {
        let start = current.span.start
        try enter()
        advance()
        let operand = try negation()
        leave()
        return try node(.negation(operand), from: start)
    }

    /// `a < b <= c`, `a in b`, `a not in b`
    @inline(never) private mutating func comparison() throws(SyntaxError) -> Expression {
        let first = try range()
        return isAtComparison ? try comparison(after: first) : first
    }

    @inline(never) private mutating func comparison(after first: Expression) throws(SyntaxError) -> Expression {
        try enter()
        var steps: [ComparisonStep] = []
        while let (operation, span) = matchComparison() {
            steps.append(ComparisonStep(operation: operation, operatorSpan: span, operand: try range()))
        }
        return try left(.comparison(first, steps), from: first)
    }

    /// `lower..upper`, `lower..upper by step`
    @inline(never) private mutating func range() throws(SyntaxError) -> Expression {
        let lower = try sum()
        return current.is(.doubleDot) ? try range(from: lower) : lower
    }

    @inline(never) private mutating func range(from lower: Expression) throws(SyntaxError) -> Expression {
        try enter()
        advance()
        let upper = try sum()
        let step = match(.by) ? try sum() : nil
        return try left(.range(lower: lower, upper: upper, step: step), from: lower)
    }

    /// `a + b - c`
    @inline(never) private mutating func sum() throws(SyntaxError) -> Expression {
        let first = try product()
        return current.is(.plus) || current.is(.minus) ? try sum(after: first) : first
    }

    @inline(never) private mutating func sum(after first: Expression) throws(SyntaxError) -> Expression {
        try enter()
        var steps: [ArithmeticStep] = []
        while let (operation, span) = match(Self.additive) {
            steps.append(ArithmeticStep(operation: operation, operatorSpan: span, operand: try product()))
        }
        return try left(.arithmetic(first, steps), from: first)
    }

    /// `a * b / c // d % e`
    @inline(never) private mutating func product() throws(SyntaxError) -> Expression {
        let first = try sign()
        return isAtMultiplication ? try product(after: first) : first
    }

    @inline(never) private mutating func product(after first: Expression) throws(SyntaxError) -> Expression {
        try enter()
        var steps: [ArithmeticStep] = []
        while let (operation, span) = match(Self.multiplicative) {
            steps.append(ArithmeticStep(operation: operation, operatorSpan: span, operand: try sign()))
        }
        return try left(.arithmetic(first, steps), from: first)
    }

    /// `-a`, `+a`
    @inline(never) private mutating func sign() throws(SyntaxError) -> Expression {
        current.is(.minus) || current.is(.plus) ? try signed() : try power()
    }

    @inline(never) private mutating func signed() throws(SyntaxError) -> Expression {
        let sign: Sign = current.is(.minus) ? .minus : .plus
        let start = current.span.start
        try enter()
        advance()
        let operand = try self.sign()
        leave()
        return try node(.sign(sign, operand), from: start)
    }

    /// `a ** b`: binds tighter than a sign before it, looser than one behind, and from the right.
    @inline(never) private mutating func power() throws(SyntaxError) -> Expression {
        let base = try access()
        return current.is(.doubleStar) ? try power(of: base) : base
    }

    @inline(never) private mutating func power(of base: Expression) throws(SyntaxError) -> Expression {
        try enter()
        advance()
        let exponent = try sign()
        return try left(.power(base: base, exponent: exponent), from: base)
    }

    /// The node that starts with `first`, a level up from where its operands were read.
    @inline(never) private mutating func left(_ kind: Expression.Kind, from first: Expression) throws(SyntaxError) -> Expression {
        leave()
        return try node(kind, from: first.span.start)
    }
}

// MARK: - Operators
extension Parser {
    private static let additive: [Symbol: ArithmeticOperator] = [.plus: .plus, .minus: .minus]

    private static let multiplicative: [Symbol: ArithmeticOperator] = [
        .star: .times, .slash: .dividedBy, .doubleSlash: .wholeDividedBy, .percent: .remainder,
    ]

    private static let comparisons: [Symbol: ComparisonOperator] = [
        .doubleEqual: .equal, .notEqual: .notEqual, .less: .less, .lessOrEqual: .lessOrEqual, .greater: .greater,
        .greaterOrEqual: .greaterOrEqual,
    ]

    private var isAtMultiplication: Bool {
        if case .symbol(let symbol) = current.kind { Self.multiplicative[symbol] != nil } else { false }
    }

    private var isAtComparison: Bool { comparisonOperator != nil }

    private var comparisonOperator: ComparisonOperator? {
        switch current.kind {
        case .symbol(let symbol): Self.comparisons[symbol]
        case .keyword(.in): .contained
        case .keyword(.not): following().is(.in) ? .notContained : nil
        default: nil
        }
    }

    /// Reads one of the operators, and tells where it is.
    private mutating func match<Operator>(_ operators: [Symbol: Operator]) -> (Operator, SourceSpan)? {
        guard case .symbol(let symbol) = current.kind, let operation = operators[symbol] else { return nil }
        let span = current.span
        advance()
        return (operation, span)
    }

    /// Reads a comparison's operator, which may be two words, and tells where it is.
    private mutating func matchComparison() -> (ComparisonOperator, SourceSpan)? {
        guard let operation = comparisonOperator else { return nil }
        let start = current.span.start
        advance()
        if operation == .notContained { advance() }
        return (operation, span(from: start))
    }
}
