package import Language
package import Notebook

/// A cell's text, and where errors in it are placed: the same whether it was typed or read.
package struct CellSource: Sendable {
    /// The number of its prompt.
    let number: Int
    let text: String
    /// The text that is parsed and run, and where in it the cell's own text starts.
    private let source: SourceText
    private let offset: Int

    /// A part of a text that is run, with the comments before it.
    package init(number: Int, _ span: SourceSpan, of source: SourceText, after comments: String = "") {
        self.number = number
        self.source = source
        text = comments + source[span]
        offset = span.start - comments.utf8.count
    }

    /// An error as a notebook output; a place in this cell is given by the cell's number.
    package func output(for error: any Error) -> Output {
        guard let diagnostic = error as? Diagnostic else {
            let name = error is Interrupted || error is CancellationError ? "Interrupted" : "Error"
            let sentence = error is CancellationError ? "interrupted" : "\(error)"
            return .error(name: name, value: sentence, traceback: [sentence])
        }
        let placed = isOwn(diagnostic) ? moved(diagnostic) : diagnostic
        let lines = placed.rendered.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return .error(name: diagnostic.isSyntax ? "SyntaxError" : "Error", value: diagnostic.message, traceback: lines)
    }

    private func isOwn(_ diagnostic: Diagnostic) -> Bool {
        diagnostic.source.name == source.name && diagnostic.source.bytes == source.bytes && !diagnostic.isSyntax
    }

    private func moved(_ diagnostic: Diagnostic) -> Diagnostic {
        let span = SourceSpan(start: diagnostic.span.start - offset, end: diagnostic.span.end - offset)
        return Diagnostic(diagnostic.error, at: span, in: SourceText(name: "[\(number)]", text))
    }
}

extension Diagnostic {
    fileprivate var isSyntax: Bool { if case .syntax = error { true } else { false } }
}
