/// A picture as marks, each with its place: what ``SVGRenderer`` writes.
package struct Scene {
    /// In the units of the places, which are a screen's pixels where the picture is shown at its own size.
    package let width: Double
    package let height: Double
    /// From the lowest to the topmost.
    let marks: [Mark]

    init(width: Double, height: Double, marks: [Mark]) {
        self.width = width
        self.height = height
        self.marks = marks
    }

    /// The room that each mark takes.
    package var boxes: [Box] { marks.map(\.box) }

    /// The texts, each with the room that it takes at most.
    package var labels: [(text: String, box: Box)] {
        marks.compactMap { mark in
            if case .label(let label) = mark.shape { (label.text, label.box) } else { nil }
        }
    }
}
