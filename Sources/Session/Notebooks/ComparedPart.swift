import Formats
import Notebook

/// A representation of an output that is compared as text.
///
/// Text is compared by its lines, HTML by its rows and paragraphs without the markup, a picture by the data it was drawn from. Times
/// and dates count for nothing.
struct ComparedPart {
    let label: String
    let text: String

    private init(label: String, text: String) {
        (self.label, self.text) = (visible(label), text)
    }

    /// What is compared of an output.
    ///
    /// - Parameter named: a text with its files as the user names them.
    static func all(of output: Output, _ named: (String) -> String) -> [ComparedPart] {
        func shown(_ text: String) -> String { TimelessText.text(named(text)) }
        switch output.content {
        case .stream(let name, let text): return [ComparedPart(label: name, text: shown(text))]
        case .display(let bundle, _), .result(let bundle, _, _):
            // Plain text first: where it differs, nothing else need be shown.
            let types = bundle.types.filter { $0 == MIMEBundle.plain } + bundle.types.filter { $0 != MIMEBundle.plain }
            return types.map { ComparedPart(label: $0, text: text(of: bundle, $0, shown)) }
        case .error(let name, let value, let traceback):
            let lines = ["\(name): \(value)"] + traceback.map(unnumbered)
            return [ComparedPart(label: "error", text: shown(lines.joined(separator: "\n")))]
        case .other(let type): return [ComparedPart(label: type, text: "")]
        }
    }

    private static func text(of bundle: MIMEBundle, _ type: String, _ shown: (String) -> String) -> String {
        guard let text = bundle.text(type) else { return bundle.written(type) }
        return switch type {
        case MIMEBundle.svg: drawnData(text)
        case MIMEBundle.html: shown(words(of: text))
        default: shown(text)
        }
    }

    /// The parts of two outputs that are compared with each other: what the notebook has and what came. A representation that the
    /// notebook lacks, as one of an earlier version may, is no difference where it has another of the same output.
    static func pairs(_ old: [ComparedPart], _ new: [ComparedPart]) -> [(ComparedPart?, ComparedPart?)] {
        guard old.contains(where: { part in new.contains { $0.label == part.label } }) else {
            return (0..<max(old.count, new.count)).map { index in
                (index < old.count ? old[index] : nil, index < new.count ? new[index] : nil)
            }
        }
        return old.map { part in (part, new.first { $0.label == part.label }) }
    }

    /// A line of a traceback without the number of its cell: `[]:1:7: error: …`.
    private static func unnumbered(_ line: String) -> String {
        line.hasPrefix("[") ? "[" + line.dropFirst().drop { $0.isNumber } : line
    }

    /// The numbers that an SVG was drawn from, where it carries them, else all of it.
    private static func drawnData(_ svg: String) -> String {
        guard let start = svg.firstRange(of: "<metadata"), let end = svg[start.upperBound...].firstRange(of: "</metadata>")
        else { return svg }
        return String(svg[start.lowerBound..<end.lowerBound])
    }

    // MARK: - HTML
    /// What HTML says: a line for each row and paragraph, a tab between cells, of a picture its data.
    private static func words(of html: String) -> String {
        let text = html.replacing(#/\s+/#, with: " ").replacing(#/<(\/?)([A-Za-z][A-Za-z0-9]*)([^>]*)>/#) { tag in
            switch tag.2.lowercased() {
            case "img": "\n\(pictureData(in: tag.3))\n"
            case "td", "th": tag.1.isEmpty ? "" : "\t"
            case "p", "br", "tr", "table", "div", "pre", "li", "h1", "h2", "h3", "h4": "\n"
            default: ""
            }
        }
        return XMLText.decoded(text).split(separator: "\n").map { $0.trimmingBlanks }.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The data of the picture that an `<img>` shows, or where it is from.
    private static func pictureData(in attributes: Substring) -> String {
        guard let source = attributes.firstMatch(of: #/src="([^"]*)"/#)?.1 else { return "" }
        let prefix = "data:\(MIMEBundle.svg);base64,"
        guard source.hasPrefix(prefix), let bytes = Base64.decoded(source.dropFirst(prefix.utf8.count).utf8) else { return String(source) }
        return XMLText.encoded(drawnData(String(decoding: bytes, as: UTF8.self)))
    }
}

extension Substring {
    fileprivate var trimmingBlanks: Substring {
        var rest = drop { $0 == " " || $0 == "\t" }
        while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
        return rest
    }
}
