import Formats
import Glibc
import System

/// The changes of a notebook that is being written, each appended before it is shown, in a file beside it:
/// `.study.ipynb.journal`. It is locked as long as its process has it open.
struct NotebookJournal: Sendable {
    let path: String
    private let file: FileDescriptor
    /// What tells this journal from others of the same notebook.
    private(set) var id = ""
    /// How many bytes it has.
    private(set) var size = 0

    /// The journal of a notebook; of a link's, beside what that leads to.
    static func path(of notebook: String) -> String {
        let target = WholeFile.target(of: notebook)
        let slash = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
        return "\(target[..<slash]).\(target[slash...]).journal"
    }

    /// Takes a notebook's journal, which may have been left behind.
    ///
    /// - Throws: `SystemError`: `EWOULDBLOCK` where another process has it, `EEXIST` for what is no journal.
    init(of notebook: String) throws(SystemError) {
        path = Self.path(of: notebook)
        file = try Self.locked(path)
        let end = lseek(file.number, 0, SEEK_END)
        if end < 0 { throw .last }
        size = Int(end)
    }

    private static func locked(_ path: String) throws(SystemError) -> FileDescriptor {
        while true {
            let file = try FileDescriptor.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
            var (own, there) = (stat(), stat())
            guard lock(file), fstat(file.number, &own) == 0 else {
                let reason = SystemError.last
                file.close()
                throw reason
            }
            if lstat(path, &there) == 0, there.st_ino == own.st_ino, there.st_dev == own.st_dev {
                if own.st_mode & S_IFMT == S_IFREG, own.st_nlink == 1 { return file }
                file.close()
                throw SystemError(code: EEXIST)
            }
            // Who had it has just removed it.
            file.close()
        }
    }

    /// Locks a file, where its file system knows locks; Lustre, for one, need not.
    private static func lock(_ file: FileDescriptor) -> Bool {
        flock(file.number, LOCK_EX | LOCK_NB) == 0 || [ENOSYS, EOPNOTSUPP, ENOLCK, EINVAL].contains(errno)
    }

    var contents: Contents {
        get throws(SystemError) { Contents(try file.read(from: 0, limit: JSONReader.sizeLimit)) }
    }

    /// What stands in a notebook's journal, whoever has it; nil where there is none.
    static func contents(of notebook: String) -> Contents? {
        guard let file = try? FileDescriptor.open(path(of: notebook), O_RDONLY | O_NOFOLLOW | O_NONBLOCK) else { return nil }
        defer { file.close() }
        var own = stat()
        guard fstat(file.number, &own) == 0, own.st_mode & S_IFMT == S_IFREG else { return nil }
        return (try? file.read(from: 0, limit: JSONReader.sizeLimit)).map(Contents.init)
    }

    /// Starts it anew.
    mutating func start() throws(SystemError) {
        guard ftruncate(file.number, 0) == 0, lseek(file.number, 0, SEEK_SET) == 0 else { throw .last }
        size = 0
        id = String(UInt64.random(in: .min ... .max), radix: 16)
        try append(JSONWriter.bytes(of: ["journal": .string(id)], .line) + [UInt8(ascii: "\n")])
    }

    mutating func append(_ change: NotebookChange) throws(SystemError) { try append(change.line) }

    /// Says that nothing follows.
    mutating func end() throws(SystemError) { try append(Contents.lastLine) }

    private mutating func append(_ line: [UInt8]) throws(SystemError) {
        do throws(SystemError) {
            try file.write(line)
        } catch {
            // Half a line would hide the next.
            if ftruncate(file.number, off_t(size)) == 0 { lseek(file.number, off_t(size), SEEK_SET) }
            throw error
        }
        size += line.count
    }

    /// Waits until it is on the disk.
    ///
    /// - Throws: `ENOENT` when somebody has removed it.
    func synchronize() throws(SystemError) {
        var own = stat()
        guard fstat(file.number, &own) == 0, own.st_nlink > 0 else { throw SystemError(code: ENOENT) }
        try file.synchronize()
    }

    func remove() {
        unlink(path)
        close()
    }

    func close() { file.close() }
}

extension NotebookJournal {
    /// What a journal says, read.
    struct Contents {
        /// Nil for a file that is no journal.
        let id: String?
        let isEmpty: Bool
        /// Whether the notebook was about to be saved for the last time.
        let isEnded: Bool
        private let bytes: [UInt8]

        static let lastLine = Array("{\"ended\":true}\n".utf8)

        init(_ bytes: [UInt8]) {
            self.bytes = bytes
            isEmpty = bytes.isEmpty
            isEnded = bytes.count >= Self.lastLine.count && bytes.suffix(Self.lastLine.count).elementsEqual(Self.lastLine)
            id = Self.value(bytes.prefix { $0 != UInt8(ascii: "\n") })?.object?["journal"]?.string
        }

        /// A notebook with the changes after those that it has; a line that was not finished does not count.
        func applied(to notebook: NotebookDocument, after part: SavedPart) -> NotebookDocument {
            var live = LiveNotebook(notebook, open: part.open)
            for line in bytes.dropFirst(part.bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
                if let value = Self.value(line), let change = NotebookChange(value, cellCount: live.cellCount) { live.apply(change) }
            }
            return live.document
        }

        /// Whether there are changes in it.
        var hasChanges: Bool { bytes.count { $0 == UInt8(ascii: "\n") } > 1 }

        private static func value(_ line: ArraySlice<UInt8>) -> JSONValue? {
            guard var reader = try? JSONReader(Array(line)) else { return nil }
            return try? reader.document()
        }
    }
}
