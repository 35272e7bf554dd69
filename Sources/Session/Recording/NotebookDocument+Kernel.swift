import Experiments
package import Formats
package import Notebook

extension NotebookDocument {
    /// What a notebook says of its language. The kernel says the same, so that a front end that opens a notebook changes nothing in it.
    ///
    /// It is coloured as Python: no front end knows this language, and Python's comments, strings, numbers and operators are the same, and
    /// so are `for`, `in`, `if` and others of its words.
    package static let languageInfo: JSONObject = {
        var fields = standardMetadata["language_info"]?.object ?? [:]
        fields["version"] = .string(Release.version)
        for key in ["codemirror_mode", "pygments_lexer"] { fields[key] = "python" }
        return fields
    }()

    /// Has front ends offer this kernel, unless the notebook names one for the same language under another name.
    mutating func nameKernel() {
        metadata["language_info"] = .object(Self.languageInfo)
        let name = metadata["kernelspec"]?.object?["name"]?.string ?? ""
        if name.isEmpty { metadata["kernelspec"] = Self.standardMetadata["kernelspec"] }
    }
}
