package import Formats

/// One thing in several representations by MIME type, of which a front end shows the richest it supports.
///
///     MIMEBundle(plain: "accuracy by n_head …", ["image/svg+xml": .string(svg)])
package struct MIMEBundle: Equatable, Sendable {
    /// A text, or any JSON where the type is a JSON one.
    package private(set) var values: JSONObject

    /// - Parameters:
    ///   - plain: the representation for text-only readers.
    ///   - others: more representations by their MIME types.
    package init(plain: String, _ others: JSONObject = [:]) {
        values = others
        values[Self.plain] = .string(plain)
    }

    init(_ values: JSONObject) {
        self.values = values
    }

    /// The same with every text changed.
    package func mapTexts(_ change: (String) -> String) -> MIMEBundle {
        MIMEBundle(JSONObject(values.members.map { member in
            (member.key, member.value.string.map { .string(change($0)) } ?? member.value)
        }))
    }

    package static let plain = "text/plain"
    package static let svg = "image/svg+xml"
    package static let html = "text/html"
    package static let markdown = "text/markdown"

    package var types: [String] { values.sorted.map(\.key) }

    /// The text of that type, if any.
    package func text(_ type: String) -> String? { values[type]?.string }

    /// The value of that type as written JSON; empty if there is none.
    package func written(_ type: String) -> String {
        values[type].map { String(decoding: JSONWriter.bytes(of: $0), as: UTF8.self) } ?? ""
    }

    /// Whether a type's values are any JSON, rather than texts.
    static func isJSON(_ type: String) -> Bool {
        type == "application/json" || (type.hasPrefix("application/") && type.hasSuffix("+json"))
    }

    /// Whether a type's text is written as a list of its lines.
    static func isWrittenInLines(_ type: String) -> Bool {
        type.hasPrefix("text/") || type == "application/javascript" || type == svg
    }
}
