import Engine
import Experiments
import Language

// What expressions come to.
extension Interpreter {
    static let constants: [String: Value] = ["inf": .real(.infinity)]

    func value(of expression: Expression, _ frame: Frame) async throws -> Value {
        switch expression.kind {
        case .integer(let number): return .integer(number)
        case .float(let number): return .real(number)
        case .string(let text): return .string(text)
        case .boolean(let truth): return .boolean(truth)
        case .none: return .none
        case .name(let name): return try value(named: name, expression.span, frame)
        case .list(let elements):
            let list = Value.list(try await values(of: elements, frame))
            return try frame.at(expression.span) { () throws(Fact) in try list.bounded() }
        case .call(let name, let arguments): return try await call(name, arguments, expression.span, frame)
        case .access(let base, let path): return try await part(of: base, path, frame)
        case .command(let command): return try await result(of: command, frame)
        case .power(let base, let exponent):
            let (a, b) = (try await value(of: base, frame), try await value(of: exponent, frame))
            return try frame.at(expression.span) { () throws(Fact) in try Arithmetic.power(a, b) }
        case .sign(let sign, let operand): return try await signed(sign, operand, expression.span, frame)
        case .arithmetic(let first, let steps): return try await arithmetic(first, steps, frame)
        case .range(let lower, let upper, let step): return try await range(lower, upper, step, expression.span, frame)
        case .comparison(let first, let steps): return .boolean(try await compares(first, steps, frame))
        case .negation(let operand): return .boolean(try await !isTrue(operand, frame))
        case .conjunction(let operands):
            for operand in operands where try await !isTrue(operand, frame) { return .boolean(false) }
            return .boolean(true)
        case .disjunction(let operands):
            for operand in operands where try await isTrue(operand, frame) { return .boolean(true) }
            return .boolean(false)
        }
    }

    private func values(of expressions: [Expression], _ frame: Frame) async throws -> [Value] {
        var values: [Value] = []
        for expression in expressions { values.append(try await value(of: expression, frame)) }
        return values
    }

    /// The result of a command that stands for a value.
    private func result(of call: CommandCall, _ frame: Frame) async throws -> Value {
        guard commands[call.name.text]?.hasResult == true else {
            throw frame.fail(.noResult(command: call.name.text), call.name.span)
        }
        return try await perform(call, frame)
    }
}

// MARK: - Names
extension Interpreter {
    private func value(named name: String, _ span: SourceSpan, _ frame: Frame) throws -> Value {
        if let value = variables[name] ?? Self.constants[name] { return value }
        if let parameter = Hyperparameter.named(name) {
            return Value(frame.configuration?[parameter] ?? current(parameter))
        }
        if name == Seeds.name { return seeds.value }
        if name == DerivedName.width {
            if let configuration = frame.configuration { return .integer(configuration.nEmbd) }
            return .integer(try configuration(span, frame).nEmbd)
        }
        if let function = Function.named(name) { throw frame.fail(.functionAsValue(name, usage: function.usage), span) }
        if Self.isWord(name) { throw frame.fail(.unquotedWord(name), span) }
        throw frame.fail(.unknownName(name, nearest: NearestWord.find(name, among: readableNames)), span)
    }

    /// Every name that has a value.
    private var readableNames: [String] {
        variables.keys.sorted() + Self.settingNames + [DerivedName.width] + Self.constants.keys
    }

    private func call(
        _ name: Name, _ arguments: [Expression], _ span: SourceSpan, _ frame: Frame
    ) async throws -> Value {
        guard let function = Function.named(name.text) else {
            let near = NearestWord.find(name.text, among: Function.all.map(\.name))
            throw frame.fail(.unknownFunction(name.text, nearest: near), name.span)
        }
        guard function.counts.contains(arguments.count) else {
            let fact = Fact.wrongArgumentCount(function.name, usage: function.usage, found: arguments.count)
            throw frame.fail(fact, span)
        }
        if function.isDistribution, !frame.isDrawing { throw frame.fail(.notDrawn(name.text), span) }
        let values = try await values(of: arguments, frame)
        return try frame.at(span) { () throws(Fact) in try function.apply(values).bounded() }
    }

    private func part(of base: Expression, _ path: [Access], _ frame: Frame) async throws -> Value {
        var current = try await value(of: base, frame)
        for access in path {
            switch access {
            case .field(let name):
                current = try frame.at(name.span) { () throws(Fact) in try current.field(name.text) }
            case .index(let expression, let span):
                let index = try await value(of: expression, frame)
                current = try frame.at(span) { () throws(Fact) in try current.element(at: index) }
            }
        }
        return current
    }
}

// MARK: - Operators
extension Interpreter {
    private func signed(
        _ sign: Sign, _ operand: Expression, _ span: SourceSpan, _ frame: Frame
    ) async throws -> Value {
        let value = try await value(of: operand, frame)
        return try frame.at(span) { () throws(Fact) in
            if sign == .minus { return try Arithmetic.negated(value) }
            guard value.isNumber else { throw .wrongOperand("+", value.kind) }
            return value
        }
    }

    private func arithmetic(_ first: Expression, _ steps: [ArithmeticStep], _ frame: Frame) async throws -> Value {
        var sum = try await value(of: first, frame)
        for step in steps {
            let operand = try await value(of: step.operand, frame)
            sum = try frame.at(step.operatorSpan) { () throws(Fact) in
                try Arithmetic.apply(step.operation, sum, operand)
            }
        }
        return sum
    }

    private func compares(_ first: Expression, _ steps: [ComparisonStep], _ frame: Frame) async throws -> Bool {
        var left = try await value(of: first, frame)
        for step in steps {
            let right = try await value(of: step.operand, frame)
            let holds = try frame.at(step.operatorSpan) { () throws(Fact) in
                try Order.holds(left, step.operation, right)
            }
            if !holds { return false }
            left = right
        }
        return true
    }

    private func range(
        _ lower: Expression, _ upper: Expression, _ step: Expression?, _ span: SourceSpan, _ frame: Frame
    ) async throws -> Value {
        let from = try await whole(lower, frame)
        let to = try await whole(upper, frame)
        let by = if let step { try await whole(step, frame) } else { 1 }
        return .range(try frame.at(span) { () throws(Fact) in try WholeRange(from: from, to: to, by: by) })
    }

    private func whole(_ expression: Expression, _ frame: Frame) async throws -> Int {
        let value = try await value(of: expression, frame)
        guard case .integer(let number) = value else { throw frame.fail(.wrongRangeEnd(value.found), expression.span) }
        return number
    }
}
