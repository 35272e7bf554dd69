import Glibc

/// Finds what is new in a folder since the last look, at the cost of what has changed.
///
/// A claim is read from where the last look ended, a published unit once, and the list of units only when it has changed. Everything
/// is opened before it is believed: on a shared file system a mere look may be some seconds old.
struct FolderLook: Sendable {
    /// A claim as it was seen last.
    private struct Claim {
        var version: FileVersion
        /// When its version was first seen.
        var since = ContinuousClock.now
        var owner: ClaimOwner?
        /// How much of it has been read: whole lines.
        var end = 0
        var lineCount = 0
    }

    private var claims: [String: Claim] = [:]
    /// The units' files that have been read.
    private var units: Set<String>
    /// The folder of units when it was last listed, and when it was first seen like that.
    private var list: (version: FileVersion?, since: ContinuousClock.Instant)?
    /// Whether the last list is from so long after the folder's last change that no other can have the same time.
    private var isListSure = false

    /// How long a folder's time of change may stand for two changes.
    private static let sure = Duration.seconds(2)

    /// - Parameter contents: what has been read already.
    init(after contents: FolderContents) {
        let prefix = "\(ResultsTree.recordsName)/"
        units = Set(contents.files.lazy.map(\.name).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    }

    /// What is new in claims and in published units, in that order, which is the order in which runs move.
    mutating func files(in folder: String, engine: Int, scanner: inout RecordScanner) throws(StorageError) -> [RecordFile] {
        try newLines(in: folder, engine, &scanner) + newUnits(in: folder, engine, &scanner)
    }

    /// How many claims count, by their owners' signs of life.
    func liveClaims(_ patience: (ClaimOwner?) -> Duration) -> Int {
        claims.values.count { $0.owner?.life == .lives || $0.owner?.life != .gone && ContinuousClock.now - $0.since < patience($0.owner) }
    }

    private mutating func newLines(in folder: String, _ engine: Int, _ scanner: inout RecordScanner) throws(StorageError) -> [RecordFile] {
        let place = ResultsTree.claimsName
        let names = try Storage.names(in: "\(folder)/\(place)", isOurs: true).filter { $0.hasSuffix(".jsonl") }
        var found: [String: Claim] = [:], files: [RecordFile] = []
        for name in names {
            let known = claims[name].map { (version: $0.version, end: $0.end) }
            guard let (version, bytes, isNew) = try Storage.rest(of: "\(folder)/\(place)/\(name)", behind: known) else { continue }
            var claim = isNew ? Claim(version: version) : claims[name] ?? Claim(version: version)
            if claim.version != version { (claim.version, claim.since) = (version, .now) }
            if let end = bytes.lastIndex(of: UInt8(ascii: "\n")) {
                let file = RecordFile(
                    "\(place)/\(name)", Array(bytes[...end]), engine: engine, firstLine: claim.lineCount + 1, scanner: &scanner)
                claim.owner = claim.owner ?? file.owner
                claim.end += end + 1
                claim.lineCount += bytes[...end].count { $0 == UInt8(ascii: "\n") }
                files.append(file)
            }
            found[name] = claim
        }
        claims = found
        return files
    }

    private mutating func newUnits(in folder: String, _ engine: Int, _ scanner: inout RecordScanner) throws(StorageError) -> [RecordFile] {
        let path = "\(folder)/\(ResultsTree.recordsName)"
        let version = try FileVersion(opening: path), now = ContinuousClock.now
        if let list, list.version == version {
            if isListSure { return [] }
            isListSure = now - list.since >= Self.sure
        } else {
            list = (version, now)
            isListSure = false
        }
        // A `runs.jsonl` on its way to its name holds what is in units, and stands for itself when it has arrived.
        let names = try Storage.names(in: path, isOurs: true).filter { $0.hasSuffix(".jsonl") && !$0.hasPrefix("runs.") }
        var files: [RecordFile] = []
        for name in names where !units.contains(name) {
            guard let bytes = try Storage.contents(of: "\(path)/\(name)") else { continue }
            files.append(RecordFile("\(ResultsTree.recordsName)/\(name)", bytes, engine: engine, scanner: &scanner))
        }
        units = Set(names)
        return files
    }
}

extension Storage {
    /// The version that a file is of right now, and the bytes of it that have not been read; nil when there is none.
    ///
    /// - Parameter known: the version that was read, and how much of it. Of another file all is new, of the same version nothing. A
    ///   file that has become shorter is another one, to which the system has given the number of one that is gone.
    static func rest(
        of path: String, behind known: (version: FileVersion, end: Int)?
    ) throws(StorageError) -> (version: FileVersion, bytes: [UInt8], isNew: Bool)? {
        let descriptor: Int32
        do throws(StorageError) {
            descriptor = try open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
        } catch .cannot(_, _, ENOENT), .cannot(_, _, ESTALE) {
            return nil
        }
        defer { close(descriptor) }
        let version = try FileVersion(of: descriptor, path)
        if let known, known.version == version { return (version, [], false) }
        guard let known, known.version.isSameFile(as: version), version.size >= known.end else {
            return (version, try contents(of: descriptor, path), true)
        }
        return (version, try contents(of: descriptor, path, from: known.end), false)
    }
}
