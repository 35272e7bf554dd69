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
        Self.removeAbandoned(beside: path)
        let aside = "\(parent)/\(AsideName(of: Self.lastName(path)))"
        do throws(StorageError) {
            _ = try Storage.makeFolder(aside)
        } catch {
            Self.remove(made)
            throw error
        }
        self.init(existing: aside, made: made + [aside])
    }

    private static func isFree(_ path: String) throws(StorageError) -> Bool {
        if access(path, F_OK) != 0, errno == ENOENT { return true }
        return Storage.isFolder(path) ? try Storage.isEmptyFolder(path) : false
    }

    private static func lastName(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// Takes away what processes that are no more had begun of the same folder.
    private static func removeAbandoned(beside path: String) {
        let parent = Storage.folder(of: path), start = ".\(lastName(path))."
        for name in (try? Storage.names(in: parent)) ?? [] where name.hasPrefix(start) && AsideName.isAbandoned(name) {
            ResultsTree(existing: "\(parent)/\(name)").remove()
        }
    }

    func publish(records: [RunRecord]) throws(StorageError) {
        let lines = records.flatMap { $0.jsonLine + [UInt8(ascii: "\n")] }
        try Storage.publish(lines, as: Self.logName, in: folder)
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
        for name in (try? Storage.names(in: folder)) ?? [] { unlink("\(folder)/\(name)") }
        rmdir(folder)
        Self.remove(made)
    }
}
