import CMarkdown
import Glibc

/// Turns Markdown (CommonMark with GitHub's tables, strike-through and bare links) into harmless HTML: HTML
/// in it is shown as text, and no link runs a script.
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
        guard let html = cmark_render_html(document, options, cmark_parser_get_syntax_extensions(parser)) else {
            return XMLText.encoded(markdown)
        }
        defer { free(html) }
        return String(cString: html)
    }

    /// Turns HTML, which would be dropped, into text: an HTML block into a code block.
    private static func showHTML(in document: OpaquePointer) {
        guard let iterator = cmark_iter_new(document) else { return }
        var found: [(html: OpaquePointer, text: cmark_node_type)] = []
        while case let event = cmark_iter_next(iterator), event != CMARK_EVENT_DONE {
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator) else { continue }
            let type = cmark_node_get_type(node)
            if type == CMARK_NODE_HTML_BLOCK { found.append((node, CMARK_NODE_CODE_BLOCK)) }
            if type == CMARK_NODE_HTML_INLINE { found.append((node, CMARK_NODE_TEXT)) }
        }
        cmark_iter_free(iterator)
        for (html, type) in found {
            guard let text = cmark_node_new(type) else { continue }
            cmark_node_set_literal(text, cmark_node_get_literal(html))
            cmark_node_replace(html, text)
            cmark_node_free(html)
        }
    }
}
