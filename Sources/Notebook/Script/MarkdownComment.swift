/// Markdown as the command language writes it: in comments that start with `#:`.
enum MarkdownComment {
    static func written(_ markdown: String) -> String {
        lines(of: markdown).map { $0.isEmpty ? "#:" : "#: \($0)" }.joined(separator: "\n")
    }

    /// Each line without indentation, `#:` and one more space; nil if a line is not such a comment.
    static func read(_ text: String) -> String? {
        var contents: [String] = []
        for line in lines(of: text) {
            let comment = line.unicodeScalars.drop { $0 == " " || $0 == "\t" }
            guard comment.starts(with: "#:".unicodeScalars) else { return nil }
            let content = comment.dropFirst(2)
            contents.append(String(content.first == " " ? content.dropFirst() : content))
        }
        return contents.joined(separator: "\n")
    }

    /// The lines of a text, which end with LF, CR LF or CR.
    static func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.unicodeScalars {
            switch (previous, scalar) {
            case ("\r", "\n"): break
            case (_, "\n"), (_, "\r"):
                lines.append(String(line))
                line = String.UnicodeScalarView()
            default: line.append(scalar)
            }
            previous = scalar
        }
        return lines + [String(line)]
    }
}
