package import Formats

// A script is preserved exactly: what a cell's place and text don't show is stored in its metadata, under `sweepbook`.
extension NotebookDocument {
    /// A notebook of a script's parts, not yet run; its `script` is the same text again.
    package init(_ script: ScriptText, metadata: JSONObject = Self.standardMetadata) {
        self.init(metadata: metadata)
        for part in script.parts { append(part) }
        if script.ending != standardEnding {
            self.metadata.setDetail("ending", .string(script.ending))
        }
    }

    private mutating func append(_ part: ScriptText.Part) {
        var details: JSONObject = [:]
        let gap = ScriptText.Part.standardGap(before: part.kind, isFirst: cells.isEmpty)
        if !part.gap.utf8.elementsEqual(gap.utf8) { details.setDetail("gap", .string(part.gap)) }
        switch part.kind {
        case .code:
            append(.code(outputs: [], executionCount: nil), part.text, metadata: details)
        case .markdown:
            let markdown = MarkdownComment.read(part.text) ?? part.text
            if !MarkdownComment.written(markdown).utf8.elementsEqual(part.text.utf8) {
                details.setDetail("script", .string(part.text))
            }
            append(.markdown, markdown, metadata: details)
        }
    }

    /// The notebook as a script: code as it is, Markdown in `#:` comments, other cells in plain comments, without outputs.
    package var script: ScriptText {
        let parts = cells.enumerated().map { index, cell in cell.scriptPart(isFirst: index == 0) }
        return ScriptText(parts: parts, ending: metadata.detail("ending") ?? standardEnding)
    }

    private var standardEnding: String { cells.isEmpty ? "" : "\n" }
}

extension Cell {
    fileprivate func scriptPart(isFirst: Bool) -> ScriptText.Part {
        let kind: ScriptText.Part.Kind = content == .markdown ? .markdown : .code
        let standard = ScriptText.Part.standardGap(before: kind, isFirst: isFirst)
        let gap = metadata.detail("gap").flatMap { isFirst || $0.breaksLine ? $0 : nil }
        return ScriptText.Part(kind, gap: gap ?? standard, text: scriptText)
    }

    private var scriptText: String {
        switch content {
        case .code: source
        case .markdown: markdownText
        case .raw, .other: MarkdownComment.lines(of: source).map { "# \($0)" }.joined(separator: "\n")
        }
    }

    /// As it was in the script, as long as that still means the same.
    private var markdownText: String {
        if let text = metadata.detail("script"), let markdown = MarkdownComment.read(text),
            markdown.utf8.elementsEqual(source.utf8)
        { return text }
        return MarkdownComment.written(source)
    }
}

extension String {
    fileprivate var breaksLine: Bool { utf8.contains(UInt8(ascii: "\n")) || utf8.contains(UInt8(ascii: "\r")) }
}

extension JSONObject {
    /// The name under which Sweepbook's own metadata fields are stored.
    private static let details = "sweepbook"

    fileprivate func detail(_ name: String) -> String? {
        self[Self.details]?.object?[name]?.string
    }

    fileprivate mutating func setDetail(_ name: String, _ value: JSONValue) {
        var details = self[Self.details]?.object ?? [:]
        details[name] = value
        self[Self.details] = .object(details)
    }
}
