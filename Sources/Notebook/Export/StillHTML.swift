import Formats

/// HTML of an output with only what shows something by itself: no element or attribute that loads, runs or sends anything.
///
/// It is a list of what is kept. Of every other element the text stays, but for those whose text is not shown.
enum StillHTML {
    private static let elements: Set<Substring> = [
        "a", "b", "blockquote", "br", "caption", "center", "code", "col", "colgroup", "dd", "del", "details", "div", "dl", "dt", "em",
        "figcaption", "figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre",
        "s", "samp", "small", "span", "strike", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead",
        "tr", "tt", "u", "ul", "var",
    ]
    private static let attributes: Set<Substring> = [
        "align", "alt", "border", "class", "color", "colspan", "dir", "height", "href", "id", "lang", "open", "rowspan", "scope", "span",
        "src", "start", "style", "title", "valign", "width",
    ]
    /// Elements whose text is no text of the page.
    private static let unseen: Set<Substring> = ["head", "iframe", "math", "noembed", "noframes", "noscript", "object", "script", "svg", "template", "title", "video", "audio"]

    static func html(_ html: String) -> String {
        var (kept, rest) = ("", html[...])
        while let start = rest.firstIndex(of: "<") {
            kept += rest[..<start]
            rest = rest[start...]
            kept += tag(&rest)
        }
        return kept + rest
    }

    /// Takes a tag, a comment, or a `<` that is neither; what stays of it.
    private static func tag(_ rest: inout Substring) -> String {
        if rest.hasPrefix("<!--") { return skip(&rest, past: "-->") }
        if rest.hasPrefix("<!") || rest.hasPrefix("<?") { return skip(&rest, past: ">") }
        let isEnd = rest.hasPrefix("</")
        var inside = rest.dropFirst(isEnd ? 2 : 1)
        let name = takeName(&inside)
        guard !name.isEmpty else {
            rest.removeFirst()
            return "&lt;"
        }
        let attributes = takeAttributes(&inside)
        rest = inside
        if isEnd { return elements.contains(name[...]) && name != "style" ? "</\(name)>" : "" }
        if name == "style" { return style(&rest) }
        if unseen.contains(name[...]) { return skip(&rest, past: "</\(name)") + skip(&rest, past: ">") }
        return elements.contains(name[...]) ? "<\(name)\(attributes)>" : ""
    }

    private static func skip(_ rest: inout Substring, past end: String) -> String {
        let lower = rest.lowercased()
        rest = lower.firstRange(of: end).map { rest.dropFirst(lower.distance(from: lower.startIndex, to: $0.upperBound)) } ?? ""
        return ""
    }

    /// A style sheet up to its end, if it loads nothing.
    private static func style(_ rest: inout Substring) -> String {
        let before = rest
        _ = skip(&rest, past: "</style")
        let text = before[..<(rest.isEmpty ? before.endIndex : before.index(rest.startIndex, offsetBy: -"</style".count))]
        _ = skip(&rest, past: ">")
        return loads(text) ? "" : "<style>\(text.replacing("<", with: ""))</style>"
    }

    private static func takeName(_ rest: inout Substring) -> String {
        guard let first = rest.first, first.isASCII, first.isLetter else { return "" }
        let name = rest.prefix { !$0.isWhitespace && $0 != "/" && $0 != ">" }
        rest = rest[name.endIndex...]
        return name.lowercased()
    }

    /// Takes what follows an element's name, past the `>`; what stays of it, with a blank before each.
    private static func takeAttributes(_ rest: inout Substring) -> String {
        var kept = ""
        while let character = rest.first {
            if character == ">" {
                rest.removeFirst()
                break
            }
            guard !character.isWhitespace, character != "/" else {
                rest.removeFirst()
                continue
            }
            let name = rest.prefix { !$0.isWhitespace && !"/>=".contains($0) }
            rest = rest[name.endIndex...]
            let value = takeValue(&rest)
            if name.isEmpty, value.isEmpty { rest = rest.dropFirst() }
            if isKept(name.lowercased(), value) { kept += " \(name.lowercased())=\"\(value.replacing("\"", with: "&quot;").replacing("<", with: "&lt;"))\"" }
        }
        return kept
    }

    private static func takeValue(_ rest: inout Substring) -> String {
        let trimmed = rest.drop(while: \.isWhitespace)
        guard trimmed.first == "=" else { return "" }
        rest = trimmed.dropFirst().drop(while: \.isWhitespace)
        guard let quote = rest.first, quote == "\"" || quote == "'" else {
            let value = rest.prefix { !$0.isWhitespace && $0 != ">" }
            rest = rest[value.endIndex...]
            return String(value)
        }
        let value = rest.dropFirst().prefix { $0 != quote }
        rest = rest[value.endIndex...].dropFirst()
        return String(value)
    }

    private static func isKept(_ name: String, _ value: String) -> Bool {
        guard attributes.contains(name[...]) else { return false }
        let text = XMLText.decoded(value).lowercased().filter { !$0.isWhitespace }
        return switch name {
        case "src": text.hasPrefix("data:image/")
        case "href": ["http:", "https:", "mailto:", "#"].contains(where: text.hasPrefix)
        case "style": !loads(value[...])
        default: true
        }
    }

    /// Whether a style names something to load, or might once it is read: `url(…)`, `@import`, an escape.
    private static func loads(_ style: Substring) -> Bool {
        let text = style.lowercased()
        return ["url", "@import", "image", "src", "\\", "&"].contains(where: text.contains)
    }
}
