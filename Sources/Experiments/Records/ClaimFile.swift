import Glibc
import System

/// The file of a claimed unit, while this process works on it: who works, then a line for each run that ended.
///
///     claims/1f3c….jsonl      made exclusively: whoever makes it has the unit
///     records/1f3c….jsonl     what it becomes, by one rename, when the unit is complete
///
/// Whoever finds a claim whose owner has died renames it likewise: what it holds then counts, and the unit is free
/// again. So the owner looks before and behind each line whether the file is still where it made it.
final class ClaimFile: Sendable {
    let unit: WorkUnit
    let path: String
    private let tree: String
    private let descriptor: Int32
    private let identity: FileVersion
    private let state = Locked(State())

    private struct State {
        var end = 0
        var isNameSynced = false
        var ids: Set<RunID> = []
    }

    /// Claims a unit; nil when somebody has.
    init?(_ unit: WorkUnit, in folder: String) throws(StorageError) {
        let claims = "\(folder)/\(ResultsTree.claimsName)"
        path = "\(claims)/\(unit.name).jsonl"
        self.unit = unit
        tree = folder
        do throws(StorageError) {
            descriptor = try Self.make(path, in: claims)
        } catch .cannot(_, _, EEXIST) {
            return nil
        }
        do throws(StorageError) {
            identity = try FileVersion(of: descriptor, path)
        } catch {
            unlink(path)
            close(descriptor)
            throw error
        }
        let owner = ClaimOwner.current.line
        do throws(StorageError) {
            try Storage.write(owner, to: descriptor, of: path)
        } catch {
            unlink(path)
            throw error
        }
        state.withLock { $0.end = owner.count }
    }

    deinit { close(descriptor) }

    /// Makes the file, and the folder when another process has just removed it.
    private static func make(_ path: String, in folder: String) throws(StorageError) -> Int32 {
        for _ in 0..<10 {
            do throws(StorageError) {
                return try Storage.open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND)
            } catch .cannot(_, _, ENOENT) {
                _ = try Storage.makeFolder(folder)
            }
        }
        throw .cannot(.make, path: path, errno: ENOENT)
    }

    /// The runs that are recorded in it.
    var ids: Set<RunID> { state.withLock { $0.ids } }

    /// Whether the file is still the claim on its unit.
    var isOurs: Bool {
        get throws(StorageError) { try FileVersion(of: path)?.isSameFile(as: identity) == true }
    }

    /// Takes the file away if it is still the claim on its unit, and no other process's.
    func remove() throws(StorageError) {
        // It gets a name of its own first: between a look at a name and its end the unit can change hands.
        let own = "\(folder)/\(unit.name).\(ClaimOwner.current.name).jsonl"
        guard rename(path, own) == 0 else { return }
        if try FileVersion(of: own)?.isSameFile(as: identity) == true {
            unlink(own)
        } else {
            try Storage.retire(own, unit.name, in: tree)
        }
    }

    private var folder: String { "\(tree)/\(ResultsTree.claimsName)" }

    /// Records runs durably; false when the claim was lost meanwhile.
    ///
    /// - Throws: `StorageError` when they can't be written; then no part of them stays.
    func append(_ records: [(RunID, RunRecord)]) throws(StorageError) -> Bool {
        guard try isOurs else { return false }
        let lines = records.flatMap(\.1.keptLine)
        do throws(StorageError) {
            try write(lines, of: records.map(\.0))
        } catch {
            // Taken over since the guard, while this process stood still: then the file, or the folder of claims, may
            // be gone.
            guard try isOurs else { return false }
            throw error
        }
        return try isOurs
    }

    private func write(_ lines: [UInt8], of ids: [RunID]) throws(StorageError) {
        try state.withLock { state throws(StorageError) in
            do throws(StorageError) {
                try Storage.writeDurably(lines, to: descriptor, of: path)
                if !state.isNameSynced { try Storage.syncFolder(folder) }
            } catch {
                ftruncate(descriptor, off_t(state.end))
                throw error
            }
            state.isNameSynced = true
            state.end += lines.count
            state.ids.formUnion(ids)
        }
    }

    /// Shows that its owner lives.
    func touch() {
        futimens(descriptor, nil)
    }
}

/// What tells one state of a file from another.
package struct FileVersion: Hashable, Sendable {
    private let device: UInt
    private let node: UInt
    let size: Int
    private let seconds: Int
    private let nanoseconds: Int

    /// Nil when there is no such file.
    package init?(of path: String) throws(StorageError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if [ENOENT, ENOTDIR, ESTALE].contains(errno) { return nil }
            throw .cannot(.read, path: path, errno: errno)
        }
        self.init(status)
    }

    /// Of what has the name right now: on NFS a mere look may be some seconds old.
    init?(opening path: String) throws(StorageError) {
        let descriptor: Int32
        do throws(StorageError) {
            descriptor = try Storage.open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch .cannot(_, _, ENOENT), .cannot(_, _, ENOTDIR), .cannot(_, _, ESTALE) {
            return nil
        }
        defer { close(descriptor) }
        try self.init(of: descriptor, path)
    }

    /// - Parameter path: what it is called in messages.
    init(of descriptor: Int32, _ path: String) throws(StorageError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .cannot(.read, path: path, errno: errno) }
        self.init(status)
    }

    private init(_ status: stat) {
        device = UInt(status.st_dev)
        node = UInt(status.st_ino)
        size = Int(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }

    var isEmpty: Bool { size == 0 }
    /// When it was written, in nanoseconds.
    var written: Int { seconds * 1_000_000_000 + nanoseconds }

    func isSameFile(as other: FileVersion) -> Bool {
        device == other.device && node == other.node
    }
}
