import Formats

/// Changes as a journal has them: a JSON object each, on a line.
extension NotebookChange {
    /// With the line break.
    var line: [UInt8] { JSONWriter.bytes(of: .object(fields), .line) + [UInt8(ascii: "\n")] }

    private var fields: JSONObject {
        switch self {
        case .metadata(let metadata): ["metadata": .object(metadata)]
        case .cell(let cell, let index): ["at": .number(JSONNumber(index)), "cell": .object(cell.fields)]
        case .cellMetadata(let metadata, let index): ["at": .number(JSONNumber(index)), "cell_metadata": .object(metadata)]
        case .text(let text, let stream): ["stream": .string(stream.rawValue), "text": .string(text)]
        case .output(let output): ["output": .object(output.fields)]
        }
    }

    /// - Parameter cellCount: how many cells there are, to which the change may add one.
    /// - Returns: nil for what is no change of such a notebook.
    init?(_ value: JSONValue, cellCount: Int) {
        guard let fields = value.object else { return nil }
        let index = fields["at"]?.integer.flatMap { (0...cellCount).contains($0) ? $0 : nil }
        if let metadata = fields["metadata"]?.object {
            self = .metadata(metadata)
        } else if let text = fields["text"]?.string {
            self = .text(text, fields["stream"]?.string.flatMap(Output.Stream.init) ?? .stdout)
        } else if let index, let value = fields["cell"], let cell = try? UnnamedCell(value, at: JSONPath(), isLaterVersion: true) {
            self = .cell(cell.cell, at: index)
        } else if let index, index < cellCount, let metadata = fields["cell_metadata"]?.object {
            self = .cellMetadata(metadata, at: index)
        } else if let value = fields["output"], let output = try? Output(value, at: JSONPath(), isLaterVersion: true) {
            self = .output(output)
        } else {
            return nil
        }
    }
}
