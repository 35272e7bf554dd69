// Figures whose groups are rows: names at the left, amounts to the right.
extension Page {
    var usualRowHeight: Double { 22 }

    func rowHeight(of count: Int) -> Double { rowHeight(usualRowHeight, count: count) }

    /// Draws the names, the numbers below and lines at them.
    ///
    /// - Parameter beyond: the room for what is written at the right of the scale.
    mutating func rowPlane(names: [String], scale: Scale, beyond: Double = 0) -> Plane {
        let room = names.map { TextSize.width($0, TextSize.small) }.max() ?? 0
        let last = scale.ticks.last.map { TextSize.width($0.text, TextSize.small) } ?? 0
        let first = scale.ticks.first.map { TextSize.width($0.text, TextSize.small) } ?? 0
        let box = Box(
            left: Page.margin + max(room + 12, first / 2), top: top,
            right: width - Page.margin - max(14, last / 2, beyond), bottom: top + rowHeight(of: names.count) * Double(names.count) + 8)
        let plane = Plane(box: box, x: scale, y: Scale.exactly(Extent(low: 0, high: 1), count: 1))
        rowGrid(plane)
        for (index, name) in names.enumerated() {
            let place = Point(x: box.left - 10, y: rowMiddle(index, of: names.count, plane) + TextSize.drop(TextSize.small))
            add(Label(name, at: place, anchor: .end, size: TextSize.small))
        }
        top = box.bottom + 24
        return plane
    }

    /// The rows' names, shortened where they would take more than a share of the picture's width. Where they would then be alike in a
    /// picture whose size is asked for, they stay, and all of it gets smaller.
    mutating func rowNames(_ names: [String], share: Double) -> [String] {
        func width(_ name: String) -> Double { TextSize.width(name, TextSize.small) }
        let shortened = names.map { PlainText.shortened($0, to: share * inner, measure: width) }
        guard isSized, Set(shortened).count < Set(names).count, let widest = names.map(width).max() else { return shortened }
        widen(to: 2 * Page.margin + min(widest, Self.widestName) / share)
        return names.map { PlainText.shortened($0, to: share * inner, measure: width) }
    }

    /// Longer names are shortened whatever becomes of them.
    private static var widestName: Double { 600 }

    func rowMiddle(_ index: Int, of count: Int, _ plane: Plane) -> Double {
        plane.box.top + 4 + (Double(index) + 0.5) * rowHeight(of: count)
    }

    private mutating func rowGrid(_ plane: Plane) {
        let labels = plane.x.ticks.map { tick in
            let place = Point(x: plane.across(tick.value), y: plane.box.bottom + 18)
            return Label(tick.text, at: place, anchor: .middle, size: TextSize.small)
        }
        for label in labels {
            add(.line([Point(x: label.place.x, y: plane.box.top), Point(x: label.place.x, y: plane.box.bottom)]), .grid)
        }
        for label in Self.apart(labels, by: 8) { add(label, .faintText) }
        add(.line([Point(x: plane.box.left, y: plane.box.bottom), Point(x: plane.box.right, y: plane.box.bottom)]), .axis)
    }
}
