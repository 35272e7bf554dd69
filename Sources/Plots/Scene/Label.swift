import Characters

/// A line of text in a picture.
struct Label: Hashable {
    enum Anchor: String, Hashable {
        case start, middle, end
    }

    let text: String
    /// The end of the baseline that the anchor names, or its middle.
    let place: Point
    let anchor: Anchor
    let size: Double
    let isBold: Bool
    /// Whether it reads upwards.
    let isTurned: Bool

    init(
        _ text: String, at place: Point, anchor: Anchor = .start, size: Double = TextSize.normal,
        isBold: Bool = false, isTurned: Bool = false
    ) {
        self.text = ForeignText.line(text)
        self.place = place
        self.anchor = anchor
        self.size = size
        self.isBold = isBold
        self.isTurned = isTurned
    }

    var width: Double { GlyphWidths.width(of: text, size: size, isBold: isBold) }

    /// The room it takes at most.
    var box: Box {
        let before = switch anchor {
        case .start: 0.0
        case .middle: width / 2
        case .end: width
        }
        let rise = 0.78 * size, fall = 0.24 * size
        if isTurned {
            return Box(left: place.x - rise, top: place.y + before - width, right: place.x + fall, bottom: place.y + before)
        }
        return Box(left: place.x - before, top: place.y - rise, right: place.x - before + width, bottom: place.y + fall)
    }
}
