/// How far a new line of an unfinished text is indented.
package enum Indentation {
    /// Columns added after a line that ends in an opening bracket.
    private static let step = 2

    /// The blanks a line begins with that follows `text`: those of the last line that isn't empty, and two more after an opening
    /// bracket.
    package static func after(_ text: some StringProtocol) -> String {
        let line = text.split(whereSeparator: \.isNewline).last ?? ""
        let blanks = String(line.prefix { $0 == " " || $0 == "\t" })
        let last = line.last { $0 != " " && $0 != "\t" }
        guard let last, "([{".contains(last) else { return blanks }
        return blanks + String(repeating: " ", count: step)
    }
}
