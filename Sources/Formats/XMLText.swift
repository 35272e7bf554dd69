import Characters

/// Escaping of text in HTML and SVG.
package enum XMLText {
    private static let entities = [("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;")]

    package static func encoded(_ text: String) -> String {
        var result = ""
        for character in ForeignText.lines(text).unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }

    package static func decoded(_ text: String) -> String {
        // The ampersand last: what it yields is not an entity.
        entities.reversed().reduce(text) { $0.replacing($1.1, with: $1.0) }
    }
}
