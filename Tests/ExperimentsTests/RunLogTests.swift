import Engine
import Experiments
import Foundation
import Testing

struct RunLogTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let tree: ResultsTree

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(nLayer: [1, 2], seeds: 3)
        tree = try ResultsTree(at: folder.path + "/out", plan: plan, dataset: .familyTree, now: .now)
    }

    private func lines() throws -> [String] {
        try folder.text(of: "out/runs.jsonl").split(separator: "\n").map(String.init)
    }

    private func line(of run: Run) -> String {
        String(decoding: RunRecord.finished(run).jsonLine, as: UTF8.self)
    }

    @Test func `a run is in the file when append returns`() throws {
        for (index, run) in plan.runs.enumerated() {
            #expect(try tree.log.append(.finished(run), as: run.id))
            #expect(try lines().last == line(of: run))
            #expect(tree.log.count == index + 1)
        }
    }

    @Test func `finishing puts the lines into the plan's order`() throws {
        for run in plan.runs.reversed() { _ = try tree.log.append(.finished(run), as: run.id) }
        #expect(try lines() == plan.runs.reversed().map(line))
        try tree.log.finish()
        #expect(try lines() == plan.runs.map(line))
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
        #expect(try lines().map { try RunRecord(jsonLine: Array($0.utf8)) } == plan.runs.map { .finished($0) })
    }

    @Test func `a finished log takes no more runs`() throws {
        try tree.log.finish()
        #expect(try tree.log.append(.finished(plan.runs[0]), as: plan.runs[0].id) == false)
        #expect(tree.log.count == 0)
        #expect(try lines() == [])
    }

    @Test func `many threads may append`() async throws {
        let many = try ExperimentsTests.plan(nLayer: Array(1...20), seeds: 5)
        let log = tree.log
        let appended = try await withThrowingTaskGroup(of: Bool.self) { group in
            for run in many.runs.shuffled() {
                group.addTask { try log.append(.finished(run), as: run.id) }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(appended == 100)
        try log.finish()
        #expect(try lines() == many.runs.map(line))
    }

    /// Needs the right to mount a file system, which a container's root has.
    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `a full disk is told, and leaves no half line`() throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 16)
        defer { disk.unmount() }
        let tree = try ResultsTree(at: disk.path + "/out", plan: plan, dataset: .familyTree, now: .now)
        let run = plan.runs[0]
        var kept = 0
        let error = try #require(throws: StorageError.self) {
            while try tree.log.append(.finished(run), as: run.id) { kept += 1 }
        }
        #expect(error.description == "cannot write \(disk.path)/out/runs.jsonl: No space left on device")
        #expect(kept > 0)
        #expect(tree.log.count == kept)
        let text = try folder.text(of: "disk/out/runs.jsonl")
        #expect(text == String(repeating: line(of: run) + "\n", count: kept))
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `nothing is left of a sweep that has no room for its plan`() throws {
        let disk = try SmallDisk(at: folder.path + "/disk", kilobytes: 4)
        defer { disk.unmount() }
        try Data(count: 4096).write(to: URL(fileURLWithPath: disk.path + "/filler"))
        let error = try #require(throws: StorageError.self) {
            try ResultsTree(at: disk.path + "/a/out", plan: plan, dataset: .familyTree, now: .now)
        }
        #expect(error.description == "cannot write \(disk.path)/a/out/sweep.json: No space left on device")
        #expect(try folder.names(in: "disk") == ["filler"])
    }
}
