import Engine
import Experiments
import Foundation
import Runner
import Session
import Testing

/// Sweeps on a folder that others change meanwhile.
struct SweepExecutionTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/sweepbook-\(UUID().uuidString)"
    private let plenty = MachineMemory(bytes: 1e12)
    private let worker = Worker(task: .familyTree) { run, _, _ in .invented(for: run) }

    /// n_embd_factor 4 and 64, two seeds each.
    private func makeFolder() throws -> SweepPlan {
        let plan = try SweepPlan([.nEmbdFactor: [.integer(4), .integer(64)]], seeds: Seeds(count: 2))
        _ = try ResultsTree(at: folder, plan: plan, task: .familyTree, now: .now)
        return plan
    }

    @Test func `a plan that is extended before the folder is opened is not taken for the old one`() async throws {
        _ = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let request = try SweepRequest(resuming: folder, jobs: 1)
        try ResultsFolder.extend(folder, by: [.nHead: [.integer(4)]], seeds: nil)
        let error = await #expect(throws: FolderError.self) {
            try await SweepExecution(of: request, worker: worker, memory: plenty).run { _ in }
        }
        #expect(error?.description == "\(folder) has just been extended by another process; give the command again")
        #expect(try ResultsFolder(reading: folder).recordedCount == 0)
        let again = try SweepRequest(resuming: folder, jobs: 1)
        _ = try await SweepExecution(of: again, worker: worker, memory: plenty).run { _ in }
        #expect(try ResultsFolder(reading: folder).isComplete)
    }

    @Test func `what another machine has trained is no error on one that could not`() async throws {
        let plan = try makeFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let needed = plan.combinations.map { $0.configuration.memoryNeeded(for: .familyTree) }
        let large = plan.combinations[1]
        let path = folder
        // While the small machine trains what fits, a large one records the rest.
        let small = Worker(task: .familyTree) { run, _, _ in
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
        let outcome = try await SweepExecution(
            of: SweepRequest(resuming: folder, jobs: 1), worker: small, memory: MachineMemory(bytes: (needed[0] + needed[1]) / 2)
        ).run { _ in }
        #expect(outcome.summary.counts == ["Successful runs: 2", "Failed runs: 0", "Error runs: 0"])
        #expect(outcome.records.mapValues(\.count) == [0: 2, 1: 2])
        let summary = try String(contentsOfFile: folder + "/sweep_summary.txt", encoding: .utf8)
        #expect(summary.contains("\nError runs: 0\n"))
        #expect(!summary.contains("Error combinations"))
    }
}

extension TrainingOutcome {
    fileprivate static func invented(for run: Run) -> TrainingOutcome {
        TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1.5, evaluation: Evaluation(
                firstTrainingInput: [19, 33],
                testInputs: [[0, 24], [1, 25]], testItemsRight: [true, run.seed % 2 == 0],
                trainItemsRight: run.configuration.trainSize / 2, trainSize: run.configuration.trainSize),
            losses: Array(repeating: 0.0625, count: run.configuration.epochs), gradientNorms: [1])
    }
}
