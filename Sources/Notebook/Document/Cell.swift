package import Formats

/// A cell: a text, its kind, and for code its outputs.
package struct Cell: Sendable {
    package enum Content: Equatable, Sendable {
        /// - executionCount: the number of the prompt; nil when it has not been run.
        case code(outputs: [Output], executionCount: Int?)
        case markdown
        case raw
        /// A type that a later version of the format has.
        case other(type: String)
    }

    /// Letters, digits, `-` and `_`, 1 to 64 of them.
    package let id: String
    package var source: String
    package var content: Content
    package var metadata: JSONObject
    /// For each file attached, by its name, an object of its representations by MIME type.
    package let attachments: JSONObject?
    /// Fields of later versions and of other tools.
    let others: JSONObject

    package init(id: String, source: String, content: Content, metadata: JSONObject = [:]) {
        self.init(id: id, source: source, content: content, metadata: metadata, attachments: nil, others: [:])
    }

    init(
        id: String, source: String, content: Content, metadata: JSONObject, attachments: JSONObject?, others: JSONObject
    ) {
        self.id = id
        self.source = source
        self.content = content
        self.metadata = metadata
        self.attachments = attachments
        self.others = others
    }

    func named(_ id: String) -> Cell {
        Cell(
            id: id, source: source, content: content, metadata: metadata, attachments: attachments, others: others)
    }

    package var isCode: Bool { if case .code = content { true } else { false } }

    /// The outputs; none for a cell that is not code.
    package var outputs: [Output] {
        if case .code(let outputs, _) = content { outputs } else { [] }
    }

    package var executionCount: Int? {
        if case .code(_, let count) = content { count } else { nil }
    }

    /// Whether front ends show its outputs only when asked to.
    package var hidesOutputs: Bool {
        metadata["jupyter"]?.object?["outputs_hidden"]?.boolean == true
    }

    /// The tags, which front ends show and tools act on: `parameters`, `raises-exception`.
    package var tags: [String] {
        get { metadata["tags"]?.array?.compactMap(\.string) ?? [] }
        set { metadata["tags"] = .array(newValue.map(JSONValue.string)) }
    }
}

extension Cell: Equatable {
    /// Whether both are written as the same bytes.
    package static func == (left: Cell, right: Cell) -> Bool { left.fields == right.fields }
}

extension Cell {
    static let idLengths = 1...64

    /// An id made from the cell's place, counted from 1, and its text: the same in every session.
    static func newID(for source: String, at index: Int, avoiding taken: Set<String>) -> String {
        let name = "\(index + 1)-\(digest(of: source))"
        var (id, attempt) = (name, 1)
        while taken.contains(id) {
            attempt += 1
            id = "\(name)-\(attempt)"
        }
        return id
    }

    static func isID(_ text: String) -> Bool {
        idLengths.contains(text.utf8.count) && text.utf8.allSatisfy { byte in
            byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
        }
    }

    /// The lower half of the 64-bit FNV-1a hash, as eight hexadecimal digits.
    private static func digest(of text: String) -> String {
        let hash = text.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        let digits = String(UInt32(truncatingIfNeeded: hash), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
