/// Marks as a page's operators (ISO 32000-1, annex A).
struct PDFContent {
    private(set) var text = ""
    private var regular = PDFFont(.regular)
    private var bold = PDFFont(.bold)
    /// The opacities below 1 that occur, in hundredths.
    private var opacities: Set<Int> = []

    mutating func paint(_ mark: Mark) {
        let ink = Paint(of: mark.style)
        text += "q\n"
        set(ink)
        switch mark.shape {
        case .box(let box): text += "\(Self.numbers(box.left, box.top, box.width, box.height)) re \(Self.painting(ink))\n"
        case .line(let points):
            path(points)
            text += "\(ink.stroke == nil ? "n" : "S")\n"
        case .area(let points):
            path(points)
            text += "h \(Self.painting(ink))\n"
        case .symbol(.circle, let center, let radius): circle(center, radius, ink)
        case .symbol(let symbol, let center, let radius):
            path(symbol.corners(around: center, radius: radius))
            text += "h \(Self.painting(ink))\n"
        case .label(let label): show(label)
        }
        text += "Q\n"
    }

    private mutating func set(_ ink: Paint) {
        if let fill = ink.fill { text += "\(Self.color(fill)) rg\n" }
        if let stroke = ink.stroke {
            text += "\(Self.color(stroke)) RG \(Self.number(ink.width)) w 1 j [\(ink.dashes.map(Self.number).joined(separator: " "))] 0 d\n"
        }
        guard ink.opacity < 1 else { return }
        let hundredths = Int((ink.opacity * 100).rounded())
        opacities.insert(hundredths)
        text += "/O\(hundredths) gs\n"
    }

    private static func painting(_ ink: Paint) -> String {
        switch (ink.fill, ink.stroke) {
        case (nil, nil): "n"
        case (nil, _?): "S"
        case (_?, nil): "f"
        case (_?, _?): "B"
        }
    }

    private mutating func path(_ points: [Point]) {
        for (index, point) in points.enumerated() { text += "\(Self.numbers(point.x, point.y)) \(index == 0 ? "m" : "l")\n" }
    }

    private mutating func circle(_ center: Point, _ radius: Double, _ ink: Paint) {
        let quarters = Circle.quarters(around: center, radius: radius)
        text += "\(Self.numbers(center.x + radius, center.y)) m\n"
        for quarter in quarters { text += "\(Self.numbers(quarter.flatMap { [$0.x, $0.y] })) c\n" }
        text += "h \(Self.painting(ink))\n"
    }

    private mutating func show(_ label: Label) {
        let glyphs = label.isBold ? bold.encoded(label.text) : regular.encoded(label.text)
        let start = label.start
        // The page's y points down, letters' up.
        let turn = label.isTurned ? "0 -1 -1 0" : "1 0 0 -1"
        text += "BT /\(label.isBold ? "B" : "R") \(Self.number(label.size)) Tf \(turn) \(Self.numbers(start.x, start.y)) Tm \(glyphs) Tj ET\n"
    }

    /// Adds what the operators name.
    func addResources(to document: inout PDFDocument) -> PDFDocument.Reference {
        var fonts = ""
        for (name, font) in [("R", regular), ("B", bold)] where font.isUsed { fonts += "/\(name) \(font.add(to: &document)) " }
        let states = opacities.sorted().map { "/O\($0) << /ca \(Self.number(Double($0) / 100)) /CA \(Self.number(Double($0) / 100)) >>" }
        return document.add("<< /Font << \(fonts)>> /ExtGState << \(states.joined(separator: " ")) >> >>")
    }

    private static func color(_ color: Color) -> String { numbers([color.red, color.green, color.blue].map { Double($0) / 255 }) }
    private static func numbers(_ values: Double...) -> String { numbers(values) }
    private static func numbers(_ values: [Double]) -> String { values.map(number).joined(separator: " ") }

    /// To a thousandth, which no printer shows.
    static func number(_ value: Double) -> String {
        var text = NumberText.fixed(value, 3)
        while text.hasSuffix("0") { text.removeLast() }
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }
}

/// A circle by four cubic curves.
enum Circle {
    /// The distance of the control points that comes nearest to a circle, for a radius of 1.
    private static let bend = 0.5522847498

    /// For each quarter, from the right over the bottom, two control points and its end.
    static func quarters(around center: Point, radius: Double) -> [[Point]] {
        let ends: [(Double, Double)] = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
        return (0..<4).map { quarter in
            let (from, to) = (ends[quarter], ends[quarter + 1])
            let controls = [(from.0 + bend * to.0, from.1 + bend * to.1), (to.0 + bend * from.0, to.1 + bend * from.1), to]
            return controls.map { Point(x: center.x + radius * $0.0, y: center.y + radius * $0.1) }
        }
    }
}

extension Label {
    /// Where its first letter stands, by the widths of the built-in fonts.
    var start: Point {
        let length = FontFile.of(self).width(of: text, size: size)
        let back = switch anchor {
        case .start: 0.0
        case .middle: length / 2
        case .end: length
        }
        return isTurned ? Point(x: place.x, y: place.y + back) : Point(x: place.x - back, y: place.y)
    }
}
