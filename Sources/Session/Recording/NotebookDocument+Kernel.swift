import Experiments
package import Formats
package import Notebook

extension NotebookDocument {
    /// What a notebook says of its language. The kernel says the same, so that a front end that opens a notebook changes nothing in it.
    ///
    /// It is coloured as Julia: of the languages that front ends know that one reads best, since it has comments, strings, ranges,
    /// `let`, `for … in`, `if` and `else` as here.
    package static let languageInfo: JSONObject = {
        var fields = standardMetadata["language_info"]?.object ?? [:]
        fields["version"] = .string(Release.version)
        for key in ["codemirror_mode", "pygments_lexer"] { fields[key] = "julia" }
        return fields
    }()

    /// Has front ends offer this kernel, unless the notebook names one for the same language under another name.
    mutating func nameKernel() {
        metadata["language_info"] = .object(Self.languageInfo)
        let name = metadata["kernelspec"]?.object?["name"]?.string ?? ""
        if name.isEmpty { metadata["kernelspec"] = Self.standardMetadata["kernelspec"] }
    }
}
