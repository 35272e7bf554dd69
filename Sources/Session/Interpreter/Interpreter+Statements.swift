import Engine
import Language

// What statements do.
extension Interpreter {
    func run(_ statement: Statement, _ frame: Frame) async throws -> StatementEnd {
        try Task.checkCancellation()
        switch statement.kind {
        case .command(let call): return try await run(call, frame)
        case .expression(let expression): try await show(try await value(of: expression, frame), frame)
        case .binding(let name, let value): try await bind(name, value, frame)
        case .assignment(let name, let value): try await assign(name, value, frame)
        case .loop(let variable, let sequence, let body): return try await loop(variable, sequence, body, frame)
        case .conditional(let branches, let otherwise): return try await choose(branches, otherwise, frame)
        case .help(let topic): try await help(topic, frame)
        case .markdown: break
        }
        return .done
    }

    private func run(_ call: CommandCall, _ frame: Frame) async throws -> StatementEnd {
        let command = commands[call.name.text]
        if command?.endsSession == true { return .quit }
        let value = try await perform(call, frame)
        if command?.showsResult == true { try await show(value, frame) }
        return hasQuit ? .quit : .done
    }

    func run(_ block: Block, _ frame: Frame) async throws -> StatementEnd {
        let inner = frame.inBlock
        for statement in block.statements {
            if try await run(statement, inner) == .quit { return .quit }
        }
        return .done
    }

    private func show(_ value: Value, _ frame: Frame) async throws {
        if case .none = value { return }
        try await frame.emit(.value(value.literal))
    }

    private func bind(_ name: Name, _ expression: Expression, _ frame: Frame) async throws {
        try checkFree(name, frame)
        if frame.isTopLevel, givenVariables.contains(name.text) {
            appliedParameters += givenTexts[name.text].map { [$0] } ?? []
            return
        }
        variables[name.text] = try await value(of: expression, frame)
    }

    private func assign(_ name: Name, _ expression: Expression, _ frame: Frame) async throws {
        if isSetting(name.text) {
            let value = try await value(of: expression, givenTo: name, frame)
            return try apply([Setting(name: name, value: value, span: expression.span)], frame)
        }
        guard variables[name.text] != nil else { throw unassignable(name, frame) }
        variables[name.text] = try await value(of: expression, frame)
    }

    private func unassignable(_ name: Name, _ frame: Frame) -> Diagnostic {
        if Function.named(name.text) != nil {
            return frame.fail(.takenName(name.text, kind: "a function", isHyperparameter: false), name.span)
        }
        if Self.constants[name.text] != nil { return frame.fail(.constantAssigned(name.text), name.span) }
        let near = NearestWord.find(name.text, among: Self.settingNames + variables.keys.sorted())
        return frame.fail(.unknownAssignment(name.text, nearest: near), name.span)
    }

    /// Checks that a name is nothing else than, at most, a variable.
    func checkFree(_ name: Name, _ frame: Frame) throws(Diagnostic) {
        guard let kind = takenKind(name.text) else { return }
        throw frame.fail(.takenName(name.text, kind: kind, isHyperparameter: Self.settingNames.contains(name.text)), name.span)
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
        _ variable: Name, _ sequence: Expression, _ body: Block, _ frame: Frame
    ) async throws -> StatementEnd {
        try checkFree(variable, frame)
        let value = try await value(of: sequence, frame)
        guard let elements = value.elements else { throw frame.fail(.notSequence(value.kind), sequence.span) }
        for index in 0..<elements.count {
            try Task.checkCancellation()
            variables[variable.text] = elements[index]
            if try await run(body, frame) == .quit { return .quit }
        }
        return .done
    }

    private func choose(_ branches: [Branch], _ otherwise: Block?, _ frame: Frame) async throws -> StatementEnd {
        for branch in branches where try await isTrue(branch.condition, frame) {
            return try await run(branch.body, frame)
        }
        guard let otherwise else { return .done }
        return try await run(otherwise, frame)
    }

    func isTrue(_ condition: Expression, _ frame: Frame) async throws -> Bool {
        let value = try await value(of: condition, frame)
        guard case .boolean(let truth) = value else { throw frame.fail(.notCondition(value.found), condition.span) }
        return truth
    }
}
