import Formats

/// A notebook as Markdown: its Markdown as it is, code and outputs in fenced blocks.
enum MarkdownExport {
    static func text(of notebook: NotebookDocument) -> String {
        notebook.cells.flatMap(blocks).joined(separator: "\n\n") + (notebook.cells.isEmpty ? "" : "\n")
    }

    private static func blocks(of cell: Cell) -> [String] {
        switch cell.content {
        case .markdown: [withAttachments(cell).trimmingLineBreaks]
        case .code(let outputs, _):
            (cell.source.isEmpty ? [] : [fenced(cell.source, language: "sweepbook")]) + outputs.joiningStreams.map(block)
        case .raw, .other: [fenced(cell.source)]
        }
    }

    private static func block(of output: Output) -> String {
        switch output.content {
        case .stream(_, let text): fenced(TerminalText.settled(text))
        case .display(let bundle, _), .result(let bundle, _, _): block(of: bundle)
        case .error(let name, let value, let traceback): fenced(ErrorText.shown(name, value, traceback))
        case .other(let type): "(\(type))"
        }
    }

    private static func block(of bundle: MIMEBundle) -> String {
        if let picture = Picture(bundle) {
            let alternative = picture.alternative.filter { !"[]\\\n".contains($0) }
            return "![\(alternative)](\(picture.uri))"
        }
        if let markdown = bundle.text(MIMEBundle.markdown) { return markdown.trimmingLineBreaks }
        if let plain = bundle.text(MIMEBundle.plain) { return fenced(TerminalText.settled(plain)) }
        return "(\(bundle.types.joined(separator: ", ")))"
    }

    /// A code block whose fence is longer than any inside it.
    private static func fenced(_ text: String, language: String = "") -> String {
        let longest = text.split(omittingEmptySubsequences: true) { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text.trimmingLineBreaks)\n\(fence)"
    }

    /// The cell's text with its attached images inlined.
    static func withAttachments(_ cell: Cell) -> String {
        (cell.attachments?.sorted ?? []).reduce(cell.source) { text, file in
            guard let bundle = file.value.object.map({ MIMEBundle($0) }), let picture = Picture(bundle) else { return text }
            return text.replacing("(attachment:\(file.key.replacing(" ", with: "%20")))", with: "(\(picture.uri))")
                .replacing("(attachment:\(file.key))", with: "(\(picture.uri))")
        }
    }
}

extension String {
    /// Without line breaks at its start and end.
    var trimmingLineBreaks: String {
        let start = drop(while: \.isNewline)
        let end = start.lastIndex { !$0.isNewline }
        return end.map { String(start[...$0]) } ?? ""
    }
}
