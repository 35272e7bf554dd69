import Formats
import Notebook
import Session

/// What the kernel says of itself.
enum KernelInfo {
    static let content: JSONObject = [
        "status": "ok", "protocol_version": .string(WireFormat.version),
        "implementation": "sweepbook", "implementation_version": .string(Interpreter.version),
        "language_info": .object(NotebookDocument.languageInfo),
        "banner": .string("\(Interpreter.title). Type help for a list of commands."),
        "debugger": false, "help_links": [], "supported_features": [],
    ]
}
