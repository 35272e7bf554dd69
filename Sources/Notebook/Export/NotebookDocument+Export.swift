extension NotebookDocument {
    /// The forms a notebook can be exported to.
    package enum ExportForm: String, CaseIterable, Sendable {
        case html, markdown, script

        /// With the dot.
        package var fileExtension: String {
            switch self {
            case .html: ".html"
            case .markdown: ".md"
            case .script: ".sweep"
            }
        }
    }

    /// The notebook in that form.
    ///
    /// - Parameter name: the title of a page whose notebook has neither title nor heading.
    package func exported(as form: ExportForm, name: String) -> String {
        switch form {
        case .html: HTMLExport.text(of: self, name: name)
        case .markdown: MarkdownExport.text(of: self)
        case .script: script.text
        }
    }
}
