/// A script split into the texts that become cells and everything between them.
package struct ScriptText: Equatable, Sendable {
    /// A piece that becomes a cell.
    package struct Part: Equatable, Sendable {
        package enum Kind: Sendable { case code, markdown }
        package let kind: Kind
        /// What is before it: line breaks, blanks, a byte-order mark.
        package let gap: String
        /// As it is in the script; for Markdown with its `#:`.
        package let text: String

        package init(_ kind: Kind, gap: String, text: String) {
            self.kind = kind
            self.gap = gap
            self.text = text
        }
    }

    package let parts: [Part]
    /// What follows the last part.
    package let ending: String

    package init(parts: [Part], ending: String) {
        self.parts = parts
        self.ending = ending
    }

    /// The whole script.
    package var text: String { parts.map { $0.gap + $0.text }.joined() + ending }
}

extension ScriptText.Part {
    /// The default gap between two cells: Markdown starts a paragraph, to which the code after it belongs.
    static func standardGap(before kind: Kind, isFirst: Bool) -> String {
        if isFirst { return "" }
        return kind == .markdown ? "\n\n" : "\n"
    }
}
