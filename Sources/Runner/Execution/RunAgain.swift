package import Engine
package import Experiments
import System

/// A recorded run that is trained again, for the model that nobody kept.
package struct RunAgain: Sendable {
    private let record: RunRecord
    private let tasks: TaskLibrary

    /// - Parameter tasks: what has the run's task.
    package init(_ record: RunRecord, tasks: TaskLibrary) {
        self.record = record
        self.tasks = tasks
    }

    /// Blocks the calling thread until the run has ended.
    ///
    /// - Parameters:
    ///   - rule: its last model that this keeps is wanted.
    ///   - jobs: the most threads that share the work.
    ///   - shouldStop: asked often, from the calling thread.
    /// - Throws: `RunAgainError` where it can't run, or gives another result than is recorded; `RunnerError`; `CancellationError`
    ///   when it was stopped.
    package func model(_ rule: CheckpointRule = .last, jobs: Int, shouldStop: () -> Bool) throws -> ModelFile {
        let configuration = record.configuration
        if let shortage = MachineMemory.current.shortage(for: configuration, tasks: tasks) { throw RunAgainError.tooLarge(record, shortage) }
        let team = ThreadTeam()
        for _ in 1..<max(1, configuration.gainsFromHelp(in: tasks) ? jobs : 1) { try? DedicatedThread.start { team.help() } }
        let task = tasks.task(for: configuration)
        let run = Run(id: RunID(combination: 0, seed: 0), configuration: configuration, seed: record.seed)
        var kept: KeptModel?
        let keeping = ModelKeeping(rule) { kept = $0 }
        guard let repeated = try Worker().keepingEmbeddings.work(on: run, of: task, helpedBy: team, keeping, shouldStop: shouldStop) else {
            throw CancellationError()
        }
        guard repeated.agrees(with: record), let kept else {
            throw RunAgainError.otherResult(record, repeated.differences(from: record))
        }
        return ModelFile(
            configuration: configuration, seed: record.seed, iteration: kept.iteration, dataHash: tasks.hash(of: configuration),
            vocabulary: task.vocabulary, values: kept.values)
    }
}

/// Why a recorded run gives no model.
package enum RunAgainError: Error, Sendable {
    case tooLarge(RunRecord, MemoryShortage)
    /// What the record says and what the run gave, a phrase each.
    case otherResult(RunRecord, [String])
}

extension RunAgainError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let record, let shortage): "\(record.run) can't be trained again: it \(shortage)"
        case .otherResult(let record, let differences):
            "\(record.run), trained again, is not what its record says: \(differences.joined(separator: "; "))"
        }
    }
}

extension RunRecord {
    /// What of this result another record of the same run has otherwise: `val loss 1.8982, recorded 1.9001`.
    fileprivate func differences(from recorded: RunRecord) -> [String] {
        guard let result, let other = recorded.result else { return [failure ?? "it finished"] }
        let metrics = Metric.all.filter { result.metrics[$0] != other.metrics[$0] }.map { metric in
            "\(metric.title) \(result[metric].pythonDescription), recorded \(other[metric].pythonDescription)"
        }
        return metrics.isEmpty ? ["its losses differ"] : metrics
    }
}
