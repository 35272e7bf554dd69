import Engine
import Experiments
import Foundation
import Language
import Runner
import Session
import System
import Testing

/// The stop button: the task that executes is cancelled while a run is in progress.
struct CancellationTests {
    /// A trainer that ends the runs of some seeds at once, and holds every other until it is to stop.
    private struct Gate {
        private let held = AsyncStream.makeStream(of: Void.self)
        let worker: Worker

        init(letting seeds: Set<UInt32>) {
            let tell = held.continuation
            worker = Worker { run, _, shouldStop throws(TrainingFailure) in
                guard !seeds.contains(run.seed) else { return .invented(for: run) }
                tell.yield()
                while !shouldStop() { sched_yield() }
                throw .stopped
            }
        }

        /// Waits until a run is held.
        func waitUntilHeld() async {
            for await _ in held.stream { return }
        }
    }

    private func start(_ text: String, in interpreter: Interpreter, keepGoing: Bool = false) -> Task<StatementEnd, any Error> {
        Task { try await interpreter.execute(SourceText(name: "t", text), keepGoing: keepGoing) { _ in } }
    }

    private func names(in folder: String) -> [String]? {
        try? FileManager.default.contentsOfDirectory(atPath: "\(ScriptCase.folder)/\(folder)").sorted()
    }

    @Test func `a statement that is timed tells how long it took until it was stopped`() async throws {
        _ = ScriptCase.folder
        let gate = Gate(letting: [])
        let interpreter = Interpreter(SessionEnvironment(jobs: 1, worker: gate.worker))
        let shown = Locked<[String]>([])
        let training = Task {
            try await interpreter.execute(SourceText(name: "t", #"time train seeds=2 quiet=true out="cancelled/timed""#)) { event in
                let lines = event.lines
                shown.withLock { $0 += lines }
            }
        }
        await gate.waitUntilHeld()
        training.cancel()
        await #expect(throws: Interrupted.self) { try await training.value }
        #expect(shown.withLock { $0.last }?.hasPrefix("Wall time: ") == true)
    }

    @Test func `a cancelled train keeps the runs that have ended, and the session goes on`() async throws {
        _ = ScriptCase.folder
        let gate = Gate(letting: [0, 1])
        let harness = Harness(SessionEnvironment(jobs: 1, worker: gate.worker))
        #expect(try await harness.run("let a = 6; set n_layer 1") == [])
        let training = start(#"let r = train seeds=5 out="cancelled/some""#, in: harness.interpreter)
        await gate.waitUntilHeld()
        training.cancel()
        let error = await #expect(throws: Interrupted.self) { try await training.value }
        #expect(error?.description == "interrupted; 2 of 5 runs are kept in cancelled/some; "
            + "resume with: resume cancelled/some")
        #expect(names(in: "cancelled/some") == ["runs.jsonl", "sweep.json"])
        let log = try String(contentsOfFile: "\(ScriptCase.folder)/cancelled/some/runs.jsonl", encoding: .utf8)
        let records = try log.split(separator: "\n").map { try RunRecord(jsonLine: Array($0.utf8)) }
        #expect(records.map(\.seed) == [0, 1])
        #expect(records.allSatisfy { $0.configuration.nLayer == 1 })

        #expect(try await harness.run("print a * 7, n_layer") == ["42 1"])
        #expect(try await harness.run("print r.seeds, r.test_accuracy, r.folder") == ["[0, 1] none cancelled/some"])
        #expect(try await harness.run("print r").first?.hasSuffix(": no averages, runs are missing") == true)
        _ = try await harness.run(#"let r = train seeds=2 out="cancelled/again""#)
        #expect(try await harness.run("print r.seeds, r.folder, len(r.test_accuracies)") == ["[0, 1] cancelled/again 2"])
    }

    @Test func `a sweep cancelled before a run has ended leaves nothing, and the last sweep is still there`() async throws {
        _ = ScriptCase.folder
        let gate = Gate(letting: [0])
        let harness = Harness(SessionEnvironment(jobs: 1, worker: gate.worker))
        _ = try await harness.run(#"sweep n_layer=1..2 seeds=1 out="cancelled/before""#)
        let compared = try await harness.run("compare")
        #expect(compared.first == "2 combinations, 1 seed each, 2 test items; all with n_head=2, n_embd_factor=32,")
        let sweep = start(#"sweep n_layer=1..3 seeds=[7] out="cancelled/none""#, in: harness.interpreter, keepGoing: true)
        await gate.waitUntilHeld()
        sweep.cancel()
        let error = await #expect(throws: Interrupted.self) { try await sweep.value }
        #expect(error?.description
            == "interrupted; no run had finished, so nothing is kept; to train them all, give the command again")
        #expect(names(in: "cancelled/none") == nil)
        #expect(try await harness.run("compare") == compared)
    }
}

extension TrainingOutcome {
    /// Numbers that follow from the seed alone.
    fileprivate static func invented(for run: Run) -> TrainingOutcome {
        TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: Float(run.seed),
            evaluation: Evaluation(
                firstTrainingInput: [0, 24], testInputs: [[0, 24], [1, 25]], testItemsRight: [true, run.seed == 0],
                trainItemsRight: 50, trainSize: run.configuration.trainSize), losses: Array(repeating: 0.5, count: run.configuration.epochs), gradientNorms: [1])
    }
}
