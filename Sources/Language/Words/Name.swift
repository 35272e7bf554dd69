/// A name as it was written, and where.
package struct Name: Sendable {
    package let text: String
    package let span: SourceSpan

    package init(text: String, span: SourceSpan) {
        self.text = text
        self.span = span
    }
}
