internal import Characters
internal import Language

/// A prompt and an edited text, laid out in a terminal's rows.
///
/// Lines wrap at the edge; a control character shows as `^X`, a tab as blanks up to the next eighth column, and what has no
/// shape or turns the direction of writing not at all.
struct EditedRows {
    struct Place: Equatable {
        var row = 0
        /// From 0.
        var column = 0
    }

    /// What takes one place on the screen.
    struct Cell: Equatable {
        var text: String
        let width: Int
    }

    struct Row: Equatable {
        var cells: [Cell] = []
        /// Whether the line goes on in the next row.
        var isContinued = false

        var width: Int { cells.reduce(0) { $0 + $1.width } }
    }

    private(set) var cursor = Place()
    private let columns: Int
    private let encoding: TextEncoding
    private let prompt: Prompt
    /// Whether the prompt is coloured.
    private let colors: Bool
    private let content: [Unicode.Scalar]
    /// Where each row begins in the content.
    private var starts = [0]

    init(prompt: Prompt, _ view: EditedView, columns: Int, encoding: TextEncoding, colors: Bool) {
        self.columns = max(2, columns)
        self.encoding = encoding
        self.prompt = prompt
        self.colors = colors
        let prefix = Array(prompt.text.unicodeScalars)
        content = prefix + view.text.scalars + (view.footer.map { "\n\($0)".unicodeScalars.map { $0 } } ?? [])
        layOut(cursor: prefix.count + view.text.cursor)
    }

    var count: Int { starts.count }

    private mutating func layOut(cursor place: Int) {
        var column = 0
        for (index, scalar) in content.enumerated() {
            let width = width(of: scalar, at: column)
            if scalar != "\n", column + width > columns {
                starts.append(index)
                column = 0
            }
            if index == place { cursor = Place(row: starts.count - 1, column: min(column, columns - 1)) }
            if scalar == "\n" {
                starts.append(index + 1)
                column = 0
            } else {
                column += scalar == "\t" ? self.width(of: scalar, at: column) : width
            }
        }
        guard place == content.count else { return }
        // A cursor behind a full row stands in the next.
        if column >= columns {
            starts.append(content.count)
            column = 0
        }
        cursor = Place(row: starts.count - 1, column: column)
    }

    /// The rows of a span.
    func rows(_ span: Range<Int>) -> [Row] {
        span.map { row in
            let end = row + 1 < starts.count ? starts[row + 1] : content.count
            var cells: [Cell] = []
            var column = 0
            for index in starts[row]..<end where content[index] != "\n" {
                let width = width(of: content[index], at: column)
                let text = text(of: index, width)
                column += width
                if width > 0 { cells.append(Cell(text: text, width: width)) } else if !cells.isEmpty { cells[cells.count - 1].text += text }
            }
            let isContinued = row + 1 < starts.count && (end == 0 || content[end - 1] != "\n")
            return Row(cells: cells, isContinued: isContinued)
        }
    }

    // MARK: Characters

    private func width(of scalar: Unicode.Scalar, at column: Int) -> Int {
        switch scalar.value {
        case 0x20...0x7E: 1
        case 0x09: column < columns ? min(8 - column % 8, columns - column) : 8
        case 0x00...0x1F, 0x7F: 2
        default: encoding == .ascii ? 1 : scalar.isControl ? 0 : Character(scalar).displayWidth
        }
    }

    private func text(of index: Int, _ width: Int) -> String {
        let scalar = content[index]
        let text = switch scalar.value {
        case 0x09: String(repeating: " ", count: width)
        case 0x00...0x1F, 0x7F: "^" + String(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
        case 0x20...0x7E: String(scalar)
        default: encoding == .ascii ? "?" : Self.isShown(scalar) ? String(scalar) : ""
        }
        return index < prompt.text.unicodeScalars.count ? prompt.styled(text, at: index, colors: colors) : text
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
        default: !(0xFE00...0xFE0F).contains(scalar.value)
        }
    }
}
