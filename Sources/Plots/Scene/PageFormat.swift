/// How large a picture is, and its letters. Lengths are in pixels of 1/96 inch, as CSS has them.
package struct PageFormat: Hashable, Sendable {
    /// Nil for the usual width, or what a figure needs.
    package var width: Double?
    /// Nil for what the figure needs.
    package var height: Double?
    /// The size of most letters.
    package var fontSize: Double

    package static let standardFontSize = TextSize.normal

    package init(width: Double? = nil, height: Double? = nil, fontSize: Double = PageFormat.standardFontSize) {
        self.width = width
        self.height = height
        self.fontSize = fontSize
    }

    /// The size of most letters in points of 1/72 inch.
    package var points: Double { fontSize * 72 / 96 }

    /// The same lengths where letters have their usual size.
    var scale: Double { fontSize / Self.standardFontSize }
}
