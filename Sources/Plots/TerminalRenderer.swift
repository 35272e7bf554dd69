/// Draws figures as lines of text for a terminal of some width.
///
/// Lines are drawn in dots of braille, bars in eighths of blocks; a plain terminal gets ASCII only. Without colours
/// there are no escape sequences. The same figure gives the same bytes everywhere.
package struct TerminalRenderer: Sendable {
    package enum Characters: Sendable {
        case unicode
        case ascii
    }

    private let columns: Int
    private let characters: Characters
    private let isColored: Bool

    /// - Parameter columns: the terminal's; clamped to 40 to 200.
    package init(columns: Int, characters: Characters = .unicode, isColored: Bool = false) {
        self.columns = min(max(columns, 40), 200)
        self.characters = characters
        self.isColored = isColored
    }

    /// The lines, without line breaks; none is wider than the terminal.
    package func lines(_ figure: Figure) -> [String] {
        var sheet = Sheet(columns: columns, glyphs: Glyphs(isASCII: characters == .ascii), isColored: isColored)
        sheet.paragraph(figure.title, .bold)
        if figure.isEmpty { sheet.paragraph("no data", .faint) } else { figure.content.chart.draw(on: &sheet) }
        for remark in figure.remarks { sheet.paragraph(remark, .faint) }
        return sheet.lines
    }
}
