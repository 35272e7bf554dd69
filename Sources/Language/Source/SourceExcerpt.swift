import Characters

/// A line of a text with a place in it underlined, as every error shows it:
///
///     my.sweep:3:7: error: unknown hyper-parameter "dorpout"
///       3 | sweep dorpout=[0.1, 0.2]
///         |       ^~~~~~~ did you mean "dropout"?
///
/// The marks stand under the right cells of a terminal also after tabs (shown as blanks), wide
/// characters and emoji; what a terminal would obey is shown as a stand-in; a long line is cut to
/// the surroundings of the place. A span over several lines is underlined in its first.
package struct SourceExcerpt: Sendable {
    /// The text's name.
    package let name: String
    private let isCommandLine: Bool
    /// Where the span starts.
    package let position: SourcePosition
    /// The line as it is shown.
    package let text: String
    /// The marks below it: blanks, `^`, and `~` for the rest of the span.
    package let marks: String

    /// The line `span` starts in, cut to about `width` cells.
    package init(of span: SourceSpan, in source: SourceText, width: Int = 100) {
        name = source.name
        isCommandLine = source.isCommandLine
        position = source.position(of: span.start)
        let line = source.line(at: span.start)
        let start = min(max(span.start, line.start), line.end)
        let end = min(max(span.end, start), line.end)
        let reach = SourceSpan(
            start: source.characterStart(near: max(line.start, start - 8 * width)),
            end: source.characterStart(near: min(line.end, start + 8 * width)))

        var before = Self.cells(source[SourceSpan(start: reach.start, end: start)], from: 0)
        let column = before.reduce(0) { $0 + $1.width }
        let marked = Self.cells(source[SourceSpan(start: start, end: min(end, reach.end))], from: column)
        let after = Self.cells(source[SourceSpan(start: min(end, reach.end), end: reach.end)], from: column)
        var tail = marked + after
        let isCut = reach != line
        if isCut || (before + tail).width > width {
            Self.cut(&before, to: width / 2, fromStart: true, always: reach.start > line.start)
            Self.cut(&tail, to: max(width - before.width, 1), fromStart: false, always: reach.end < line.end)
        }
        text = (before + tail).map(\.text).joined()
        let length = tail.prefix(marked.count).reduce(0) { $0 + $1.width }
        marks = String(repeating: " ", count: before.width) + "^" + String(repeating: "~", count: max(length, 1) - 1)
    }

    /// The place, the sentence, the line and the marks: three lines joined by `\n`, without a last one.
    ///
    /// - Parameters:
    ///   - severity: `error`, or `note` for a place an error refers to.
    ///   - note: what stands behind the marks, such as the nearest right word.
    package func rendered(_ severity: String, _ message: String, note: String? = nil) -> String {
        let note = note.map { " " + $0 } ?? ""
        if isCommandLine { return "\(name): \(severity): \(message)\n  \(text)\n  \(marks)\(note)" }
        let number = String(position.line)
        let margin = String(repeating: " ", count: number.count)
        let place = "\(name):\(position.line):\(position.column): \(severity): \(message)"
        let source = "  \(number) | \(text)"
        let below = "  \(margin) | \(marks)\(note)"
        return [place, source, below].joined(separator: "\n")
    }
}

extension SourceExcerpt {
    /// A character as shown and the cells it takes.
    fileprivate struct Cell {
        let text: String
        let width: Int
    }

    private static let tabWidth = 4

    /// The characters of `text` as shown when its first stands in cell `column` of the line.
    private static func cells(_ text: String, from column: Int) -> [Cell] {
        var column = column
        return text.map { character in
            let cell = cell(of: character, at: column)
            column += cell.width
            return cell
        }
    }

    private static func cell(of character: Character, at column: Int) -> Cell {
        if character == "\t" {
            let width = tabWidth - column % tabWidth
            return Cell(text: String(repeating: " ", count: width), width: width)
        }
        let visible = character.visible
        return Cell(text: visible, width: visible == String(character) ? character.displayWidth : 1)
    }

    /// Leaves at most `width` cells, with an ellipsis at the end that was cut.
    private static func cut(_ cells: inout [Cell], to width: Int, fromStart: Bool, always: Bool) {
        var isCut = always
        while cells.width > width, !cells.isEmpty {
            let excess = cells.width - width
            let count = max(1, excess / 2)
            if fromStart { cells.removeFirst(min(count, cells.count)) } else { cells.removeLast(min(count, cells.count)) }
            isCut = true
        }
        guard isCut else { return }
        let ellipsis = Cell(text: "…", width: 1)
        if fromStart { cells.insert(ellipsis, at: 0) } else { cells.append(ellipsis) }
    }
}

extension [SourceExcerpt.Cell] {
    fileprivate var width: Int { reduce(0) { $0 + $1.width } }
}
