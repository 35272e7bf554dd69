import Engine
import Experiments
import Foundation
import Runner
import Testing

/// What every launcher promises. It is tried with the engine itself, and judged by its events and by the results folder, so
/// that it may train anywhere.
///
/// One test comes after the other: the nodes of a cluster are few, and some tests need two.
@Suite(.serialized, .timeLimit(.minutes(15)))
struct LauncherContract {
    struct Candidate: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let launcher: any Launcher
    }

    /// A new launcher is added here.
    static let candidates = [Candidate(testDescription: "local", launcher: LocalLauncher())] + slurm

    /// With two workers, where `SLURM_CONF` names a cluster that answers: `.ci/check-slurm` starts one.
    private static let slurm: [Candidate] = {
        guard getenv("SLURM_CONF") != nil, (try? SlurmClient().queue(of: ["1"])) != nil else { return [] }
        var settings = SlurmSettings()
        settings.workers = 2
        return [Candidate(testDescription: "Slurm", launcher: SlurmLauncher(settings, program: binary))]
    }()

    /// It lies beside the tests' own.
    private static var binary: String {
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return URL(fileURLWithPath: tests ?? "").deletingLastPathComponent().appendingPathComponent("sweepbook").path
    }

    private let scratch = ScratchFolder()

    private enum Length: Int {
        case moment = 1
        /// More than a test lasts.
        case hours = 10_000_000
    }

    private func plan(
        layers: ClosedRange<Int> = 1...1, lasting lengths: [Length] = [.moment], rates: [Double] = [0.01], seeds: Int
    ) throws -> SweepPlan {
        try SweepPlan([
            .nLayer: layers.map { .integer($0) }, .nHead: [.integer(1)], .nEmbdFactor: [.integer(4)],
            .learningRate: rates.map { .real($0) }, .epochs: lengths.map { .integer($0.rawValue) },
        ], seeds: Seeds(count: seeds))
    }

    private func work(_ plan: SweepPlan, jobs: Int = 2, limit: FailureLimit = .none) throws -> SweepWork {
        let tree = try ResultsTree(at: "\(scratch.path)/\(UUID().uuidString)", plan: plan, tasks: .familyTree, now: .now)
        return try work(in: tree.folder, jobs: jobs, limit: limit)
    }

    private func work(in folder: String, jobs: Int = 2, limit: FailureLimit = .none) throws -> SweepWork {
        SweepWork(
            store: try RecordStore(opening: folder), tasks: .familyTree, jobs: jobs, worker: Worker(), limit: limit)
    }

    /// The runs that events tell of, as they come.
    private struct Told {
        var started: [Int] = []
        var own: [RunID] = []
        var elsewhere: [RunID] = []
        var refused: [Int] = []

        mutating func take(_ event: RunProgress) {
            switch event {
            case .started(let combination): started.append(combination)
            case .refused(let combination, _): refused.append(combination)
            case .recorded(_, let id): own.append(id)
            case .recordedElsewhere(_, let id): elsewhere.append(id)
            case .eliminated, .waiting, .notice, .cluster: break
            }
        }
    }

    /// The run that an event says is on the disk; nil for other events.
    private func recorded(_ event: RunProgress) -> (RunRecord, RunID)? {
        switch event {
        case .recorded(let record, let id), .recordedElsewhere(let record, let id): (record, id)
        case .started, .refused, .eliminated, .waiting, .notice, .cluster: nil
        }
    }

    private func told(_ candidate: Candidate, _ work: SweepWork) async throws -> Told {
        var told = Told()
        for try await event in candidate.launcher.launch(work).events { told.take(event) }
        return told
    }

    private func claims(in folder: String) -> Int {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder + "/claims")
        return (names ?? []).count { $0.hasSuffix(".jsonl") }
    }
}

// MARK: - All the work
extension LauncherContract {
    @Test(arguments: candidates)
    func `every run is told of once, when it is on the disk`(candidate: Candidate) async throws {
        let plan = try plan(layers: 1...3, seeds: 4)
        let work = try work(plan)
        var told = Told()
        for try await event in candidate.launcher.launch(work).events {
            told.take(event)
            guard let (record, id) = recorded(event) else { continue }
            #expect(try ResultsFolder(reading: work.store.folder)[id] == record)
        }
        #expect(told.started == [0, 1, 2])
        #expect((told.own + told.elsewhere).sorted() == plan.runs.map(\.id))
        try work.store.close()
        let results = try ResultsFolder(reading: work.store.folder)
        #expect(results.isComplete)
        #expect(results.problems == [])
    }

    @Test(arguments: candidates)
    func `what is recorded is not trained again`(candidate: Candidate) async throws {
        let first = try work(plan(layers: 1...2, seeds: 2))
        _ = try await told(candidate, first)
        try first.store.close()
        let again = try await told(candidate, work(in: first.store.folder))
        #expect(again.own == [])
        #expect(again.elsewhere == [])
        #expect(again.started == [0, 1])
    }

    @Test(arguments: candidates)
    func `two on one folder share the work, and both tell of all of it`(candidate: Candidate) async throws {
        let plan = try plan(layers: 1...6, seeds: 4)
        let one = try work(plan)
        let two = try work(in: one.store.folder)
        async let first = told(candidate, one)
        async let second = told(candidate, two)
        let (a, b) = (try await first, try await second)
        let ids = plan.runs.map(\.id)
        #expect((a.own + a.elsewhere).sorted() == ids)
        #expect((b.own + b.elsewhere).sorted() == ids)
        try one.store.close()
        try two.store.close()
        #expect(try ResultsFolder(reading: one.store.folder).problems == [])
    }
}

// MARK: - Limits
extension LauncherContract {
    @Test(arguments: candidates)
    func `no more runs go at once than there are jobs`(candidate: Candidate) async throws {
        let work = try work(plan(layers: 1...4, lasting: [.hours], seeds: 1), jobs: 2)
        let launched = candidate.launcher.launch(work)
        while claims(in: work.store.folder) < 2 { try await Task.sleep(for: .milliseconds(1)) }
        #expect(claims(in: work.store.folder) <= 2)
        let reading = Task { for try await _ in launched.events {} }
        reading.cancel()
        try await reading.value
        launched.stop()
        #expect(claims(in: work.store.folder) <= 2)
        try work.store.close()
    }

    @Test(arguments: candidates)
    func `what does not fit is refused, and the rest is trained`(candidate: Candidate) async throws {
        let plan = try SweepPlan([
            .nHead: [.integer(1)], .nEmbdFactor: [.integer(4), .integer(100_000_000)], .epochs: [.integer(1)],
        ], seeds: Seeds(count: 2))
        let told = try await told(candidate, work(plan))
        #expect(told.refused == [1])
        #expect((told.own + told.elsewhere).sorted() == plan.runs.prefix(2).map(\.id))
    }
}

// MARK: - The end
extension LauncherContract {
    @Test(arguments: candidates)
    func `a failed run is recorded, and the others go on`(candidate: Candidate) async throws {
        let plan = try plan(lasting: [.moment], rates: [0.01, 1e30], seeds: 2)
        let work = try work(plan)
        let told = try await told(candidate, work)
        #expect((told.own + told.elsewhere).sorted() == plan.runs.map(\.id))
        try work.store.close()
        #expect(try ResultsFolder(reading: work.store.folder).failedCount == 2)
    }

    @Test(arguments: candidates)
    func `a failure too many ends the events`(candidate: Candidate) async throws {
        let plan = try plan(lasting: [.moment], rates: [1e30], seeds: 3)
        let work = try work(plan, limit: FailureLimit(share: nil, isFast: true))
        let error = await #expect(throws: RunnerError.self) { _ = try await told(candidate, work) }
        #expect(error?.description.hasSuffix("fail_fast ends the sweep") == true)
    }

    @Test(arguments: candidates)
    func `cancelling ends runs that would take hours, and what has ended stays recorded`(candidate: Candidate) async throws {
        let work = try work(plan(lasting: [.moment, .hours], seeds: 1))
        let (ended, tell) = AsyncStream.makeStream(of: Void.self)
        let launched = candidate.launcher.launch(work)
        let reading = Task {
            for try await event in launched.events where recorded(event) != nil { tell.yield() }
        }
        for await _ in ended.prefix(1) {}
        reading.cancel()
        try await reading.value
        launched.stop()
        try work.store.close()
        let results = try ResultsFolder(reading: work.store.folder)
        #expect(results.recordedCount == 1)
        #expect(results.problems == [])
        #expect(claims(in: work.store.folder) == 0)
    }

    @Test(arguments: candidates)
    func `a folder that is gone ends the events with an error`(candidate: Candidate) async throws {
        let work = try work(plan(layers: 1...200, seeds: 1), jobs: 1)
        await #expect(throws: (any Error).self) {
            for try await _ in candidate.launcher.launch(work).events { try? FileManager.default.removeItem(atPath: work.store.folder) }
        }
    }
}
