/// Paragraphs and tables, one below the other: the same page as text, HTML, Markdown and LaTeX.
///
///     TextPage([.paragraph("2 combinations"), .table(table)])
package struct TextPage: Sendable {
    package enum Block: Sendable {
        /// Its lines, if it has several, stay lines.
        case paragraph(String)
        case table(TextTable)
    }

    let blocks: [Block]

    package init(_ blocks: [Block]) {
        self.blocks = blocks
    }

    package init(_ paragraph: String) { self.init([.paragraph(paragraph)]) }

    package init(_ table: TextTable) { self.init([.table(table)]) }

    package var hasTable: Bool { blocks.contains { if case .table = $0 { true } else { false } } }

    /// With an empty line between blocks.
    package var lines: [String] {
        Array(blocks.map { block in
            switch block {
            case .paragraph(let text): Self.lines(of: text)
            case .table(let table): table.lines
            }
        }.joined(separator: [""]))
    }

    /// The same in lines of at most `width` columns of a terminal where that is possible.
    package func lines(width: Int) -> [String] {
        Array(blocks.map { block in
            switch block {
            case .paragraph(let text): Self.lines(of: text).flatMap { $0.wrapped(to: width) }
            case .table(let table): table.lines(width: width)
            }
        }.joined(separator: [""]))
    }

    package var html: String {
        blocks.map { block in
            switch block {
            case .paragraph(let text): "<p>\(Self.lines(of: text).map(XMLText.encoded).joined(separator: "<br>\n"))</p>"
            case .table(let table): table.html
            }
        }.joined(separator: "\n")
    }

    package var markdown: [String] {
        Array(blocks.map { block in
            switch block {
            case .paragraph(let text): [Self.lines(of: text).joined(separator: "  \n")]
            case .table(let table): table.markdown
            }
        }.joined(separator: [""]))
    }

    static func lines(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}
