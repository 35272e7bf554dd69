/// Draws figures as SVG: one self-contained text, readable on light and dark backgrounds.
///
/// The picture has a title, a description in words and the figure's data within it; its colours follow the
/// viewer's `prefers-color-scheme`. The same figure gives the same bytes everywhere.
package struct SVGRenderer: Sendable {
    private let format: PageFormat

    package init(_ format: PageFormat = PageFormat()) {
        self.format = format
    }

    /// How every picture starts, and hardly a file from another program.
    package static let opening = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sweepbook-plot\" "

    package func render(_ figure: Figure) -> String { Self.render(figure, Scene(figure, format)) }

    static func render(_ figure: Figure, _ scene: Scene) -> String {
        let size = [scene.width, scene.height].map { SVGText.number($0 * scene.scale) }
        var lines = [
            opening + "role=\"img\" width=\"\(size[0])\" height=\"\(size[1])\" "
                + "viewBox=\"0 0 \(SVGText.number(scene.width)) \(SVGText.number(scene.height))\">",
            "<title>\(SVGText.escaped(figure.title))</title>",
            "<desc>\(SVGText.escaped(([figure.summary] + figure.remarks).joined(separator: " ")))</desc>",
            "<metadata>\(SVGText.escaped(figure.data, keepingLines: true))</metadata>",
            "<style>\(StyleSheet.text)</style>",
        ]
        lines += scene.marks.map(SVGText.element)
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }
}
