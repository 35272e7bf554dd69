import Formats

/// A notebook as one self-contained HTML file: no scripts, fonts or images from elsewhere, which a content security policy in
/// the file enforces. Light or dark as the reader's system is.
package enum HTMLExport {
    /// What every page starts with.
    package static let opening = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">

        """

    /// - Parameter name: the title of a notebook that has none.
    static func text(of notebook: NotebookDocument, name: String) -> String {
        let cells = notebook.cells.enumerated().map { index, cell in section(of: cell, number: index + 1) }
        return opening + """
            <title>\(XMLText.encoded(title(of: notebook) ?? name))</title>
            <style>
            \(HTMLStyle.sheet)
            </style>
            </head>
            <body>
            <main>
            \(cells.joined(separator: "\n"))
            </main>
            </body>
            </html>

            """
    }

    /// The notebook's own title, or its first heading.
    private static func title(of notebook: NotebookDocument) -> String? {
        if let title = notebook.metadata["title"]?.string, !title.isEmpty { return title }
        for cell in notebook.cells where cell.content == .markdown {
            for line in MarkdownComment.lines(of: cell.source) where line.hasPrefix("#") {
                let text = line.drop { $0 == "#" }.drop { $0 == " " }
                if !text.isEmpty { return String(text) }
            }
        }
        return nil
    }

    // MARK: - Cells
    private static func section(of cell: Cell, number: Int) -> String {
        switch cell.content {
        case .markdown:
            return """
                <section class="markdown" id="\(XMLText.encoded(cell.id))">
                \(MarkdownRenderer.html(MarkdownExport.withAttachments(cell)).trimmingLineBreaks)
                </section>
                """
        case .code(let outputs, let count):
            let prompt = count.map { "[\($0)]" } ?? "[ ]"
            let shown = outputs.isEmpty ? "" : "\n<div class=\"outputs\">\n\(html(of: outputs, isFolded: cell.hidesOutputs))\n</div>"
            return """
                <section class="code" id="\(XMLText.encoded(cell.id))" aria-label="Cell \(number)">
                <div class="input"><span class="prompt" aria-hidden="true">\(prompt)</span>\
                \(pre(cell.source, "source", label: "Code of cell \(number)"))</div>\(shown)
                </section>
                """
        case .raw, .other:
            return """
                <section class="raw" id="\(XMLText.encoded(cell.id))">
                \(pre(cell.source, "raw", label: "Raw text"))
                </section>
                """
        }
    }

    /// A text as it is; it takes the keyboard focus, so that it can be scrolled without a mouse.
    private static func pre(_ text: String, _ style: String, label: String) -> String {
        "<pre class=\"\(style)\" role=\"group\" aria-label=\"\(label)\" tabindex=\"0\"><code>"
            + "\(XMLText.encoded(text.trimmingLineBreaks))</code></pre>"
    }

    // MARK: - Outputs
    private static func html(of outputs: [Output], isFolded: Bool) -> String {
        let shown = outputs.joiningStreams.map(html).joined(separator: "\n")
        return isFolded ? "<details><summary>Output</summary>\n\(shown)\n</details>" : shown
    }

    private static func html(of output: Output) -> String {
        switch output.content {
        case .stream(let name, let text):
            pre(TerminalText.settled(text), name == "stderr" ? "stderr" : "plain", label: name == "stderr" ? "Standard error" : "Output")
        case .display(let bundle, _), .result(let bundle, _, _): html(of: bundle)
        case .error(let name, let value, let traceback):
            pre(ErrorText.shown(name, value, traceback), "error", label: "Error")
        case .other(let type): pre("(\(type))", "plain", label: "Output")
        }
    }

    private static func html(of bundle: MIMEBundle) -> String {
        let plain = bundle.text(MIMEBundle.plain).map { pre(TerminalText.settled($0), "plain", label: "Output") }
        if let picture = Picture(bundle) { return figure(picture, plain) }
        if let markdown = bundle.text(MIMEBundle.markdown) {
            return "<div class=\"markdown\">\n\(MarkdownRenderer.html(markdown).trimmingLineBreaks)\n</div>"
        }
        if let html = bundle.text(MIMEBundle.html) { return frame(html) }
        return plain ?? pre("(\(bundle.types.joined(separator: ", ")))", "plain", label: "Output")
    }

    private static func figure(_ picture: Picture, _ plain: String?) -> String {
        let details = plain.map { "\n<details><summary>As text</summary>\n\($0)\n</details>" } ?? ""
        return "<figure>\n\(picture.html())\(details)\n</figure>"
    }

    /// HTML of an output in a sandbox, where it restyles nothing else.
    private static func frame(_ html: String) -> String {
        let page = "<meta name=\"color-scheme\" content=\"light dark\">\(StillHTML.html(html))"
        return "<iframe sandbox title=\"HTML output\" srcdoc=\"\(XMLText.encoded(page))\"></iframe>"
    }
}
