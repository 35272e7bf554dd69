import Engine
import Glibc
import System

/// The records of a folder as one of the processes that work on it sees them.
///
///     let store = try RecordStore(opening: folder)
///     guard case .claimed(let news) = try store.claim(unit) else { … }    // another process has it
///     try store.append([(id, record)], to: unit)                             // on the disk when it returns
///     try store.publish(unit)
///     try store.close()                                                      // all in runs.jsonl, in the plan's order
///
/// A unit belongs to whoever makes its claim file; no lock is held while it is worked on. A claim is free
/// again when its owner is gone, or has given no sign of life for `lostAfter`; for ten seconds, if it seems to be of
/// this host before it was started anew. What an owner has recorded stays
/// in either case. An owner that comes back late learns that its claim is lost; what it computes then is compared
/// with what the others found, and a difference is an error. Any thread may call; one appends at a time.
package final class RecordStore: Sendable {
    package enum Claim: Sendable {
        /// Another process works on the unit.
        case taken
        /// The unit is this process's; other processes have recorded these runs since it last looked.
        case claimed(news: [(RunID, RunRecord)])
        /// Workers have ended on the unit, and it is left alone.
        case setAside(LostWork)
    }

    package let folder: String
    /// How long a claim counts without a sign of life of its owner.
    package let lostAfter: Duration
    /// Where a worker takes note of what others have ended on; nil for who is no worker.
    private let lost: WorkerFiles?
    private let state: Locked<State>

    private struct State {
        var table: RecordTable
        var log: FileVersion?
        var claims: [WorkUnit: ClaimFile] = [:]
        /// What was computed under a claim that was lost, until it can be compared.
        var unconfirmed: [RunID: RunRecord] = [:]
        var sightings: [WorkUnit: Sighting] = [:]
        var scanner = RecordScanner()
        var look: FolderLook
        var isOpen = true
        var ownCount = 0
    }

    /// Another process's claim, and since when it has not been touched.
    private struct Sighting {
        var file: FileVersion
        var since: ContinuousClock.Instant
        var owner: ClaimOwner?
        /// Whether it has been touched since it was first seen.
        var wasTouched = false

        /// Takes note of what was seen of it. Another file is another owner's claim.
        mutating func note(_ seen: FileVersion) {
            if seen == file { return }
            wasTouched = seen.isSameFile(as: file)
            if !wasTouched { owner = nil }
            (file, since) = (seen, .now)
        }
    }

    /// What is read of the folder at first.
    package let results: ResultsFolder

    /// - Parameter isWorker: whether units that workers ended on are noted, and left alone after the second time.
    /// - Throws: `FolderError` when it is no results folder, or a file in it can't be read.
    package init(
        opening path: String, lostAfter: Duration = RecordStore.standardPatience, isWorker: Bool = false
    ) throws(FolderError) {
        let path = ResultsTree.withoutTrailingSlashes(path)
        let manifest = try ResultsTree.manifest(of: path)
        do throws(StorageError) {
            let log = try FileVersion(of: "\(path)/\(ResultsTree.logName)")
            let contents = try FolderContents(of: path, manifest)
            results = ResultsFolder(path, manifest, contents)
            state = Locked(State(table: contents.table, log: log, look: FolderLook(after: contents)))
        } catch {
            throw .storage(error)
        }
        folder = path
        self.lostAfter = lostAfter
        lost = isWorker ? WorkerFiles(in: path) : nil
    }

    /// A minute.
    package static let standardPatience = Duration.seconds(60)
    /// Five times as long as a process that lives is still.
    private static let patienceWithDoubtful = Duration.seconds(10)

    package func isRecorded(_ id: RunID) -> Bool { record(of: id) != nil }
    /// The record of a run; nil when none is known.
    package func record(of id: RunID) -> RunRecord? { state.withLock { $0.table[id] } }
    /// How many of the plan's runs are recorded.
    package var count: Int { state.withLock { $0.table.count } }
    /// This process as its claims name it: `process 4711 on node7 (job 12_3)`
    package var owner: String { "\(ClaimOwner.current)" }
    /// How many of them this process has recorded.
    package var ownCount: Int { state.withLock { $0.ownCount } }
}

// MARK: - A unit's way
extension RecordStore {
    /// Claims a unit.
    ///
    /// - Throws: `StorageError`, or `FolderProblem.conflict`.
    package func claim(_ unit: WorkUnit) throws -> Claim {
        if let lost = try lost?.lost(unit), lost.isSetAside { return .setAside(lost) }
        guard let claim = try ClaimFile(unit, in: folder) else { return .taken }
        state.withLock { $0.claims[unit] = claim }
        return .claimed(news: try newRecords(of: unit))
    }

    /// Records runs of a unit durably; false when the unit's claim is lost, or the store closed.
    ///
    /// - Throws: `StorageError` when they can't be written; then no part of them stays.
    package func append(_ records: [(RunID, RunRecord)], to unit: WorkUnit) throws(StorageError) -> Bool {
        let claim = state.withLock { $0.isOpen ? $0.claims[unit] : nil }
        let isKept = try claim?.append(records) ?? false
        return state.withLock { state in
            guard state.isOpen else { return false }
            for (id, record) in records {
                if isKept { if case .new = state.table.insert(record) { state.ownCount += 1 } } else { state.unconfirmed[id] = record }
            }
            if !isKept { state.claims[unit] = nil }
            return isKept
        }
    }

    /// Ends the claim on a unit: what was recorded under it is published.
    ///
    /// - Throws: `StorageError`, or `FolderProblem.conflict` when another process has published another result.
    package func publish(_ unit: WorkUnit) throws {
        guard let claim = state.withLock({ $0.claims.removeValue(forKey: unit) }), try claim.isOurs else { return }
        let ids = claim.ids
        if ids.isEmpty { return try claim.remove() }
        var number = 1
        while try !Storage.move(claim.path, to: unitPath(unit, number)) {
            let others: Set<RunID>
            do {
                others = try compare(unit, number)
            } catch {
                keep(claim, above: number)
                throw error
            }
            if ids.isSubset(of: others) { return try claim.remove() }
            number += 1
        }
    }

    /// Shows that this process lives.
    package func touch() {
        for claim in state.withLock({ Array($0.claims.values) }) { claim.touch() }
    }

    /// Looks at a unit that another process had claimed: nil while it still has, else what it has recorded. The
    /// unit may then be claimed, if something of it is missing.
    ///
    /// - Throws: `StorageError`, or `FolderProblem.conflict`.
    package func revisit(_ unit: WorkUnit) throws -> [(RunID, RunRecord)]? {
        let path = claimPath(unit)
        var isTakenOver = false
        if let file = try FileVersion(of: path) {
            guard try isLost(unit, file, path) else { return nil }
            try Storage.retire(path, unit.name, in: folder)
            isTakenOver = true
        }
        let sighting = state.withLock { $0.sightings.removeValue(forKey: unit) }
        let news = try newRecords(of: unit)
        if let sighting, isTakenOver { try noteEnd(of: sighting.owner, on: unit) }
        return news
    }

    /// Takes note that a worker has ended on a unit, unless all of it was done.
    private func noteEnd(of owner: ClaimOwner?, on unit: WorkUnit) throws(StorageError) {
        let missing = unit.ids.filter { !isRecorded($0) }
        guard let lost, !missing.isEmpty else { return }
        let plan = results.plan, combination = plan.combinations[unit.combination]
        let seconds = missing.reduce(0) { seconds, id in
            seconds + RunStateFile.seconds(of: combination.configuration, seed: plan.seeds[id.seed], in: folder)
        }
        let end = WorkerEnd(
            owner: owner, recorded: unit.seeds.count - missing.count, seconds: seconds, log: lost.logEnd(of: owner))
        let seeds = (try? Seeds(list: Array(plan.seeds[unit.seeds])).description) ?? ""
        try lost.add(LostWork(combination: combination.assignments, seeds: seeds, ends: [end]), of: unit)
    }

    private func isLost(_ unit: WorkUnit, _ file: FileVersion, _ path: String) throws(StorageError) -> Bool {
        var sighting = state.withLock { $0.sightings[unit] } ?? Sighting(file: file, since: .now)
        sighting.note(file)
        if sighting.owner == nil { sighting.owner = Storage.owner(of: path) }
        // What a look at the name shows may be as old as the claim seems.
        if ContinuousClock.now - sighting.since >= patience(with: sighting.owner), let file = try FileVersion(opening: path) { sighting.note(file) }
        state.withLock { [sighting] in $0.sightings[unit] = sighting }
        return sighting.owner?.life == .gone || ContinuousClock.now - sighting.since >= patience(with: sighting.owner)
    }

    private func patience(with owner: ClaimOwner?) -> Duration {
        switch owner?.life {
        case .lives, .unknown, .gone: lostAfter
        // A claim has its owner's line from its first moment on.
        case .doubtful, nil: min(lostAfter, Self.patienceWithDoubtful)
        }
    }

    /// Who has a unit that was found taken, as far as its claim tells.
    package func claim(on unit: WorkUnit) -> ForeignClaim? {
        state.withLock { $0.sightings[unit] }.map { sighting in
            let silence = ContinuousClock.now - sighting.since
            return ForeignClaim(
                file: "\(ResultsTree.claimsName)/\(unit.name).jsonl", owner: sighting.owner,
                showsLife: sighting.wasTouched && silence < min(lostAfter, Self.patienceWithDoubtful),
                remaining: max(.zero, patience(with: sighting.owner) - silence))
        }
    }
}

// MARK: - What others have found
extension RecordStore {
    /// What other processes have recorded of a unit, or into `runs.jsonl`, since this one last looked.
    private func newRecords(of unit: WorkUnit) throws -> [(RunID, RunRecord)] {
        var news: [(RunID, RunRecord)] = []
        var number = 1
        while let file = try read("\(ResultsTree.recordsName)/\(unitName(unit, number))") {
            news += try take(file)
            number += 1
        }
        return try news + newRecords(inLog: FileVersion(of: "\(folder)/\(ResultsTree.logName)"))
    }

    private func newRecords(inLog log: FileVersion?) throws -> [(RunID, RunRecord)] {
        guard state.withLock({ $0.log != log }) else { return [] }
        let news = try read(ResultsTree.logName).map(take) ?? []
        state.withLock { $0.log = log }
        return news
    }

    /// What other processes have recorded anywhere in the folder since this one last looked. It costs little where nothing has
    /// changed.
    ///
    /// - Throws: `StorageError`, `FolderProblem.conflict`, or `FolderError.missing` when somebody has taken the folder away.
    package func news() throws -> News {
        let files = try state.withLock { state throws(StorageError) in
            try state.look.files(in: folder, engine: results.manifest.engine, scanner: &state.scanner)
        }
        let log = try FileVersion(opening: "\(folder)/\(ResultsTree.logName)")
        if log == nil, try ResultsTree(existing: folder).isGone { throw FolderError.missing(path: folder) }
        let records = try files.flatMap(take) + newRecords(inLog: log)
        let claims = state.withLock { $0.look.liveClaims { patience(with: $0) } }
        return News(records: records, liveClaims: claims)
    }

    package struct News: Sendable {
        package let records: [(RunID, RunRecord)]
        /// How many units others are at work on, as far as can be told.
        package let liveClaims: Int
    }

    private func read(_ name: String) throws(StorageError) -> RecordFile? {
        guard let bytes = try Storage.contents(of: "\(folder)/\(name)") else { return nil }
        return state.withLock { RecordFile(name, bytes, engine: results.manifest.engine, scanner: &$0.scanner) }
    }

    /// Takes in a file's records; returns what is new.
    private func take(_ file: RecordFile) throws -> [(RunID, RunRecord)] {
        var news: [(RunID, RunRecord)] = []
        for line in file.lines {
            switch state.withLock({ $0.table.insert(line.record) }) {
            case .new(let id):
                news.append((id, line.record))
                try confirm(id, line, file)
            case .conflict: throw conflict(line, file)
            case .same, .notPlanned: break
            }
        }
        return news
    }

    /// Compares what was computed under a lost claim with what counts.
    private func confirm(_ id: RunID, _ line: RecordFile.Line, _ file: RecordFile) throws {
        guard let own = state.withLock({ $0.unconfirmed.removeValue(forKey: id) }), !own.agrees(with: line.record)
        else { return }
        let lines = ClaimOwner.current.line + own.keptLine
        let name = "different-\(getpid())-\(id.combination)-\(id.seed).jsonl"
        try Storage.publish(lines, amongUnitsAs: name, in: folder)
        throw conflict(line, file)
    }

    private func conflict(_ line: RecordFile.Line, _ file: RecordFile) -> FolderProblem {
        let kind = FolderProblem.Kind.conflict(run: line.record.run, other: "this process")
        return FolderProblem(file: file.name, line: line.number, kind)
    }

    /// The runs of a unit that another process has published, compared with this one's.
    private func compare(_ unit: WorkUnit, _ number: Int) throws -> Set<RunID> {
        guard let file = try read("\(ResultsTree.recordsName)/\(unitName(unit, number))") else { return [] }
        _ = try take(file)
        return state.withLock { state in Set(file.lines.compactMap { state.table.id(of: $0.record) }) }
    }

    /// Publishes a claim beside what it contradicts.
    private func keep(_ claim: ClaimFile, above number: Int) {
        var number = number + 1
        while (try? Storage.move(claim.path, to: unitPath(claim.unit, number))) == false { number += 1 }
    }

    private func unitName(_ unit: WorkUnit, _ number: Int) -> String { Storage.unitName(unit.name, number) }
    private func unitPath(_ unit: WorkUnit, _ number: Int) -> String {
        "\(folder)/\(ResultsTree.recordsName)/\(unitName(unit, number))"
    }
    private func claimPath(_ unit: WorkUnit) -> String { "\(folder)/\(ResultsTree.claimsName)/\(unit.name).jsonl" }
}

// MARK: - The end
extension RecordStore {
    /// Gives up every claim, keeping what was recorded, and puts all that is published into `runs.jsonl`. From then on
    /// `count` is of what is on the disk.
    ///
    /// - Throws: `StorageError` or `FolderProblem.conflict`; nothing recorded is lost then. `FolderError.lost` when
    ///   something else has taken records away.
    package func close() throws {
        try leave()
        let contents = try RecordMerge.merge(folder) ?? FolderContents(of: folder, try ResultsTree.manifest(of: folder))
        try check(contents.table(of: results.plan))
    }

    /// Gives up every claim, keeping what was recorded where it is.
    ///
    /// - Throws: `StorageError` or `FolderProblem.conflict`.
    package func leave() throws {
        let units = state.withLock { state in
            state.isOpen = false
            return state.claims.keys.sorted { ($0.combination, $0.seeds.lowerBound) < ($1.combination, $1.seeds.lowerBound) }
        }
        for unit in units { try publish(unit) }
    }

    /// That all that was recorded, or learned of, is there. Failures may have been forgotten meanwhile.
    private func check(_ present: RecordTable) throws(FolderError) {
        let known = state.withLock { state in
            defer { state.table = present }
            return state.table
        }
        let lost = results.plan.runs.count { run in
            present[run.id] == nil && known[run.id].map { $0.failure == nil } == true
        }
        guard lost == 0 else { throw .lost(runs: lost, path: folder) }
    }
}
