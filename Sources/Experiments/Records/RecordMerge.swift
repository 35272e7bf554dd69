import Glibc

/// Puts what is published into `runs.jsonl`, in the plan's order, and takes the units' files away.
///
/// One process does it at a time, by a lock of the system on `runs.jsonl`, which ends with its process. Where no
/// lock can be had, nothing is moved: readers look into the units' files just as well. `runs.jsonl` appears whole;
/// a unit's file goes only when its records are in it, and stays when there is something wrong with it. A
/// `runs.jsonl` with lines that don't count is kept beside as `runs.jsonl.damaged`.
enum RecordMerge {
    /// Where a record's line stands.
    private struct Place {
        let id: RunID
        let file: Int
        let range: Range<Int>
    }

    /// False when another process has the lock, or there is none to be had.
    ///
    /// - Parameter isKept: Which records stay; what is left out counts as never recorded.
    /// - Throws: `StorageError` or `FolderError`, or `FolderProblem` when a run has two results; then nothing is changed.
    static func merge(_ folder: String, keeping isKept: (RunRecord) -> Bool = { _ in true }) throws -> Bool {
        guard let lock = try FolderLock(folder) else { return false }
        try merge(folder, under: lock, keeping: isKept)
        return true
    }

    static func merge(
        _ folder: String, under lock: FolderLock, keeping isKept: (RunRecord) -> Bool = { _ in true }
    ) throws {
        try AsideName.clean(folder)
        try retireLostClaims(of: folder)
        let contents = try FolderContents(of: folder, try ResultsTree.manifest(of: folder))
        if let conflict = contents.problems.first(where: \.isConflict) { throw conflict }
        let places = places(of: contents, keeping: isKept)
        let isInOrder = contents.files.count == 1 && contents.problems.isEmpty
            && places.count == contents.files[0].lines.count
            && zip(places, contents.files[0].lines).allSatisfy { $0.range == $1.range }
        if !isInOrder { try write(places, contents, in: folder) }
        removeUnits(contents, of: folder)
        rmdir("\(folder)/\(ResultsTree.claimsName)")
        rmdir("\(folder)/\(ResultsTree.recordsName)")
        withExtendedLifetime(lock) {}
    }

    /// What dead processes have recorded counts like everything else.
    private static func retireLostClaims(of folder: String) throws(StorageError) {
        let claims = "\(folder)/\(ResultsTree.claimsName)"
        for name in try Storage.names(in: claims) where name.hasSuffix(".jsonl") {
            guard Storage.owner(of: "\(claims)/\(name)")?.isGone == true else { continue }
            try Storage.retire("\(claims)/\(name)", String(name.dropLast(6)), in: folder)
        }
    }

    /// Each run once, in the plan's order. Claims under way are left to their owners.
    private static func places(of contents: FolderContents, keeping isKept: (RunRecord) -> Bool) -> [Place] {
        var table = contents.table
        var places: [Place] = []
        for (index, file) in contents.files.enumerated() where !isClaim(file) {
            for line in file.lines where isKept(line.record) {
                if let id = table.id(of: line.record) { places.append(Place(id: id, file: index, range: line.range)) }
            }
        }
        places.sort { ($0.id, $0.file, $0.range.lowerBound) < ($1.id, $1.file, $1.range.lowerBound) }
        var last: RunID?
        return places.filter { place in
            defer { last = place.id }
            return place.id != last
        }
    }

    private static func isClaim(_ file: RecordFile) -> Bool { file.name.hasPrefix(ResultsTree.claimsName) }

    private static func write(_ places: [Place], _ contents: FolderContents, in folder: String) throws(StorageError) {
        let isDamaged = contents.problems.contains { $0.file == ResultsTree.logName }
        if isDamaged { try keepDamaged(in: folder) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.reduce(0) { $0 + $1.range.count + 1 })
        for place in places {
            bytes += contents.files[place.file].bytes[place.range]
            bytes.append(UInt8(ascii: "\n"))
        }
        try Storage.publish(bytes, as: ResultsTree.logName, in: folder)
    }

    /// Gives `runs.jsonl` a second name that stays.
    private static func keepDamaged(in folder: String) throws(StorageError) {
        let path = "\(folder)/\(ResultsTree.logName)"
        var target = "\(path).damaged", number = 2
        while link(path, target) != 0 {
            guard errno == EEXIST else { throw .cannot(.make, path: target, errno: errno) }
            (target, number) = ("\(path).damaged.\(number)", number + 1)
        }
    }

    private static func removeUnits(_ contents: FolderContents, of folder: String) {
        let wrong = Set(contents.problems.filter { !$0.isHarmless }.map(\.file))
        for file in contents.files where !isClaim(file) && file.name != ResultsTree.logName && !wrong.contains(file.name) {
            unlink("\(folder)/\(file.name)")
        }
    }
}

/// A lock on a folder's order, which one process at a time can have and none keeps beyond its end.
final class FolderLock: Sendable {
    private let descriptor: Int32

    /// Waits up to two seconds; nil when another process has it all the time, or there is none to be had.
    init?(_ folder: String) throws(StorageError) {
        let path = "\(folder)/\(ResultsTree.logName)"
        for _ in 0..<200 {
            let descriptor = try Storage.open(path, O_RDWR | O_CREAT)
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                // The file that is locked must be the one that the others see.
                if FileVersion(of: path)?.isSameFile(as: FileVersion(of: descriptor)) == true {
                    self.descriptor = descriptor
                    return
                }
            }
            Glibc.close(descriptor)
            usleep(10_000)
        }
        return nil
    }

    deinit { close(descriptor) }
}
