import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// Claims, records and what becomes of them, with several stores on one folder as several processes have.
struct RecordStoreTests {
    let folder: TemporaryFolder
    let plan: SweepPlan
    let units: [WorkUnit]
    var path: String { folder.path + "/out" }

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
        _ = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        let made = plan
        units = made.combinations.map { WorkUnit($0, seeds: 0..<3, of: made) }
    }

    private func store(lostAfter: Duration = .seconds(60)) throws -> RecordStore {
        try RecordStore(opening: path, lostAfter: lostAfter)
    }

    func record(_ id: RunID, right: Int = 1) -> (RunID, RunRecord) {
        (id, .finished(plan.runs[id.combination * 3 + id.seed], right: right))
    }

    private func line(_ id: RunID, right: Int = 1) -> String {
        String(decoding: record(id, right: right).1.keptLine.dropLast(), as: UTF8.self)
    }

    /// Claims a unit that is free.
    func claim(_ unit: WorkUnit, _ store: RecordStore) throws -> [RunID] {
        guard case .claimed(let learned) = try store.claim(unit) else {
            throw CocoaError(.featureUnsupported)
        }
        return learned.map(\.0)
    }

    private var claimFile: String {
        get throws { "claims/" + (try #require(try folder.names(in: "out/claims").first)) }
    }

    private func rewrite(_ name: String, _ change: (String) -> String) throws {
        let text = change(try folder.text(of: "out/\(name)"))
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }

    @Test func `a run is in the file when append returns`() throws {
        let store = try store()
        #expect(try claim(units[0], store) == [])
        for (count, id) in units[0].ids.enumerated() {
            #expect(try store.append([record(id)], to: units[0]))
            let lines = try folder.text(of: "out/\(claimFile)").split(separator: "\n").map(String.init)
            #expect(lines.count == count + 2)
            #expect(lines.last == line(id))
            #expect(try ResultsFolder(reading: path).recordedCount == count + 1)
        }
        #expect(try ResultsFolder(reading: path).isInWork)
    }

    @Test func `a unit is one store's, and others learn what it held when it is published`() throws {
        let (one, two) = (try store(), try store())
        _ = try claim(units[0], one)
        guard case .taken = try two.claim(units[0]) else {
            Issue.record("two stores have one unit")
            return
        }
        #expect(try two.revisit(units[0]) == nil)
        #expect(try one.append(units[0].ids.map { record($0) }, to: units[0]))
        try one.publish(units[0])
        #expect(try two.revisit(units[0])?.map(\.0) == units[0].ids)
        #expect(two.count == 3)
        #expect(try folder.names(in: "out/claims") == [])
        #expect(try folder.names(in: "out/records").count == 1)
    }

    @Test func `closing leaves all records in one file, in the plan's order`() throws {
        let (one, two) = (try store(), try store())
        _ = try claim(units[1], one)
        _ = try claim(units[0], two)
        #expect(try one.append(units[1].ids.reversed().map { record($0) }, to: units[1]))
        #expect(try two.append([record(units[0].ids[2])], to: units[0]))
        try one.publish(units[1])
        try two.close()
        try one.close()
        let expected = [units[0].ids[2]] + units[1].ids
        #expect(try folder.text(of: "out/runs.jsonl") == expected.map { line($0) + "\n" }.joined())
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
        #expect(try one.append([record(units[0].ids[0])], to: units[0]) == false)
    }

    @Test func `what a dead process has recorded counts, and its unit is free`() throws {
        let first = try store()
        _ = try claim(units[0], first)
        _ = try first.append([record(units[0].ids[1])], to: units[0])
        // No process has this number: it is above the system's largest.
        try rewrite(try claimFile) { $0.replacing(#/"process":\d+/#, with: "\"process\":99999999") + "{\"dropout\":0." }
        let second = try store()
        #expect(second.count == 1)
        guard case .taken = try second.claim(units[0]) else {
            Issue.record("the claim was not there any more")
            return
        }
        #expect(try second.revisit(units[0])?.isEmpty == true)
        #expect(try claim(units[0], second) == [])
        _ = try second.append([record(units[0].ids[0]), record(units[0].ids[2])], to: units[0])
        try second.publish(units[0])
        #expect(try folder.names(in: "out/records").count == 2)
        try second.close()
        #expect(try folder.text(of: "out/runs.jsonl") == units[0].ids.map { line($0) + "\n" }.joined())
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
    }

    @Test func `another host's claim counts until it gives no sign of life`() throws {
        let first = try store()
        _ = try claim(units[0], first)
        try rewrite(try claimFile) { $0.replacing(#/"host":"[^"]*"/#, with: "\"host\":\"elsewhere\"") }
        let patient = try store(), hasty = try store(lostAfter: .zero)
        #expect(try patient.revisit(units[0]) == nil)
        #expect(try hasty.revisit(units[0])?.isEmpty == true)
        #expect(try claim(units[0], hasty) == [])
    }

    @Test func `a claim that does not say whose it is counts for ten seconds, and is told by its file`() throws {
        let first = try store()
        _ = try claim(units[0], first)
        let name = try claimFile
        try rewrite(name) { _ in "garbage" }
        let other = try store()
        #expect(other.claim(on: units[0]) == nil)
        #expect(try other.revisit(units[0]) == nil)
        let claim = try #require(other.claim(on: units[0]))
        #expect(claim.holder == "a process that \(name) does not name")
        #expect(claim.remaining > .zero && claim.remaining <= .seconds(10))
    }

    @Test func `a claim tells who holds it`() throws {
        let first = try store(), other = try store()
        _ = try claim(units[0], first)
        try rewrite(try claimFile) { $0.replacing(#/"host":"[^"]*"/#, with: "\"host\":\"elsewhere\"") }
        #expect(try other.revisit(units[0]) == nil)
        let claim = try #require(other.claim(on: units[0]))
        #expect(claim.holder == "process \(getpid()) on elsewhere")
        #expect(claim.remaining > .seconds(50) && claim.remaining <= .seconds(60))
    }

    @Test func `a planted link is not written through`() throws {
        try folder.write("precious", to: "victim")
        let log = path + "/runs.jsonl"
        unlink(log)
        symlink(folder.path + "/victim", log)
        let store = try store()
        #expect(throws: (any Error).self) { try store.close() }
        #expect(try folder.text(of: "victim") == "precious")
    }

    @Test func `a claim of another boot of this host may be of another host of its name, and counts`() throws {
        let first = try store()
        _ = try claim(units[0], first)
        _ = try first.append([record(units[0].ids[0])], to: units[0])
        try rewrite(try claimFile) { $0.replacing(#/"boot":"[^"]*"/#, with: "\"boot\":\"another\"") }
        let patient = try store(), hasty = try store(lostAfter: .zero)
        #expect(try patient.revisit(units[0]) == nil)
        try patient.close()
        #expect(try folder.names(in: "out/claims").count == 1)
        #expect(try hasty.revisit(units[0]) != nil)
        #expect(try claim(units[0], hasty) == [])
    }

    @Test func `what another host's claim holds is copied, and it goes when no run is missing`() throws {
        let first = try store()
        _ = try claim(units[0], first)
        _ = try first.append([record(units[0].ids[0])], to: units[0])
        try rewrite(try claimFile) { $0.replacing(#/"host":"[^"]*"/#, with: "\"host\":\"elsewhere\"") }
        try store().close()
        #expect(try folder.text(of: "out/runs.jsonl") == line(units[0].ids[0]) + "\n")
        #expect(try folder.names(in: "out/claims").count == 1)
        // Units of a plan that grew have other names, and nobody looks at the old ones any more.
        let rest = WorkUnit(plan.combinations[0], seeds: 1..<3, of: plan)
        let second = try store()
        for unit in [rest, units[1]] {
            _ = try claim(unit, second)
            _ = try second.append(unit.ids.map { record($0) }, to: unit)
        }
        try second.close()
        #expect(try folder.text(of: "out/runs.jsonl") == plan.runs.map { line($0.id) + "\n" }.joined())
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
    }

    @Test func `records that something else takes away are missed at the end`() throws {
        let store = try store()
        _ = try claim(units[0], store)
        _ = try store.append(units[0].ids.map { record($0) }, to: units[0])
        try store.publish(units[0])
        try FileManager.default.removeItem(atPath: path + "/records")
        let error = try #require(throws: FolderError.self) { try store.close() }
        #expect(error.description
            == "3 recorded runs are no longer in \(path); something else has changed its files")
        #expect(store.count == 0)
    }

    @Test func `an owner that comes back late learns that its claim is lost`() throws {
        let late = try store(), other = try store(lostAfter: .zero)
        _ = try claim(units[0], late)
        #expect(try late.append([record(units[0].ids[0])], to: units[0]))
        #expect(try other.revisit(units[0])?.map(\.0) == [units[0].ids[0]])
        _ = try claim(units[0], other)
        #expect(try late.append([record(units[0].ids[1])], to: units[0]) == false)
        _ = try other.append(units[0].ids.dropFirst().map { record($0) }, to: units[0])
        try late.publish(units[0])
        try other.publish(units[0])
        #expect(try late.revisit(units[0])?.map(\.0) == Array(units[0].ids.dropFirst()))
        try late.close()
        try other.close()
        #expect(try folder.text(of: "out/runs.jsonl") == units[0].ids.map { line($0) + "\n" }.joined())
    }

    @Test func `a late owner's other result is an alarm, and both are kept`() throws {
        let late = try store(), other = try store(lostAfter: .zero)
        _ = try claim(units[0], late)
        _ = try other.revisit(units[0])
        _ = try claim(units[0], other)
        #expect(try late.append([record(units[0].ids[0], right: 4)], to: units[0]) == false)
        _ = try other.append([record(units[0].ids[0])], to: units[0])
        try other.publish(units[0])
        let error = try #require(throws: FolderProblem.self) { try late.revisit(units[0]) }
        #expect(error.description.hasSuffix(
            "found another result of seed 0 of n_layer=1, n_head=2, n_embd_factor=16, dropout=0.1 than this process has; "
                + "one of the two is wrong, and both are kept"))
        let texts = try folder.names(in: "out/records").map { try folder.text(of: "out/records/\($0)") }.joined()
        #expect(texts.contains(line(units[0].ids[0])))
        #expect(texts.contains(line(units[0].ids[0], right: 4)))
        #expect(throws: FolderProblem.self) { try other.close() }
        #expect(try folder.text(of: "out/runs.jsonl") == "")
    }

    @Test func `each unit is claimed once, however many ask`() async throws {
        let many = try ExperimentsTests.plan(nLayer: Array(1...20), seeds: 2)
        let tree = try ResultsTree(at: folder.path + "/many", plan: many, tasks: .familyTree, now: .now)
        let stores = try (0..<4).map { _ in try RecordStore(opening: tree.folder) }
        let units = many.combinations.map { WorkUnit($0, seeds: 0..<2, of: many) }
        let claims = try await withThrowingTaskGroup(of: Int.self) { group in
            for store in stores {
                group.addTask {
                    try units.shuffled().count { if case .claimed = try store.claim($0) { true } else { false } }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(claims == 20)
    }

    @Test func `units have names of their own, which a larger plan keeps`() throws {
        let larger = try plan.extended(by: [.nLayer: [.integer(3)], .nHead: [.integer(1)]], seeds: nil)
        let names = larger.combinations.flatMap { combination in
            (0..<3).map { WorkUnit(combination, seeds: $0..<3, of: larger) }
        }
        #expect(Set(names).count == 18)
        #expect(WorkUnit.size(for: plan.combinations[0].configuration, of: 1e6, tasks: .familyTree) > 30)
        let large = try TrainingConfiguration([.nHead: .integer(8), .nEmbdFactor: .integer(64)])
        #expect(WorkUnit.size(for: large, of: 1e6, tasks: .familyTree) == 1)
    }

    @Test func `a damaged file is kept beside when records are put in order`() throws {
        try Data("garbage\n\(line(plan.runs[1].id))\n\(line(plan.runs[0].id))\n".utf8)
            .write(to: URL(fileURLWithPath: path + "/runs.jsonl"))
        let damaged = try folder.text(of: "out/runs.jsonl")
        let store = try store()
        #expect(store.results.problems.map(\.description)
            == ["runs.jsonl:1: found \"garbage\", expected the record of a run; the line does not count"])
        try store.close()
        #expect(try folder.text(of: "out/runs.jsonl") == "\(line(plan.runs[0].id))\n\(line(plan.runs[1].id))\n")
        #expect(try folder.text(of: "out/runs.jsonl.damaged") == damaged)
        #expect(try ResultsFolder(reading: path).problems == [])
    }

    @Test func `who leaves gives its units up and moves nothing else`() throws {
        let store = try store()
        for unit in units { _ = try claim(unit, store) }
        #expect(try store.append([record(units[0].ids[0]), record(units[0].ids[1])], to: units[0]))
        #expect(store.ownCount == 2)
        try store.leave()
        #expect(try folder.names(in: "out/claims") == [])
        #expect(try folder.names(in: "out/records") == ["\(units[0].name).jsonl"])
        #expect(try folder.text(of: "out/runs.jsonl") == "")
        #expect(try !store.append([record(units[1].ids[0])], to: units[1]))
        let other = try self.store()
        #expect(try claim(units[1], other) == [])
        #expect(other.count == 2)
        #expect(other.ownCount == 0)
    }

    @Test func `a claim of another owner is not taken for the one that was seen before`() throws {
        let watcher = try store()
        func leaveClaim(host: String) throws {
            let owner = """
                {"host":"\(host)","boot":"b","process_space":"s","process":1,"start":1,"engine":\(EngineRevision.current),"sweepbook":"0"}\n
                """
            try FileManager.default.createDirectory(atPath: "\(path)/claims", withIntermediateDirectories: true)
            try Data(owner.utf8).write(to: URL(fileURLWithPath: "\(path)/claims/\(units[0].name).jsonl"), options: .atomic)
        }
        try leaveClaim(host: "n1")
        #expect(try watcher.revisit(units[0]) == nil)
        #expect(watcher.claim(on: units[0])?.holder == "process 1 on n1")
        try leaveClaim(host: "n2")
        #expect(try watcher.revisit(units[0]) == nil)
        #expect(watcher.claim(on: units[0])?.holder == "process 1 on n2")
        #expect(watcher.claim(on: units[0])?.showsLife == false)
        try watcher.close()
    }

    /// Needs the right to mount a file system, which a container's root has.
    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `a full disk is told, and leaves no half line`() throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 32)
        defer { disk.unmount() }
        let tree = try ResultsTree(at: disk.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        let store = try RecordStore(opening: tree.folder)
        _ = try claim(units[0], store)
        var kept = 0
        let error = try #require(throws: StorageError.self) {
            while try store.append([record(units[0].ids[0])], to: units[0]) { kept += 1 }
        }
        #expect(error.description.hasPrefix("cannot write \(disk.path)/out/claims/"))
        #expect(error.description.hasSuffix(": No space left on device"))
        #expect(kept > 0)
        let name = try #require(try folder.names(in: "disk/out/claims").first)
        let text = try folder.text(of: "disk/out/claims/\(name)")
        let whole = String(repeating: line(units[0].ids[0]) + "\n", count: kept)
        #expect(text.hasSuffix("}\n" + whole))
        #expect(text.split(separator: "\n").count == kept + 1)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `nothing is left of a sweep that has no room for its plan`() throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 4)
        defer { disk.unmount() }
        try Data(count: 4096).write(to: URL(fileURLWithPath: disk.path + "/filler"))
        let error = try #require(throws: StorageError.self) {
            try ResultsTree(at: disk.path + "/a/out", plan: plan, tasks: .familyTree, now: .now)
        }
        #expect(error.description == "cannot write \(disk.path)/a/out/sweep.json: No space left on device")
        #expect(try folder.names(in: "disk") == ["filler"])
    }
}
