import Engine
import Experiments
import TestSupport
import Testing

/// What is kept of a run that is under way.
struct RunStateFileTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan
    private let state: [UInt8] = [1, 2, 10, 3]

    init() throws {
        folder = try TemporaryFolder()
        plan = try ExperimentsTests.plan(seeds: 2)
        _ = try ResultsTree(at: folder.path + "/out", plan: plan, tasks: .familyTree, now: .now)
        let store = try RecordStore(opening: folder.path + "/out")
        _ = try store.claim(WorkUnit(plan.combinations[0], seeds: 0..<2, of: plan))
    }

    private func file(seed: Int = 0, data: String = "5d41") -> RunStateFile {
        RunStateFile(of: plan.runs[seed], dataHash: data, in: folder.path + "/out")
    }

    private func reason(_ file: RunStateFile) -> String? {
        if case .unusable(let reason) = file.read() { reason } else { nil }
    }

    @Test func `reads back as it was saved last`() throws {
        try file().save([9], seconds: 1)
        try file().save(state, seconds: 61.5)
        guard case .state(let read, let seconds) = file().read() else {
            Issue.record("no state")
            return
        }
        #expect(read == state)
        #expect(seconds == 61.5)
        guard case .none = file(seed: 1).read() else {
            Issue.record("another run has a state")
            return
        }
        file().remove()
        guard case .none = file().read() else {
            Issue.record("the state is still there")
            return
        }
    }

    @Test func `what is torn, or of something else, is not used`() throws {
        try file().save(state, seconds: 1)
        let bytes = try folder.bytes(of: "out/\(file().name)")
        #expect(reason(file(data: "0000")) == "it is of another run")
        try folder.write(bytes.dropLast(), to: "out/\(file().name)")
        #expect(reason(file()) == "it is damaged")
        try folder.write(bytes.prefix(20), to: "out/\(file().name)")
        #expect(reason(file()) == "it is not the state of a run")
        try folder.write(bytes, to: "out/\(file(seed: 1).name)")
        #expect(reason(file(seed: 1)) == "it is of another run")
        let older = String(decoding: bytes, as: UTF8.self).replacing("\"engine\":\(EngineRevision.current)", with: "\"engine\":1")
        try folder.write(older, to: "out/\(file().name)")
        #expect(reason(file()) == "it is of another engine")
    }

    @Test func `goes when all runs are recorded, whoever left it`() throws {
        try file().save(state, seconds: 1)
        #expect(RunStateFile.count(in: folder.path + "/out") == 1)
        let lines = plan.runs.map { RunRecord.finished($0) }.flatMap(\.keptLine)
        try folder.write(lines, to: "out/runs.jsonl")
        _ = try ResultsFolder.collect(folder.path + "/out", at: .now)
        #expect(RunStateFile.count(in: folder.path + "/out") == 0)
    }
}
