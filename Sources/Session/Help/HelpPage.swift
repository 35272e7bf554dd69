import Formats
import Notebook

/// What users are told about one word: lines for a terminal, and the same as HTML for a notebook's front end.
struct HelpPage: Sendable {
    /// How it is written, or its name: the first line.
    var title: String?
    /// Each is wrapped.
    var paragraphs: [String] = []
    var sections: [Section] = []
    /// The last line.
    var footer: String?

    struct Section: Sendable {
        enum Content: Sendable {
            /// What is written, and what it means.
            case rows([[String]])
            case code([String])
            /// Names, as many on a line as fit.
            case names([String])
        }

        let title: String
        let content: Content
    }

    /// A section of rows; none where there are no rows.
    mutating func add(_ title: String, rows: [[String]]) {
        if !rows.isEmpty { sections.append(Section(title: title, content: .rows(rows))) }
    }

    /// A section of statements; none where there are none.
    mutating func add(_ title: String, code: [String]) {
        if !code.isEmpty { sections.append(Section(title: title, content: .code(code))) }
    }

    mutating func add(_ title: String, names: [String]) {
        sections.append(Section(title: title, content: .names(names)))
    }

    /// The page with another's paragraphs and sections below its own.
    func adding(_ other: HelpPage) -> HelpPage {
        var page = self
        page.paragraphs += other.paragraphs
        page.sections += other.sections
        return page
    }

    /// The page as `text/plain` and `text/html`.
    var bundle: MIMEBundle {
        MIMEBundle(plain: lines.joined(separator: "\n"), [MIMEBundle.html: .string(html)])
    }
}

// MARK: - Lines
extension HelpPage {
    /// How wide the text is, without its margin.
    private static let width = 76

    var lines: [String] {
        let text = paragraphs.flatMap(Self.wrapped)
        let blocks = [title.map { [$0] } ?? [], text] + sections.map(Self.lines) + [footer.map { [$0] } ?? []]
        return Array(blocks.filter { !$0.isEmpty }.joined(separator: [""]))
    }

    /// Whether a word stands in it by itself.
    func holds(_ word: String) -> Bool {
        lines.contains { $0.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains(word[...]) }
    }

    private static func lines(of section: Section) -> [String] {
        let content: [String] = switch section.content {
        case .rows(let rows): TextTable(rows.map { ["  " + $0[0]] + $0.dropFirst() }).lines
        case .code(let code): code.map { "  " + $0 }
        case .names(let names): wrapped(names.joined(separator: " "))
        }
        return [section.title] + content
    }

    private static func wrapped(_ text: String) -> [String] {
        var lines: [String] = []
        for word in text.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= width {
                lines[lines.count - 1] = last + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines.map { "  " + $0 }
    }
}

// MARK: - HTML
extension HelpPage {
    /// Without colours, scripts or classes: it looks as the front end's theme does, and a sanitizer leaves it as it is.
    private var html: String {
        let title = title.map { ["<p>\(Self.code($0))</p>"] } ?? []
        let text = paragraphs.map(Self.paragraph)
        return (title + text + sections.map(Self.html) + (footer.map { [Self.paragraph($0)] } ?? [])).joined(separator: "\n")
    }

    private static func html(of section: Section) -> String {
        let content = switch section.content {
        case .rows(let rows): "<table><tbody>\n\(rows.map(row).joined(separator: "\n"))\n</tbody></table>"
        case .code(let code): "<pre>\(self.code(code.joined(separator: "\n")))</pre>"
        case .names(let names): "<p>\(names.map(code).joined(separator: " "))</p>"
        }
        return "<h4>\(XMLText.encoded(section.title))</h4>\n\(content)"
    }

    private static func row(_ cells: [String]) -> String {
        // JupyterLab aligns cells at their right.
        let cells = cells.enumerated().map { "<td style=\"text-align: left\">\($0 == 0 ? code($1) : XMLText.encoded($1))</td>" }
        return "<tr>\(cells.joined())</tr>"
    }

    private static func paragraph(_ text: String) -> String { "<p>\(XMLText.encoded(text))</p>" }

    private static func code(_ text: String) -> String { "<code>\(XMLText.encoded(text))</code>" }
}
