package import Engine
import Glibc

/// The folder of one sweep, and the only place where the names in it are spelled.
///
///     sweep.json                                                what is asked for, of which data
///     claims/…                                                  the units that are worked on, and their runs so far
///     records/…                                                 the units that are done
///     runs.jsonl                                                all runs, once the work is done or has stopped
///     n_layer_1_n_head_1_n_embd_factor_16_dropout_0.1.txt       a combination's text, once it is complete
///     sweep_summary.txt                                         the end: there when the sweep is complete
///
/// Each file but a claim appears whole, by one rename.
package struct ResultsTree: Sendable {
    /// The folder's path, as it is shown.
    package let folder: String
    /// The folders that were made for this sweep, outermost first.
    private let made: [String]

    package var logPath: String { "\(folder)/\(Self.logName)" }
    package var summaryPath: String { "\(folder)/\(Self.summaryName)" }

    static let manifestName = "sweep.json"
    static let logName = "runs.jsonl"
    static let claimsName = "claims"
    static let recordsName = "records"
    static let summaryName = "sweep_summary.txt"

    /// The name of a combination's file.
    package static func textName(of combination: Combination) -> String {
        combination.listed(between: "_", separator: "_") + ".txt"
    }

    /// A folder that a sweep has made.
    package init(existing folder: String) {
        self.folder = Self.withoutTrailingSlashes(folder)
        made = []
    }

    func publish(_ text: String, of combination: Combination) throws(StorageError) {
        let name = Self.textName(of: combination)
        if try Storage.contents(of: "\(folder)/\(name)") == Array(text.utf8) { return }
        try Storage.publish(Array(text.utf8), as: name, in: folder)
    }

    func publish(summary: String) throws(StorageError) {
        try Storage.publish(Array(summary.utf8), as: Self.summaryName, in: folder)
    }
}

extension ResultsTree {
    /// Makes the folder of a sweep, with `sweep.json` in it.
    ///
    /// - Parameters:
    ///   - path: A folder to be made, with those above it, or an empty one. When nil, a new one of the
    ///     name `sweep_results_YYYYMMDD_HHMMSS` in the working directory, with `_2`, `_3`, … when taken.
    ///   - keepsEmbeddings: whether each run's token embedding is to be recorded.
    /// - Throws: `StorageError`; then whatever had been made is removed.
    package init(
        at path: String?, plan: SweepPlan, dataset: Dataset, now: Timestamp, keepsEmbeddings: Bool = false
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
            try Self.makeLog(in: folder)
        } catch {
            Self.remove(made)
            throw error
        }
        self.folder = folder
        self.made = made
        do throws(StorageError) {
            let manifest = SweepManifest(plan: plan, dataset: dataset, created: now, keepsEmbeddings: keepsEmbeddings)
            try Storage.publish(manifest.json, as: Self.manifestName, in: folder)
            try Storage.syncFolder("\(folder)/..")
        } catch {
            discard()
            throw error
        }
    }

    /// Removes what `init` made, for a sweep that recorded no run: files, and the folders if then empty.
    package func discard() {
        unlink("\(folder)/\(Self.manifestName)")
        unlink("\(folder)/\(Self.logName)")
        rmdir("\(folder)/\(Self.claimsName)")
        rmdir("\(folder)/\(Self.recordsName)")
        Self.remove(made)
    }

    /// Makes an empty `runs.jsonl`: the folder is this sweep's.
    private static func makeLog(in folder: String) throws(StorageError) {
        do throws(StorageError) {
            close(try Storage.open("\(folder)/\(logName)", O_WRONLY | O_CREAT | O_EXCL))
        } catch .cannot(_, _, EEXIST) {
            throw .notEmpty(path: folder)
        }
    }

    private static func remove(_ folders: [String]) {
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
    private static func makeFolders(_ path: String) throws(StorageError) -> [String] {
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
        guard try Storage.isEmptyFolder(folder) else { throw .notEmpty(path: folder) }
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
            bytes = try Storage.contents(of: "\(folder)/\(manifestName)")
        } catch {
            throw .storage(error)
        }
        guard let bytes else { throw Storage.isFolder(folder) ? .noPlan(path: folder) : .missing(path: folder) }
        do {
            return try SweepManifest(json: bytes)
        } catch let error as DecodingError {
            throw .wrongPlan(path: folder, reason: Self.reason(error))
        } catch {
            throw .wrongPlan(path: folder, reason: "\(error)")
        }
    }

    /// What a decoder missed.
    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, _): "found no field \(key.stringValue)"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "the field \(context.codingPath.map(\.stringValue).joined(separator: ".")) is of another kind"
        default: "it is no JSON, or cut off"
        }
    }
}
