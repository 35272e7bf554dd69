/// One thing in a picture.
struct Mark: Hashable {
    enum Shape: Hashable {
        case box(Box)
        case line([Point])
        case area([Point])
        case symbol(Symbol, Point, radius: Double)
        case label(Label)
    }

    let shape: Shape
    let style: Style

    /// The room it takes, with its stroke.
    var box: Box {
        switch shape {
        case .box(let box): box
        case .line(let points): (Box(around: points) ?? .nowhere).grown(by: 0.5)
        case .area(let points): Box(around: points) ?? .nowhere
        case .symbol(_, let center, let radius):
            Box(left: center.x, top: center.y, right: center.x, bottom: center.y).grown(by: radius)
        case .label(let label): label.box
        }
    }
}

extension Box {
    fileprivate static let nowhere = Box(left: 0, top: 0, right: 0, bottom: 0)
}

extension Symbol {
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
