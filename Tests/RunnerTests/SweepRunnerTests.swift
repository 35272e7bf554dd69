import Engine
import Experiments
import Foundation
import Runner
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct SweepRunnerTests {
    private static let plenty = MachineMemory(bytes: 1e12)

    /// What was recorded, in order.
    private final class Records: Sendable {
        let list = Mutex<[RunID]>([])
        var recorder: SweepRunner.Recorder {
            { _, id in
                self.list.withLock { $0.append(id) }
                return true
            }
        }
    }

    private func runner(
        _ plan: SweepPlan, jobs: Int, _ worker: Worker, memory: MachineMemory = plenty,
        record: @escaping SweepRunner.Recorder = { _, _ in true }
    ) -> SweepRunner {
        SweepRunner(plan: plan, jobs: jobs, memory: memory, worker: worker, record: record)
    }

    /// The report of a whole sweep, without times.
    private func report(_ plan: SweepPlan, jobs: Int, _ worker: Worker) async throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.path + "/sweepbook-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let tree = try ResultsTree(at: folder, plan: plan, dataset: .familyTree, now: .now)
        var report = SweepReport(of: plan, style: .blocks, in: tree)
        var lines: [String] = []
        let sweep = runner(plan, jobs: jobs, worker) { record, id in try tree.log.append(record, as: id) }
        for try await event in sweep.events() {
            let due = switch event {
            case .started(let combination): try report.started(combination: combination)
            case .refused(let combination, let shortage):
                try report.refused(combination: combination, reason: shortage.description)
            case .recorded(let record, let id): try report.finished(record, as: id)
            }
            lines += due
        }
        try tree.log.finish()
        lines += try String(contentsOfFile: tree.logPath, encoding: .utf8).split(separator: "\n").map(String.init)
        return lines.map { $0.replacing(#/(Time taken: |"seconds":)[-.e0-9]+/#, with: "time") }
    }

    @Test func `report and records are the same with 1, 2 and 5 jobs`() async throws {
        let plan = try plan(combinations: 4, seeds: 6)
        let worker = Worker(dataset: .familyTree) { run, _, _ in .invented(for: run) }
        let expected = try await report(plan, jobs: 1, worker)
        #expect(expected.count { $0.hasPrefix("Random seed") } == 24)
        #expect(expected.count { $0.hasPrefix("{") } == 24)
        for jobs in [2, 5] { #expect(try await report(plan, jobs: jobs, worker) == expected) }
    }

    @Test func `report and records are the same when runs end in the opposite order`() async throws {
        let plan = try plan(combinations: 2, seeds: 4)
        let worker = Worker(dataset: .familyTree) { run, _, _ in .invented(for: run) }
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
        let events = runner(plan, jobs: 3, gate.worker()).events()
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
        let records = Records()
        var events = runner(plan, jobs: 3, gate.worker(), record: records.recorder).events().makeAsyncIterator()
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
            #expect(record.ending == .finished(RunFindings(.invented(for: run))))
            #expect(record.seconds >= 0)
            #expect(records.list.withLock { $0.last } == run.id)
        }
        #expect(try await events.next() == nil)
    }

    @Test func `cancelling ends the events, stops what runs and starts nothing more`() async throws {
        let plan = try plan(combinations: 1, seeds: 10)
        let gate = Gate()
        let records = Records()
        let sweep = Task {
            var told: [RunID] = []
            for try await event in runner(plan, jobs: 2, gate.worker(), record: records.recorder).events() {
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
        #expect(records.list.withLock { $0 } == [plan.runs[0].id])
    }

    @Test func `runs stop when nobody holds the events`() async throws {
        let plan = try plan(combinations: 1, seeds: 4)
        let gate = Gate()
        do {
            let events = runner(plan, jobs: 2, gate.worker()).events()
            _ = try await gate.waitForStarted(2)
            _ = consume events
        }
        for run in plan.runs.prefix(2) { try await gate.waitForStopped(run.id) }
        #expect(gate.started.count == 2)
    }

    @Test func `a failed run is recorded, and the others go on`() async throws {
        let plan = try plan(combinations: 2, seeds: 2)
        let worker = Worker(dataset: .familyTree) { run, _, _ throws(TrainingFailure) in
            if run.id == RunID(combination: 0, seed: 1) { throw .nonFiniteLoss(epoch: 12, loss: .infinity) }
            return .invented(for: run)
        }
        var failed: [RunRecord] = []
        var count = 0
        for try await case .recorded(let record, _) in runner(plan, jobs: 2, worker).events() {
            count += 1
            if case .failed = record.ending { failed.append(record) }
        }
        #expect(count == 4)
        #expect(failed.map(\.ending) == [.failed(epoch: 12, loss: .infinity)])
        #expect(failed.map(\.seed) == [1])
    }

    @Test func `a run that can't be recorded ends the sweep`() async throws {
        let plan = try plan(combinations: 1, seeds: 5)
        let full = StorageError.cannot(.write, path: "runs.jsonl", errno: ENOSPC)
        let worker = Worker(dataset: .familyTree) { run, _, _ in .invented(for: run) }
        let sweep = runner(plan, jobs: 1, worker) { _, id in
            if id.seed == 2 { throw full }
            return true
        }
        var told: [Int] = []
        let error = await #expect(throws: StorageError.self) {
            for try await case .recorded(_, let id) in sweep.events() { told.append(id.seed) }
        }
        #expect(error == full)
        #expect(told == [0, 1])
    }

    @Test func `fewer runs go at once than there are jobs when memory is short`() async throws {
        let plan = try plan(combinations: 1, seeds: 8)
        let one = plan.runs[0].configuration.memoryNeeded(for: .familyTree)
        let gate = Gate()
        let events = runner(plan, jobs: 5, gate.worker(), memory: MachineMemory(bytes: one * 2.5)).events()
        _ = try await gate.waitForStarted(2)
        gate.open()
        for try await _ in events {}
        #expect(gate.started.count == 8)
        #expect(gate.mostAtOnce == 2)
    }

    @Test func `a combination that does not fit is refused, in its place, and the others run`() async throws {
        let plan = try SweepPlan(
            [.nEmbdFactor: [.integer(16), .integer(1_000_000), .integer(32)]], seeds: Seeds(count: 2))
        let worker = Worker(dataset: .familyTree) { run, _, _ in .invented(for: run) }
        var told: [String] = []
        let memory = MachineMemory(bytes: 0x18p30)
        for try await event in runner(plan, jobs: 1, worker, memory: memory).events() {
            switch event {
            case .started(let combination): told.append("start \(combination)")
            case .refused(let combination, let shortage):
                told.append("refuse \(combination)")
                #expect(shortage.available == 0x18p30)
                #expect(shortage.remedies == [.nEmbdFactor, .nHead])
            case .recorded(_, let id): told.append("\(id.combination) \(id.seed)")
            }
        }
        #expect(told == ["start 0", "0 0", "0 1", "refuse 1", "start 2", "2 0", "2 1"])
    }
}
