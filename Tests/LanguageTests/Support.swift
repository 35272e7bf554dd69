import Language

/// Shapes like those of the real command table, the later commands included.
let shapes = CommandShapes([
    CommandShape("set", positionals: [.word("a hyper-parameter", .optional), .expression("a value")], takesNamed: true),
    CommandShape("show", positionals: [.word("a hyper-parameter", .optional)]),
    CommandShape("reset", positionals: [.word("a hyper-parameter", .any)]),
    CommandShape("train", takesNamed: true),
    CommandShape("sweep", takesNamed: true, takesWhere: true, bundles: ["zip"]),
    CommandShape("compare", positionals: [.path("a result", .any)], takesNamed: true, takesBy: true),
    CommandShape("run", positionals: [.path("a script")], takesNamed: true),
    CommandShape("print", positionals: [.expression("a value", .any)]),
    CommandShape("assert", positionals: [.expression("a condition"), .expression("a message", .optional)]),
    CommandShape("benchmark"),
    CommandShape("history", positionals: [.expression("a number", .optional)]),
    CommandShape("help", positionals: [.word("a topic", .optional)]),
    CommandShape("quit"),
    CommandShape("resume", positionals: [.path("a folder")], takesNamed: true),
    CommandShape("rerun", positionals: [.path("a folder"), .word("which runs", .optional)], takesNamed: true),
    CommandShape("extend", positionals: [.path("a folder")], takesNamed: true),
    CommandShape("collect", positionals: [.path("a folder")]),
    CommandShape("results"),
    CommandShape("export", positionals: [.path("a folder"), .word("a format")]),
    CommandShape("plot", positionals: [.word("a figure"), .word("a name", .any)], takesNamed: true),
    CommandShape("record", positionals: [.path("a notebook, or off")]),
])

func parse(_ text: String) throws(SyntaxError) -> Program {
    var parser = Parser(SourceText(name: "my.sweep", text), shapes: shapes)
    return try parser.program()
}

/// The tree of `text` as S-expressions, one statement a line; a mistake's whole message if it has one.
func tree(_ text: String) -> String {
    do throws(SyntaxError) {
        return try parse(text).dump
    } catch {
        return error.rendered(in: SourceText(name: "my.sweep", text))
    }
}

/// The whole message of the mistake in `text`; empty if there is none.
func message(_ text: String) -> String { message(bytes: Array(text.utf8)) }

func message(bytes: [UInt8]) -> String {
    let source = SourceText(name: "my.sweep", bytes: bytes)
    var parser = Parser(source, shapes: shapes)
    do throws(SyntaxError) {
        _ = try parser.program()
        return ""
    } catch {
        return error.rendered(in: source)
    }
}
