/// The whole table for readers of markup, whose columns need no room.
extension TextTable {
    /// As HTML that shows well on light and dark, loads nothing, and has no more markup than notebook front ends keep. What is
    /// numbers stands at the right; without headings a row begins with its own.
    package var html: String {
        let headings = hasHeadings ? ["<thead>", Self.row(columns.map { cell("th", $0.heading, of: $0) }), "</thead>"] : []
        return (["<table>"] + headings + ["<tbody>"] + bodyRows + ["</tbody>", "</table>"]).joined(separator: "\n")
    }

    private var bodyRows: [String] {
        var rows = (0..<rowCount).map { row in
            Self.row(columns.enumerated().map { index, column in
                cell(index == 0 && !hasHeadings ? "th" : "td", column.cells[row], of: column)
            })
        }
        if let gap {
            rows.insert("<tr><td colspan=\"\(columns.count)\" style=\"text-align:left\">\(XMLText.encoded(gap.line))</td></tr>", at: gap.rows)
        }
        return rows
    }

    private static func row(_ cells: [String]) -> String { "<tr>\(cells.joined())</tr>" }

    private func cell(_ element: String, _ text: String, of column: Column) -> String {
        // Front ends align cells at their right, or at their left, and break intervals.
        let style = !column.isOfNumbers ? "text-align:left" : element == "td" ? "text-align:right;white-space:nowrap" : "text-align:right"
        return "<\(element) style=\"\(style)\">\(XMLText.encoded(String(text.trimmingBlanks)))</\(element)>"
    }

    /// As Markdown, where a table has a row of headings in any case.
    package var markdown: [String] {
        let rule = columns.map { $0.isOfNumbers ? "--:" : ":--" }
        var rows = (0..<rowCount).map { row in columns.map { $0.cells[row] } }
        if let gap { rows.insert([gap.line] + Array(repeating: "", count: columns.count - 1), at: gap.rows) }
        return ([columns.map(\.heading), rule] + rows).map { "| " + $0.map(Self.escaped).joined(separator: " | ") + " |" }
    }

    /// A cell that ends where it should, and whose text is no markup.
    private static func escaped(_ cell: String) -> String {
        String(cell.trimmingBlanks).replacing(#/[|\\`*]|<(?=[A-Za-z\/!?])/#) { "\\\($0.0)" }
    }
}

extension String {
    var trimmingBlanks: Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}
