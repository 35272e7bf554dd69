import Engine
import Language

// What statements do.
extension Interpreter {
    func run(_ statement: Statement, _ context: ExecutionContext) async throws -> StatementEnd {
        try Task.checkCancellation()
        switch statement.kind {
        case .command(let call): return try await run(call, context)
        case .expression(let expression): try await show(try await value(of: expression, context), context)
        case .binding(let name, let value): try await bind(name, value, context)
        case .assignment(let name, let value): try await assign(name, value, context)
        case .loop(let variable, let sequence, let body): return try await loop(variable, sequence, body, context)
        case .conditional(let branches, let otherwise): return try await choose(branches, otherwise, context)
        case .timed(let statement): return try await time(statement, context)
        case .help(let topic): try await showPage(on: topic, context)
        case .markdown: break
        }
        return .done
    }

    private func run(_ call: CommandCall, _ context: ExecutionContext) async throws -> StatementEnd {
        let command = commands[call.name.text]
        if command?.endsSession == true { return .quit }
        let value = try await perform(call, context)
        if command?.showsResult == true { try await show(value, context) }
        return hasQuit ? .quit : .done
    }

    /// Runs a statement, then tells how long it took, even where it failed or was stopped.
    private func time(_ statement: Statement, _ context: ExecutionContext) async throws -> StatementEnd {
        let start = ContinuousClock.now
        do {
            let end = try await run(statement, context)
            try await context.show([WallTime.line(.now - start)])
            return end
        } catch {
            try? await context.show([WallTime.line(.now - start)])
            throw error
        }
    }

    func run(_ block: Block, _ context: ExecutionContext) async throws -> StatementEnd {
        let inner = context.inBlock
        for statement in block.statements {
            if try await run(statement, inner) == .quit { return .quit }
        }
        return .done
    }

    private func show(_ value: Value, _ context: ExecutionContext) async throws {
        if case .none = value { return }
        try await context.emit(.value(value.literal))
    }

    private func bind(_ name: Name, _ expression: Expression, _ context: ExecutionContext) async throws {
        try checkFree(name, context)
        if try await isHeld(name.text, context, isParameter: true) { return }
        try await store(expression, in: name, context)
    }

    /// Gives a variable what an expression comes to. A sweep that does not come to its end still leaves what it has found.
    private func store(_ expression: Expression, in name: Name, _ context: ExecutionContext) async throws {
        partialResult = nil
        do {
            variables[name.text] = try await value(of: expression, context)
        } catch {
            if case .command = expression.kind, let partialResult { variables[name.text] = partialResult }
            throw error
        }
    }

    private func assign(_ name: Name, _ expression: Expression, _ context: ExecutionContext) async throws {
        if isSetting(name.text) {
            let value = try await value(of: expression, givenTo: name, context)
            if try await isHeld(name.text, context) { return }
            return try await apply([Setting(name: name, value: value, span: expression.span)], context)
        }
        guard variables[name.text] != nil else { throw unassignable(name, context) }
        if try await isHeld(name.text, context) { return }
        try await store(expression, in: name, context)
    }

    private func unassignable(_ name: Name, _ context: ExecutionContext) -> Diagnostic {
        if Function.named(name.text) != nil {
            return context.fail(.takenName(name.text, kind: "a function", isHyperparameter: false), name.span)
        }
        if Self.constants[name.text] != nil { return context.fail(.constantAssigned(name.text), name.span) }
        let near = NearestWord.find(name.text, among: Self.settingNames + variables.keys.sorted())
        return context.fail(.unknownAssignment(name.text, nearest: near), name.span)
    }

    /// Checks that a name is nothing else than, at most, a variable.
    func checkFree(_ name: Name, _ context: ExecutionContext) throws(Diagnostic) {
        guard let kind = takenKind(name.text) else { return }
        throw context.fail(.takenName(name.text, kind: kind, isHyperparameter: Self.settingNames.contains(name.text)), name.span)
    }

    /// What a name is that can't be a variable's; nil for one that can.
    func takenKind(_ name: String) -> String? {
        if Hyperparameter.named(name) != nil || Self.settingNames.contains(name) { return "a hyper-parameter" }
        if name == DerivedName.width { return "derived from hyper-parameters" }
        if Function.named(name) != nil { return "a function" }
        if Self.constants[name] != nil { return "a constant" }
        return commands[name] == nil ? nil : "a command"
    }

    private func loop(
        _ variable: Name, _ sequence: Expression, _ body: Block, _ context: ExecutionContext
    ) async throws -> StatementEnd {
        try checkFree(variable, context)
        let value = try await value(of: sequence, context)
        guard let elements = value.elements else { throw context.fail(.notSequence(value.kind), sequence.span) }
        for index in 0..<elements.count {
            try Task.checkCancellation()
            variables[variable.text] = elements[index]
            if try await run(body, context) == .quit { return .quit }
        }
        return .done
    }

    private func choose(_ branches: [Branch], _ otherwise: Block?, _ context: ExecutionContext) async throws -> StatementEnd {
        for branch in branches where try await isTrue(branch.condition, context) {
            return try await run(branch.body, context)
        }
        guard let otherwise else { return .done }
        return try await run(otherwise, context)
    }

    func isTrue(_ condition: Expression, _ context: ExecutionContext) async throws -> Bool {
        let value = try await value(of: condition, context)
        guard case .boolean(let truth) = value else { throw context.fail(.notCondition(value.found), condition.span) }
        return truth
    }
}
