import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// What a store that only looks learns of others' work.
struct RecordStoreNewsTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let units: [WorkUnit]
    private var path: String { folder.path + "/out" }

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
        _ = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        let made = plan
        units = made.combinations.map { WorkUnit($0, seeds: 0..<3, of: made) }
    }

    private func record(_ id: RunID, right: Int = 1) -> (RunID, RunRecord) {
        (id, .finished(plan.runs[id.combination * 3 + id.seed], right: right))
    }

    private func news(_ store: RecordStore) throws -> [RunID] { try store.news().records.map(\.0) }

    private func claim(_ unit: WorkUnit, _ store: RecordStore) throws {
        guard case .claimed = try store.claim(unit) else { throw CocoaError(.featureUnsupported) }
    }

    @Test func `each run is told once on its way from a claim to runs.jsonl`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        #expect(try news(watch) == [])
        try claim(units[0], worker)
        for id in units[0].ids {
            #expect(try worker.append([record(id)], to: units[0]))
            #expect(try news(watch) == [id])
            #expect(try news(watch) == [])
        }
        try worker.publish(units[0])
        #expect(try news(watch) == [])
        try worker.close()
        #expect(try news(watch) == [])
        #expect(watch.count == 3)
    }

    @Test func `what moves between two looks is told wherever it is`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        #expect(try news(watch) == [units[0].ids[0]])
        #expect(try worker.append(units[0].ids.dropFirst().map { record($0) }, to: units[0]))
        try worker.publish(units[0])
        #expect(try news(watch) == Array(units[0].ids.dropFirst()))
        try claim(units[1], worker)
        #expect(try worker.append(units[1].ids.map { record($0) }, to: units[1]))
        try worker.close()
        #expect(try folder.names(in: "out").contains("records") == false)
        #expect(try news(watch) == units[1].ids)
    }

    @Test func `what was there when the store was opened is no news`() throws {
        let worker = try RecordStore(opening: path)
        try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        let watch = try RecordStore(opening: path)
        #expect(watch.count == 1)
        #expect(try news(watch) == [])
        try worker.publish(units[0])
        try claim(units[1], worker)
        #expect(try worker.append([record(units[1].ids[2])], to: units[1]))
        #expect(try news(watch) == [units[1].ids[2]])
    }

    @Test func `a line in the making is told when it is whole`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        try claim(units[0], worker)
        let name = try #require(try folder.names(in: "out/claims").first)
        let file = try #require(FileHandle(forWritingAtPath: "\(path)/claims/\(name)"))
        let (id, record) = record(units[0].ids[1])
        try file.seekToEnd()
        file.write(Data(record.keptLine.prefix(40)))
        #expect(try news(watch) == [])
        file.write(Data(record.keptLine.dropFirst(40)))
        #expect(try news(watch) == [id])
    }

    @Test func `a unit that is claimed anew is read anew`() throws {
        let watch = try RecordStore(opening: path)
        for id in units[0].ids {
            let worker = try RecordStore(opening: path)
            try claim(units[0], worker)
            #expect(try news(watch) == [])
            #expect(try worker.append([record(id)], to: units[0]))
            #expect(try news(watch) == [id])
            try worker.close()
        }
    }

    @Test func `claims count while their owners live`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        #expect(try watch.news().liveClaims == 0)
        try claim(units[0], worker)
        try claim(units[1], worker)
        #expect(try watch.news().liveClaims == 2)
        try worker.close()
        #expect(try watch.news().liveClaims == 0)
    }

    @Test func `another result of a known run is an alarm`() throws {
        let (worker, watch) = (try RecordStore(opening: path), try RecordStore(opening: path))
        try claim(units[0], worker)
        #expect(try worker.append([record(units[0].ids[0])], to: units[0]))
        #expect(try news(watch).count == 1)
        try FileManager.default.createDirectory(atPath: "\(path)/records", withIntermediateDirectories: true)
        try folder.write(record(units[0].ids[0], right: 3).1.keptLine, to: "out/records/other.jsonl")
        #expect(throws: FolderProblem.self) { try watch.news() }
    }

    @Test func `a folder that is gone is told of`() throws {
        let watch = try RecordStore(opening: path)
        try FileManager.default.removeItem(atPath: path)
        #expect(throws: FolderError.missing(path: path)) { try watch.news() }
    }
}
