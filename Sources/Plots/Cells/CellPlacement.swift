/// Puts labels into cells beside points so that they hide neither a point nor one another.
struct CellPlacement {
    struct Place: Hashable {
        let row: Int
        let column: Int
    }

    private var taken: [[Bool]]

    /// Where each label starts; nil for one without room.
    static func place(_ labels: [String], beside points: [Place], rows: Int, columns: Int) -> [Place?] {
        var placement = CellPlacement(rows: rows, columns: columns)
        for point in points { placement.taken[point.row][point.column] = true }
        return zip(labels, points).map { placement.place(CellWidth.of($0), beside: $1) }
    }

    /// The points, those of one cell side by side as far as the next cells are free.
    static func apart(_ points: [Place], rows: Int, columns: Int) -> [Place] {
        var taken = Set<Place>()
        return points.map { point in
            let steps = [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0)]
            let near = steps.map { Place(row: point.row + $0.0, column: point.column + $0.1) }
            let place = near.first { place in
                (0..<rows).contains(place.row) && (0..<columns).contains(place.column) && !taken.contains(place)
            }
            taken.insert(place ?? point)
            return place ?? point
        }
    }

    private init(rows: Int, columns: Int) {
        taken = Array(repeating: Array(repeating: false, count: columns), count: rows)
    }

    private mutating func place(_ width: Int, beside point: Place) -> Place? {
        let half = point.column - width / 2
        let choices: [(row: Int, column: Int)] = [
            (0, point.column + 2), (0, point.column - 1 - width), (-1, half), (1, half), (-1, point.column + 1), (1, point.column + 1),
            (-1, point.column - width), (1, point.column - width), (-1, point.column), (1, point.column),
        ]
        for choice in choices {
            let start = Place(row: point.row + choice.row, column: choice.column)
            guard fits(width, at: start) else { continue }
            for column in start.column..<start.column + width { taken[start.row][column] = true }
            return start
        }
        return nil
    }

    /// Whether the cells are free, with a blank on both sides.
    private func fits(_ width: Int, at start: Place) -> Bool {
        guard taken.indices.contains(start.row), start.column >= 0, start.column + width <= taken[0].count else { return false }
        let from = max(0, start.column - 1), to = min(taken[0].count, start.column + width + 1)
        return !taken[start.row][from..<to].contains(true)
    }
}
