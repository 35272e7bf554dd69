import Engine
import Experiments
import Foundation
import Runner
import TestSupport
import Testing

/// Models that are kept while a sweep is under way.
@Suite(.timeLimit(.minutes(15)))
struct ModelKeepingTests {
    private let folder: TemporaryFolder
    private let plan: SweepPlan

    init() throws {
        folder = try TemporaryFolder()
        plan = try SweepPlan([
            .nLayer: [1, 2].map(Hyperparameter.Value.integer), .nHead: [.integer(1)], .nEmbdFactor: [.integer(4)], .epochs: [.integer(2)],
        ], seeds: Seeds(count: 3))
    }

    private func work(in name: String, keeping rule: CheckpointRule = .last, jobs: Int = 2) throws -> SweepWork {
        let tree = try ResultsTree(at: folder.file(name), plan: plan, tasks: .familyTree, now: .now, checkpoints: rule)
        return SweepWork(store: try RecordStore(opening: tree.folder), tasks: .familyTree, jobs: jobs, worker: Worker(), limit: .none)
    }

    private func path(of run: Run, in name: String) -> String? {
        Checkpoints(in: folder.file(name)).path(of: plan.combinations[run.id.combination], seed: run.seed)
    }

    /// Trains all, and gives back what was noticed.
    private func train(_ work: SweepWork, _ recorded: (RunID) throws -> Void = { _ in }) async throws -> [String] {
        var notices: [String] = []
        for try await event in LocalLauncher().launch(work).events {
            switch event {
            case .recorded(_, let id): try recorded(id)
            case .notice(let sentence): notices.append(sentence)
            case .started, .refused, .recordedElsewhere, .eliminated, .waiting, .cluster: break
            }
        }
        try work.store.close()
        return notices
    }

    @Test(arguments: [CheckpointRule.last, .best, .every])
    func `a model is there before its run is told of`(rule: CheckpointRule) async throws {
        var told = 0
        let notices = try await train(work(in: "out", keeping: rule)) { id in
            let run = try #require(plan.runs.first { $0.id == id })
            let file = try ModelFile(reading: try #require(path(of: run, in: "out")))
            #expect(file.configuration == run.configuration && file.seed == run.seed && file.iteration == 2 && file.notice == nil)
            #expect(file.dataHash == TaskLibrary.familyTree.hash(of: run.configuration))
            told += 1
        }
        #expect(told == 6 && notices == [])
        #expect(try folder.names(in: "out/checkpoints").count == 6)
    }

    @Test func `nothing is kept where nothing is asked for`() async throws {
        _ = try await train(work(in: "out", keeping: .none))
        #expect(try folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
    }

    @Test func `models have the same bytes however many runs go at once, and other ones by each seed`() async throws {
        for (name, jobs) in [("one", 1), ("many", 4)] { _ = try await train(work(in: name, jobs: jobs)) }
        let files = try plan.runs.map { run in try ["one", "many"].map { try ModelFile.bytes(of: #require(path(of: run, in: $0))) } }
        #expect(files.allSatisfy { $0[0] == $0[1] })
        #expect(Set(files.map { $0[0] }).count == 6)
    }

    @Test func `a model that can't be written is told of once, and its run is recorded`() async throws {
        let work = try work(in: "out")
        try folder.write("mine", to: "out/checkpoints")
        let notices = try await train(work)
        #expect(notices == ["cannot make \(folder.file("out/checkpoints")): Not a directory; runs are recorded without their models"])
        let results = try ResultsFolder(reading: folder.file("out"))
        #expect(results.isComplete && results.problems == [])
        #expect(try folder.text(of: "out/checkpoints") == "mine")
    }
}
