import Formats
import Notebook
import Session

/// What the kernel says of itself.
enum KernelInfo {
    static let content: JSONObject = [
        "status": "ok", "protocol_version": .string(WireFormat.version),
        "implementation": "sweepbook", "implementation_version": .string(Interpreter.version),
        "language_info": .object(language),
        "banner": .string("\(Interpreter.title). Type help for a list of commands."),
        "debugger": false, "help_links": [], "supported_features": [],
    ]

    /// As notebooks have it, and what front ends colour a text as: of the languages that they know Julia reads best, since it has
    /// comments, strings, ranges, `let`, `for … in`, `if` and `else` as here.
    private static let language: JSONObject = {
        var fields = NotebookDocument.standardMetadata["language_info"]?.object ?? [:]
        fields["version"] = .string(Interpreter.version)
        for key in ["pygments_lexer", "codemirror_mode"] { fields[key] = "julia" }
        return fields
    }()
}
