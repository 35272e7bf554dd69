import Formats
import Notebook

extension Cell {
    /// The results folders that a run of the cell has left unfinished, in its metadata under `sweepbook`.
    var unfinishedFolders: [String] {
        get { metadata[Provenance.key]?.object?["folders"]?.array?.compactMap(\.string) ?? [] }
        set {
            var fields = metadata[Provenance.key]?.object ?? [:]
            fields["folders"] = newValue.isEmpty ? nil : .array(newValue.map(JSONValue.string))
            metadata[Provenance.key] = fields.isEmpty ? nil : .object(fields)
        }
    }
}
