// The page as Markdown, below a heading of its own.
extension HelpPage {
    /// - Parameters:
    ///   - heading: the level of its sections' headings.
    ///   - topic: what the heading above it says already.
    func markdown(heading: Int, of topic: String) -> [String] {
        let usage = title.flatMap { $0 == topic ? nil : Self.fenced([$0]) } ?? []
        let text = paragraphs.flatMap { [Self.escaped($0), ""] }
        let mark = String(repeating: "#", count: heading)
        let sections = sections.flatMap { ["\(mark) \(Self.escaped($0.title))", ""] + Self.markdown(of: $0.content) + [""] }
        return usage + text + sections + (footer.map { [Self.escaped($0), ""] } ?? [])
    }

    private static func markdown(of content: Section.Content) -> [String] {
        switch content {
        case .rows(let rows): table(["", "meaning"], rows)
        case .code(let code): fenced(code)
        case .names(let names): [names.map(marked).joined(separator: " ")]
        }
    }

    static func fenced(_ lines: [String]) -> [String] { ["```"] + lines + ["```", ""] }

    /// A table whose first column is what is typed.
    static func table(_ heading: [String], _ rows: [[String]]) -> [String] {
        let columns = rows.first?.count ?? 0
        let cells = rows.map { row in row.enumerated().map { $0 == 0 ? marked($1) : escaped($1) } }
        return ([Array(heading.prefix(columns)), Array(repeating: "---", count: columns)] + cells).map { "| " + $0.joined(separator: " | ") + " |" }
    }

    /// Text as code; where it would end a table's cell, with the bar as a reference.
    private static func marked(_ text: String) -> String {
        guard text.contains("|") || text.contains("`") else { return "`\(text)`" }
        return "<code>\(escaped(text))</code>"
    }

    /// Text in which nothing is markup.
    static func escaped(_ text: String) -> String {
        String(text.flatMap { "\\*_[]<>|`".contains($0) ? "&#\($0.asciiValue ?? 0);" : String($0) })
    }
}
