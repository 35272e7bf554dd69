/// The shapes of points.
enum Symbol: Int, Hashable, CaseIterable {
    case circle, square, triangle, diamond

    /// The one for a kind, again from the first where there are more kinds.
    init(kind: Int) {
        let count = Self.allCases.count
        self = Self.allCases[((kind % count) + count) % count]
    }

    /// Its corners around a centre; none for a circle.
    func corners(around center: Point, radius: Double) -> [Point] {
        let offsets: [(Double, Double)] = switch self {
        case .circle: []
        case .square: [(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)]
        case .triangle: [(0, -1), (0.95, 0.8), (-0.95, 0.8)]
        case .diamond: [(0, -1), (1, 0), (0, 1), (-1, 0)]
        }
        return offsets.map { Point(x: center.x + $0.0 * radius, y: center.y + $0.1 * radius) }
    }
}
