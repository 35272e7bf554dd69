import Characters

/// Label texts, cleaned and fitted for both renderers.
enum PlainText {
    /// Longer than any figure has room for.
    private static let longestLabel = 300

    /// The words in lines of at most a width; a longer word is broken.
    ///
    /// - Parameter measure: the width of a text.
    static func wrapped(_ text: String, to width: Double, measure: (String) -> Double) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in ForeignText.line(text).split(whereSeparator: \.isWhitespace) {
            let longer = line.isEmpty ? String(word) : "\(line) \(word)"
            if measure(longer) <= width {
                line = longer
                continue
            }
            if !line.isEmpty { lines.append(line) }
            let pieces = broken(String(word), to: width, measure: measure)
            lines += pieces.dropLast()
            line = pieces.last ?? ""
        }
        return line.isEmpty ? lines : lines + [line]
    }

    private static func broken(_ word: String, to width: Double, measure: (String) -> Double) -> [String] {
        var pieces = [""]
        for character in word {
            let longer = pieces[pieces.count - 1] + String(character)
            if pieces[pieces.count - 1].isEmpty || measure(longer) <= width {
                pieces[pieces.count - 1] = longer
            } else {
                pieces.append(String(character))
            }
        }
        return pieces
    }

    /// The text, its middle replaced by an ellipsis where it is wider than there is room for: names that differ
    /// often do so at their ends.
    static func shortened(_ text: String, to width: Double, ellipsis: String = "…", measure: (String) -> Double) -> String {
        let text = ForeignText.line(text), characters = Array(text.prefix(longestLabel))
        if measure(text) <= width { return text }
        var count = characters.count - 1
        func kept() -> String { String(characters.prefix((count + 1) / 2)) + ellipsis + String(text.suffix(count / 2)) }
        while count > 0, measure(kept()) > width { count -= 1 }
        return kept()
    }

    /// The text, its end replaced by an ellipsis where it is wider than there is room for.
    static func truncated(_ text: String, to width: Double, ellipsis: String = "…", measure: (String) -> Double) -> String {
        let text = ForeignText.line(text)
        var kept = String(text.prefix(longestLabel))
        if kept.utf8.count == text.utf8.count, measure(text) <= width { return text }
        while !kept.isEmpty, measure(kept + ellipsis) > width { kept.removeLast() }
        return kept + ellipsis
    }
}
