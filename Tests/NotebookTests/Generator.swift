import Formats
import Notebook
import TestSupport

/// Random notebooks and random damage, the same for the same seed.
struct Generator: RandomNumberGenerator {
    private var bits: SplitMix64

    init(seed: UInt64) { bits = SplitMix64(seed: seed) }

    mutating func next() -> UInt64 { bits.next() }
}

// MARK: - Notebooks
extension Generator {
    mutating func notebook() -> NotebookDocument {
        var notebook = NotebookDocument(metadata: object(3))
        for _ in 0..<below(6) { notebook.append(content(), text(), metadata: object(2)) }
        return notebook
    }

    private mutating func content() -> Cell.Content {
        switch below(4) {
        case 0: .markdown
        case 1: .raw
        default: .code(outputs: some(0...4) { $0.output() }, executionCount: pick([nil, 0, 1, 12]))
        }
    }

    private mutating func output() -> Output {
        switch below(4) {
        case 0: Output(.stream(name: pick(["stdout", "stderr"]), text: text()))
        case 1: Output.display(bundle(), metadata: object(1))
        case 2: Output(.result(bundle(), metadata: object(1), executionCount: pick([nil, 3])))
        default: Output.error(name: text(), value: text(), traceback: some(0...3) { $0.text() })
        }
    }

    private mutating func bundle() -> MIMEBundle {
        var values: JSONObject = [:]
        for type in ["text/html", "image/svg+xml", "image/png", "application/pdf"] where below(2) == 0 {
            values[type] = .string(text())
        }
        if below(2) == 0 { values["application/json"] = value(3) }
        return MIMEBundle(plain: text(), values)
    }

    mutating func text() -> String {
        let parts = [
            "a", "7", " ", "\n", "\r", "\r\n", "\t", "\"", "\\", "/", "\u{0}", "\u{B}", "\u{1C}", "\u{7F}", "\u{85}", "\u{2028}",
            "é", "e\u{301}", "😀", "\u{FFFF}", "\u{FEFF}", "#", "`", "<b>", "&",
        ]
        return some(0...12) { $0.pick(parts) }.joined()
    }

    private mutating func object(_ depth: Int) -> JSONObject {
        // No name that front ends keep for themselves is made of one letter.
        JSONObject(some(0...3) { ($0.text(), $0.value(depth)) })
    }

    private mutating func value(_ depth: Int) -> JSONValue {
        switch below(depth > 0 ? 7 : 5) {
        case 0: .null
        case 1: .boolean(below(2) == 0)
        case 2: .string(text())
        case 3: .number(JSONNumber(Int(truncatingIfNeeded: next())))
        case 4: .number(JSONNumber(Double(bitPattern: next())))
        case 5: .array(some(0...3) { $0.value(depth - 1) })
        default: .object(object(depth - 1))
        }
    }
}

// MARK: - Damage
extension Generator {
    /// The bytes with some of them lost, changed, doubled or moved.
    mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0...below(4) {
            let start = below(bytes.count)
            let end = min(bytes.count, start + below(pick([2, 8, 64])))
            let piece = Array(bytes[start..<end])
            switch below(5) {
            case 0: bytes.removeSubrange(start..<end)
            case 1: bytes.insert(contentsOf: piece, at: below(bytes.count))
            case 2: bytes.replaceSubrange(start..<end, with: pick(Self.pieces).utf8)
            case 3: bytes.insert(contentsOf: pick(Self.pieces).utf8, at: start)
            default: if !bytes.isEmpty { bytes[start] = UInt8(truncatingIfNeeded: next()) }
            }
        }
        return bytes
    }

    private static let pieces = [
        "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-0", "1e999", "NaN", "\\u", "\\ud83d\\ude00", "\\", "[]", "{}",
        "\"source\": ", "\"nbformat\": 4", "\"\"", "7", "4.5", "\u{FEFF}", "\u{0}",
    ]
}
