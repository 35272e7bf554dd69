package import Engine
import Formats
import Glibc

/// The folder of one sweep, and the only place where the names in it are spelled.
///
///     sweep.json                                                what is asked for, of which data
///     claims/…                                                  the units that are worked on, and their runs so far
///     records/…                                                 the units that are done
///     runs.jsonl                                                all runs, once the work is done or has stopped
///     n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1.txt       a combination's text, once it is complete
///     checkpoints/…                                             trained models, where they are kept
///     workers/…                                                 what workers on a cluster were told, and what they say
///     sweep_summary.txt                                         the end: there when the sweep is complete
///
/// Each file but a claim appears whole, by one rename.
package struct ResultsTree: Sendable {
    /// The folder's path, as it is shown.
    package let folder: String
    /// The folders that were made for this sweep, outermost first.
    let made: [String]
    /// `sweep.json` as it was when the work on the folder began.
    private let manifestVersion: FileVersion?

    /// Whether somebody has extended the plan since. Texts that follow from the plan as it was are then written by
    /// nobody any more.
    package var isOutgrown: Bool {
        get throws(StorageError) { try FileVersion(of: "\(folder)/\(Self.manifestName)") != manifestVersion }
    }

    package var logPath: String { "\(folder)/\(Self.logName)" }
    package var summaryPath: String { Self.summaryPath(of: folder) }

    package static func summaryPath(of folder: String) -> String { "\(folder)/\(summaryName)" }

    package static let manifestName = "sweep.json"
    static let logName = "runs.jsonl"
    static let claimsName = "claims"
    static let recordsName = "records"
    static let checkpointsName = "checkpoints"
    static let workersName = "workers"
    static let summaryName = "sweep_summary.txt"

    /// What a results folder may hold, with a line of help each; a name that ends in a slash is a folder's.
    package static let contents: [(name: String, help: String)] = [
        (manifestName, "the plan: hyper-parameters, seeds, the SHA-256 of the data; it makes the folder a results folder"),
        (logName, "one line for each run, with all it measured; there once the work is done or has stopped"),
        ("n_layer_1_….txt", "a combination's text, named by its hyper-parameters, once all its runs are done"),
        (summaryName, "the ranking; there when the sweep is complete"),
        ("\(checkpointsName)/", "trained models, where they are kept"),
        ("\(claimsName)/", "what is being worked on, with the runs done so far"),
        ("\(recordsName)/", "runs that are done and not yet in \(logName)"),
        ("\(workersName)/", "what workers on a cluster were told, and what they say"),
    ]

    /// The name of a combination's file. One of more than 255 bytes, which no file system takes, ends in a digest of what it lacks.
    package static func textName(of combination: Combination) -> String {
        name(combination.listed(between: "_", separator: "_"), ending: ".txt", atMost: longestName)
    }

    /// A name of at most so many bytes.
    static func name(_ stem: String, ending: String = "", atMost limit: Int) -> String {
        let name = stem + ending
        guard name.utf8.count > limit else { return name }
        let end = "_\(SHA256.hex(of: Array(name.utf8)).prefix(16))" + ending
        var kept = stem.unicodeScalars
        while String(kept).utf8.count > limit - end.utf8.count { kept.removeLast() }
        return String(kept) + end
    }

    private static let longestName = Int(NAME_MAX)

    /// Checks, before anything is trained, that every file can be named.
    ///
    /// - Throws: `StorageError.tooLong` where the file system allows less.
    private static func checkNames(of plan: SweepPlan, in folder: String) throws(StorageError) {
        let longest = min(longestName, plan.longestName + ".txt".count)
        let limit = pathconf(folder, Int32(_PC_NAME_MAX))
        if limit > 0, longest > limit { throw .tooLong(folder: folder, bytes: longest, limit: limit) }
        let path = folder.utf8.count + 1 + max(longest, longestUnitPath)
        if path >= PATH_MAX { throw .tooLong(folder: folder, bytes: path, limit: Int(PATH_MAX) - 1) }
    }

    /// `records/.5d41402abc4b2a76.1234567890.9f86d081884c7d65.new`, and what is shorter.
    private static let longestUnitPath = 64

    /// A folder that a sweep has made.
    package init(existing folder: String) throws(StorageError) { try self.init(existing: folder, made: []) }

    init(existing folder: String, made: [String]) throws(StorageError) {
        self.folder = Self.withoutTrailingSlashes(folder)
        self.made = made
        manifestVersion = try FileVersion(of: "\(self.folder)/\(Self.manifestName)")
    }

    func publish(_ text: String, of combination: Combination) throws(StorageError) {
        let name = Self.textName(of: combination), bytes = Array(text.utf8)
        if try isOutgrown { return }
        if try Storage.contents(of: "\(folder)/\(name)", size: bytes.count) == bytes { return }
        try Storage.publish(bytes, as: name, in: folder)
    }

    /// Takes away what is derived from records and has become untrue: texts look complete.
    func withdraw(_ combinations: some Sequence<Combination>) {
        for combination in combinations { unlink("\(folder)/\(Self.textName(of: combination))") }
    }

    func withdrawSummary() {
        unlink(summaryPath)
    }

    /// Leaves a summary that says the same, with the date it was made.
    func publish(summary: String) throws(StorageError) {
        if try isOutgrown { return }
        if try says(summary) { return }
        try Storage.publish(Array(summary.utf8), as: Self.summaryName, in: folder)
    }

    /// Whether the summary says the same, but for the date it was made.
    func says(_ summary: String) throws(StorageError) -> Bool {
        let present = try Storage.contents(of: summaryPath, size: summary.utf8.count)
        return present.map { Self.undated(String(decoding: $0, as: UTF8.self)) == Self.undated(summary) } ?? false
    }
}

extension ResultsTree {
    private static func undated(_ summary: String) -> [Substring] {
        summary.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("Date: ") }
    }

    /// The results folders in a folder, sorted by name, and so by date.
    ///
    /// - Throws: `StorageError` when the folder can't be read.
    package static func folders(in path: String) throws(StorageError) -> [String] {
        let path = withoutTrailingSlashes(path)
        guard Storage.isFolder(path) else { throw .cannot(.read, path: path, errno: access(path, F_OK) == 0 ? ENOTDIR : ENOENT) }
        return try Storage.names(in: path).filter { !AsideName.isAside($0) }.map { path == "." ? $0 : "\(path)/\($0)" }
            // What can't be looked into is listed, with the reason.
            .filter { access("\($0)/\(manifestName)", F_OK) == 0 || [EIO, ESTALE].contains(errno) }
    }

    /// Whether a file is one that a results folder has made: its plan, its records, its texts or its models.
    package static func isOwn(_ path: String) -> Bool {
        let folder = Storage.folder(of: path), name = path.split(separator: "/").last.map(String.init) ?? path
        let isHere = access("\(folder)/\(manifestName)", F_OK) == 0
        if [manifestName, logName, summaryName].contains(name) || name.hasPrefix("\(logName).damaged") { return isHere }
        if name.hasPrefix("n_layer_") || name.hasPrefix("data_"), name.hasSuffix(".txt") { return isHere }
        let isWithin = [claimsName, recordsName, checkpointsName].contains { folder == $0 || folder.hasSuffix("/\($0)") }
        return isWithin && access("\(Storage.folder(of: folder))/\(manifestName)", F_OK) == 0
    }

    func publish(_ manifest: SweepManifest) throws(StorageError) {
        try Storage.publish(manifest.json, as: Self.manifestName, in: folder)
    }

    /// Makes the folder of a sweep, with `sweep.json` in it.
    ///
    /// - Parameters:
    ///   - path: A folder to be made, with those above it, or an empty one. When nil, a new one of the
    ///     name `sweep_results_YYYYMMDD_HHMMSS` in the working directory, with `_2`, `_3`, … when taken.
    ///   - keepsEmbeddings: whether each run's token embedding is to be recorded.
    ///   - checkpoints: which models of each run are to be kept.
    /// - Throws: `StorageError`; then whatever had been made is removed.
    package init(
        at path: String?, plan: SweepPlan, tasks: TaskLibrary, now: Timestamp, keepsEmbeddings: Bool = false,
        checkpoints: CheckpointRule = .none
    ) throws(StorageError) {
        let folder: String
        let made: [String]
        if let path {
            folder = Self.withoutTrailingSlashes(path)
            made = try Self.makeFolders(folder)
        } else {
            folder = try Self.makeFolder(for: now)
            made = [folder]
        }
        do throws(StorageError) {
            if path != nil { try Self.checkEmpty(folder) }
            try Self.checkNames(of: plan, in: folder)
            // Whoever makes the plan's file has the folder.
            let manifest = SweepManifest(
                plan: plan, tasks: tasks, created: now, keepsEmbeddings: keepsEmbeddings, checkpoints: checkpoints)
            guard try Storage.publishFirst(manifest.json, as: Self.manifestName, in: folder) else {
                throw .notEmpty(path: folder)
            }
        } catch {
            Self.remove(made)
            throw error
        }
        self.folder = folder
        self.made = made
        manifestVersion = try FileVersion(of: "\(folder)/\(Self.manifestName)")
        do throws(StorageError) {
            close(try Storage.open(logPath, O_WRONLY | O_CREAT | O_NOFOLLOW))
            try Storage.syncFolder("\(folder)/..")
        } catch {
            discard()
            throw error
        }
    }

    /// Whether somebody has taken the folder away, or the plan in it.
    package var isGone: Bool { access("\(folder)/\(Self.manifestName)", F_OK) != 0 && errno == ENOENT }

    /// Removes what `init` made, for a sweep that recorded no run: files, and the folders if then empty. Returns false,
    /// and leaves everything, when another process works in it or has recorded something.
    @discardableResult
    package func discard() -> Bool {
        let lock: FolderLock?
        do throws(StorageError) {
            lock = try FolderLock(folder)
            if lock == nil { return false }
        } catch {
            // Where nothing can be locked, other processes show in the folder all the same.
            lock = nil
        }
        defer { withExtendedLifetime(lock) {} }
        // Workers that were submitted may start at any time. Records move from claims to units and on to runs.jsonl: looked for in
        // this order, none is missed.
        guard Self.isRemoved("\(folder)/\(Self.workersName)"), Self.isRemoved("\(folder)/\(Self.claimsName)"), Self.isRemoved("\(folder)/\(Self.recordsName)"),
            isLogEmpty
        else { return false }
        _ = try? Checkpoints(in: folder).removeAll()
        unlink("\(folder)/\(Self.manifestName)")
        unlink(logPath)
        Self.remove(made)
        return true
    }

    private var isLogEmpty: Bool {
        do throws(StorageError) {
            if let log = try FileVersion(opening: logPath) { return log.isEmpty }
        } catch {
            return false
        }
        return true
    }

    /// Whether a folder is no more, which it may be only if it was empty.
    private static func isRemoved(_ folder: String) -> Bool { rmdir(folder) == 0 || errno == ENOENT }

    static func remove(_ folders: [String]) {
        for folder in folders.reversed() { rmdir(folder) }
    }

    private static func makeFolder(for now: Timestamp) throws(StorageError) -> String {
        let name = "sweep_results_\(now.compact)"
        if try Storage.makeFolder(name) { return name }
        var number = 2
        while try !Storage.makeFolder("\(name)_\(number)") { number += 1 }
        return "\(name)_\(number)"
    }

    /// Makes a folder and those above it, and returns the ones that were not there.
    static func makeFolders(_ path: String) throws(StorageError) -> [String] {
        var made: [String] = []
        do throws(StorageError) {
            for end in path.indices.dropFirst() where path[end] == "/" {
                if try Storage.makeFolder(String(path[..<end])) { made.append(String(path[..<end])) }
            }
            if try Storage.makeFolder(path) { made.append(path) }
        } catch {
            remove(made)
            throw error
        }
        return made
    }

    private static func checkEmpty(_ folder: String) throws(StorageError) {
        guard Storage.isFolder(folder) else { throw .notAFolder(path: folder) }
        try AsideName.clean(folder)
        // What another process is about to name is no sweep yet: whoever names sweep.json first has the folder.
        guard try Storage.names(in: folder).allSatisfy(AsideName.isAside) else { throw .notEmpty(path: folder) }
    }

    static func withoutTrailingSlashes(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// What `sweep.json` of a folder says.
    ///
    /// - Throws: `FolderError`
    static func manifest(of folder: String) throws(FolderError) -> SweepManifest {
        let bytes: [UInt8]?
        do throws(StorageError) {
            bytes = try Storage.contents(of: "\(folder)/\(manifestName)", limit: JSONReader.sizeLimit)
        } catch {
            throw .storage(error)
        }
        guard let bytes else { throw Storage.isFolder(folder) ? .noPlan(path: folder) : .missing(path: folder) }
        do {
            return try SweepManifest(json: bytes)
        } catch {
            throw .wrongPlan(path: folder, reason: "\(error)")
        }
    }
}
