/// How far a new line of an unfinished text is indented.
enum Indentation {
    /// Columns added after a line that ends in an opening bracket.
    static let step = 2

    /// The blanks a line begins with when it is broken off after `text`: those of the line before it,
    /// and two more after an opening bracket.
    static func afterBreak(of text: String) -> String {
        let line = text.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let blanks = String(line.prefix { $0 == " " || $0 == "\t" })
        let last = line.last { $0 != " " && $0 != "\t" }
        guard let last, "([{".contains(last) else { return blanks }
        return blanks + String(repeating: " ", count: step)
    }
}
