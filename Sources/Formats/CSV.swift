/// Lines of a CSV file (RFC 4180).
package enum CSV {
    package static func line(_ cells: [String]) -> String { cells.map(quotedIfNeeded).joined(separator: ",") }

    private static func quotedIfNeeded(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
