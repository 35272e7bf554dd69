import Engine
import Experiments
import Foundation
import Runner
import Testing

@Suite(.timeLimit(.minutes(15)))
struct LocalLauncherTests {
    private static let plenty = MachineMemory(bytes: 1e12)
    private let scratch = ScratchFolder()

    /// A runner on a new folder, which goes with the test.
    private func runner(
        _ plan: SweepPlan, jobs: Int, _ worker: Worker, memory: MachineMemory = plenty, limit: FailureLimit = .none
    ) throws -> (runner: Launch, store: RecordStore, folder: String) {
        let folder = try makeFolder(plan)
        let store = try RecordStore(opening: folder)
        return (Launch(store, jobs: jobs, worker, memory: memory, limit: limit), store, folder)
    }

    private func makeFolder(_ plan: SweepPlan) throws -> String {
        let folder = "\(scratch.path)/\(UUID().uuidString)"
        _ = try ResultsTree(at: folder, plan: plan, tasks: .familyTree, now: .now)
        return folder
    }

    /// The report and the records of a whole sweep, without times.
    private func report(_ plan: SweepPlan, jobs: Int, _ worker: Worker) async throws -> [String] {
        let (sweep, store, folder) = try runner(plan, jobs: jobs, worker)
        let tree = try ResultsTree(existing: folder)
        var report = SweepReport(of: plan, style: .text, in: tree)
        var lines: [String] = []
        for try await event in sweep.events() {
            switch event {
            case .started(let combination): lines += try report.started(combination: combination).lines
            case .refused(let combination, let shortage):
                lines += try report.refused(combination: combination, reason: shortage.description).lines
            case .waiting, .notice, .cluster: break
            case .eliminated(let combination, let seeds): lines += try report.eliminated(combination: combination, at: seeds).lines
            case .recorded(let record, let id), .recordedElsewhere(let record, let id):
                lines += try report.finished(record, as: id).lines
            }
        }
        try store.close()
        lines += try String(contentsOfFile: tree.logPath, encoding: .utf8).split(separator: "\n").map(String.init)
        return lines.map { $0.replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time") }
    }

    @Test func `report and records are the same with 1, 2 and 5 jobs`() async throws {
        let plan = try plan(combinations: 4, seeds: 6)
        let worker = Worker { run, _, _ in .invented(for: run) }
        let expected = try await report(plan, jobs: 1, worker)
        #expect(expected.count { $0.hasPrefix("Random seed") } == 24)
        #expect(expected.count { $0.hasPrefix("{") } == 24)
        for jobs in [2, 5] { #expect(try await report(plan, jobs: jobs, worker) == expected) }
    }

    @Test func `report and records are the same when runs end in the opposite order`() async throws {
        let plan = try plan(combinations: 2, seeds: 4)
        let worker = Worker { run, _, _ in .invented(for: run) }
        let expected = try await report(plan, jobs: 1, worker)
        let gate = Gate()
        let order = Task.detached {
            for id in try await gate.waitForStarted(8).reversed() { gate.release(id) }
        }
        #expect(try await report(plan, jobs: 8, gate.worker()) == expected)
        try await order.value
    }

    @Test func `runs start in the plan's order, as many at once as there are jobs`() async throws {
        let plan = try plan(combinations: 3, seeds: 4)
        let gate = Gate()
        let sweep = try runner(plan, jobs: 3, gate.worker())
        let events = sweep.runner.events()
        #expect(Set(try await gate.waitForStarted(3)) == Set(plan.runs.prefix(3).map(\.id)))
        gate.release(plan.runs[1].id)
        #expect(try await gate.waitForStarted(4).last == plan.runs[3].id)
        gate.open()
        for try await _ in events {}
        #expect(Set(gate.started) == Set(plan.runs.map(\.id)))
        #expect(gate.mostAtOnce == 3)
    }

    @Test func `a run is told of when it ends, after it was recorded`() async throws {
        let plan = try plan(combinations: 1, seeds: 3)
        let gate = Gate()
        let sweep = try runner(plan, jobs: 3, gate.worker())
        var events = sweep.runner.events().makeAsyncIterator()
        guard case .started(combination: 0) = try await events.next() else {
            Issue.record("a combination starts before its runs end")
            return
        }
        for position in [2, 0, 1] {
            let run = plan.runs[position]
            gate.release(run.id)
            guard case .recorded(let record, run.id) = try await events.next() else {
                Issue.record("run \(position) was not told of")
                return
            }
            #expect(record.ending == .finished(RunResult(.invented(for: run))))
            #expect(record.seconds >= 0)
            #expect(try ResultsFolder(reading: sweep.folder)[run.id] == record)
        }
        #expect(try await events.next() == nil)
    }

    @Test func `cancelling ends the events, stops what runs and starts nothing more`() async throws {
        let plan = try plan(combinations: 1, seeds: 10)
        let gate = Gate()
        let made = try runner(plan, jobs: 2, gate.worker())
        let sweep = Task {
            var told: [RunID] = []
            for try await event in made.runner.events() {
                guard case .recorded(_, let id) = event else { continue }
                told.append(id)
                withUnsafeCurrentTask { $0?.cancel() }
            }
            return told
        }
        _ = try await gate.waitForStarted(2)
        gate.release(plan.runs[0].id)
        #expect(try await sweep.value == [plan.runs[0].id])
        try await gate.waitForStopped(plan.runs[1].id)
        // The thread of the run that ended may have begun the next before the cancellation.
        #expect(gate.started.count <= 3)
        try made.store.close()
        let results = try ResultsFolder(reading: made.folder)
        #expect(results.recordedCount == 1)
        #expect(results[plan.runs[0].id] != nil)
    }

    @Test func `a run that has ended when the sweep is stopped is recorded`() async throws {
        let plan = try plan(combinations: 1, seeds: 50)
        let gate = Gate()
        let made = try runner(plan, jobs: 1, gate.worker())
        let launched = made.runner.launch()
        for run in plan.runs.prefix(49) { gate.release(run.id) }
        _ = try await gate.waitForStarted(50)
        launched.stop()
        launched.stop()
        try made.store.close()
        #expect(try ResultsFolder(reading: made.folder).recordedCount == 49)
    }

    @Test func `runs stop when nobody holds the events`() async throws {
        let plan = try plan(combinations: 1, seeds: 4)
        let gate = Gate()
        do {
            let events = try runner(plan, jobs: 2, gate.worker()).runner.events()
            _ = try await gate.waitForStarted(2)
            _ = consume events
        }
        for run in plan.runs.prefix(2) { try await gate.waitForStopped(run.id) }
        #expect(gate.started.count == 2)
    }

    @Test func `a failed run is recorded, and the others go on`() async throws {
        let plan = try plan(combinations: 2, seeds: 2)
        let worker = Worker { run, _, _ throws(TrainingFailure) in
            if run.id == RunID(combination: 0, seed: 1) { throw .nonFiniteLoss(epoch: 12, loss: .infinity) }
            return .invented(for: run)
        }
        var failed: [RunRecord] = []
        var count = 0
        let sweep = try runner(plan, jobs: 2, worker)
        for try await case .recorded(let record, _) in sweep.runner.events() {
            count += 1
            if case .failed = record.ending { failed.append(record) }
        }
        #expect(count == 4)
        #expect(failed.map(\.ending) == [.failed(epoch: 12, loss: .infinity)])
        #expect(failed.map(\.seed) == [1])
    }

    @Test func `a run that can't be recorded ends the sweep`() async throws {
        let plan = try plan(combinations: 3, seeds: 2)
        let gate = Gate()
        let sweep = try runner(plan, jobs: 1, gate.worker())
        var events = sweep.runner.events().makeAsyncIterator()
        _ = try await events.next()
        for run in plan.runs.prefix(2) {
            gate.release(run.id)
            _ = try await events.next()
        }
        // The next combination can't be claimed in a folder that is gone.
        _ = try await gate.waitForStarted(3)
        try FileManager.default.removeItem(atPath: sweep.folder)
        gate.open()
        let error = await #expect(throws: StorageError.self) { while try await events.next() != nil {} }
        #expect(error?.description.hasPrefix("cannot make \(sweep.folder)/claims") == true)
    }

    @Test(arguments: [
        (FailureLimit(share: nil, isFast: true), "seed 1 of n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2: "
            + "loss is inf in epoch 12; fail_fast ends the sweep"),
        (FailureLimit(share: 0.2, isFast: false), "3 of 10 runs failed, more than max_failures=0.2 allows; the last was "
            + "seed 3 of n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2: loss is inf in epoch 12"),
    ])
    func `too many failures end the sweep`(limit: FailureLimit, message: String) async throws {
        let plan = try plan(combinations: 2, seeds: 5)
        let worker = Worker { run, _, _ throws(TrainingFailure) in
            // A moment each, so that every run is recorded by itself.
            usleep(20_000)
            if run.seed > 0 { throw .nonFiniteLoss(epoch: 12, loss: .infinity) }
            return .invented(for: run)
        }
        let sweep = try runner(plan, jobs: 1, worker, limit: limit)
        let error = await #expect(throws: RunnerError.self) { for try await _ in sweep.runner.events() {} }
        #expect(error?.description == message)
    }

    @Test func `failures of other processes count`() async throws {
        let plan = try plan(combinations: 2, seeds: 2)
        let worker = Worker { run, _, _ in .invented(for: run) }
        let limit = FailureLimit(share: 0.25, isFast: false)
        let sweep = try runner(plan, jobs: 1, worker, limit: limit)
        let other = try RecordStore(opening: sweep.folder)
        let unit = WorkUnit(plan.combinations[0], seeds: 0..<2, of: plan)
        _ = try other.claim(unit)
        let records = plan.runs.prefix(2).map { run in
            (run.id, RunRecord(
                configuration: run.configuration, seed: run.seed, ending: .failed(epoch: 12, loss: .infinity), seconds: 1))
        }
        #expect(try other.append(records, to: unit))
        try other.publish(unit)
        let error = await #expect(throws: RunnerError.self) { for try await _ in sweep.runner.events() {} }
        #expect(error?.description == "2 of 4 runs failed, more than max_failures=0.25 allows; the last was "
            + "seed 1 of n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2: loss is inf in epoch 12")
    }

    @Test func `what is recorded already is not trained again`() async throws {
        let plan = try plan(combinations: 2, seeds: 3)
        let first = Gate()
        let sweep = try runner(plan, jobs: 2, first.worker())
        var events = sweep.runner.events().makeAsyncIterator()
        _ = try await first.waitForStarted(2)
        for run in plan.runs.prefix(2) { first.release(run.id) }
        var told = 0
        while told < 2 { if case .recorded = try await events.next() { told += 1 } }
        try sweep.store.close()

        let second = Gate()
        second.open()
        let store = try RecordStore(opening: sweep.folder)
        #expect(store.count == 2)
        let rest = Launch(store, jobs: 2, second.worker(), memory: Self.plenty)
        for try await _ in rest.events() {}
        #expect(Set(second.started) == Set(plan.runs.dropFirst(2).map(\.id)))
        try store.close()
        #expect(try ResultsFolder(reading: sweep.folder).isComplete)
    }

    @Test func `two runners on one folder share the work, and both learn all of it`() async throws {
        let plan = try plan(combinations: 6, seeds: 4)
        let worker = Worker { run, _, _ in .invented(for: run) }
        let (one, store, folder) = try runner(plan, jobs: 2, worker)
        let other = try RecordStore(opening: folder)
        let two = Launch(other, jobs: 2, worker, memory: Self.plenty)
        func count(_ runner: Launch) async throws -> (own: Int, learned: Int) {
            var (own, learned) = (0, 0)
            for try await event in runner.events() {
                if case .recorded = event { own += 1 }
                if case .recordedElsewhere = event { learned += 1 }
            }
            return (own, learned)
        }
        async let first = count(one)
        async let second = count(two)
        let (a, b) = (try await first, try await second)
        #expect(a.own + a.learned == 24)
        #expect(b.own + b.learned == 24)
        #expect(a.own + b.own == 24)
        try store.close()
        try other.close()
        let results = try ResultsFolder(reading: folder)
        #expect(results.isComplete)
        #expect(results.problems == [])
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["runs.jsonl", "sweep.json"])
    }

    @Test func `a unit that is taken over and set free is gone on with, no run of it twice`() async throws {
        let plan = try plan(combinations: 1, seeds: 3)
        let ids = plan.runs.map(\.id)
        let folder = try makeFolder(plan)
        // Units that others have are looked at again every 50 ms.
        let store = try RecordStore(opening: folder, lostAfter: .seconds(1))
        let gate = Gate()
        let runner = Launch(store, jobs: 3, gate.worker(), memory: Self.plenty)
        let events = runner.events()
        #expect(Set(try await gate.waitForStarted(3)) == Set(ids))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/claims")
        try #require(names.count == 1)
        try FileManager.default.createDirectory(atPath: folder + "/records", withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: "\(folder)/claims/\(names[0])", toPath: "\(folder)/records/\(names[0])")
        // The first ends in vain and starts again; the others go on, and count.
        gate.release(ids[0])
        #expect(try await gate.waitForStarted(4).last == ids[0])
        gate.open()
        var recorded: [RunID] = []
        for try await case .recorded(_, let id) in events { recorded.append(id) }
        #expect(recorded.sorted() == ids)
        #expect(gate.started.count == 4)
        try store.close()
        let results = try ResultsFolder(reading: folder)
        #expect(results.isComplete)
        #expect(results.problems == [])
    }

    @Test func `fewer runs go at once than there are jobs when memory is short`() async throws {
        let plan = try plan(combinations: 1, seeds: 8)
        let one = plan.runs[0].configuration.memoryNeeded(for: .familyTree)
        let gate = Gate()
        let sweep = try runner(plan, jobs: 5, gate.worker(), memory: MachineMemory(bytes: one * 2.5))
        let events = sweep.runner.events()
        _ = try await gate.waitForStarted(2)
        gate.open()
        for try await _ in events {}
        #expect(gate.started.count == 8)
        #expect(gate.mostAtOnce == 2)
    }

    @Test func `a combination that does not fit is refused, in its place, and the others run`() async throws {
        let plan = try SweepPlan(
            [.nEmbdFactor: [.integer(16), .integer(1_000_000), .integer(32)]], seeds: Seeds(count: 2))
        let worker = Worker { run, _, _ in .invented(for: run) }
        var told: [String] = []
        let memory = MachineMemory(bytes: 0x18p30)
        let sweep = try runner(plan, jobs: 1, worker, memory: memory)
        for try await event in sweep.runner.events() {
            switch event {
            case .waiting, .notice, .cluster: break
            case .eliminated(let combination, let seeds): told.append("out \(combination) \(seeds)")
            case .started(let combination): told.append("start \(combination)")
            case .refused(let combination, let shortage):
                told.append("refuse \(combination)")
                #expect(shortage.available == 0x18p30)
                #expect(shortage.remedies == [.nEmbdFactor, .nHead])
            case .recorded(_, let id), .recordedElsewhere(_, let id): told.append("\(id.combination) \(id.seed)")
            }
        }
        // The next turn may come while a run is still being written.
        #expect(told.filter { $0.contains("r") } == ["start 0", "refuse 1", "start 2"])
        #expect(told.filter { !$0.contains("r") } == ["0 0", "0 1", "2 0", "2 1"])
    }
}

/// A folder that is made when something is put into it, and goes with the test.
final class ScratchFolder: Sendable {
    let path = FileManager.default.temporaryDirectory.path + "/sweepbook-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
