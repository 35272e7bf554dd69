extension Page {
    /// An area with two scales.
    struct Plane {
        let box: Box
        let x: Scale
        let y: Scale

        func point(_ x: Double, _ y: Double) -> Point {
            Point(x: across(x), y: up(y))
        }

        func across(_ value: Double) -> Double { box.left + x.fraction(of: value) * box.width }
        func up(_ value: Double) -> Double { box.bottom - y.fraction(of: value) * box.height }
    }

    /// Draws grid, numbers and titles of both axes, and returns the area between them.
    mutating func plane(x: Scale, y: Scale, xTitle: String, yTitle: String, height: Double) -> Plane {
        leftTitle(yTitle)
        let plane = Plane(box: planeBox(x: x, y: y, height: height), x: x, y: y)
        horizontals(plane)
        verticals(plane)
        add(.line([Point(x: plane.box.left, y: plane.box.bottom), Point(x: plane.box.right, y: plane.box.bottom)]), .axis)
        top = plane.box.bottom + 24
        middleTitle(xTitle, below: plane.box)
        return plane
    }

    /// The area that leaves room for the numbers at the left and half of the last one at the right.
    func planeBox(x: Scale, y: Scale, height: Double) -> Box {
        let numbers = y.ticks.map { TextSize.width($0.text, TextSize.small) }.max() ?? 0
        let last = x.ticks.last.map { TextSize.width($0.text, TextSize.small) } ?? 0
        let first = x.ticks.first.map { TextSize.width($0.text, TextSize.small) } ?? 0
        return Box(
            left: Page.margin + max(numbers + 10, first / 2), top: top + 4,
            right: width - Page.margin - max(6, last / 2), bottom: top + 4 + planeHeight(height))
    }

    /// A title in a line of its own, at the left.
    mutating func leftTitle(_ title: String, room: Double? = nil) {
        let text = PlainText.truncated(title, to: room ?? inner) { TextSize.width($0) }
        add(Label(text, at: Point(x: Page.margin, y: top + 12)), .faintText)
        top += 22
    }

    /// A title in a line of its own, centred below an area as far as the picture's edges allow.
    mutating func middleTitle(_ title: String, below box: Box) {
        let text = PlainText.truncated(title, to: inner) { TextSize.width($0) }
        let half = TextSize.width(text) / 2
        let center = min(max(box.center.x, Page.margin + half), width - Page.margin - half)
        add(Label(text, at: Point(x: center, y: top + 12), anchor: .middle), .faintText)
        top += 22
    }

    private mutating func horizontals(_ plane: Plane) {
        for tick in Self.apart(plane.y, along: plane.box.height) {
            let y = plane.up(tick.value)
            add(.line([Point(x: plane.box.left, y: y), Point(x: plane.box.right, y: y)]), .grid)
            let place = Point(x: plane.box.left - 8, y: y + TextSize.drop(TextSize.small))
            add(Label(tick.text, at: place, anchor: .end, size: TextSize.small), .faintText)
        }
    }

    private mutating func verticals(_ plane: Plane) {
        let labels = plane.x.ticks.map { tick in
            let place = Point(x: plane.across(tick.value), y: plane.box.bottom + 18)
            return Label(tick.text, at: place, anchor: .middle, size: TextSize.small)
        }
        for label in labels {
            add(.line([Point(x: label.place.x, y: plane.box.bottom), Point(x: label.place.x, y: plane.box.bottom + 4)]), .axis)
        }
        for label in Self.apart(labels, by: 8) { add(label, .faintText) }
    }

    /// The numbers beside an upright axis of some length that stand apart: every one, or of a logarithmic one the powers of ten, or
    /// every second, third and so on.
    static func apart(_ scale: Scale, along length: Double) -> [Scale.Tick] {
        let powers = scale.kind == .logarithmic ? scale.ticks.filter(\.isPowerOfTen) : []
        for ticks in [scale.ticks, powers] where ticks.count > 1 && areApart(ticks, scale, length) { return ticks }
        let count = scale.ticks.count
        let thinned = (1...max(1, count)).lazy.map { step in stride(from: 0, to: count, by: step).map { scale.ticks[$0] } }
        return thinned.first { areApart($0, scale, length) } ?? []
    }

    private static func areApart(_ ticks: [Scale.Tick], _ scale: Scale, _ length: Double) -> Bool {
        let places = ticks.map { scale.fraction(of: $0.value) * length }
        return zip(places, places.dropFirst()).allSatisfy { ($1 - $0).magnitude > 1.1 * TextSize.small }
    }

    /// About how many numbers an axis across the picture has that usually has so many.
    func tickCountAcross(_ usual: Int) -> Int { Self.tickCount(usual, along: inner, room: 60) }

    /// About how many numbers an upright axis has that usually has so many on such a length.
    func tickCountUp(_ usual: Int, height: Double) -> Int { Self.tickCount(usual, along: planeHeight(height), room: 34) }

    /// Neither crowded nor lost.
    private static func tickCount(_ usual: Int, along length: Double, room: Double) -> Int {
        min(max(usual, Int(length / (2.5 * room))), max(2, Int(length / room)))
    }

    /// Every one of the labels, or every second, third and so on: as many as stand apart.
    static func apart(_ labels: [Label], by distance: Double) -> [Label] {
        for step in 1...max(1, labels.count) {
            let kept = stride(from: 0, to: labels.count, by: step).map { labels[$0] }
            let areApart = zip(kept, kept.dropFirst()).allSatisfy { !$0.box.grown(by: distance).overlaps($1.box) }
            if areApart { return kept }
        }
        return Array(labels.prefix(1))
    }
}
