import Formats
import Notebook
import Plots

// What a notebook keeps of tables and figures, in every representation that front ends look for.
extension MIMEBundle {
    /// A page of tables as text, HTML and Markdown.
    init(_ page: TextPage, plain: [String]) {
        self.init(plain: plain.joined(separator: "\n"), [
            Self.html: .string(page.html), Self.markdown: .string(page.markdown.joined(separator: "\n")),
        ])
    }

    /// A figure as SVG, as HTML with that SVG in it, and as a terminal of 80 columns shows it.
    init(_ figure: Figure) {
        let lines = TerminalRenderer(columns: 80, characters: .unicode, isColored: false).lines(figure)
        self.init(plain: lines.joined(separator: "\n"), svg: SVGRenderer().render(figure))
    }
}
