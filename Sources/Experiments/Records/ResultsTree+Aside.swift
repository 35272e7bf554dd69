import Glibc

// A folder that is made aside and gets its name when it is complete.
extension ResultsTree {
    /// Makes the folder's stand-in beside where it will be, with those above it.
    ///
    /// - Parameter path: a folder to be made, or an empty one.
    /// - Throws: `MergeError.exists` or `StorageError`.
    init(aside path: String) throws {
        guard try Self.isFree(path) else { throw MergeError.exists(path: path) }
        let parent = Storage.folder(of: path)
        let made = parent == "." || parent == "/" ? [] : try Self.makeFolders(parent)
        Self.removeAbandoned(in: parent)
        let aside = "\(parent)/\(AsideName())"
        do throws(StorageError) {
            _ = try Storage.makeFolder(aside)
        } catch {
            Self.remove(made)
            throw error
        }
        try self.init(existing: aside, made: made + [aside])
    }

    private static func isFree(_ path: String) throws(StorageError) -> Bool {
        if access(path, F_OK) != 0, errno == ENOENT { return true }
        return Storage.isFolder(path) ? try Storage.isEmptyFolder(path) : false
    }

    /// Takes away the folders that processes that are no more had begun.
    private static func removeAbandoned(in parent: String) {
        for name in (try? Storage.names(in: parent)) ?? [] where AsideName.isAside(name) && AsideName.isAbandoned(name) {
            try? ResultsTree(existing: "\(parent)/\(name)").remove()
        }
    }

    func publish(records: [RunRecord]) throws(StorageError) {
        try Storage.publish(records.flatMap(\.keptLine), as: Self.logName, in: folder)
    }

    /// Gives the folder its name.
    func publish(as path: String) throws {
        guard rename(folder, path) == 0 else {
            if [ENOTEMPTY, EEXIST, ENOTDIR].contains(errno) { throw MergeError.exists(path: path) }
            throw StorageError.cannot(.make, path: path, errno: errno)
        }
        try Storage.syncFolder(Storage.folder(of: path))
    }

    /// Takes away the folder, which nobody else works in, and those that were made for it.
    func remove() {
        _ = try? Checkpoints(in: folder).removeAll()
        for name in (try? Storage.names(in: folder)) ?? [] { unlink("\(folder)/\(name)") }
        rmdir(folder)
        Self.remove(made)
    }
}
