/// Draws figures as PDF, for papers: one page as large as the picture, with vector marks and the letters of its own fonts embedded.
///
/// The same figure gives the same bytes everywhere.
package struct PDFRenderer: Sendable {
    private let format: PageFormat

    package init(_ format: PageFormat = PageFormat()) {
        self.format = format
    }

    package func render(_ figure: Figure) -> [UInt8] { Self.render(figure, Scene(figure, format)) }

    static func render(_ figure: Figure, _ scene: Scene) -> [UInt8] {
        // A picture's unit is a pixel of 1/96 inch, PDF's is 1/72 inch.
        let scale = scene.scale * 72 / 96
        var content = PDFContent()
        for mark in scene.marks { content.paint(mark) }
        let turn = "\(PDFContent.number(scale)) 0 0 \(PDFContent.number(-scale)) 0 \(PDFContent.number(scene.height * scale)) cm\n"
        var document = PDFDocument()
        let resources = content.addResources(to: &document)
        let stream = document.add(stream: Array((turn + content.text).utf8))
        let pages = document.next(after: 1)
        let page = document.add(
            "<< /Type /Page /Parent \(pages) /MediaBox [0 0 \(PDFContent.number(scene.width * scale)) \(PDFContent.number(scene.height * scale))] "
                + "/Resources \(resources) /Contents \(stream) >>")
        _ = document.add("<< /Type /Pages /Kids [\(page)] /Count 1 >>")
        let catalog = document.add("<< /Type /Catalog /Pages \(pages) >>")
        let summary = ([figure.summary] + figure.remarks).joined(separator: " ")
        let information = document.add(
            "<< /Title \(PDFDocument.text(figure.title)) /Subject \(PDFDocument.text(summary)) /Producer \(PDFDocument.text("sweepbook")) >>")
        return document.bytes(catalog: catalog, information: information)
    }
}
