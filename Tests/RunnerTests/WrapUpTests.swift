import Engine
import Experiments
import Foundation
import Runner
import Testing

/// A sweep that is asked to end soon and in order.
@Suite(.timeLimit(.minutes(15)))
struct WrapUpTests {
    private let scratch = ScratchFolder()
    private let wrapUp = WrapUp()
    /// However busy the machine is.
    private let ample = Duration.seconds(3600)

    /// Combinations of runs that are estimated at a moment, or at hours.
    private func work(
        epochs: [Int] = [1], seeds: Int = 4, jobs: Int = 2, _ worker: Worker, order: SweepWork.Order = .plan
    ) throws -> SweepWork {
        let plan = try SweepPlan([
            .nHead: [.integer(1)], .nEmbdFactor: [.integer(4)], .epochs: epochs.map { .integer($0) },
        ], seeds: Seeds(count: seeds))
        let folder = "\(scratch.path)/\(UUID().uuidString)"
        _ = try ResultsTree(at: folder, plan: plan, tasks: .familyTree, now: .now)
        return SweepWork(
            store: try RecordStore(opening: folder, lostAfter: .seconds(1)), tasks: .familyTree, jobs: jobs, worker: worker,
            order: order, wrapUp: wrapUp)
    }

    private func launch(_ work: SweepWork) -> LaunchedSweep { LocalLauncher(memory: MachineMemory(bytes: 1e12)).launch(work) }

    /// The runs that are told of, and why there are no more.
    private func follow(_ launched: LaunchedSweep) async throws -> (told: [RunID], left: WrapUp.Cause?) {
        var told: [RunID] = []
        do {
            for try await event in launched.events { if case .recorded(_, let id) = event { told.append(id) } }
            return (told, nil)
        } catch let unfinished as WrapUp.Unfinished {
            return (told, unfinished.cause)
        }
    }

    @Test func `runs under way end, and no further one starts`() async throws {
        let gate = Gate()
        let work = try work(gate.worker())
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        let started = try await gate.waitForStarted(2)
        wrapUp.ask(.terminated, patience: ample)
        wrapUp.ask(.stopFile)
        started.forEach(gate.release)
        let (told, left) = try await reading.value
        #expect(left == .terminated)
        #expect(told.sorted() == started.sorted())
        #expect(gate.started.count == 2)
        try work.store.close()
        #expect(try ResultsFolder(reading: work.store.folder).recordedCount == 2)
    }

    @Test func `where the reader is cancelled too, stopping waits for the runs under way`() async throws {
        let gate = Gate()
        let work = try work(gate.worker())
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        let started = try await gate.waitForStarted(2)
        wrapUp.ask(.terminated, patience: ample)
        reading.cancel()
        _ = try await reading.value
        gate.release(started[0])
        gate.release(started[1])
        launched.stop()
        #expect(work.store.count == 2)
        #expect(gate.started.count == 2)
        try work.store.close()
    }

    @Test func `a run of hours stops at once`() async throws {
        let gate = Gate()
        let work = try work(epochs: [10_000_000], seeds: 2, gate.worker())
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        let started = try await gate.waitForStarted(2)
        wrapUp.ask(.timeLimit)
        for id in started { try await gate.waitForStopped(id) }
        let (told, left) = try await reading.value
        #expect(left == .timeLimit)
        #expect(told == [])
    }

    @Test func `a run of hours leaves its state`() async throws {
        var worker = Worker()
        // A sixth of that is worth a file.
        worker.saveInterval = .milliseconds(6)
        let work = try work(epochs: [10_000_000], seeds: 1, jobs: 1, worker)
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        while RunStateFile.count(in: work.store.folder) == 0 { try await Task.sleep(for: .milliseconds(1)) }
        wrapUp.ask(.terminated)
        #expect(try await reading.value.left == .terminated)
        #expect(RunStateFile.seconds(in: work.store.folder) > 0)
    }

    @Test func `what is through when it is asked for ends as always`() async throws {
        let gate = Gate()
        let work = try work(seeds: 2, gate.worker())
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        _ = try await gate.waitForStarted(2)
        wrapUp.ask(.terminated, patience: ample)
        gate.open()
        let (told, left) = try await reading.value
        #expect(left == nil)
        #expect(told.count == 2)
    }

    @Test func `what is asked before the start starts nothing`() async throws {
        let gate = Gate()
        wrapUp.ask(.stopFile)
        #expect(try await follow(launch(try work(gate.worker()))).left == .stopFile)
        #expect(gate.started == [])
    }

    @Test func `the request in the folder ends a sweep in order, and goes when somebody resumes it`() async throws {
        let gate = Gate()
        let work = try work(gate.worker())
        let launched = launch(work)
        let reading = Task { try await follow(launched) }
        let started = try await gate.waitForStarted(2)
        try WorkerFiles(in: work.store.folder).askToStop()
        while wrapUp.request == nil { try await Task.sleep(for: .milliseconds(1)) }
        started.forEach(gate.release)
        #expect(try await reading.value.left == .stopFile)
        try work.store.close()

        var request = try SweepRequest(resuming: work.store.folder, tasks: .familyTree, jobs: 2)
        request.lostAfter = .seconds(1)
        let worker = Worker { run, _, _ in .invented(for: run) }
        for try await _ in SweepExecution(of: request, worker: worker).events() {}
        #expect(try ResultsFolder(reading: work.store.folder).isComplete)
        #expect(!FileManager.default.fileExists(atPath: work.store.folder + "/workers"))
    }

    @Test func `a sweep that the folder asks to stop says so`() async throws {
        let folder = "\(scratch.path)/out"
        let plan = try SweepPlan([
            .nHead: [.integer(1)], .nEmbdFactor: [.integer(4)], .epochs: [.integer(1), .integer(10_000_000)],
        ], seeds: Seeds(count: 1))
        var request = SweepRequest(plan: plan, tasks: .familyTree, style: .blocks, jobs: 1, folder: folder)
        request.lostAfter = .seconds(1)
        let execution = SweepExecution(of: request, worker: Worker())
        let reading = Task { for try await _ in execution.events() {} }
        while (try? ResultsFolder(reading: folder).recordedCount) != 1 { try await Task.sleep(for: .milliseconds(1)) }
        try WorkerFiles(in: folder).askToStop()
        let error = await #expect(throws: SweepStopped.self) { try await reading.value }
        #expect(error?.description == "asked to stop; 1 of 2 runs is kept in \(folder)")
        #expect(error?.resumeCommand == "resume \(folder)")
    }

    @Test(arguments: [(.plan, [1, 3, 2]), (.longestFirst, [3, 2, 1])] as [(SweepWork.Order, [Int])])
    func `combinations have their turns in the order that is asked for`(order: SweepWork.Order, epochs: [Int]) async throws {
        let gate = Gate()
        gate.open()
        let work = try work(epochs: [1, 3, 2], seeds: 2, jobs: 1, gate.worker(), order: order)
        _ = try await follow(launch(work))
        let turns = gate.started.map { work.plan.combinations[$0.combination].configuration.epochs }
        #expect(turns == epochs.flatMap { [$0, $0] })
    }
}
