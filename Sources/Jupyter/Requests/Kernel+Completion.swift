import Formats
import Language
import Session

extension Kernel {
    func completions(_ request: Request) async -> JSONObject {
        let code = request.text("code"), places = CodePoints(code)
        let cursor = request.content["cursor_pos"]?.integer ?? code.unicodeScalars.count
        let list = await interpreter.completions(for: SourceText(name: "", code), at: places.byteOffset(cursor))
        let (start, end) = (places.count(before: list.span.start), places.count(before: list.span.end))
        let types = list.items.map { item -> JSONValue in
            ["text": .string(item.text), "type": .string(item.kind.description), "start": JSONValue(start), "end": JSONValue(end),
             "signature": .string(item.help)]
        }
        return [
            "status": "ok", "matches": .array(list.items.map { .string($0.text) }), "cursor_start": JSONValue(start),
            "cursor_end": JSONValue(end), "metadata": ["_jupyter_types_experimental": .array(types)],
        ]
    }

    /// Whether Enter should run the text, or add a line.
    static func completeness(_ request: Request) -> JSONObject {
        switch Completeness(of: SourceText(name: "", request.text("code")), shapes: CommandTable.standard.shapes) {
        case .complete: ["status": "complete"]
        case .incomplete(let depth): ["status": "incomplete", "indent": .string(String(repeating: "  ", count: depth))]
        case .wrong: ["status": "invalid"]
        }
    }
}
