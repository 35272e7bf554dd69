import Language

/// Checks that every node of a tree lies within its parent, and the whole within the text.
struct SpanChecker {
    private(set) var isSound = true

    static func isSound(_ program: Program, within span: SourceSpan) -> Bool {
        var checker = SpanChecker()
        for statement in program.statements { checker.check(statement, within: span) }
        return checker.isSound
    }

    private mutating func check(_ inner: SourceSpan, within outer: SourceSpan) {
        if inner.start < outer.start || inner.end > outer.end || inner.isEmpty { isSound = false }
    }

    private mutating func check(_ block: Block, within span: SourceSpan) {
        check(block.span, within: span)
        for statement in block.statements { check(statement, within: block.span) }
    }

    private mutating func check(_ statement: Statement, within outer: SourceSpan) {
        let span = statement.span
        check(span, within: outer)
        switch statement.kind {
        case .command(let call): check(call, within: span)
        case .expression(let value): check(value, within: span)
        case .binding(let name, let value), .assignment(let name, let value):
            check(name.span, within: span)
            check(value, within: span)
        case .loop(let variable, let sequence, let body):
            check(variable.span, within: span)
            check(sequence, within: span)
            check(body, within: span)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                check(branch.condition, within: span)
                check(branch.body, within: span)
            }
            if let otherwise { check(otherwise, within: span) }
        case .timed(let statement): check(statement, within: span)
        case .help(let topic): if let topic { check(topic.span, within: span) }
        case .markdown: break
        }
    }

    private mutating func check(_ call: CommandCall, within outer: SourceSpan) {
        check(call.span, within: outer)
        check(call.name.span, within: call.span)
        for name in call.byNames { check(name.span, within: call.span) }
        for argument in call.named { check(argument, within: call.span) }
        for bundle in call.bundles {
            check(bundle.span, within: call.span)
            check(bundle.name.span, within: bundle.span)
            for argument in bundle.arguments { check(argument, within: bundle.span) }
        }
        if let condition = call.condition { check(condition, within: call.span) }
        for positional in call.positionals {
            check(positional.span, within: call.span)
            if case .expression(let value) = positional { check(value, within: positional.span) }
        }
    }

    private mutating func check(_ argument: CommandCall.NamedArgument, within outer: SourceSpan) {
        check(argument.span, within: outer)
        check(argument.value, within: argument.span)
    }

    private mutating func check(_ expression: Expression, within outer: SourceSpan) {
        let span = expression.span
        check(span, within: outer)
        switch expression.kind {
        case .integer, .float, .string, .boolean, .none, .name: break
        case .list(let parts), .call(_, let parts), .conjunction(let parts), .disjunction(let parts):
            for part in parts { check(part, within: span) }
        case .access(let base, let path):
            check(base, within: span)
            for access in path {
                check(access.span, within: span)
                if case .index(let index, let brackets) = access { check(index, within: brackets) }
            }
        case .power(let base, let exponent):
            check(base, within: span)
            check(exponent, within: span)
        case .sign(_, let operand), .negation(let operand): check(operand, within: span)
        case .arithmetic(let first, let steps):
            check(first, within: span)
            for step in steps {
                check(step.operatorSpan, within: span)
                check(step.operand, within: span)
            }
        case .comparison(let first, let steps):
            check(first, within: span)
            for step in steps {
                check(step.operatorSpan, within: span)
                check(step.operand, within: span)
            }
        case .range(let lower, let upper, let step):
            check(lower, within: span)
            check(upper, within: span)
            if let step { check(step, within: span) }
        case .command(let call): check(call, within: span)
        }
    }
}
