/// A picture of pixels, white at first, on which shapes are painted with smooth edges.
///
/// How much of a pixel a shape covers is found on eight lines through it, exactly along each. Whatever overlaps itself counts once
/// (the non-zero winding rule).
struct Raster {
    let width: Int
    let height: Int
    /// Red, green and blue of each pixel, row by row from the top.
    private(set) var pixels: [UInt8]

    private static let linesPerPixel = 8

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = Array(repeating: 255, count: 3 * width * height)
    }

    /// Paints what closed polygons enclose.
    ///
    /// - Parameter opacity: 0 to 1.
    mutating func fill(_ polygons: [[Point]], _ color: Color, opacity: Double = 1) {
        let edges = polygons.flatMap(Edge.edges)
        guard let top = edges.map(\.top).min(), let bottom = edges.map(\.bottom).max() else { return }
        let from = max(0, Int(top)), to = min(height, Int(bottom) + 1)
        guard from < to else { return }
        let sorted = edges.sorted { $0.top < $1.top }
        var cover = [Double](repeating: 0, count: width), first = 0
        var active: [Edge] = []
        for row in from..<to {
            while first < sorted.count, sorted[first].top < Double(row + 1) {
                active.append(sorted[first])
                first += 1
            }
            active.removeAll { $0.bottom <= Double(row) }
            if let span = Self.cover(&cover, row, active, width) { blend(row, span, &cover, color, opacity) }
        }
    }

    /// Adds up how much of each pixel in a row is covered; the pixels that are, or nil.
    private static func cover(_ cover: inout [Double], _ row: Int, _ edges: [Edge], _ width: Int) -> Range<Int>? {
        var left = width, right = 0
        for line in 0..<linesPerPixel {
            let y = Double(row) + (Double(line) + 0.5) / Double(linesPerPixel)
            let crossings = edges.filter { $0.top <= y && y < $0.bottom }.map { ($0.x(at: y), $0.direction) }.sorted { $0.0 < $1.0 }
            var winding = 0
            for (index, crossing) in crossings.enumerated() {
                winding += crossing.1
                guard winding != 0, index + 1 < crossings.count else { continue }
                let from = max(0, crossing.0), to = min(Double(width), crossings[index + 1].0)
                guard from < to else { continue }
                add(&cover, from, to)
                left = min(left, Int(from))
                right = max(right, min(width, Int(to) + 1))
            }
        }
        return left < right ? left..<right : nil
    }

    /// Adds a line's piece between two places.
    private static func add(_ cover: inout [Double], _ from: Double, _ to: Double) {
        let share = 1 / Double(linesPerPixel), first = Int(from), last = min(Int(to), cover.count - 1)
        if first == last {
            cover[first] += (to - from) * share
            return
        }
        cover[first] += (Double(first + 1) - from) * share
        for pixel in first + 1..<max(first + 1, last) { cover[pixel] += share }
        cover[last] += (to - Double(last)) * share
    }

    private mutating func blend(_ row: Int, _ span: Range<Int>, _ cover: inout [Double], _ color: Color, _ opacity: Double) {
        let parts = [color.red, color.green, color.blue].map(Double.init)
        for column in span {
            let share = min(1, cover[column]) * opacity
            cover[column] = 0
            if share == 0 { continue }
            for part in 0..<3 {
                let place = 3 * (row * width + column) + part, old = Double(pixels[place])
                pixels[place] = UInt8((old + (parts[part] - old) * share).rounded())
            }
        }
    }
}

/// A side of a polygon that isn't level.
private struct Edge {
    let top: Double
    let bottom: Double
    /// 1 where it goes down, -1 where it goes up.
    let direction: Int
    private let x: Double
    private let slope: Double

    private init?(_ a: Point, _ b: Point) {
        guard a.y != b.y else { return nil }
        let (upper, lower) = a.y < b.y ? (a, b) : (b, a)
        (top, bottom, x) = (upper.y, lower.y, upper.x)
        direction = a.y < b.y ? 1 : -1
        slope = (lower.x - upper.x) / (lower.y - upper.y)
    }

    func x(at y: Double) -> Double { x + (y - top) * slope }

    static func edges(of polygon: [Point]) -> [Edge] {
        zip(polygon, polygon.dropFirst() + polygon.prefix(1)).compactMap { Edge($0, $1) }
    }
}
