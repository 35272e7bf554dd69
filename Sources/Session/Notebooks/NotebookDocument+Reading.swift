import Language
import Notebook

extension NotebookDocument {
    /// The notebook of a script: a cell for each piece that Enter would run, and for each `#:` paragraph.
    ///
    /// - Throws: `Diagnostic` when the script is no program.
    init(reading script: ScriptFile, _ commands: CommandTable) throws(Diagnostic) {
        let source = script.source
        let entries = try commands.parse(source).entries(in: source)
        var (parts, end) = ([ScriptText.Part](), 0)
        for entry in entries {
            parts.append(ScriptText.Part(
                entry.isMarkdown ? .markdown : .code,
                gap: String(decoding: source.bytes[end..<entry.span.start], as: UTF8.self), text: source[entry.span]))
            end = entry.span.end
        }
        self.init(ScriptText(parts: parts, ending: String(decoding: source.bytes[end...], as: UTF8.self)))
    }
}

extension Entry {
    fileprivate var isMarkdown: Bool { if case .markdown = kind { true } else { false } }
}
