import Glibc

/// Puts what is published into `runs.jsonl`, in the plan's order, and takes the units' files away.
///
/// One process does it at a time, by a lock of the system on `runs.jsonl`, which ends with its process. Where no
/// lock can be had, nothing is moved: readers look into the units' files just as well. Some file systems give locks
/// that exclude nobody; so a `runs.jsonl` that is not the one that was read is merged in, not overwritten.
///
/// `runs.jsonl` appears whole: it is published among the units, so that it counts wherever it is, and then takes its
/// name. A unit's file goes only when its records are in it, and stays when there is something wrong with it. What
/// claims hold is copied, and they are left to their owners. A `runs.jsonl` with lines that don't count is kept
/// beside as `runs.jsonl.damaged`.
enum RecordMerge {
    /// Where a record's line stands.
    private struct Place {
        let id: RunID
        let file: Int
        let range: Range<Int>
    }

    /// Returns what the folder held; nil when another process has the lock, or there is none to be had.
    ///
    /// - Throws: `StorageError` or `FolderError`, or `FolderProblem` when a run has two results; then nothing is changed.
    @discardableResult
    static func merge(_ folder: String) throws -> FolderContents? {
        let lock: FolderLock
        do throws(StorageError) {
            guard let free = try FolderLock(folder) else { return nil }
            lock = free
        } catch .cannot(.lock, _, _) {
            return nil
        } catch {
            // Where nothing can be written nothing needs to be, if all is in its place.
            let contents = try FolderContents(of: folder, try ResultsTree.manifest(of: folder))
            guard isInOrder(contents, places(of: contents) { _ in true }) else { throw error }
            return contents
        }
        return try merge(folder, under: lock)
    }

    /// - Parameter isKept: Which records stay; what is left out counts as never recorded.
    @discardableResult
    static func merge(
        _ folder: String, under lock: FolderLock, keeping isKept: (RunRecord) -> Bool = { _ in true }
    ) throws -> FolderContents {
        defer { withExtendedLifetime(lock) {} }
        try AsideName.clean(folder)
        try AsideName.clean("\(folder)/\(ResultsTree.recordsName)")
        try AsideName.clean("\(folder)/\(ResultsTree.claimsName)")
        Checkpoints(in: folder).clean()
        _ = try retireClaims(of: folder) { $0 == .gone }
        for _ in 0..<10 {
            let manifest = try ResultsTree.manifest(of: folder)
            let contents = try FolderContents(of: folder, manifest)
            if let conflict = contents.problems.first(where: \.isConflict) { throw conflict }
            // Where no run is missing no claim has work left, though nobody knows whether its owner lives.
            let isComplete = ResultsFolder(folder, manifest, contents).isComplete
            if isComplete, try retireClaims(of: folder, where: { $0 != .lives }) { continue }
            guard try putInOrder(contents, in: folder, keeping: isKept) else { continue }
            removeUnits(contents, of: folder)
            if isComplete { RunStateFile.removeAll(in: folder) }
            rmdir("\(folder)/\(ResultsTree.claimsName)")
            rmdir("\(folder)/\(ResultsTree.recordsName)")
            return contents
        }
        throw FolderError.busy(path: folder)
    }

    /// Makes claims count as done by what can be told of their owners; returns whether there was one.
    private static func retireClaims(
        of folder: String, where isOver: (ClaimOwner.Life?) -> Bool
    ) throws(StorageError) -> Bool {
        let claims = "\(folder)/\(ResultsTree.claimsName)"
        let names = try Storage.names(in: claims, isOurs: true).filter { name in
            name.hasSuffix(".jsonl") && isOver(Storage.owner(of: "\(claims)/\(name)")?.life)
        }
        for name in names { try Storage.retire("\(claims)/\(name)", String(name.dropLast(6)), in: folder) }
        return !names.isEmpty
    }

    /// Writes `runs.jsonl`, if it isn't as it should be. False when it was no longer what was read.
    private static func putInOrder(
        _ contents: FolderContents, in folder: String, keeping isKept: (RunRecord) -> Bool
    ) throws(StorageError) -> Bool {
        let places = places(of: contents, keeping: isKept)
        return isInOrder(contents, places) ? true : try write(places, contents, in: folder)
    }

    /// Whether there is only `runs.jsonl`, with those records as its lines.
    private static func isInOrder(_ contents: FolderContents, _ places: [Place]) -> Bool {
        contents.files.count == 1 && contents.problems.isEmpty && places.count == contents.files[0].lines.count
            && zip(places, contents.files[0].lines).allSatisfy { $0.range == $1.range }
    }

    /// Each run once, in the plan's order.
    private static func places(of contents: FolderContents, keeping isKept: (RunRecord) -> Bool) -> [Place] {
        var table = contents.table
        var places: [Place] = []
        for (index, file) in contents.files.enumerated() {
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

    private static func write(
        _ places: [Place], _ contents: FolderContents, in folder: String
    ) throws(StorageError) -> Bool {
        let isDamaged = contents.problems.contains { $0.file == ResultsTree.logName }
        if isDamaged { try keepDamaged(in: folder) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(places.reduce(0) { $0 + $1.range.count + 1 })
        for place in places {
            bytes += contents.files[place.file].bytes[place.range]
            bytes.append(UInt8(ascii: "\n"))
        }
        let name = "runs.\(ClaimOwner.current.name).jsonl"
        try Storage.publish(bytes, amongUnitsAs: name, in: folder)
        return try Storage.replace(
            "\(folder)/\(ResultsTree.logName)", contents.log, by: "\(folder)/\(ResultsTree.recordsName)/\(name)")
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

    /// Waits up to two seconds; nil when another process has it all the time.
    ///
    /// - Throws: `StorageError`; it says `.lock` where there are no locks to be had.
    init?(_ folder: String) throws(StorageError) {
        let path = "\(folder)/\(ResultsTree.logName)"
        for _ in 0..<200 {
            let descriptor = try Storage.open(path, O_RDWR | O_CREAT | O_NOFOLLOW)
            let failure = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
            if failure == 0, Self.isSeen(descriptor, path) {
                self.descriptor = descriptor
                return
            }
            Glibc.close(descriptor)
            guard [0, EWOULDBLOCK, EINTR].contains(failure) else { throw .cannot(.lock, path: path, errno: failure) }
            usleep(10_000)
        }
        return nil
    }

    /// Whether the file that is locked is the one that the others see.
    private static func isSeen(_ descriptor: Int32, _ path: String) -> Bool {
        guard let own = try? FileVersion(of: descriptor, path), let seen = try? FileVersion(of: path) else { return false }
        return seen.isSameFile(as: own)
    }

    deinit { close(descriptor) }
}
