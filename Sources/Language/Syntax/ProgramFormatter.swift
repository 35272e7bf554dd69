/// Writes a program as text in one way: one statement a line, blocks indented by four blanks, no
/// parentheses but those that are needed. Parsed again, the text is the same program.
package struct ProgramFormatter {
    private var text = ""
    private var depth = 0
    /// Whether `time` stands before the next line.
    private var isTimed = false

    private init() {}

    /// The text of `program`; every line ends with a line break.
    package static func format(_ program: Program) -> String {
        var formatter = ProgramFormatter()
        formatter.write(program.statements)
        return formatter.text
    }

    /// The text of `expression`, on one line.
    package static func format(_ expression: Expression) -> String { expression.formatted }
}

extension ProgramFormatter {
    private mutating func write(_ statements: [Statement]) {
        var followsMarkdown = false
        for statement in statements {
            if case .markdown = statement.kind {
                if followsMarkdown { text += "\n" }
                followsMarkdown = true
            } else {
                followsMarkdown = false
            }
            write(statement)
        }
    }

    private mutating func write(_ statement: Statement) {
        switch statement.kind {
        case .timed(let statement):
            isTimed = true
            write(statement)
        case .command(let call): line(call.formatted)
        case .expression(let expression): line(expression.formatted)
        case .binding(let name, let value): line("let \(name.text) = \(value.formattedAsRightSide)")
        case .assignment(let name, let value): line("\(name.text) = \(value.formattedAsRightSide)")
        case .help(let topic): line("?" + (topic?.text ?? ""))
        case .markdown(let text): write(markdown: text)
        case .loop(let variable, let sequence, let body):
            line("for \(variable.text) in \(sequence.formatted) {")
            write(body)
            line("}")
        case .conditional(let branches, let otherwise): write(branches, otherwise: otherwise)
        }
    }

    private mutating func write(_ branches: [Branch], otherwise: Block?) {
        var opening = "if"
        for branch in branches {
            line("\(opening) \(branch.condition.formatted) {")
            write(branch.body)
            opening = "} else if"
        }
        if let otherwise {
            line("} else {")
            write(otherwise)
        }
        line("}")
    }

    private mutating func write(_ block: Block) {
        depth += 1
        write(block.statements)
        depth -= 1
    }

    private mutating func write(markdown: String) {
        for content in markdown.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
            line(content.isEmpty ? "#:" : "#: \(String(content))")
        }
    }

    private mutating func line(_ content: String) {
        text += String(repeating: "    ", count: depth) + (isTimed ? "time " : "") + content + "\n"
        isTimed = false
    }
}
