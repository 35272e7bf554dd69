import Engine
import Experiments
import Foundation
import Runner
import System
import Testing

/// Workers on a folder that somebody else has planned.
@Suite(.timeLimit(.minutes(15)))
struct PilotTests {
    private let scratch = ScratchFolder()
    private let launcher = LocalLauncher(cores: 2)
    private let invented = Worker { run, _, _ in .invented(for: run) }

    private func makeFolder(
        _ plan: SweepPlan, _ name: String = UUID().uuidString, keepsEmbeddings: Bool = false, checkpoints: CheckpointRule = .none
    ) throws -> String {
        let tree = try ResultsTree(
            at: "\(scratch.path)/\(name)", plan: plan, tasks: .familyTree, now: .now, keepsEmbeddings: keepsEmbeddings,
            checkpoints: checkpoints)
        return tree.folder
    }

    private func pilot(
        in folder: String, _ worker: Worker, lostAfter: Duration = .seconds(60), wrapUp: WrapUp = WrapUp(), limit: FailureLimit = .none
    ) throws -> Pilot {
        var request = try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1, limit: limit)
        request.lostAfter = lostAfter
        return Pilot(of: request, in: folder, worker: worker, launcher: launcher, wrapUp: wrapUp)
    }

    /// What a pilot says at its end, without the folder, and its notices behind the first, which says that it starts.
    private func run(_ pilot: Pilot) async throws -> (report: PilotReport, notices: [String]) {
        var notices: [String] = []
        let report = try await pilot.run { event in if case .notice(let sentence) = event { notices.append(sentence) } }
        #expect(notices.first?.wholeMatch(of: #/process \d+ on \S+ starts; \S+ has \d+ of \d+ runs?/#) != nil)
        return (report, Array(notices.dropFirst()))
    }

    private func said(_ report: PilotReport) -> String { "\(report)".replacing(#/\S+/[^ ]+/#, with: "out") }

    // MARK: All the work

    private static func settings(epochs: [Int] = [2], rates: [Double] = [0.01], widths: [Int] = [4]) -> [Hyperparameter: [Hyperparameter.Value]] {
        [
            .nLayer: [.integer(1), .integer(2)], .nHead: [.integer(1)], .nEmbdFactor: widths.map { .integer($0) },
            .epochs: epochs.map { .integer($0) }, .learningRate: rates.map { .real($0) },
        ]
    }

    private static let plans: [(name: String, plan: @Sendable () throws -> SweepPlan)] = [
        ("train", { try SweepPlan(settings().merging([.nLayer: [.integer(1)]]) { $1 }, seeds: Seeds(count: 5)) }),
        ("sweep", { try SweepPlan(settings(epochs: [1, 9, 5]), seeds: Seeds(count: 5)) }),
        ("race", { try SweepPlan(settings(epochs: [1, 40]), seeds: Seeds(count: 30)).raced() }),
        ("refused", { try SweepPlan(settings(widths: [4, 100_000_000]), seeds: Seeds(count: 2)) }),
        ("failed", { try SweepPlan(settings(rates: [0.01, 1e30]), seeds: Seeds(count: 2)) }),
    ]

    /// Every file, times and dates aside.
    private func files(of folder: String) throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return try Dictionary(uniqueKeysWithValues: names.map { name in
            let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
            if name.hasSuffix(".safetensors") { return (name, "\(bytes.hashValue)") }
            let text = try #require(String(data: bytes, encoding: .utf8))
            return (name, text.replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time")
                .replacing(#/(Date: |"created" : ).*/#, with: "date"))
        })
    }

    /// Checks that two workers leave what a local sweep does, and returns where.
    @discardableResult
    private func checkSame(
        _ plan: SweepPlan, style: SweepReport.Style, _ worker: Worker = Worker(), keepsEmbeddings: Bool = false,
        checkpoints: CheckpointRule = .none
    ) async throws -> String {
        let local = "\(scratch.path)/local"
        let request = SweepRequest(
            plan: plan, tasks: .familyTree, style: style, jobs: 2, folder: local, keepsEmbeddings: keepsEmbeddings, checkpoints: checkpoints)
        for try await _ in SweepExecution(of: request, worker: worker, launcher: launcher).events() {}
        let folder = try makeFolder(plan, keepsEmbeddings: keepsEmbeddings, checkpoints: checkpoints)
        async let one = pilot(in: folder, worker).run { _ in }
        async let two = pilot(in: folder, worker).run { _ in }
        _ = try await (one, two)
        #expect(try files(of: folder) == files(of: local))
        return folder
    }

    @Test(arguments: plans.map(\.name))
    func `two workers leave the same bytes as a local sweep`(name: String) async throws {
        let plan = try #require(Self.plans.first { $0.name == name }).plan()
        try await checkSame(plan, style: name == "train" ? .text : .blocks)
    }

    @Test func `workers stop in a race what a local sweep stops`() async throws {
        let worst = Worker { run, _, _ in .invented(for: run, right: run.id.combination == 1 ? 1 : 4) }
        let folder = try await checkSame(plan(combinations: 3, seeds: 30).raced(), style: .blocks, worst)
        #expect(try ResultsFolder(reading: folder).eliminated.keys.sorted() == [1])
    }

    @Test func `embeddings and models have the same bytes too`() async throws {
        let plan = try SweepPlan(Self.settings(), seeds: Seeds(count: 2))
        try await checkSame(plan, style: .blocks, keepsEmbeddings: true, checkpoints: .last)
    }

    @Test func `the longest runs come first`() async throws {
        let gate = Gate()
        gate.open()
        let plan = try SweepPlan(Self.settings(epochs: [1, 9, 5]), seeds: Seeds(count: 1))
        let (report, _) = try await run(pilot(in: makeFolder(plan), gate.worker()))
        #expect(gate.started.map { plan.combinations[$0.combination].configuration }.map { [$0.nLayer, $0.epochs] }
            == [[2, 9], [2, 5], [1, 9], [1, 5], [2, 1], [1, 1]])
        #expect(said(report) == "trained 6 runs; out has 6 of 6 runs")
    }

    @Test func `what is done already is put in order`() async throws {
        let folder = try makeFolder(plan(combinations: 1, seeds: 2))
        _ = try await run(pilot(in: folder, invented))
        let before = try files(of: folder)
        try FileManager.default.removeItem(atPath: folder + "/sweep_summary.txt")
        #expect(said(try await run(pilot(in: folder, invented)).report) == "trained 0 runs; out has 2 of 2 runs")
        #expect(try files(of: folder) == before)
    }

    @Test func `a failure too many ends it`() async throws {
        let plan = try SweepPlan(Self.settings(rates: [1e30]), seeds: Seeds(count: 2))
        let pilot = try pilot(in: makeFolder(plan), Worker(), limit: FailureLimit(share: nil, isFast: true))
        await #expect(throws: RunnerError.self) { try await run(pilot) }
    }

    // MARK: Leaving

    @Test(arguments: [
        (.terminated, "ended by SIGTERM"), (.timeLimit, "ended by SIGUSR1"), (.stopFile, "asked to stop"),
    ] as [(WrapUp.Cause, String)])
    func `asked to leave, it finishes its run and gives up the rest`(cause: WrapUp.Cause, word: String) async throws {
        let (gate, wrapUp) = (Gate(), WrapUp())
        let folder = try makeFolder(SweepPlan(Self.settings(), seeds: Seeds(count: 3)))
        let pilot = try pilot(in: folder, gate.worker(), wrapUp: wrapUp)
        let running = Task { try await run(pilot).report }
        gate.release(try await gate.waitForStarted(1)[0])
        let second = try await gate.waitForStarted(2)[1]
        wrapUp.ask(cause, patience: .seconds(3600))
        gate.release(second)
        let said = said(try await running.value)
        #expect(said.hasPrefix("\(word); trained 2 runs; out has 2 of 6 runs"), "\(said)")
        #expect(try claims(in: folder) == [])
        let results = try ResultsFolder(reading: folder)
        #expect(results.recordedCount == 2)
        #expect(results.problems == [])
    }

    @Test func `where it is asked to stop from the start it trains nothing`() async throws {
        let folder = try makeFolder(plan(combinations: 2, seeds: 2))
        try WorkerFiles(in: folder).askToStop()
        #expect(said(try await run(pilot(in: folder, invented)).report) == "asked to stop; trained 0 runs; out has 0 of 4 runs")
        #expect(try WorkerFiles(in: folder).isAskedToStop)
    }

    @Test func `cancelled, it leaves at once`() async throws {
        let gate = Gate()
        let folder = try makeFolder(plan(combinations: 2, seeds: 2))
        let pilot = try pilot(in: folder, gate.worker())
        let running = Task { try await run(pilot) }
        gate.release(try await gate.waitForStarted(1)[0])
        _ = try await gate.waitForStarted(2)
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try claims(in: folder) == [])
        #expect(try ResultsFolder(reading: folder).recordedCount == 1)
    }

    private func claims(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder + "/claims").filter { $0.hasSuffix(".jsonl") }
    }

    // MARK: Others

    @Test func `what others work on is left to them while they show signs of life`() async throws {
        let plan = try SweepPlan(Self.settings(), seeds: Seeds(count: 3))
        let folder = try makeFolder(plan)
        let other = try RecordStore(opening: folder)
        _ = try other.claim(WorkUnit(plan.combinations[0], seeds: 0..<3, of: plan))
        // On a thread of its own, which no other test keeps waiting.
        let beats = Locked(true)
        try DedicatedThread.start { while beats.withLock(\.self) { other.touch(); usleep(5000) } }
        defer { beats.withLock { $0 = false } }
        let (report, _) = try await run(pilot(in: folder, invented, lostAfter: .seconds(30)))
        #expect(said(report) == "trained 3 runs; out has 3 of 6 runs")
        #expect(try files(of: folder).keys.filter { $0.hasSuffix(".txt") } == [])
    }

    /// A claim of a worker on a host that nobody can ask, with the records of its first runs.
    private func leaveClaim(of process: Int, on combination: Int, _ plan: SweepPlan, in folder: String, recorded: Int = 0) throws {
        let unit = WorkUnit(plan.combinations[combination], seeds: plan.seeds.indices, of: plan)
        let lines = try plan.runs.filter { $0.id.combination == combination }.prefix(recorded).map { run in
            try records(of: plan)[run.id] ?? { throw CocoaError(.fileNoSuchFile) }()
        }
        let owner = """
            {"host":"n1","boot":"b","process_space":"s","process":\(process),"start":1,"engine":\(EngineRevision.current),\
            "sweepbook":"\(Release.version)","job":"12","task":"\(process)"}
            """
        try FileManager.default.createDirectory(atPath: folder + "/claims", withIntermediateDirectories: true)
        try Data(([owner] + lines).map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: "\(folder)/claims/\(unit.name).jsonl"))
    }

    /// The lines of runs, as a worker writes them.
    private func records(of plan: SweepPlan) throws -> [RunID: String] {
        let folder = try makeFolder(plan)
        let store = try RecordStore(opening: folder)
        for combination in plan.combinations {
            let unit = WorkUnit(combination, seeds: plan.seeds.indices, of: plan)
            _ = try store.claim(unit)
            let runs = plan.runs.filter { $0.id.combination == combination.index }
            _ = try store.append(runs.map { run in
                (run.id, RunRecord(configuration: run.configuration, seed: run.seed, ending: .finished(RunResult(.invented(for: run))), seconds: 1))
            }, to: unit)
        }
        try store.close()
        let lines = try String(contentsOfFile: folder + "/runs.jsonl", encoding: .utf8).split(separator: "\n").map(String.init)
        return Dictionary(uniqueKeysWithValues: zip(plan.runs.map(\.id), lines))
    }

    private func lost(_ folder: String) throws -> [String] {
        try WorkerFiles(in: folder).lost.map { "\($0)" }.sorted()
    }

    @Test func `a claim without a sign of life is taken over, and noted with the end of its worker's log`() async throws {
        let plan = try plan(combinations: 2, seeds: 3)
        let folder = try makeFolder(plan)
        try leaveClaim(of: 3, on: 1, plan, in: folder, recorded: 1)
        try FileManager.default.createDirectory(atPath: folder + "/workers/logs", withIntermediateDirectories: true)
        try Data("first\nslurmstepd: error: out of memory\n".utf8).write(to: URL(fileURLWithPath: folder + "/workers/logs/12_3.log"))
        let (report, notices) = try await run(pilot(in: folder, invented, lostAfter: .milliseconds(200)))
        #expect(said(report) == "trained 5 runs; out has 6 of 6 runs")
        #expect(notices == [])
        let combination = plan.combinations[1].assignments
        #expect(try lost(folder) == ["\(combination), seeds 0..2, was lost: a worker ended on it, process 3 on n1 (job 12_3)"])
        #expect(try WorkerFiles(in: folder).lost[0].ends[0].log == ["first", "slurmstepd: error: out of memory"])
    }

    @Test func `what two workers ended on without progress is set aside, and tried again when somebody resumes`() async throws {
        let plan = try plan(combinations: 2, seeds: 3)
        let folder = try makeFolder(plan)
        for process in [3, 4] {
            try leaveClaim(of: process, on: 1, plan, in: folder)
            let store = try RecordStore(opening: folder, lostAfter: .milliseconds(50), isWorker: true)
            let unit = WorkUnit(plan.combinations[1], seeds: 0..<3, of: plan)
            while try store.revisit(unit) == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        let (report, notices) = try await run(pilot(in: folder, invented))
        #expect(said(report) == "trained 3 runs; out has 3 of 6 runs")
        let combination = plan.combinations[1].assignments
        let sentence = "\(combination), seeds 0..2, is set aside: 2 workers ended on it, the last was process 4 on n1 (job 12_4)"
        #expect(notices == [sentence])
        #expect(try WorkerFiles(in: folder).setAside.map { "\($0)" } == [sentence])
        // A local sweep, which a person starts, takes no notice.
        let request = try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1)
        for try await _ in SweepExecution(of: request, worker: invented, launcher: launcher).events() {}
        #expect(try lost(folder) == [])
        #expect(try ResultsFolder(reading: folder).isComplete)
    }

    @Test func `a unit that gets further each time is not set aside`() async throws {
        let plan = try plan(combinations: 1, seeds: 4)
        let folder = try makeFolder(plan)
        for process in 1...3 {
            try leaveClaim(of: process, on: 0, plan, in: folder, recorded: process)
            let store = try RecordStore(opening: folder, lostAfter: .milliseconds(50), isWorker: true)
            let unit = WorkUnit(plan.combinations[0], seeds: 0..<4, of: plan)
            while try store.revisit(unit) == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        #expect(try WorkerFiles(in: folder).setAside == [])
        #expect(try WorkerFiles(in: folder).lost.map(\.ends.count) == [3])
        #expect(said(try await run(pilot(in: folder, invented)).report) == "trained 1 run; out has 4 of 4 runs")
    }

    @Test func `a race that waits for what is set aside comes to its end`() async throws {
        let plan = try SweepPlan(Self.settings(), seeds: Seeds(count: 30)).raced()
        let folder = try makeFolder(plan)
        let block = try #require(try await blocks(of: plan, in: makeFolder(plan)).first)
        let unit = WorkUnit(plan.combinations[0], seeds: block, of: plan)
        for process in [3, 4] {
            try FileManager.default.createDirectory(atPath: folder + "/claims", withIntermediateDirectories: true)
            let owner = """
                {"host":"n1","boot":"b","process_space":"s","process":\(process),"start":1,"engine":\(EngineRevision.current),"sweepbook":"0"}\n
                """
            try Data(owner.utf8).write(to: URL(fileURLWithPath: "\(folder)/claims/\(unit.name).jsonl"))
            let store = try RecordStore(opening: folder, lostAfter: .milliseconds(50), isWorker: true)
            while try store.revisit(unit) == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        let (report, notices) = try await run(pilot(in: folder, invented))
        #expect(said(report) == "trained \(block.count) runs; out has \(block.count) of 60 runs")
        #expect(notices.count == 1)
    }

    /// The seeds that a race trains first, as its claims show.
    private func blocks(of plan: SweepPlan, in folder: String) async throws -> [Range<Int>] {
        let gate = Gate()
        let pilot = try pilot(in: folder, gate.worker())
        let running = Task { try await run(pilot) }
        _ = try await gate.waitForStarted(1)
        let names = try claims(in: folder)
        running.cancel()
        _ = await running.result
        return plan.combinations.flatMap { combination in
            plan.seeds.indices.map { 0..<$0 + 1 }.filter { names.contains("\(WorkUnit(combination, seeds: $0, of: plan).name).jsonl") }
        }
    }
}
