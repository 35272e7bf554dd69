import Glibc

/// The models that a results folder keeps of its runs.
///
///     let checkpoints = Checkpoints(in: "sweep_results_20260101_120000")
///     let path = checkpoints.path(of: combination, seed: 7)      // nil where the run's model was not kept
///
/// A file appears whole, by one rename, before its run is recorded, and takes the place of one of the same name. It is written by the
/// thread that trains; who records several runs at a time can wait for the disk once for all. What leads elsewhere is read, but never
/// written through.
package struct Checkpoints: Sendable {
    private let folder: String
    private var path: String { "\(folder)/\(ResultsTree.checkpointsName)" }

    /// - Parameter folder: the results folder.
    package init(in folder: String) { self.folder = ResultsTree.withoutTrailingSlashes(folder) }

    /// Writes a model aside: it has no name yet, and need not be on the disk.
    ///
    /// - Parameter isOnTheWay: whether it is kept beside the one that is loaded, under its iteration.
    package func draft(_ model: ModelFile, of combination: Combination, isOnTheWay: Bool) throws(StorageError) -> CheckpointDraft {
        let name = CheckpointName(of: combination, seed: model.seed).file(isOnTheWay ? model.iteration : nil)
        return try draft(model.bytes, name)
    }

    private func draft(_ bytes: [UInt8], _ name: String) throws(StorageError) -> CheckpointDraft {
        for _ in 0..<10 {
            try makeFolder()
            do throws(StorageError) {
                return CheckpointDraft(aside: try Storage.draft(bytes, in: path), path: "\(path)/\(name)")
            } catch .cannot(_, _, ENOENT) {
                // Another process has just removed the folder, which was empty.
            }
        }
        throw .cannot(.make, path: "\(path)/\(name)", errno: ENOENT)
    }

    /// Gives models their names, durably: when it returns all are on the disk.
    package func publish(_ drafts: [CheckpointDraft]) throws(StorageError) {
        if drafts.isEmpty { return }
        for draft in drafts { try Storage.settle(draft.aside, as: draft.path) }
        try Storage.syncFolder(path)
    }

    private func makeFolder() throws(StorageError) {
        if try Storage.makeFolder(path) { return }
        var status = stat()
        if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR { throw .cannot(.make, path: path, errno: ENOTDIR) }
    }

    /// The file of a run's model, the last or the best by the folder's rule; nil where there is none.
    package func path(of combination: Combination, seed: UInt32) -> String? {
        let file = "\(path)/\(CheckpointName(of: combination, seed: seed).file(nil))"
        return access(file, F_OK) == 0 ? file : nil
    }
}

// MARK: - All of a folder
extension Checkpoints {
    /// How many there are, and their bytes.
    package struct Size: Sendable, Equatable, CustomStringConvertible {
        package var count = 0
        package var bytes = 0

        /// `12 models, 38 MB`
        package var description: String { "\(count == 1 ? "1 model" : "\(count) models"), \(ByteCount.text(Double(bytes)))" }
    }

    var isEmpty: Bool { names.isEmpty }

    /// That of what can be listed.
    package var size: Size { size(of: names) }

    /// - Throws: `StorageError` where they can't be listed.
    package func checkedSize() throws(StorageError) -> Size { size(of: try checkedNames()) }

    private func size(of names: [String]) -> Size {
        names.reduce(into: Size()) { size, name in
            var status = stat()
            guard lstat("\(path)/\(name)", &status) == 0 else { return }
            size.count += 1
            size.bytes += Int(status.st_size)
        }
    }

    /// Removes all of them and nothing else.
    ///
    /// - Returns: what is gone.
    @discardableResult
    package func removeAll() throws(StorageError) -> Size {
        let names = try checkedNames(), before = size(of: names)
        for name in names where unlink("\(path)/\(name)") != 0 && errno != ENOENT {
            throw .cannot(.write, path: "\(path)/\(name)", errno: errno)
        }
        clean()
        rmdir(path)
        return before
    }

    /// Takes away what dead processes left unfinished.
    func clean() { try? AsideName.clean(path) }

    /// Removes those of some runs.
    func remove(_ runs: some Sequence<CheckpointName>) {
        let files = files
        for name in runs.flatMap({ files[$0, default: []] }) { unlink("\(path)/\(name)") }
        rmdir(path)
    }

    /// The names of a run's files.
    private var files: [CheckpointName: [String]] {
        Dictionary(grouping: names) { CheckpointName(file: $0) ?? CheckpointName(stem: $0) }
    }

    private var names: [String] { (try? checkedNames()) ?? [] }

    /// None where the folder leads elsewhere or is no folder.
    private func checkedNames() throws(StorageError) -> [String] {
        do throws(StorageError) {
            return try Storage.names(in: path, isOurs: true).filter { CheckpointName(file: $0) != nil }
        } catch .cannot(_, _, ELOOP), .cannot(_, _, ENOTDIR) {
            return []
        }
    }
}

// MARK: - Other names, other folders
extension Checkpoints {
    /// Gives files more names, of which the old ones can go then.
    ///
    /// - Parameter names: of each run the old one and the new one.
    func link(_ names: [(old: CheckpointName, new: CheckpointName)]) throws(StorageError) {
        try adopt(names, from: self)
    }

    /// Takes in files of another folder, by a second name or as a copy. What is there already stays.
    ///
    /// - Parameter names: of each run the name there and the one here.
    func adopt(_ names: [(old: CheckpointName, new: CheckpointName)], from other: Checkpoints) throws(StorageError) {
        let files = other.files
        let pairs = names.flatMap { name in files[name.old, default: []].map { ($0, name.new.file(renaming: $0, of: name.old)) } }
        if pairs.isEmpty { return }
        try makeFolder()
        for (old, new) in pairs { try adopt("\(other.path)/\(old)", as: new) }
        try Storage.syncFolder(path)
    }

    private func adopt(_ file: String, as name: String) throws(StorageError) {
        if linkat(AT_FDCWD, file, AT_FDCWD, "\(path)/\(name)", AT_SYMLINK_FOLLOW) == 0 || errno == EEXIST { return }
        // The file may be gone since it was listed, or be on another file system.
        guard let bytes = try Storage.contents(of: file) else { return }
        try publish([draft(bytes, name)])
    }
}

/// A model that is written and has no name yet. What is never published is removed.
package final class CheckpointDraft: Sendable {
    let aside: String
    let path: String

    init(aside: String, path: String) {
        self.aside = aside
        self.path = path
    }

    deinit { unlink(aside) }
}
