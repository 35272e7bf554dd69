/// Draws figures as SVG: one self-contained text, readable on light and dark backgrounds.
///
/// The picture has a title, a description in words and the figure's data within it; its colours follow the
/// viewer's `prefers-color-scheme`. The same figure gives the same bytes everywhere.
package struct SVGRenderer: Sendable {
    package init() {}

    /// How every picture starts, and hardly a file from another program.
    package static let opening = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sweepbook-plot\" "

    package func render(_ figure: Figure) -> String {
        let scene = Scene(figure)
        let width = SVGText.number(scene.width), height = SVGText.number(scene.height)
        var lines = [
            Self.opening + "role=\"img\" width=\"\(width)\" height=\"\(height)\" "
                + "viewBox=\"0 0 \(width) \(height)\">",
            "<title>\(SVGText.escaped(figure.title))</title>",
            "<desc>\(SVGText.escaped(([figure.summary] + figure.remarks).joined(separator: " ")))</desc>",
            "<metadata>\(SVGText.escaped(figure.data, keepingLines: true))</metadata>",
            "<style>\(StyleSheet.text)</style>",
        ]
        lines += scene.marks.map(SVGText.element)
        return lines.joined(separator: "\n") + "\n</svg>\n"
    }
}

extension Scene {
    package init(_ figure: Figure) {
        var page = Page()
        page.title(figure.title)
        if figure.isEmpty { page.empty() } else { figure.content.chart.draw(on: &page) }
        page.remarks(figure.remarks)
        self = page.scene
    }
}
