extension Sheet {
    /// An area with two scales, in cells.
    struct Area {
        let row: Int
        let column: Int
        let columns: Int
        let rows: Int
        let x: Scale
        let y: Scale
    }

    /// Draws both axes with their numbers and titles, and returns the area between them.
    mutating func area(x: Scale, y: Scale, xTitle: String, yTitle: String, rows: Int) -> Area {
        put(glyphs.truncated(yTitle, to: columns), row: extend(by: 1), column: 0, .faint)
        let numbers = y.ticks.map(\.text.count).max() ?? 0
        let area = Area(row: extend(by: rows), column: numbers + 2, columns: columns - numbers - 3, rows: rows, x: x, y: y)
        for row in 0..<rows { set(glyphs.vertical, row: area.row + row, column: area.column - 1, .faint) }
        for tick in y.ticks {
            let row = area.row + Self.cell(1 - y.fraction(of: tick.value), of: rows)
            put(tick.text, row: row, column: numbers - tick.text.count, .faint)
            set(glyphs.verticalTick, row: row, column: area.column - 1, .faint)
        }
        bottom(x, column: area.column, columns: area.columns, title: xTitle)
        return area
    }

    /// The line below an area, its numbers and its title.
    mutating func bottom(_ scale: Scale, column: Int, columns width: Int, title: String) {
        let line = extend(by: 2)
        put(String(glyphs.corner) + String(repeating: glyphs.horizontal, count: width), row: line, column: column - 1, .faint)
        let labels = scale.ticks.map { tick in
            let place = column + Self.cell(scale.fraction(of: tick.value), of: width)
            let start = min(max(place - tick.text.count / 2, 0), columns - tick.text.count)
            return (place: place, start: start, text: tick.text)
        }
        for label in labels { set(glyphs.horizontalTick, row: line, column: label.place, .faint) }
        for label in Self.apart(labels) { put(label.text, row: line + 1, column: label.start, .faint) }
        center(title, from: column, columns: width)
    }

    /// A text in a row of its own, in the middle of some columns as far as it fits there.
    mutating func center(_ text: String, from column: Int, columns width: Int) {
        let shown = glyphs.truncated(text, to: columns)
        let length = CellWidth.of(shown)
        let start = min(max(0, column + (width - length) / 2), columns - length)
        put(shown, row: extend(by: 1), column: start, .faint)
    }

    /// Which of so many cells a share of their length falls into.
    static func cell(_ share: Double, of count: Int) -> Int {
        Int((min(max(share, 0), 1) * Double(count - 1)).rounded())
    }

    /// Every label, or every second, third and so on: as many as have two blanks between them.
    private static func apart(_ labels: [(place: Int, start: Int, text: String)]) -> [(place: Int, start: Int, text: String)] {
        for step in 1...max(1, labels.count) {
            let kept = stride(from: 0, to: labels.count, by: step).map { labels[$0] }
            if zip(kept, kept.dropFirst()).allSatisfy({ $0.start + $0.text.count + 2 <= $1.start }) { return kept }
        }
        return Array(labels.prefix(1))
    }
}
