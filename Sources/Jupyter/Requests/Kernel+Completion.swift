import Formats
import Language
import Notebook
import Session

// What is asked about a text while it is written.
extension Kernel {
    func completions(_ request: Request) async -> JSONObject {
        let code = request.text("code"), places = CodePoints(code)
        let list = await interpreter.completions(for: SourceText(name: "", code), at: Self.cursor(request, places))
        let (start, end) = (places.count(before: list.span.start), places.count(before: list.span.end))
        let types = list.items.map { item -> JSONValue in
            ["text": .string(item.text), "type": .string(item.kind.rawValue), "start": JSONValue(start), "end": JSONValue(end),
             "signature": .string(item.help)]
        }
        return [
            "status": "ok", "matches": .array(list.items.map { .string($0.text) }), "cursor_start": JSONValue(start),
            "cursor_end": JSONValue(end), "metadata": ["_jupyter_types_experimental": .array(types)],
        ]
    }

    /// Help on what the cursor is at.
    func inspection(_ request: Request) async -> JSONObject {
        let code = request.text("code")
        let bundle = await interpreter.inspection(of: SourceText(name: "", code), at: Self.cursor(request, CodePoints(code)))
        return [
            "status": "ok", "found": .boolean(bundle != nil), "data": .object(bundle?.values ?? [:]), "metadata": [:],
        ]
    }

    /// The byte that the cursor is before; the end where none is given.
    private static func cursor(_ request: Request, _ places: CodePoints) -> Int {
        places.byteOffset(request.content["cursor_pos"]?.integer ?? .max)
    }

    /// Whether Enter should run the text, or add a line.
    static func completeness(_ request: Request) -> JSONObject {
        let code = request.text("code")
        return switch Completeness(of: SourceText(name: "", code), shapes: CommandTable.standard.shapes) {
        case .complete: ["status": "complete"]
        case .incomplete: ["status": "incomplete", "indent": .string(Indentation.after(code))]
        case .wrong: ["status": "invalid"]
        }
    }
}
