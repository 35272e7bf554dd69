import Formats

/// How much of a journal a notebook on the disk has, in its metadata under `sweepbook`.
struct SavedPart {
    let journal: String
    let bytes: Int
    /// The cell that the outputs behind it belong to, by its index.
    let open: Int?

    private static let (room, key) = ("sweepbook", "journal")

    init(of journal: String, bytes: Int, open: Int?) {
        (self.journal, self.bytes, self.open) = (journal, bytes, open)
    }

    init?(_ notebook: NotebookDocument) {
        guard let fields = notebook.metadata[Self.room]?.object?[Self.key]?.object, let journal = fields["id"]?.string,
            let bytes = fields["bytes"]?.integer, bytes >= 0
        else { return nil }
        self.init(of: journal, bytes: bytes, open: fields["open"]?.integer.flatMap { notebook.cells.indices.contains($0) ? $0 : nil })
    }

    /// The metadata of a notebook of which this part is saved.
    func added(to metadata: JSONObject) -> JSONObject {
        Self.setting(["bytes": JSONValue(bytes), "id": .string(journal), "open": JSONValue(open)], in: metadata)
    }

    static func removed(from metadata: JSONObject) -> JSONObject { setting(nil, in: metadata) }

    private static func setting(_ value: JSONValue?, in metadata: JSONObject) -> JSONObject {
        var (metadata, fields) = (metadata, metadata[room]?.object ?? [:])
        if value == nil, fields[key] == nil { return metadata }
        fields[key] = value
        metadata[room] = fields.isEmpty ? nil : .object(fields)
        return metadata
    }
}
