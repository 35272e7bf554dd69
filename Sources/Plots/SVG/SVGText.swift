import Characters

/// Marks as SVG elements.
enum SVGText {
    static func element(_ mark: Mark) -> String {
        let style = StyleSheet.attributes(of: mark.style)
        switch mark.shape {
        case .box(let box):
            let place = "x=\"\(number(box.left))\" y=\"\(number(box.top))\""
            return "<rect \(place) width=\"\(number(box.width))\" height=\"\(number(box.height))\"\(style)/>"
        case .line(let points): return "<polyline points=\"\(list(points))\"\(style)/>"
        case .area(let points): return "<polygon points=\"\(list(points))\"\(style)/>"
        case .symbol(.circle, let center, let radius):
            return "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"\(style)/>"
        case .symbol(let symbol, let center, let radius):
            return "<polygon points=\"\(list(symbol.corners(around: center, radius: radius)))\"\(style)/>"
        case .label(let label): return text(label, style)
        }
    }

    private static func text(_ label: Label, _ style: String) -> String {
        let x = number(label.place.x), y = number(label.place.y)
        let anchor = label.anchor == .start ? "" : " text-anchor=\"\(label.anchor.rawValue)\""
        let weight = label.isBold ? " font-weight=\"600\"" : ""
        let turn = label.isTurned ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
        let form = "x=\"\(x)\" y=\"\(y)\" font-size=\"\(number(label.size))\"\(anchor)\(weight)\(turn)\(style)"
        return "<text \(form)>\(escaped(label.text))</text>"
    }

    private static func list(_ points: [Point]) -> String {
        points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
    }

    /// A coordinate, to a tenth of a pixel of a screen that shows the picture large.
    static func number(_ value: Double) -> String {
        let text = NumberText.fixed(value, 2)
        guard text.hasSuffix("0") else { return text }
        return String(text.hasSuffix("00") ? text.dropLast(3) : text.dropLast(1))
    }

    /// Text between tags.
    ///
    /// - Parameter keepingLines: whether line breaks are kept.
    static func escaped(_ text: String, keepingLines: Bool = false) -> String {
        (keepingLines ? ForeignText.lines(text) : ForeignText.line(text)).unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
