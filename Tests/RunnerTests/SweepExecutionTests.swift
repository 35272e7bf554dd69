import Engine
import Experiments
import Foundation
import Runner
import Testing

/// A sweep from its request to its outcome, and on a folder that others change meanwhile.
@Suite(.timeLimit(.minutes(15)))
struct SweepExecutionTests {
    private let scratch = ScratchFolder()
    private let launcher = LocalLauncher(memory: MachineMemory(bytes: 1e12), cores: 2)
    private let worker = Worker { run, _, _ in .invented(for: run) }

    private var folder: String { scratch.path }

    /// n_embd_factor 4 and 64, two seeds each.
    private func plan() throws -> SweepPlan {
        try SweepPlan([.nEmbdFactor: [.integer(4), .integer(64)]], seeds: Seeds(count: 2))
    }

    private func makeFolder() throws -> SweepPlan {
        let plan = try plan()
        _ = try ResultsTree(at: folder, plan: plan, tasks: .familyTree, now: .now)
        return plan
    }

    private func request(jobs: Int = 1) throws -> SweepRequest {
        SweepRequest(plan: try plan(), tasks: .familyTree, style: .blocks, jobs: jobs, folder: folder)
    }

    /// Reads the events to their end.
    private func outcome(of execution: SweepExecution) async throws -> SweepOutcome? {
        for try await event in execution.events() { if case .finished(let outcome) = event { return outcome } }
        return nil
    }

    @Test func `events come in order, and the outcome last`() async throws {
        var told: [String] = []
        for try await event in SweepExecution(of: try request(jobs: 3), worker: worker, launcher: launcher).events() {
            switch event {
            case .folder: told.append("folder")
            case .report(let part): told.append("\(part.kind)")
            case .progress(let progress): told.append(progress.map { String($0.text.prefix(3)) } ?? "no progress")
            case .notice(let sentence): told.append(sentence)
            case .finished(let outcome): told.append(outcome.shortfall == nil ? "finished" : "incomplete")
            }
        }
        #expect(told.prefix(5) == ["3 jobs on 2 cores are no faster than 2", "folder", "opening", "combination", "0/4"])
        #expect(told.suffix(3) == ["no progress", "summary", "finished"])
        #expect(told.filter { $0.hasSuffix("/4") }.last == "4/4")
        #expect(told.contains("run"))
    }

    @Test func `nothing is made before the first event is asked for`() async throws {
        let execution = SweepExecution(of: try request(), worker: worker, launcher: launcher)
        let events = execution.events()
        // The error comes back as it is, because nothing had been made.
        #expect(await execution.stop(because: CancellationError()) is CancellationError)
        withExtendedLifetime(events) {}
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `a sweep of which nothing fits leaves nothing`() async throws {
        let small = LocalLauncher(memory: MachineMemory(bytes: 1), cores: 1)
        let execution = SweepExecution(of: try request(), worker: worker, launcher: small)
        await #expect(throws: RunnerError.self) { try await outcome(of: execution) }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `whoever stops reading stops the sweep, and the folder is in order`() async throws {
        let gate = Gate()
        let events = SweepExecution(of: try request(jobs: 2), worker: gate.worker(), launcher: launcher).events()
        gate.release(RunID(combination: 0, seed: 1))
        for try await event in events { if case .progress(let progress?) = event, progress.text.hasPrefix("1/4") { break } }
        _ = consume events
        try await gate.waitForStopped(RunID(combination: 0, seed: 0))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["runs.jsonl", "sweep.json"])
        #expect(try ResultsFolder(reading: folder).recordedCount == 1)
    }

    @Test func `a reader that can't take an event is told what is kept`() async throws {
        struct Full: Error, CustomStringConvertible { let description = "no space" }
        let gate = Gate()
        let execution = SweepExecution(of: try request(jobs: 2), worker: gate.worker(), launcher: launcher)
        for try await event in execution.events() { if case .folder = event { break } }
        let nothing = await execution.stop(because: Full())
        #expect("\(nothing)" == "no space")
        #expect(!FileManager.default.fileExists(atPath: folder))

        let open = SweepExecution(of: try request(jobs: 2), worker: worker, launcher: launcher)
        for try await event in open.events() { if case .report(let part) = event, part.kind == .summary { break } }
        let all = try #require(await open.stop(because: Full()) as? SweepStopped)
        #expect("\(all)" == "no space; 4 of 4 runs are kept in \(folder)")
        #expect(all.resumeCommand == "resume \(folder)")
    }

    @Test func `a cancelled reader gets what is kept as the error`() async throws {
        let gate = Gate()
        gate.release(RunID(combination: 0, seed: 0))
        let execution = SweepExecution(of: try request(), worker: gate.worker(), launcher: launcher)
        let reading = Task { try await outcome(of: execution) }
        _ = try await gate.waitForStarted(2)
        reading.cancel()
        let error = await #expect(throws: SweepStopped.self) { try await reading.value }
        #expect(error?.description == "interrupted; 1 of 4 runs is kept in \(folder)")
    }

    @Test func `a plan that is extended before the folder is opened is not taken for the old one`() async throws {
        _ = try makeFolder()
        let request = try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1)
        try ResultsFolder.extend(folder, by: [.nHead: [.integer(4)]], seeds: nil, tasks: .familyTree)
        let error = await #expect(throws: FolderError.self) {
            try await outcome(of: SweepExecution(of: request, worker: worker, launcher: launcher))
        }
        #expect(error?.description == "\(folder) has just been extended by another process; give the command again")
        #expect(try ResultsFolder(reading: folder).recordedCount == 0)
        let again = try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1)
        _ = try await outcome(of: SweepExecution(of: again, worker: worker, launcher: launcher))
        #expect(try ResultsFolder(reading: folder).isComplete)
    }

    @Test func `what another machine has trained is no error on one that could not`() async throws {
        let plan = try makeFolder()
        let needed = plan.combinations.map { $0.configuration.memoryNeeded(for: .familyTree) }
        let large = plan.combinations[1]
        let path = folder
        // While the small machine trains what fits, a large one records the rest.
        let small = Worker { run, _, _ in
            if run.id.seed == 0 {
                #expect(throws: Never.self) {
                    let store = try RecordStore(opening: path)
                    let unit = WorkUnit(large, seeds: plan.seeds.indices, of: plan)
                    _ = try store.claim(unit)
                    let runs = plan.runs.filter { $0.id.combination == 1 }
                    let records = runs.map { run in
                        (run.id, RunRecord(
                            configuration: run.configuration, seed: run.seed,
                            ending: .finished(RunResult(.invented(for: run))), seconds: 1))
                    }
                    #expect(try store.append(records, to: unit))
                    try store.publish(unit)
                }
            }
            return .invented(for: run)
        }
        let machine = LocalLauncher(memory: MachineMemory(bytes: (needed[0] + needed[1]) / 2))
        let outcome = try #require(await outcome(
            of: SweepExecution(of: SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1), worker: small, launcher: machine)))
        #expect(outcome.summary.counts == ["Successful runs: 2", "Failed runs: 0", "Error runs: 0"])
        #expect(outcome.records.mapValues(\.count) == [0: 2, 1: 2])
        let summary = try String(contentsOfFile: folder + "/sweep_summary.txt", encoding: .utf8)
        #expect(summary.contains("\nError runs: 0\n"))
        #expect(!summary.contains("Error combinations"))
    }
}
