/// A text cut into words as a shell cuts it: at blanks, but not within quotes. Nothing is replaced.
struct ShellWords {
    let words: [String]

    /// Nil when a quote has no end.
    init?(_ text: String) {
        var words: [String] = [], word: String?, rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "'", "\"":
                guard let quoted = Self.quoted(by: character, &rest) else { return nil }
                word = (word ?? "") + quoted
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? "") + String(next)
            case _ where character.isWhitespace:
                if let word { words.append(word) }
                word = nil
            default: word = (word ?? "") + String(character)
            }
        }
        self.words = words + (word.map { [$0] } ?? [])
    }

    /// What stands up to the closing quote, which is passed; nil when there is none.
    private static func quoted(by quote: Character, _ rest: inout Substring) -> String? {
        var text = ""
        while let character = rest.popFirst() {
            if character == quote { return text }
            // Within double quotes a backslash stands for itself, but before what would mean something.
            if quote == "\"", character == "\\", let next = rest.first, "\"\\$`".contains(next) { rest.removeFirst() ; text.append(next) } else { text.append(character) }
        }
        return nil
    }

    /// A word as a shell reads it back.
    static func quoted(_ word: String) -> String { "'" + word.replacing("'", with: #"'\''"#) + "'" }
}
