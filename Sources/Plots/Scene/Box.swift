/// A place in a picture, in its units, y downwards.
struct Point: Hashable {
    var x: Double
    var y: Double
}

/// An upright rectangle in a picture's units, y downwards.
package struct Box: Hashable, Sendable {
    package var left: Double
    package var top: Double
    package var right: Double
    package var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
    var center: Point { Point(x: (left + right) / 2, y: (top + bottom) / 2) }

    package init(left: Double, top: Double, right: Double, bottom: Double) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
    }

    /// The smallest one around the points; nil if there are none.
    init?(around points: [Point]) {
        guard let x = Extent(points.map(\.x)), let y = Extent(points.map(\.y)) else { return nil }
        self.init(left: x.low, top: y.low, right: x.high, bottom: y.high)
    }

    /// Larger by a margin on every side.
    func grown(by margin: Double) -> Box {
        Box(left: left - margin, top: top - margin, right: right + margin, bottom: bottom + margin)
    }

    package func contains(_ other: Box) -> Bool {
        left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom
    }

    /// Whether they share more than an edge.
    package func overlaps(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    /// The place within it that is nearest to a point.
    func nearest(to point: Point) -> Point {
        Point(x: min(max(point.x, left), right), y: min(max(point.y, top), bottom))
    }

    /// Whether a straight line passes through it.
    func isCrossed(from start: Point, to end: Point) -> Bool {
        var first = 0.0, last = 1.0
        let sides = [(start.x, end.x - start.x, left, right), (start.y, end.y - start.y, top, bottom)]
        for (from, way, low, high) in sides {
            if way == 0 {
                if from <= low || from >= high { return false }
                continue
            }
            let times = [(low - from) / way, (high - from) / way].sorted()
            first = max(first, times[0])
            last = min(last, times[1])
        }
        return first < last
    }
}
