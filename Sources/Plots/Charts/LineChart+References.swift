// Dashed lines across a chart of lines, each with its name at the right.

extension LineChart.Reference {
    /// `4-gram 1.784`
    var label: String { "\(name) \(NumberText.short(y))" }
}

// MARK: - As marks
extension Page {
    /// - Parameter references: the highest first.
    mutating func references(_ references: [LineChart.Reference], _ plane: Plane) {
        for reference in references {
            let y = plane.up(reference.y)
            add(.line([Point(x: plane.box.left, y: y), Point(x: plane.box.right, y: y)]), .reference)
        }
        for label in Self.labels(of: references, plane) {
            add(.box(label.box), .backing)
            add(label, .faintText)
        }
    }

    /// Above the lines' right ends, those of lines close together side by side.
    private static func labels(of references: [LineChart.Reference], _ plane: Plane) -> [Label] {
        var labels: [Label] = []
        for reference in references {
            let top = max(plane.up(reference.y) - 3, plane.box.top + TextSize.small)
            var right = plane.box.right - 4
            func label() -> Label { Label(reference.label, at: Point(x: right, y: top), anchor: .end, size: TextSize.small) }
            while let hidden = labels.first(where: { $0.box.grown(by: 3).overlaps(label().box) }) { right = hidden.box.left - 8 }
            if label().box.left > plane.box.left { labels.append(label()) }
        }
        return labels
    }
}

// MARK: - In cells
extension Sheet {
    func dash(_ reference: LineChart.Reference, _ canvas: inout DotCanvas, _ area: Area) {
        let up = area.y.fraction(of: reference.y)
        let every = glyphs.isASCII ? 2 : 3
        canvas.line(
            from: canvas.dot(across: 0, up: up), to: canvas.dot(across: 1, up: up), .faint, mark: glyphs.horizontal, every: every)
    }

    /// In the lines' rows at the right, those of one row side by side.
    mutating func names(of references: [LineChart.Reference], _ area: Area) {
        var ends: [Int: Int] = [:]
        for reference in references {
            let row = Self.cell(1 - area.y.fraction(of: reference.y), of: area.rows)
            let text = " \(reference.label) ", start = (ends[row] ?? area.columns) - CellWidth.of(text)
            guard start >= 0 else { continue }
            put(text, row: area.row + row, column: area.column + start, .faint)
            ends[row] = start - 2
        }
    }
}
