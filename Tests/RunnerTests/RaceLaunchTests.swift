import Engine
import Experiments
import Foundation
import Runner
import Testing

/// Races under way: what starts when, and that nothing but the records decides.
@Suite(.timeLimit(.minutes(15)))
struct RaceLaunchTests {
    private static let plenty = MachineMemory(bytes: 1e12)
    private let scratch = ScratchFolder()

    /// Three combinations: the second is worse in every seed, the third in five of the first ten and in all after them.
    private static func right(_ run: Run) -> Int {
        switch run.id.combination {
        case 0: 4
        case 1: 1
        default: run.id.seed < 5 ? 4 : 3
        }
    }

    private static let worker = Worker { run, _, _ in .invented(for: run, right: right(run)) }

    private func plan(combinations: Int = 3, seeds: Int = 30) throws -> SweepPlan {
        try RunnerTests.plan(combinations: combinations, seeds: seeds).raced()
    }

    private func makeFolder(_ plan: SweepPlan) throws -> String {
        let folder = "\(scratch.path)/\(UUID().uuidString)"
        _ = try ResultsTree(at: folder, plan: plan, tasks: .familyTree, now: .now)
        return folder
    }

    private func runner(
        _ plan: SweepPlan, in folder: String, jobs: Int, _ worker: Worker = worker, memory: MachineMemory = plenty
    ) throws -> (runner: Launch, store: RecordStore) {
        let store = try RecordStore(opening: folder)
        return (Launch(store, jobs: jobs, worker, memory: memory), store)
    }

    /// The report and the records of a race from its beginning, or from where it was left, without times.
    private func report(_ plan: SweepPlan, in folder: String, jobs: Int, _ worker: Worker = worker) async throws -> [String] {
        let (sweep, store) = try runner(plan, in: folder, jobs: jobs, worker)
        let tree = try ResultsTree(existing: folder)
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        var lines: [String] = []
        for id in plan.runs.map(\.id) {
            if let record = store.results[id] { lines += try report.finished(record, as: id).lines }
        }
        for try await event in sweep.events() {
            switch event {
            case .started(let combination): lines += try report.started(combination: combination).lines
            case .refused(let combination, let shortage):
                lines += try report.refused(combination: combination, reason: shortage.description).lines
            case .recorded(let record, let id), .recordedElsewhere(let record, let id): lines += try report.finished(record, as: id).lines
            case .waiting, .notice, .cluster: break
            case .eliminated(let combination, let seeds): lines += try report.eliminated(combination: combination, at: seeds).lines
            }
        }
        try store.close()
        lines += try report.close(at: .now).lines.dropLast(2)
        lines += try String(contentsOfFile: tree.logPath, encoding: .utf8).split(separator: "\n").map(String.init)
        return lines.map { $0.replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time") }
    }

    @Test func `what a race stops trains no more, and what is in trains all seeds`() async throws {
        let plan = try plan()
        let folder = try makeFolder(plan)
        let lines = try await report(plan, in: folder, jobs: 2)
        let results = try ResultsFolder(reading: folder)
        #expect(results.eliminated == [1: 10, 2: 20])
        #expect(plan.combinations.indices.map { results.records(of: $0).count } == [30, 10, 20])
        #expect(results.isComplete)
        #expect(lines.contains("Stopped by the race after 10 of 30 random seeds, test accuracy so far 0.2500, train accuracy so far 0.5000"))
        #expect(lines.contains("Stopped by the race after 20 of 30 random seeds, test accuracy so far 0.8125, train accuracy so far 0.5000"))
        let counts = try #require(lines.firstIndex(of: "Successful runs: 1"))
        #expect(lines[counts...].prefix(4) == ["Successful runs: 1", "Failed runs: 0", "Error runs: 0", "Stopped runs: 2"])
    }

    @Test func `is the same with 1, 2 and 5 jobs`() async throws {
        let plan = try plan()
        let expected = try await report(plan, in: makeFolder(plan), jobs: 1)
        for jobs in [2, 5] { #expect(try await report(plan, in: makeFolder(plan), jobs: jobs) == expected) }
    }

    @Test func `the next block waits for the last run of the one before`() async throws {
        let plan = try plan(combinations: 2, seeds: 20)
        let gate = Gate()
        let sweep = try runner(plan, in: makeFolder(plan), jobs: 25, gate.worker { .invented(for: $0, right: Self.right($0)) })
        let events = sweep.runner.events()
        let first = try await gate.waitForStarted(20)
        #expect(first.allSatisfy { $0.seed < 10 })
        let last = RunID(combination: 1, seed: 3)
        for id in first where id != last { gate.release(id) }
        var recorded = 0
        for try await case .recorded in events {
            recorded += 1
            if recorded == 19 {
                #expect(gate.started.count == 20)
                gate.open()
            }
        }
        #expect(Set(gate.started.dropFirst(20)) == Set((10..<20).map { RunID(combination: 0, seed: $0) }))
    }

    @Test func `a block that can decide nothing is not waited for`() async throws {
        // Forty tests of ten seeds are never below the level.
        let plan = try plan(combinations: 41, seeds: 20)
        let gate = Gate()
        let sweep = try runner(plan, in: makeFolder(plan), jobs: 420, gate.worker { .invented(for: $0, right: 2) })
        let events = sweep.runner.events()
        #expect(try await gate.waitForStarted(420).contains { $0.seed >= 10 })
        gate.open()
        for try await event in events { if case .eliminated = event { Issue.record("nothing is worse") } }
        #expect(gate.started.count == 820)
    }

    @Test func `a race goes on where it was left, to the same end`() async throws {
        let plan = try plan()
        let expected = try await report(plan, in: makeFolder(plan), jobs: 2)
        for count in [1, 9, 25, 33, 47, 59] {
            let folder = try makeFolder(plan)
            let stopping = Task {
                let (sweep, store) = try runner(plan, in: folder, jobs: 2)
                var done = 0
                for try await case .recorded in sweep.events() {
                    done += 1
                    if done == count { withUnsafeCurrentTask { $0?.cancel() } }
                }
                try store.close()
            }
            try await stopping.value
            let known = try ResultsFolder(reading: folder).recordedCount
            #expect(known >= count)
            #expect(try await report(plan, in: folder, jobs: 3) == expected)
        }
    }

    @Test func `a race that is over trains nothing when it is gone on with`() async throws {
        let plan = try plan()
        let folder = try makeFolder(plan)
        let expected = try await report(plan, in: folder, jobs: 2)
        let idle = Worker { run, _, _ in
            Issue.record("\(run.id) was trained again")
            return .invented(for: run)
        }
        #expect(try await report(plan, in: folder, jobs: 2, idle) == expected)
    }

    @Test func `two processes race together`() async throws {
        let plan = try plan()
        let folder = try makeFolder(plan)
        let expected = try await report(plan, in: makeFolder(plan), jobs: 1)
        async let other: Void = {
            let (sweep, store) = try runner(plan, in: folder, jobs: 1)
            for try await _ in sweep.events() {}
            try store.close()
        }()
        let (sweep, store) = try runner(plan, in: folder, jobs: 2)
        for try await _ in sweep.events() {}
        try await other
        try store.close()
        #expect(try ResultsFolder(reading: folder).eliminated == [1: 10, 2: 20])
        #expect(try await report(plan, in: folder, jobs: 1) == expected)
    }

    @Test func `what does not fit is refused and not waited for`() async throws {
        let plan = try SweepPlan(
            [.nEmbdFactor: [.integer(16), .integer(1_000_000), .integer(32)]], seeds: Seeds(count: 20)).raced()
        let folder = try makeFolder(plan)
        let worker = Worker { run, _, _ in .invented(for: run, right: run.id.combination) }
        let (sweep, store) = try runner(plan, in: folder, jobs: 2, worker, memory: MachineMemory(bytes: 0x18p30))
        var told: [String] = []
        for try await event in sweep.events() {
            switch event {
            case .refused(let combination, _): told.append("refused \(combination)")
            case .waiting, .notice, .cluster: break
            case .eliminated(let combination, let seeds): told.append("out \(combination) at \(seeds)")
            case .started, .recorded, .recordedElsewhere: break
            }
        }
        try store.close()
        #expect(told == ["refused 1", "out 0 at 10"])
        #expect(try ResultsFolder(reading: folder).eliminated == [0: 10])
    }
}

extension TrainingOutcome {
    static func invented(for run: Run, right: Int) -> TrainingOutcome {
        TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1, evaluation: Evaluation(
                firstTrainingInput: [0, 24],
                testInputs: [[0, 24], [1, 25], [2, 26], [3, 27]], testItemsRight: (0..<4).map { $0 < right },
                trainItemsRight: 50, trainSize: run.configuration.trainSize), losses: Array(repeating: 0.5, count: run.configuration.epochs), gradientNorms: [1])
    }
}
