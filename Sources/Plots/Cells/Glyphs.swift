import Characters

/// The characters that figures are drawn with, Unicode or ASCII.
struct Glyphs {
    let isASCII: Bool

    var horizontal: Character { isASCII ? "-" : "─" }
    var vertical: Character { isASCII ? "|" : "│" }
    var verticalTick: Character { isASCII ? "+" : "┤" }
    var horizontalTick: Character { isASCII ? "+" : "┬" }
    var corner: Character { isASCII ? "+" : "└" }
    var intervalStart: Character { isASCII ? "|" : "├" }
    var intervalEnd: Character { isASCII ? "|" : "┤" }
    var mean: Character { isASCII ? "#" : "◆" }
    var ellipsis: String { isASCII ? "..." : "…" }
    var dash: String { isASCII ? "-" : "–" }
    /// For few, more and many equal values.
    var amounts: [Character] { isASCII ? [".", "o", "O"] : ["·", "∘", "○"] }
    /// From the lowest to the highest.
    var shades: [Character] { isASCII ? [".", ":", "+", "#"] : ["░", "▒", "▓", "█"] }
    /// From nothing to the highest.
    var levels: [Character] { isASCII ? ["-", ".", ":", "+", "#"] : ["·", "░", "▒", "▓", "█"] }
    /// Behind what is marked.
    var mark: Character { isASCII ? "<" : "◂" }
    /// A band around a line.
    var band: String { isASCII ? ".." : "⠢⠢" }

    /// A bar of that many cells; eighths of a cell where there are such characters.
    func bar(_ length: Double) -> String {
        guard !isASCII else { return String(repeating: "#", count: Int(length.rounded())) }
        let eighths = Int((8 * length).rounded())
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }

    /// A point's mark by its kind and group: filled for the first group, hollow for the second.
    func point(kind: Int, group: Int) -> Character {
        let sets: [[Character]] = isASCII
            ? [["o", "s", "t", "d"], ["O", "S", "T", "D"]] : [["●", "■", "▲", "◆"], ["○", "□", "△", "◇"]]
        let index = Symbol(kind: kind).rawValue
        return sets[group == 0 ? 0 : 1][index]
    }

    /// A series' letter.
    func letter(_ series: Int) -> Character {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        return letters[series % letters.count]
    }

    /// The text without what the terminal can't show.
    func clean(_ text: String) -> String {
        let plain = ForeignText.line(text)
        guard isASCII else { return plain }
        return plain.unicodeScalars.reduce(into: "") { $0 += $1.isASCII ? String($1) : Self.stand(for: $1) }
    }

    private static func stand(for scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "×": "x"
        case "±": "+-"
        case "–", "−", "—": "-"
        case "…": "..."
        case "·": "_"
        case "⏎": "\\n"
        default: "?"
        }
    }

    func truncated(_ text: String, to columns: Int) -> String {
        PlainText.truncated(clean(text), to: Double(columns), ellipsis: ellipsis) { Double(CellWidth.of($0)) }
    }

    func shortened(_ text: String, to columns: Int) -> String {
        PlainText.shortened(clean(text), to: Double(columns), ellipsis: ellipsis) { Double(CellWidth.of($0)) }
    }
}
