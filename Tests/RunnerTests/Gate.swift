import Engine
import Experiments
import Foundation
import Runner
import System

/// A trainer whose runs end when the test says so: it tells which have started, and lets them go in any order.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [RunID] = []
    private var released: Set<RunID> = []
    private var startedRuns: [RunID] = []
    private var stoppedRuns: Set<RunID> = []
    private var isOpen = false
    private var running = 0
    private var peak = 0

    /// Every run that has started, in order.
    var started: [RunID] { condition.withLock { startedRuns } }
    /// The most runs there were at once.
    var mostAtOnce: Int { condition.withLock { peak } }

    func worker(_ outcome: @escaping @Sendable (Run) -> TrainingOutcome = { .invented(for: $0) }) -> Worker {
        Worker { [self] run, _, shouldStop throws(TrainingFailure) in
            try pass(run.id, shouldStop)
            return outcome(run)
        }
    }

    /// Lets one run end.
    func release(_ id: RunID) {
        condition.withLock {
            released.insert(id)
            condition.broadcast()
        }
    }

    /// Lets all runs end.
    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    /// Waits until that many runs have started, and names those that have.
    func waitForStarted(_ count: Int) async throws -> [RunID] {
        try await wait { $0.startedRuns.count >= count }
        return started
    }

    /// Waits until that run has been stopped.
    func waitForStopped(_ id: RunID) async throws {
        try await wait { $0.stoppedRuns.contains(id) }
    }

    /// Waits on a thread of its own: those of Swift's tasks are few, and must not block one another.
    private func wait(until isMet: @escaping @Sendable (Gate) -> Bool) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do {
                try DedicatedThread.start { [self] in
                    condition.withLock { while !isMet(self) { condition.wait() } }
                    continuation.resume()
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func pass(_ id: RunID, _ shouldStop: () -> Bool) throws(TrainingFailure) {
        condition.lock()
        defer { condition.unlock() }
        startedRuns.append(id)
        running += 1
        peak = max(peak, running)
        condition.broadcast()
        defer { running -= 1 }
        while !isOpen && !released.contains(id) {
            if shouldStop() {
                stoppedRuns.insert(id)
                condition.broadcast()
                throw .stopped
            }
            // Whether to stop is asked for again and again, as a training does.
            _ = condition.wait(until: Date(timeIntervalSinceNow: 0.001))
        }
    }
}

/// A local launcher, and what it is to do.
struct Launch: Sendable {
    private let launcher: LocalLauncher
    private let work: SweepWork

    init(
        _ store: RecordStore, jobs: Int, _ worker: Worker, memory: MachineMemory, limit: FailureLimit = .none
    ) {
        launcher = LocalLauncher(memory: memory)
        work = SweepWork(store: store, tasks: .familyTree, jobs: jobs, worker: worker, limit: limit)
    }

    func events() -> AsyncThrowingStream<RunProgress, any Error> { launch().events }

    func launch() -> LaunchedSweep { launcher.launch(work) }
}

extension TrainingOutcome {
    /// Numbers that follow from the run alone.
    static func invented(for run: Run) -> TrainingOutcome {
        let number = run.id.combination * 7 + Int(run.seed)
        return TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: Float(number) / 3,
            evaluation: Evaluation(
                firstTrainingInput: [number % 24, 24 + number % 12], testInputs: [[0, 24], [1, 25], [2, 26], [3, 27]],
                testItemsRight: (0..<4).map { $0 < number % 5 }, trainItemsRight: number, trainSize: run.configuration.trainSize),
            losses: Array(repeating: 1 / Double(number + 1), count: run.configuration.epochs),
            gradientNorms: [1])
    }
}

/// n_layer 1 … n with a count of seeds.
func plan(combinations: Int, seeds: Int) throws -> SweepPlan {
    try SweepPlan(
        [.nLayer: (1...combinations).map(Hyperparameter.Value.integer)], seeds: try Seeds(count: seeds))
}
