import CMarkdown
import Formats
import Glibc

/// Turns Markdown (CommonMark with GitHub's tables, strike-through and bare links) into harmless HTML: HTML
/// in it is shown as text, no link runs a script, and an image that would have to be loaded is a link.
enum MarkdownRenderer {
    static func html(_ markdown: String) -> String {
        cmark_gfm_core_extensions_ensure_registered()
        let options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8
        guard let parser = cmark_parser_new(options) else { return XMLText.encoded(markdown) }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough", "autolink"] {
            if let syntax = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, syntax) }
        }
        var text = markdown
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let document = cmark_parser_finish(parser) else { return XMLText.encoded(markdown) }
        defer { cmark_node_free(document) }
        showHTML(in: document)
        linkImages(in: document)
        guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
            return XMLText.encoded(markdown)
        }
        defer { free(html) }
        return markingLongCells(String(cString: html))
    }

    /// The characters from which on a cell of a table may be broken into lines.
    private static let longCell = 60

    private static func markingLongCells(_ html: String) -> String {
        html.replacing(#/<td(?<attributes>[^>]*)>(?<text>[^\n]*?)<\/td>/#) { match in
            match.text.count < longCell ? match.0 : "<td class=\"long\"\(match.attributes)>\(match.text)</td>"
        }
    }

    /// Turns images that are not in the text itself into links.
    private static func linkImages(in document: OpaquePointer) {
        for image in nodes(of: [CMARK_NODE_IMAGE], in: document) {
            let url = cmark_node_get_url(image).map { String(cString: $0) } ?? ""
            guard !url.lowercased().hasPrefix("data:image/"), let link = cmark_node_new(CMARK_NODE_LINK) else { continue }
            cmark_node_set_url(link, url)
            if cmark_node_first_child(image) == nil, let text = cmark_node_new(CMARK_NODE_TEXT) {
                cmark_node_set_literal(text, url)
                cmark_node_append_child(image, text)
            }
            while let child = cmark_node_first_child(image) {
                if isInLink(image) { cmark_node_insert_before(image, child) } else { cmark_node_append_child(link, child) }
            }
            if isInLink(image) { cmark_node_free(link) } else { cmark_node_replace(image, link) }
            cmark_node_unlink(image)
            cmark_node_free(image)
        }
    }

    private static func isInLink(_ node: OpaquePointer) -> Bool {
        sequence(first: node, next: { cmark_node_parent($0) }).dropFirst().contains { cmark_node_get_type($0) == CMARK_NODE_LINK }
    }

    private static func nodes(of types: [cmark_node_type], in document: OpaquePointer) -> [OpaquePointer] {
        guard let iterator = cmark_iter_new(document) else { return [] }
        defer { cmark_iter_free(iterator) }
        var found: [OpaquePointer] = []
        while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
            if event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator), types.contains(cmark_node_get_type(node)) {
                found.append(node)
            }
        }
        return found
    }

    /// Turns HTML, which would be dropped, into text: an HTML block into a code block.
    private static func showHTML(in document: OpaquePointer) {
        for html in nodes(of: [CMARK_NODE_HTML_BLOCK, CMARK_NODE_HTML_INLINE], in: document) {
            let isBlock = cmark_node_get_type(html) == CMARK_NODE_HTML_BLOCK
            guard let text = cmark_node_new(isBlock ? CMARK_NODE_CODE_BLOCK : CMARK_NODE_TEXT) else { continue }
            cmark_node_set_literal(text, cmark_node_get_literal(html))
            cmark_node_replace(html, text)
            cmark_node_free(html)
        }
    }
}
