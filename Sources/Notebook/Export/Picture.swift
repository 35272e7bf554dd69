import Formats

/// An image inlined in an exported file: a data URI and the alternative text.
struct Picture {
    let uri: String
    let alternative: String

    private static let types = [MIMEBundle.svg, "image/png", "image/jpeg", "image/gif", "image/webp"]

    /// The best image of a bundle, if there is one.
    init?(_ bundle: MIMEBundle) {
        for type in Self.types {
            guard let content = bundle.text(type) else { continue }
            let plain = bundle.text(MIMEBundle.plain)?.split(whereSeparator: \.isNewline).first.map(String.init)
            uri = Self.uri(content, type)
            alternative = (type == MIMEBundle.svg ? Self.title(of: content) : nil) ?? plain ?? "image"
            return
        }
        return nil
    }

    /// - Parameter attributes: more of them, with a blank before.
    func html(_ attributes: String = "") -> String { "<img src=\"\(uri)\" alt=\"\(XMLText.encoded(alternative))\"\(attributes)>" }

    /// An SVG is stored in notebooks as text, other images as base64.
    static func uri(_ content: String, _ type: String) -> String {
        let data = type == MIMEBundle.svg ? Base64.encoded(Array(content.utf8)) : content.filter { !$0.isWhitespace }
        return "data:\(type);base64,\(data.filter(isBase64))"
    }

    private static func isBase64(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "+/=".contains(character))
    }

    /// The title of an SVG, its entities decoded.
    private static func title(of svg: String) -> String? {
        guard let start = svg.firstRange(of: "<title"), let open = svg[start.upperBound...].firstIndex(of: ">"),
            let end = svg[open...].firstRange(of: "</title>")
        else { return nil }
        let title = svg[svg.index(after: open)..<end.lowerBound]
        return title.isEmpty ? nil : XMLText.decoded(String(title))
    }
}

extension MIMEBundle {
    /// A picture as SVG, as HTML that holds it, and as text. Front ends that don't show the SVG of a stranger's notebook show an
    /// `<img>` with a data URL.
    package init(plain: String, svg: String) {
        self.init(plain: plain, [Self.svg: .string(svg)])
        guard let picture = Picture(self) else { return }
        let html = picture.html(" style=\"max-width:100%\"")
        self = MIMEBundle(plain: plain, [Self.svg: .string(svg), Self.html: .string(html)])
    }
}
