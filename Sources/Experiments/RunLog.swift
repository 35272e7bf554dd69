import Glibc

/// `runs.jsonl`: a line for each run, on the disk before anyone is told that the run has finished.
///
/// Lines are appended in the order in which runs finish; `finish()` puts them into the plan's order,
/// so that the file does not depend on which run was faster. Any thread may append.
package final class RunLog: Sendable {
    private struct Entry {
        let id: RunID
        let offset: Int
        let length: Int
    }

    private struct State {
        var entries: [Entry] = []
        /// The bytes of all complete lines.
        var end = 0
        var isOpen = true
    }

    private let folder: String
    private let name: String
    private let descriptor: Int32
    private let state = Locked(State())

    private var path: String { "\(folder)/\(name)" }

    /// Makes the file.
    ///
    /// - Throws: `StorageError.notEmpty` when there is one, or why it can't be made.
    init(named name: String, in folder: String) throws(StorageError) {
        self.folder = folder
        self.name = name
        do throws(StorageError) {
            descriptor = try Storage.open("\(folder)/\(name)", O_RDWR | O_CREAT | O_EXCL | O_APPEND)
        } catch .cannot(_, _, EEXIST) {
            throw .notEmpty(path: folder)
        }
    }

    deinit { close(descriptor) }

    /// How many runs are recorded.
    package var count: Int { state.withLock { $0.entries.count } }

    /// Records a run durably. Once the log is finished, does nothing and returns false.
    ///
    /// - Throws: `StorageError` when the line can't be written; then no part of it stays.
    package func append(_ record: RunRecord, as id: RunID) throws(StorageError) -> Bool {
        let line = record.jsonLine + [UInt8(ascii: "\n")]
        return try state.withLock { state throws(StorageError) in
            guard state.isOpen else { return false }
            do throws(StorageError) {
                try Storage.writeDurably(line, to: descriptor, of: path)
            } catch {
                ftruncate(descriptor, off_t(state.end))
                throw error
            }
            state.entries.append(Entry(id: id, offset: state.end, length: line.count))
            state.end += line.count
            return true
        }
    }

    /// Takes no more runs, and puts the lines into the plan's order where they are not.
    ///
    /// - Throws: `StorageError` when that can't be written; the file then stays as it was.
    package func finish() throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            state.isOpen = false
            let sorted = state.entries.sorted { $0.id < $1.id }
            guard !sorted.elementsEqual(state.entries, by: { $0.id == $1.id }) else { return }
            let lines = try Storage.read(state.end, at: 0, from: descriptor, of: path)
            let bytes = sorted.flatMap { lines[$0.offset..<($0.offset + $0.length)] }
            try Storage.publish(bytes, as: name, in: folder)
            state.entries = sorted
        }
    }
}
