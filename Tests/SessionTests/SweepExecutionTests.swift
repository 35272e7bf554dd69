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
    private let worker = Worker(dataset: .familyTree) { run, _, _ in .invented(for: run) }

    /// n_embd_factor 4 and 64, two seeds each.
    private func makeFolder() throws -> SweepPlan {
        let plan = try SweepPlan([.nEmbdFactor: [.integer(4), .integer(64)]], seeds: Seeds(count: 2))
        _ = try ResultsTree(at: folder, plan: plan, dataset: .familyTree, now: .now)
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
}

extension TrainingOutcome {
    fileprivate static func invented(for run: Run) -> TrainingOutcome {
        TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1.5, firstTrainingInput: [19, 33],
            testInputs: [[0, 24], [1, 25]], testItemsRight: [true, run.seed % 2 == 0],
            trainItemsRight: run.configuration.trainSize / 2,
            losses: Array(repeating: 0.0625, count: run.configuration.epochs), gradientNorms: [1])
    }
}
