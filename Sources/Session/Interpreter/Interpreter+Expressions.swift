import Engine
import Experiments
package import Language

// What expressions come to.
extension Interpreter {
    static let constants: [String: Value] = ["inf": .real(.infinity)]

    func value(of expression: Expression, _ context: ExecutionContext) async throws -> Value {
        switch expression.kind {
        case .integer(let number): return .integer(number)
        case .float(let number): return .real(number)
        case .string(let text): return .string(text)
        case .boolean(let truth): return .boolean(truth)
        case .none: return .none
        case .name(let name): return try value(named: name, expression.span, context)
        case .list(let elements):
            let list = Value.list(try await values(of: elements, context))
            return try context.at(expression.span) { () throws(SessionError) in try list.bounded() }
        case .call(let name, let arguments): return try await call(name, arguments, expression.span, context)
        case .access(let base, let path): return try await part(of: base, path, context)
        case .command(let command): return try await result(of: command, context)
        case .power(let base, let exponent):
            let (a, b) = (try await value(of: base, context), try await value(of: exponent, context))
            return try context.at(expression.span) { () throws(SessionError) in try Arithmetic.power(a, b) }
        case .sign(let sign, let operand): return try await signed(sign, operand, expression.span, context)
        case .arithmetic(let first, let steps): return try await arithmetic(first, steps, context)
        case .range(let lower, let upper, let step): return try await range(lower, upper, step, expression.span, context)
        case .comparison(let first, let steps): return .boolean(try await compares(first, steps, context))
        case .negation(let operand): return .boolean(try await !isTrue(operand, context))
        case .conjunction(let operands):
            for operand in operands where try await !isTrue(operand, context) { return .boolean(false) }
            return .boolean(true)
        case .disjunction(let operands):
            for operand in operands where try await isTrue(operand, context) { return .boolean(true) }
            return .boolean(false)
        }
    }

    /// What an expression comes to, as text.
    ///
    /// - Throws: `Diagnostic`, or `Interrupted` when the task was cancelled.
    package func text(of source: SourceText) async throws -> String {
        let statements = try commands.parse(source).statements
        guard statements.count == 1, case .expression(let expression) = statements[0].kind else {
            throw Diagnostic(.failed("expected an expression"), at: source.span, in: source)
        }
        let context = ExecutionContext(source: source) { _ in }
        return try await interruptible { try await value(of: expression, context).literal }
    }

    private func values(of expressions: [Expression], _ context: ExecutionContext) async throws -> [Value] {
        var values: [Value] = []
        for expression in expressions { values.append(try await value(of: expression, context)) }
        return values
    }

    /// The result of a command that stands for a value.
    private func result(of call: CommandCall, _ context: ExecutionContext) async throws -> Value {
        guard commands[call.name.text]?.hasResult == true else {
            throw context.fail(.noResult(command: call.name.text), call.name.span)
        }
        return try await perform(call, context)
    }
}

// MARK: - Names
extension Interpreter {
    private func value(named name: String, _ span: SourceSpan, _ context: ExecutionContext) throws -> Value {
        use([name])
        if let value = variables[name] ?? Self.constants[name] { return value }
        if let parameter = Hyperparameter.named(name) {
            if let configuration = context.configuration, !parameter.belongs(to: configuration.kind) {
                throw context.fail(.otherKind(parameter, configuration.kind, data: configuration.data), span)
            }
            return Value(context.configuration?[parameter] ?? current(parameter))
        }
        if name == Seeds.name { return seeds.value }
        if name == DerivedName.width {
            if let configuration = context.configuration { return .integer(configuration.nEmbd) }
            return .integer(try configuration(span, context).nEmbd)
        }
        if let function = Function.named(name) { throw context.fail(.functionAsValue(name, usage: function.usage), span) }
        if Self.isWord(name) { throw context.fail(.unquotedWord(name), span) }
        let near = NearestWord.find(name, among: readableNames + commands.all.map(\.name))
        throw context.fail(.unknownName(name, nearest: near), span)
    }

    /// Every name that has a value.
    private var readableNames: [String] {
        variables.keys.sorted() + Self.settingNames + [DerivedName.width] + Self.constants.keys
    }

    private func call(
        _ name: Name, _ arguments: [Expression], _ span: SourceSpan, _ context: ExecutionContext
    ) async throws -> Value {
        guard let function = Function.named(name.text) else {
            let near = NearestWord.find(name.text, among: Function.all.map(\.name))
            throw context.fail(.unknownFunction(name.text, nearest: near), name.span)
        }
        guard function.counts.contains(arguments.count) else {
            let error = SessionError.wrongArgumentCount(function.name, usage: function.usage, found: arguments.count)
            throw context.fail(error, span)
        }
        if function.isDistribution, !context.isDrawing { throw context.fail(.notDrawn(name.text), span) }
        let values = try await values(of: arguments, context)
        return try context.at(span) { () throws(SessionError) in try function.apply(values).bounded() }
    }

    private func part(of base: Expression, _ path: [Access], _ context: ExecutionContext) async throws -> Value {
        var current = try await value(of: base, context)
        for access in path {
            switch access {
            case .field(let name):
                current = try await field(name, of: current, context)
            case .index(let expression, let span):
                let index = try await value(of: expression, context)
                current = try context.at(span) { () throws(SessionError) in try current.element(at: index) }
            }
        }
        return current
    }
}

extension Interpreter {
    /// The value of a field. The embedding of a run that recorded none is its model's.
    private func field(_ name: Name, of value: Value, _ context: ExecutionContext) async throws -> Value {
        if name.text == ResultField.embedding.name, let run = value.modelRun, run.record.result?.embedding == nil {
            let model = Value.model(try await model(of: run, name.span, context))
            return try context.at(name.span) { () throws(SessionError) in try model.field(name.text).bounded() }
        }
        return try context.at(name.span) { () throws(SessionError) in try value.field(name.text).bounded() }
    }
}

// MARK: - Operators
extension Interpreter {
    private func signed(
        _ sign: Sign, _ operand: Expression, _ span: SourceSpan, _ context: ExecutionContext
    ) async throws -> Value {
        let value = try await value(of: operand, context)
        return try context.at(span) { () throws(SessionError) in
            if sign == .minus { return try Arithmetic.negated(value) }
            guard value.isNumber else { throw .wrongOperand("+", value.kind) }
            return value
        }
    }

    private func arithmetic(_ first: Expression, _ steps: [ArithmeticStep], _ context: ExecutionContext) async throws -> Value {
        var sum = try await value(of: first, context)
        for step in steps {
            let operand = try await value(of: step.operand, context)
            sum = try context.at(step.operatorSpan) { () throws(SessionError) in
                try Arithmetic.apply(step.operation, sum, operand)
            }
        }
        return sum
    }

    private func compares(_ first: Expression, _ steps: [ComparisonStep], _ context: ExecutionContext) async throws -> Bool {
        var left = try await value(of: first, context)
        for step in steps {
            let right = try await value(of: step.operand, context)
            let holds = try context.at(step.operatorSpan) { () throws(SessionError) in
                try Order.holds(left, step.operation, right)
            }
            if !holds { return false }
            left = right
        }
        return true
    }

    private func range(
        _ lower: Expression, _ upper: Expression, _ step: Expression?, _ span: SourceSpan, _ context: ExecutionContext
    ) async throws -> Value {
        let from = try await whole(lower, context)
        let to = try await whole(upper, context)
        let by = if let step { try await whole(step, context) } else { 1 }
        return .range(try context.at(span) { () throws(SessionError) in try WholeRange(from: from, to: to, by: by) })
    }

    private func whole(_ expression: Expression, _ context: ExecutionContext) async throws -> Int {
        let value = try await value(of: expression, context)
        guard case .integer(let number) = value else { throw context.fail(.wrongRangeEnd(value.found), expression.span) }
        return number
    }
}
