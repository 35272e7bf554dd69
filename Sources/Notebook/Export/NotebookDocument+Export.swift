extension NotebookDocument {
    /// What a notebook can be turned into.
    package enum ExportForm: String, CaseIterable, Sendable {
        case html, markdown, script

        /// With its dot.
        package var fileExtension: String {
            switch self {
            case .html: ".html"
            case .markdown: ".md"
            case .script: ".sweep"
            }
        }
    }

    /// The notebook as a text of that form.
    ///
    /// - Parameter name: what a page is called whose notebook has no title and no heading.
    package func exported(as form: ExportForm, name: String) -> String {
        switch form {
        case .html: HTMLExport.text(of: self, name: name)
        case .markdown: MarkdownExport.text(of: self)
        case .script: script.text
        }
    }
}
