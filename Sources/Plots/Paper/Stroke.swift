/// A line of some width, as polygons.
struct Stroke {
    private let width: Double
    private let dashes: [Double]

    init(width: Double, dashes: [Double]) {
        self.width = width
        self.dashes = dashes
    }

    /// What a pen leaves that is drawn along some points; its ends are cut off straight, its bends are round.
    func polygons(along points: [Point]) -> [[Point]] { pieces(of: points).flatMap(outline) }

    /// The strokes between the gaps.
    private func pieces(of points: [Point]) -> [[Point]] {
        guard !dashes.isEmpty, let first = points.first else { return [points] }
        var pieces: [[Point]] = [], piece = [first], dash = 0, left = dashes[0]
        for (start, end) in zip(points, points.dropFirst()) {
            let length = start.distance(to: end)
            var done = 0.0
            while length - done > left {
                done += left
                let place = start.toward(end, done / length)
                if dash.isMultiple(of: 2) { pieces.append(piece + [place]) }
                piece = [place]
                dash += 1
                left = dashes[dash % dashes.count]
            }
            left -= length - done
            piece.append(end)
        }
        return dash.isMultiple(of: 2) ? pieces + [piece] : pieces
    }

    private func outline(_ points: [Point]) -> [[Point]] {
        let bends = points.dropFirst().dropLast().map { Circle.polygon(around: $0, radius: width / 2) }
        return zip(points, points.dropFirst()).compactMap(segment) + bends
    }

    /// A rectangle around a straight line. All go round the same way, so that they add up where they overlap.
    private func segment(_ start: Point, _ end: Point) -> [Point]? {
        let length = start.distance(to: end)
        guard length > 0 else { return nil }
        let x = (end.y - start.y) / length * width / 2, y = (start.x - end.x) / length * width / 2
        return [
            Point(x: start.x + x, y: start.y + y), Point(x: end.x + x, y: end.y + y), Point(x: end.x - x, y: end.y - y),
            Point(x: start.x - x, y: start.y - y),
        ]
    }
}

extension Point {
    fileprivate func distance(to other: Point) -> Double {
        ((x - other.x) * (x - other.x) + (y - other.y) * (y - other.y)).squareRoot()
    }

    fileprivate func toward(_ other: Point, _ share: Double) -> Point {
        Point(x: x + (other.x - x) * share, y: y + (other.y - y) * share)
    }
}

extension Circle {
    /// As many corners as look round at a picture's sizes.
    static func polygon(around center: Point, radius: Double) -> [Point] {
        var points: [Point] = [], start = Point(x: center.x + radius, y: center.y)
        for quarter in quarters(around: center, radius: radius) {
            for step in 1...8 { points.append(cubic(start, quarter, Double(step) / 8)) }
            start = quarter[2]
        }
        return points
    }

    private static func cubic(_ start: Point, _ rest: [Point], _ t: Double) -> Point {
        let u = 1 - t
        let weights = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
        let points = [start] + rest
        return Point(
            x: zip(points, weights).reduce(0) { $0 + $1.0.x * $1.1 }, y: zip(points, weights).reduce(0) { $0 + $1.0.y * $1.1 })
    }
}
