/// In which form a figure is kept in a file.
package enum FigureFile: String, CaseIterable, Sendable {
    case svg, pdf, png

    /// What names of such files end in: `.svg`
    package var ending: String { ".\(rawValue)" }

    /// The form that a file's name asks for; nil for a name that ends in none of these.
    package init?(path: String) {
        guard let form = Self.allCases.first(where: { path.hasSuffix($0.ending) }) else { return nil }
        self = form
    }

    package func picture(of figure: Figure, _ format: PageFormat) throws(PictureError) -> Picture {
        let scene = Scene(figure, format)
        guard scene.points >= min(PictureError.leastFontSize, format.points) else { throw .noRoom(fontSize: scene.points) }
        return Picture(bytes: try bytes(of: figure, scene), notices: sizeNotices(scene, format) + fontNotices(scene))
    }

    private func sizeNotices(_ scene: Scene, _ format: PageFormat) -> [String] {
        let sizes = [scene.points, format.points].map { NumberText.short(($0 * 10).rounded() / 10) }
        return sizes[0] == sizes[1] ? [] : ["The letters have \(sizes[0]) pt, not \(sizes[1]): larger ones leave no room for the plot."]
    }

    private func fontNotices(_ scene: Scene) -> [String] {
        let lacking = lacking(scene)
        if lacking.isEmpty { return [] }
        return ["The font of \(rawValue.uppercased()) lacks \(lacking) and shows empty boxes; an SVG uses the fonts of its reader."]
    }

    private func bytes(of figure: Figure, _ scene: Scene) throws(PictureError) -> [UInt8] {
        switch self {
        case .svg: return Array(SVGRenderer.render(figure, scene).utf8)
        case .pdf: return PDFRenderer.render(figure, scene)
        case .png:
            let pixels = PNGRenderer.pixelCount(of: scene)
            guard pixels <= PictureError.mostPixels else { throw .tooManyPixels(pixels) }
            return PNGRenderer.render(figure, scene)
        }
    }

    private static let mostNamed = 10

    /// The characters that stand as empty boxes, each once and the first few of them; the fonts of an SVG are its reader's.
    private func lacking(_ scene: Scene) -> String {
        guard self != .svg else { return "" }
        var known: Set<Unicode.Scalar> = [], lacking: [String] = []
        for case .label(let label) in scene.marks.map(\.shape) {
            for scalar in FontFile.of(label).lacking(label.text) where known.insert(scalar).inserted { lacking.append(Self.name(of: scalar)) }
        }
        return lacking.prefix(Self.mostNamed).joined(separator: " ") + (lacking.count > Self.mostNamed ? " …" : "")
    }

    /// The character itself where it is seen by itself, else its number: `U+0301`.
    private static func name(of scalar: Unicode.Scalar) -> String {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .format, .control, .surrogate, .privateUse, .unassigned, .spaceSeparator, .lineSeparator,
            .paragraphSeparator:
            let digits = String(scalar.value, radix: 16, uppercase: true)
            return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        default: return String(scalar)
        }
    }

    /// Whether a file begins as a figure does that was kept in this form, and hardly a file from another program.
    package func isOpening(_ bytes: some Collection<UInt8>) -> Bool {
        switch self {
        case .svg: bytes.starts(with: SVGRenderer.opening.utf8)
        case .pdf: bytes.starts(with: PDFDocument.opening)
        case .png: bytes.starts(with: PNGFile.signature) && bytes.dropFirst(PNGFile.headLength).starts(with: PNGFile.software)
        }
    }

    /// As many bytes as `isOpening` looks at, or more.
    package static let openingLength = 128
}
