import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// `merge`, on the disk.
struct ResultsFolderMergingTests {
    private let folder: TemporaryFolder
    private let now = Timestamp(secondsSince1970: 1_754_000_000)

    init() throws { folder = try TemporaryFolder() }

    /// A folder of a plan with the runs that `record` gives.
    private func make(
        _ name: String, _ plan: SweepPlan, _ record: (Run) -> RunRecord? = { .finished($0, right: Int($0.seed) % 5) }
    ) throws -> String {
        let tree = try ResultsTree(at: "\(folder.path)/\(name)", plan: plan, tasks: .familyTree, now: now)
        let lines = plan.runs.compactMap { record($0) }.flatMap(\.keptLine)
        try Data(lines).write(to: URL(fileURLWithPath: tree.logPath))
        return tree.folder
    }

    private func plan(_ layers: [Int], _ seeds: ClosedRange<UInt32>) throws -> SweepPlan {
        try SweepPlan([.nLayer: layers.map { .integer($0) }], seeds: Seeds(seeds))
    }

    private func merge(_ folders: [String]) throws -> ResultsFolder {
        try ResultsFolder.merge(folders, into: "\(folder.path)/new/both", at: now)
    }

    /// What is in a folder but for the date of its start.
    private func contents(_ name: String) throws -> [String: String] {
        let names = try folder.names(in: name)
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try folder.text(of: "\(name)/\($0)")) })
    }

    @Test func `other seeds of the same grid give the folder that one sweep would have given`() throws {
        let whole = try make("whole", plan([1, 2], 0...5))
        _ = try ResultsFolder.collect(whole, at: now)
        let merged = try merge([make("a", plan([1, 2], 0...2)), make("b", plan([1, 2], 2...5))])
        #expect(merged.isComplete && merged.problems.isEmpty)
        #expect(try contents("new/both") == contents("whole"))
        #expect(try folder.names(in: "new") == ["both"])
    }

    @Test func `other combinations stand behind, and what neither has is missing`() throws {
        let merged = try merge([make("a", plan([2], 0...1)), make("b", plan([1, 2], 0...2)) { $0.seed == 2 ? .finished($0) : nil }])
        #expect(merged.plan.combinations.map(\.configuration.nLayer) == [2, 1])
        #expect(merged.recordedCount == 4 && merged.runCount == 6)
        #expect(merged.records(of: 1).map(\.seed) == [2])
        let uneven = try SweepPlan([.nLayer: [.integer(3)], .nHead: [.integer(1), .integer(4)]], seeds: Seeds(0...0))
        let list = try ResultsFolder.merge([merged.path, make("c", uneven)], into: "\(folder.path)/all", at: now)
        #expect(list.plan.combinations.map { "\($0.configuration.nLayer) \($0.configuration.nHead)" } == ["2 2", "1 2", "3 1", "3 4"])
        #expect(list.recordedCount == 6)
    }

    @Test func `different results of a run are refused with both places, and nothing is left`() throws {
        let first = try make("a", plan([1], 0...2)), second = try make("b", plan([1], 1...3)) { .finished($0, right: 0) }
        let error = #expect(throws: MergeError.self) { try merge([first, second]) }
        #expect(error?.description == "\(first) and \(second) have different results of seed 1 of n_layer=1, n_head=2, "
            + "n_embd_factor=32, dropout=0.2; one of the two is wrong, and nothing was merged")
        #expect(try folder.names(in: "") == ["a", "b"])
    }

    @Test func `a folder that is named twice counts once`() throws {
        let one = try make("a", plan([1], 0...1))
        #expect(try merge([one, one, make("b", plan([1], 0...2))]).recordedCount == 3)
    }

    @Test func `nothing replaces what is there; an empty folder may be filled`() throws {
        let one = try make("a", plan([1], 0...1))
        #expect(throws: MergeError.exists(path: one)) { try ResultsFolder.merge([one], into: one, at: now) }
        try FileManager.default.createDirectory(atPath: "\(folder.path)/new/both", withIntermediateDirectories: true)
        #expect(try merge([one]).recordedCount == 2)
        #expect(throws: MergeError.self) { try merge([one]) }
    }

    @Test func `other engines and other data are refused`() throws {
        let one = try make("a", plan([1], 0...1)), other = try make("b", plan([2], 0...1))
        let path = "\(other)/sweep.json", text = try folder.text(of: "b/sweep.json")
        let engine = EngineRevision.current
        try Data(text.replacing("\"engine\" : \(engine)", with: "\"engine\" : 99").utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: MergeError.engines(one, engine, other, 99)) { try merge([one, other]) }
        try Data(text.replacing("data_sha256\" : \"", with: "data_sha256\" : \"0").utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: MergeError.data(one, other)) { try merge([one, other]) }
    }

    @Test func `failed runs are merged as results`() throws {
        let one = try make("a", plan([1], 0...1)), other = try make("b", plan([1], 2...3)) { .failed($0, epoch: 3, loss: .nan) }
        let merged = try merge([one, other, other])
        #expect(merged.failedCount == 2 && merged.isComplete)
    }
}
