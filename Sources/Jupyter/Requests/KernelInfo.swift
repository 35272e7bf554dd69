import Formats
import Session

/// What the kernel says of itself.
enum KernelInfo {
    static let content: JSONObject = [
        "status": "ok", "protocol_version": .string(WireFormat.version),
        "implementation": "sweepbook", "implementation_version": .string(Interpreter.version),
        "language_info": [
            "name": "sweepbook", "version": .string(Interpreter.version), "mimetype": "text/x-sweepbook", "file_extension": ".sweep",
        ],
        "banner": .string("\(Interpreter.title). Type help for a list of commands."),
        "debugger": false, "help_links": [], "supported_features": [],
    ]
}
