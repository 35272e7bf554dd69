/// Puts labels beside points so that they hide neither a point nor one another.
struct LabelPlacement {
    /// A label with its place.
    struct Placed {
        /// The point's index.
        let index: Int
        let label: Label
        /// Whether it is so far away that a line must lead to it.
        let needsLeader: Bool

        /// Where that line ends: just before the label.
        let leaderEnd: Point
    }

    private let points: [Box]
    private let area: Box
    private var taken: [Box] = []
    private var leaders: [(Point, Point)] = []

    /// Places the labels one after the other, those of crowded points first; nil for one without room.
    static func place(_ texts: [String], beside points: [Point], radius: Double, within area: Box) -> [Placed?] {
        let marks = points.map { Box(left: $0.x, top: $0.y, right: $0.x, bottom: $0.y).grown(by: radius + 0.5) }
        var placement = LabelPlacement(points: marks, area: area)
        var placed = [Placed?](repeating: nil, count: points.count)
        for index in placement.order(points) {
            placed[index] = placement.place(texts[index], index, beside: points[index], radius: radius)
            guard let label = placed[index] else { continue }
            placement.taken.append(label.label.box)
            if label.needsLeader { placement.leaders.append((points[index], label.leaderEnd)) }
        }
        return placed
    }

    private init(points: [Box], area: Box) {
        self.points = points
        self.area = area
    }

    /// The points with most neighbours first.
    private func order(_ places: [Point]) -> [Int] {
        let neighbours = places.map { place in
            places.count { abs($0.x - place.x) < 60 && abs($0.y - place.y) < 24 }
        }
        return places.indices.sorted { (-neighbours[$0], $0) < (-neighbours[$1], $1) }
    }

    private func place(_ text: String, _ index: Int, beside point: Point, radius: Double) -> Placed? {
        for (rank, distance) in distances(radius).enumerated() {
            for direction in Self.directions {
                let label = Self.label(text, point, direction, distance)
                let box = label.box
                guard fits(box) else { continue }
                let end = box.grown(by: 2).nearest(to: point)
                if rank > 0, taken.contains(where: { $0.isCrossed(from: point, to: end) }) { continue }
                return Placed(index: index, label: label, needsLeader: rank > 0, leaderEnd: end)
            }
        }
        return nil
    }

    /// Among many points a line to a far label is hard to follow: there it stands beside its point or not at all.
    private func distances(_ radius: Double) -> [Double] {
        let all = [radius + 3, radius + 12, radius + 24, radius + 40, radius + 60]
        return points.count > Self.manyPoints ? Array(all.prefix(1)) : all
    }

    private static let manyPoints = 100

    private func fits(_ box: Box) -> Bool {
        area.contains(box) && !points.contains { $0.overlaps(box) } && !taken.contains { $0.grown(by: 1).overlaps(box) }
            && !leaders.contains { box.isCrossed(from: $0.0, to: $0.1) }
    }

    /// Right, left, above, below, and between these; diagonal directions last.
    private static let directions: [(x: Double, y: Double)] = [
        (1, 0), (-1, 0), (0, -1), (0, 1), (0.75, -0.75), (0.75, 0.75), (-0.75, -0.75), (-0.75, 0.75),
        (0.95, -0.35), (0.95, 0.35), (-0.95, -0.35), (-0.95, 0.35), (0.35, -0.95), (0.35, 0.95), (-0.35, -0.95), (-0.35, 0.95),
    ]

    private static func label(_ text: String, _ point: Point, _ direction: (x: Double, y: Double), _ distance: Double) -> Label {
        let anchor: Label.Anchor = direction.x > 0 ? .start : direction.x < 0 ? .end : .middle
        let size = TextSize.small
        let rise = direction.y < 0 ? -0.1 * size : direction.y > 0 ? 0.75 * size : TextSize.drop(size)
        let place = Point(x: point.x + direction.x * distance, y: point.y + direction.y * distance + rise)
        return Label(text, at: place, anchor: anchor, size: size)
    }
}
