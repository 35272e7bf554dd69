// Tables for papers.

extension TextTable {
    /// As LaTeX: a `tabular` that needs no package, whose cells are no markup. What is numbers stands at the right.
    package var latex: [String] {
        let alignment = columns.map { $0.isOfNumbers ? "r" : "l" }.joined()
        var rows = (0..<rowCount).map { row in Self.latexRow(columns.map { $0.cells[row] }) }
        if let gap { rows.insert("\\multicolumn{\(columns.count)}{l}{\(LaTeXText.escaped(gap.line))} \\\\", at: gap.rows) }
        let head = hasHeadings ? [Self.latexRow(columns.map(\.heading)), "\\hline"] : []
        return ["\\begin{tabular}{\(alignment)}", "\\hline"] + head + rows + ["\\hline", "\\end{tabular}"]
    }

    private static func latexRow(_ cells: [String]) -> String { cells.map(LaTeXText.escaped).joined(separator: " & ") + " \\\\" }
}

extension TextPage {
    /// Tables as LaTeX, all else as comments above and below them.
    package var latex: [String] {
        let last = blocks.lastIndex { if case .table = $0 { true } else { false } } ?? 0
        return blocks.enumerated().flatMap { index, block in
            switch block {
            case .paragraph(let text): Self.lines(of: text).map { "% \($0)" }
            // Tables without an empty line between them would stand side by side.
            case .table(let table): table.latex + (index < last ? [""] : [])
            }
        }
    }
}

/// Text as LaTeX shows it, in the fonts that it has without packages.
enum LaTeXText {
    static func escaped(_ text: String) -> String {
        let characters = Array(text.trimmingBlanks)
        return characters.indices.map { index in
            let before = index > 0 ? characters[index - 1] : nil, after = index + 1 < characters.count ? characters[index + 1] : nil
            return escaped(characters[index], before: before, after: after)
        }.joined()
    }

    private static func escaped(_ character: Character, before: Character?, after: Character?) -> String {
        // What begins a row would be an argument of the row's end before it.
        if "[*".contains(character), before == nil { return "{\(character)}" }
        // A sign is longer than a hyphen, and two hyphens would be one dash.
        if character == "-", after?.isNumber == true, before.map({ " [(".contains($0) }) ?? true { return "$-$" }
        if character == "-", after == "-" { return "-{}" }
        return symbols[character] ?? String(character)
    }

    private static let symbols: [Character: String] = [
        "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
        "~": "\\textasciitilde{}", "^": "\\textasciicircum{}", "<": "$<$", ">": "$>$", "|": "$|$", "\"": "''", "\u{A0}": "~",
        "Δ": "$\\Delta$", "×": "$\\times$", "±": "$\\pm$", "·": "$\\cdot$", "−": "$-$", "≤": "$\\leq$", "≥": "$\\geq$", "≠": "$\\neq$",
        "≈": "$\\approx$", "∞": "$\\infty$", "→": "$\\rightarrow$", "µ": "$\\mu$", "²": "$^2$", "–": "--", "—": "---", "…": "\\ldots{}",
    ]
}
