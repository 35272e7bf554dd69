import Formats

extension NotebookDocument {
    /// Reads a notebook's bytes.
    ///
    /// As in nbformat, lists of lines are joined, cells of 4.0 to 4.4 get ids, and what front ends keep for themselves
    /// (`signature`, `trusted`) is dropped. An invalid or duplicate id is replaced. Of a name that stands twice in an
    /// object the last value counts; `warnings` tells of it.
    ///
    /// - Throws: `NotebookError` when they are not JSON or not a notebook.
    package init(bytes: [UInt8]) throws(NotebookError) {
        let value: JSONValue
        var warnings: [String] = []
        do throws(JSONError) {
            var reader = try JSONReader(bytes)
            value = try reader.document()
            warnings = reader.repetitions.map { repetition in
                let place = NotebookError.place(of: repetition.offset, in: bytes)
                return "line \(place.line), column \(place.column): the name \(quoted(repetition.name)) stands twice in an object; "
                    + "the last value counts, as in Jupyter"
            }
        } catch {
            throw NotebookError(.json(error.kind), at: error.offset, in: bytes)
        }
        do throws(NotebookError.Reason) {
            try self.init(value)
            self.warnings = warnings
        } catch {
            throw NotebookError(error, at: error.path.offset(in: bytes), in: bytes)
        }
    }

    private init(_ value: JSONValue) throws(NotebookError.Reason) {
        var fields = try Fields(value, at: JSONPath())
        let major = try fields.count("nbformat")
        guard major == Self.majorVersion else { throw .version(major: major) }
        let minor = try fields.count("nbformat_minor")
        var metadata = try fields.object("metadata")
        for key in ["orig_nbformat", "orig_nbformat_minor", "signature"] { metadata[key] = nil }
        let cells = try fields.elements("cells") { value, path throws(NotebookError.Reason) in
            try UnnamedCell(value, at: path, isLaterVersion: minor > Self.standardMinorVersion)
        }
        self.init(
            metadata: metadata, cells: Self.named(cells), minorVersion: max(minor, Self.standardMinorVersion),
            others: fields.rest)
    }

    /// The cells, each with a unique id: its own if that is valid and no earlier cell has it.
    private static func named(_ cells: [UnnamedCell]) -> [Cell] {
        var taken: Set<String> = []
        let ids = cells.map { cell in cell.id.flatMap { taken.insert($0).inserted ? $0 : nil } }
        return zip(cells, ids).enumerated().map { index, entry in
            let id = entry.1 ?? Cell.newID(for: entry.0.cell.source, at: index, avoiding: taken)
            taken.insert(id)
            return entry.0.cell.named(id)
        }
    }
}

extension NotebookError.Reason {
    /// The path of the wrong value.
    fileprivate var path: JSONPath {
        switch self {
        case .json: JSONPath()
        case .wrongKind(let path, _, _), .missing(_, let path): path
        case .version: JSONPath().appending("nbformat")
        }
    }
}
