/// A curve's way on.
enum PathStep {
    case line(Point)
    case curve(control: Point, Point)
}

/// A closed curve of straight lines and parabolas.
struct Contour {
    let start: Point
    var steps: [PathStep] = []
}

extension FontFile {
    /// A glyph's curves, in the font's units, y upwards.
    func outline(of glyph: Int) -> [Contour] {
        let data = BigEndian(Array(description(of: glyph)))
        if data.bytes.isEmpty { return [] }
        return data.signed(at: 0) >= 0 ? simple(data) : parts(of: glyph).flatMap { part in
            outline(of: part.glyph).map { $0.moved(by: part.offset) }
        }
    }

    /// The glyphs that one consists of, each with its offset; none for one with an outline of its own. Parts of the built-in fonts
    /// are not scaled or turned but mirrored at most, which looks the same at a picture's sizes.
    func parts(of glyph: Int) -> [(glyph: Int, offset: Point)] {
        let data = BigEndian(Array(description(of: glyph)))
        guard !data.bytes.isEmpty, data.signed(at: 0) < 0 else { return [] }
        var parts: [(Int, Point)] = [], place = 10, flags = Self.more
        while flags & Self.more != 0 {
            flags = data.short(at: place)
            let part = data.short(at: place + 2), isWide = flags & 1 != 0
            let x = isWide ? data.signed(at: place + 4) : Int(Int8(bitPattern: data.bytes[place + 4]))
            let y = isWide ? data.signed(at: place + 6) : Int(Int8(bitPattern: data.bytes[place + 5]))
            parts.append((part, Point(x: Double(x), y: Double(y))))
            place += isWide ? 8 : 6
            place += flags & 0x08 != 0 ? 2 : flags & 0x40 != 0 ? 4 : flags & 0x80 != 0 ? 8 : 0
        }
        return parts
    }

    private static let more = 0x20

    private struct Knot {
        var point: Point
        let isOnCurve: Bool
    }

    private func simple(_ data: BigEndian) -> [Contour] {
        let count = data.signed(at: 0)
        let ends = (0..<count).map { data.short(at: 10 + 2 * $0) }
        guard let last = ends.last else { return [] }
        var place = 10 + 2 * count
        place += 2 + data.short(at: place)
        var flags: [UInt8] = []
        while flags.count <= last {
            let flag = data.bytes[place]
            let repeats = flag & 8 != 0 ? Int(data.bytes[place + 1]) : 0
            flags += Array(repeating: flag, count: 1 + repeats)
            place += flag & 8 != 0 ? 2 : 1
        }
        let xs = Self.coordinates(data, flags, &place, short: 0x02, same: 0x10)
        let ys = Self.coordinates(data, flags, &place, short: 0x04, same: 0x20)
        var first = 0
        return ends.compactMap { end in
            defer { first = end + 1 }
            return Self.contour((first...max(first, end)).map { Knot(point: Point(x: xs[$0], y: ys[$0]), isOnCurve: flags[$0] & 1 != 0) })
        }
    }

    private static func coordinates(_ data: BigEndian, _ flags: [UInt8], _ place: inout Int, short: UInt8, same: UInt8) -> [Double] {
        var value = 0
        return flags.map { flag in
            if flag & short != 0 {
                value += flag & same != 0 ? Int(data.bytes[place]) : -Int(data.bytes[place])
                place += 1
            } else if flag & same == 0 {
                value += data.signed(at: place)
                place += 2
            }
            return Double(value)
        }
    }

    /// Between two points off the curve lies one on it.
    private static func contour(_ knots: [Knot]) -> Contour? {
        guard let first = knots.first, let last = knots.last else { return nil }
        let start = first.isOnCurve ? first.point : last.isOnCurve ? last.point : first.point.middle(to: last.point)
        var contour = Contour(start: start), control: Point?
        for knot in (first.isOnCurve ? knots.dropFirst() : knots[...]) + [Knot(point: start, isOnCurve: true)] {
            switch (control, knot.isOnCurve) {
            case (nil, true): contour.steps.append(.line(knot.point))
            case (nil, false): control = knot.point
            case (let bend?, true):
                contour.steps.append(.curve(control: bend, knot.point))
                control = nil
            case (let bend?, false):
                contour.steps.append(.curve(control: bend, bend.middle(to: knot.point)))
                control = knot.point
            }
        }
        return contour
    }
}

extension Contour {
    fileprivate func moved(by offset: Point) -> Contour { map { Point(x: $0.x + offset.x, y: $0.y + offset.y) } }

    /// The same at other places.
    func map(_ place: (Point) -> Point) -> Contour {
        Contour(start: place(start), steps: steps.map { step in
            switch step {
            case .line(let end): .line(place(end))
            case .curve(let control, let end): .curve(control: place(control), place(end))
            }
        })
    }
}

extension Point {
    fileprivate func middle(to other: Point) -> Point { Point(x: (x + other.x) / 2, y: (y + other.y) / 2) }
}
