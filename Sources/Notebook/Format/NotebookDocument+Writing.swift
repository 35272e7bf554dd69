import Formats

extension NotebookDocument {
    /// The bytes of the file: texts as lists of lines, names sorted, indentation of one space, a line break at the end.
    package var bytes: [UInt8] {
        var fields = others
        fields["cells"] = .array(cells.map { .object($0.fields) })
        fields["metadata"] = .object(metadata)
        fields["nbformat"] = .number(JSONNumber(Self.majorVersion))
        fields["nbformat_minor"] = .number(JSONNumber(minorVersion))
        return JSONWriter.bytes(of: .object(fields)) + [UInt8(ascii: "\n")]
    }
}

extension Cell {
    var fields: JSONObject {
        var fields = others
        fields["id"] = .string(id)
        fields["metadata"] = .object(metadata)
        fields["source"] = .lines(of: source)
        if let attachments {
            fields["attachments"] = .object(JSONObject(attachments.sorted.map { name, bundle in
                (name, bundle.object.map { .object(MIMEBundle($0).fields) } ?? bundle)
            }))
        }
        switch content {
        case .markdown: fields["cell_type"] = "markdown"
        case .raw: fields["cell_type"] = "raw"
        case .other(let type): fields["cell_type"] = .string(type)
        case .code(let outputs, let executionCount):
            fields["cell_type"] = "code"
            fields["outputs"] = .array(outputs.map { .object($0.fields) })
            fields["execution_count"] = .count(executionCount)
        }
        return fields
    }
}

extension Output {
    var fields: JSONObject {
        var fields = others
        switch content {
        case .stream(let name, let text):
            fields["output_type"] = "stream"
            fields["name"] = .string(name)
            fields["text"] = .lines(of: text)
        case .display(let bundle, let metadata):
            fields["output_type"] = "display_data"
            fields["data"] = .object(bundle.fields)
            fields["metadata"] = .object(metadata)
        case .result(let bundle, let metadata, let executionCount):
            fields["output_type"] = "execute_result"
            fields["data"] = .object(bundle.fields)
            fields["metadata"] = .object(metadata)
            fields["execution_count"] = .count(executionCount)
        case .error(let name, let value, let traceback):
            fields["output_type"] = "error"
            fields["ename"] = .string(name)
            fields["evalue"] = .string(value)
            fields["traceback"] = .array(traceback.map(JSONValue.string))
        case .other(let type):
            fields["output_type"] = .string(type)
        }
        return fields
    }
}

extension MIMEBundle {
    fileprivate var fields: JSONObject {
        var fields = values
        for (type, value) in values.sorted where Self.isWrittenInLines(type) {
            if let text = value.string { fields[type] = .lines(of: text) }
        }
        return fields
    }
}

extension JSONValue {
    fileprivate static func lines(of text: String) -> JSONValue {
        .array(PythonLines.split(text).map(JSONValue.string))
    }

    fileprivate static func count(_ number: Int?) -> JSONValue {
        number.map { .number(JSONNumber($0)) } ?? .null
    }
}
