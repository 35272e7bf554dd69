/// Lines of a CSV file (RFC 4180) that programs and spreadsheets read alike.
///
/// Infinity is `1e999`, which DuckDB, pandas, R and Python read as a number; `inf` and `infinity` are dates to DuckDB. A
/// text that a spreadsheet would take for a formula stands behind an apostrophe.
package enum CSV {
    package enum Cell: Sendable {
        case text(String)
        /// A number as it is written.
        case number(String)
        case empty
    }

    package static func line(_ cells: [Cell]) -> String {
        cells.map { cell in
            switch cell {
            case .text(let text): quotedIfNeeded(isFormula(text) ? "'" + text : text)
            case .number(let text): text
            case .empty: ""
            }
        }.joined(separator: ",")
    }

    private static func isFormula(_ text: String) -> Bool {
        text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    }

    private static func quotedIfNeeded(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
