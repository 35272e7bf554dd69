/// A place in a text as a person counts it: both numbers start at 1, and a column is one character
/// (an extended grapheme cluster), however many bytes or terminal cells it takes.
package struct SourcePosition: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}
