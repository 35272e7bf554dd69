/// Draws figures as PNG, for slides and pages that take no vectors: 300 pixels an inch, on white.
///
/// The same figure gives the same pixels everywhere, and the same bytes with the same zlib.
package struct PNGRenderer: Sendable {
    private let format: PageFormat

    package init(_ format: PageFormat = PageFormat()) {
        self.format = format
    }

    /// Pixels in an inch.
    private static let density = 300.0

    package func render(_ figure: Figure) -> [UInt8] { Self.render(figure, Scene(figure, format)) }

    static func render(_ figure: Figure, _ scene: Scene) -> [UInt8] {
        let size = size(of: scene)
        var raster = Raster(width: size.width, height: size.height)
        for mark in scene.marks { raster.paint(mark, scale: scene.scale * density / 96) }
        return PNGFile(raster, density: density, title: figure.title).bytes
    }

    static func pixelCount(of scene: Scene) -> Int { size(of: scene).width * size(of: scene).height }

    private static func size(of scene: Scene) -> (width: Int, height: Int) {
        func pixels(_ length: Double) -> Int { max(1, Int((length * scene.scale * density / 96).rounded())) }
        return (pixels(scene.width), pixels(scene.height))
    }
}

extension Raster {
    /// - Parameter scale: how many pixels a picture's unit has.
    fileprivate mutating func paint(_ mark: Mark, scale: Double) {
        let ink = Paint(of: mark.style)
        let (area, line) = mark.polygons
        if let fill = ink.fill { self.fill(area.map { $0.scaled(by: scale) }, fill, opacity: ink.opacity) }
        guard let stroke = ink.stroke else { return }
        let pen = Stroke(width: ink.width * scale, dashes: ink.dashes.map { $0 * scale })
        fill(line.flatMap { pen.polygons(along: $0.scaled(by: scale)) }, stroke, opacity: ink.opacity)
    }
}

extension Mark {
    /// What is filled, and along what a pen goes.
    fileprivate var polygons: (area: [[Point]], line: [[Point]]) {
        switch shape {
        case .box(let box):
            let corners = [
                Point(x: box.left, y: box.top), Point(x: box.right, y: box.top), Point(x: box.right, y: box.bottom),
                Point(x: box.left, y: box.bottom),
            ]
            return ([corners], [corners + corners.prefix(2)])
        case .line(let points): return ([], [points])
        case .area(let points): return ([points], [points + points.prefix(2)])
        case .symbol(.circle, let center, let radius):
            let circle = Circle.polygon(around: center, radius: radius)
            return ([circle], [circle + circle.prefix(2)])
        case .symbol(let symbol, let center, let radius):
            let corners = symbol.corners(around: center, radius: radius)
            return ([corners], [corners + corners.prefix(2)])
        case .label(let label): return (label.polygons, [])
        }
    }
}

extension Label {
    /// The outlines of its letters.
    fileprivate var polygons: [[Point]] {
        let font = FontFile.of(self), unit = size / Double(font.unitsPerEm)
        var position = start, polygons: [[Point]] = []
        for scalar in text.unicodeScalars {
            let glyph = font.glyph(of: scalar), advance = Double(font.advance(of: glyph)) * unit
            for contour in font.outline(of: glyph) {
                let placed = contour.map { point in
                    isTurned ? Point(x: position.x - point.y * unit, y: position.y - point.x * unit)
                        : Point(x: position.x + point.x * unit, y: position.y - point.y * unit)
                }
                polygons.append(placed.polygon)
            }
            if isTurned { position.y -= advance } else { position.x += advance }
        }
        return polygons
    }
}

extension Contour {
    /// Its curves as straight lines, four a curve, which a letter's size doesn't show.
    fileprivate var polygon: [Point] {
        var points = [start]
        for step in steps {
            guard let from = points.last else { break }
            switch step {
            case .line(let end): points.append(end)
            case .curve(let control, let end):
                for part in 1...4 {
                    let t = Double(part) / 4, u = 1 - t
                    points.append(Point(
                        x: u * u * from.x + 2 * u * t * control.x + t * t * end.x, y: u * u * from.y + 2 * u * t * control.y + t * t * end.y))
                }
            }
        }
        return points
    }
}

extension [Point] {
    fileprivate func scaled(by scale: Double) -> [Point] { map { Point(x: $0.x * scale, y: $0.y * scale) } }
}
