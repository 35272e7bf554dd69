/// An escape in a string, and what it stands for.
package struct StringEscape: Sendable {
    /// As it is written: `\\n`, `\\xHH`.
    package let written: String
    package let help: String
    /// What stands behind the backslash, where that is a letter or sign by itself, and the character that it makes.
    private let simple: (letter: Unicode.Scalar, scalar: Unicode.Scalar)?

    private init(_ letter: Unicode.Scalar, _ scalar: Unicode.Scalar, _ help: String) {
        (written, self.help, simple) = ("\\\(letter)", help, (letter, scalar))
    }

    private init(written: String, _ help: String) {
        (self.written, self.help, simple) = (written, help, nil)
    }

    package static let all = [
        StringEscape("n", "\n", "a new line"), StringEscape("t", "\t", "a tab"), StringEscape("r", "\r", "a carriage return"),
        StringEscape("0", "\0", "the character 0"), StringEscape("\\", "\\", "a backslash"), StringEscape("\"", "\"", "a double quote"),
        StringEscape("'", "'", "a single quote"), StringEscape(written: "\\xHH", "the character of two hexadecimal digits: \\x41 is A"),
        StringEscape(written: "\\uHHHH", "that of four: \\u00e9 is é"), StringEscape(written: "\\UHHHHHHHH", "that of eight"),
        StringEscape(written: "\\u{H…}", "that of one to eight: \\u{1f600}"),
    ]

    /// The character that one letter or sign behind a backslash makes; nil where digits follow, or it is no escape.
    static func scalar(_ letter: Unicode.Scalar) -> Unicode.Scalar? { all.lazy.compactMap(\.simple).first { $0.letter == letter }?.scalar }
}
