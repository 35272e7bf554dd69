/// A picture as marks, each with its place: what ``SVGRenderer``, ``PDFRenderer`` and ``PNGRenderer`` write.
package struct Scene {
    /// In the units of the places, which are a screen's pixels where the picture is shown at its own size.
    package let width: Double
    package let height: Double
    /// How large a unit is shown, in pixels.
    package let scale: Double
    /// From the lowest to the topmost.
    let marks: [Mark]

    init(width: Double, height: Double, scale: Double, marks: [Mark]) {
        self.width = width
        self.height = height
        self.scale = scale
        self.marks = marks
    }

    /// The size of most letters, in points: less than was asked for where that leaves no room for the figure.
    package var points: Double { scale * PageFormat.standardFontSize * 72 / 96 }

    /// The room that each mark takes.
    package var boxes: [Box] { marks.map(\.box) }

    /// The texts, each with the room that it takes at most.
    package var labels: [(text: String, box: Box)] {
        marks.compactMap { mark in
            if case .label(let label) = mark.shape { (label.text, label.box) } else { nil }
        }
    }
}
