internal import CEditLine
internal import Glibc

/// Where the characters of a prompt and an edited text stand on a terminal of a given width, by the
/// same rules as libedit's: lines wrap at the edge, control characters show as `^X`.
struct EditedTextLayout {
    let columns: Int
    private(set) var row = 0
    private(set) var column = 0

    init(columns: Int) {
        self.columns = max(2, columns)
    }

    mutating func advance(over text: some Sequence<Unicode.Scalar>) {
        for scalar in text { advance(over: scalar) }
    }

    mutating func advance(over scalar: Unicode.Scalar) {
        switch scalar {
        case "\n":
            row += 1
            column = 0
            return
        case "\t":
            column = (column / 8 + 1) * 8
        default:
            let width = Self.width(scalar)
            if width == 2, column + width > columns { wrap(by: columns - column) }
            column += width
        }
        if column >= columns { wrap(by: 0) }
    }

    private mutating func wrap(by padding: Int) {
        row += 1
        column = max(0, column + padding - columns)
    }

    /// Columns as libedit draws it: unprintable characters as `^X` or `\U+1234`.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x100, scalar.isControl { return 2 }
        if scalar.properties.generalCategory == .unassigned { return scalar.value > 0xFFFF ? 8 : 7 }
        if (0x20...0x7E).contains(scalar.value) { return 1 }
        // The locale's own width, which libedit goes by, whatever the terminal makes of the character.
        return max(0, Int(wcwidth(wchar_t(bitPattern: scalar.value))))
    }
}
