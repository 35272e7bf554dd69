import Formats

/// A cell as it is read, with the id in the file; nil if that is missing or invalid.
struct UnnamedCell {
    let cell: Cell
    let id: String?

    /// - Parameter isLaterVersion: whether types that are unknown here may be known to the file's own version.
    init(_ value: JSONValue, at path: JSONPath, isLaterVersion: Bool) throws(NotebookError.Reason) {
        var fields = try Fields(value, at: path)
        let type = try fields.text("cell_type")
        let content = try Self.content(of: type, &fields, isLaterVersion)
        let source = try fields.lines("source")
        var metadata = try fields.object("metadata")
        metadata["trusted"] = nil
        let attachments = fields.has("attachments") ? try Self.attachments(&fields) : nil
        let id = fields.has("id") ? try fields.text("id") : nil
        self.id = id.flatMap { Cell.isID($0) ? $0 : nil }
        cell = Cell(
            id: id ?? "", source: source, content: content, metadata: metadata, attachments: attachments,
            others: fields.rest)
    }

    private static func content(
        of type: String, _ fields: inout Fields, _ isLaterVersion: Bool
    ) throws(NotebookError.Reason) -> Cell.Content {
        switch type {
        case "markdown": return .markdown
        case "raw": return .raw
        case "code":
            let outputs = try fields.elements("outputs") { value, path throws(NotebookError.Reason) in
                try Output(value, at: path, isLaterVersion: isLaterVersion)
            }
            return .code(outputs: outputs, executionCount: try fields.executionCount())
        default:
            guard isLaterVersion else {
                let expected = "\"code\", \"markdown\" or \"raw\""
                throw .wrongKind(fields.path.appending("cell_type"), found: quoted(type), expected: expected)
            }
            return .other(type: type)
        }
    }

    private static func attachments(_ fields: inout Fields) throws(NotebookError.Reason) -> JSONObject {
        let path = fields.path.appending("attachments")
        var files = try fields.object("attachments")
        for (name, value) in files.sorted {
            files[name] = .object(try MIMEBundle(value, at: path.appending(name)).values)
        }
        return files
    }
}

extension Output {
    init(
        _ value: JSONValue, at path: JSONPath, isLaterVersion: Bool
    ) throws(NotebookError.Reason) {
        var fields = try Fields(value, at: path)
        let type = try fields.text("output_type")
        let content = try Self.content(of: type, &fields, isLaterVersion)
        self.init(content, others: fields.rest)
    }

    private static func content(
        of type: String, _ fields: inout Fields, _ isLaterVersion: Bool
    ) throws(NotebookError.Reason) -> Content {
        switch type {
        case "stream":
            return .stream(name: try fields.text("name"), text: try fields.lines("text"))
        case "display_data":
            return .display(try fields.bundle(), metadata: try fields.object("metadata"))
        case "execute_result":
            return .result(
                try fields.bundle(), metadata: try fields.object("metadata"),
                executionCount: try fields.executionCount())
        case "error":
            return .error(
                name: try fields.text("ename"), value: try fields.text("evalue"),
                traceback: try fields.texts("traceback"))
        default:
            guard isLaterVersion else {
                let expected = "\"stream\", \"display_data\", \"execute_result\" or \"error\""
                throw .wrongKind(fields.path.appending("output_type"), found: quoted(type), expected: expected)
            }
            return .other(type: type)
        }
    }
}

extension Fields {
    fileprivate mutating func bundle() throws(NotebookError.Reason) -> MIMEBundle {
        let value = try take("data", "an object") { $0.object.map(JSONValue.object) }
        return try MIMEBundle(value, at: path.appending("data"))
    }
}

extension MIMEBundle {
    fileprivate init(_ value: JSONValue, at path: JSONPath) throws(NotebookError.Reason) {
        var values = try Fields(value, at: path).rest
        for (type, value) in values.sorted where !Self.isJSON(type) {
            guard let text = value.joinedLines else {
                throw .wrongKind(path.appending(type), found: value.kind, expected: "a string or a list of strings")
            }
            values[type] = .string(text)
        }
        self.init(values)
    }
}
