import Engine
import Experiments

/// The data files that a session has read, each for as long as it stays as it is: size, time, and the file itself.
struct DataCache: Sendable {
    private struct Entry: Sendable {
        let version: FileVersion
        let file: DataFile
    }

    private var entries: [String: Entry] = [:]
    /// The relations of files, by their hashes.
    private var datasets: [String: Dataset] = [:]

    /// What was read of a file; nil where it has changed since, or was not read.
    func file(at path: String) -> DataFile? {
        guard let entry = entries[path], entry.version == (try? FileVersion(of: path)) else { return nil }
        return entry.file
    }

    func relations(of file: DataFile) -> Dataset? { datasets[file.hash] }

    mutating func keep(_ relations: Dataset, of file: DataFile) {
        datasets[file.hash] = relations
    }

    mutating func keep(_ file: DataFile, of version: FileVersion?, at path: String) {
        entries[path] = version.map { Entry(version: $0, file: file) }
    }
}
