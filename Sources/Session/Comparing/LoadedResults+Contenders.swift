import Comparison
import Experiments
import Glibc
import Runner

extension LoadedResults {
    /// How often a race looks at the results while they come in; 1 without one.
    var lookCount: Int { outcome.plan.isRaced ? Race(of: outcome.plan, refused: []).blocks.count : 1 }

    /// How many combinations are meant.
    var combinationCount: Int { combination == nil ? outcome.plan.combinations.count : 1 }

    /// What is compared: every combination, also those that failed, or the one that is meant.
    func contenders(failed: FailedRuns) -> [Contender] {
        if let combination { return [combination.contender(named: name, failed: failed)] }
        let origin = Contender.Origin(name: name, folder: outcome.identity)
        return outcome.plan.combinations.map {
            Contender(
                $0, from: origin, engine: engine, planned: outcome.plan.seeds, records: outcome.records[$0.index] ?? [],
                failed: failed)
        }
    }
}

extension TrainResult {
    func contender(named name: String, failed: FailedRuns) -> Contender {
        Contender(
            combination, from: Contender.Origin(name: name, folder: outcome.identity), planned: seeds, records: records,
            failed: failed)
    }

    /// Those it has: all of its plan's, or those before a race stopped it.
    private var seeds: Seeds { (try? Seeds(list: records.map(\.seed))) ?? outcome.plan.seeds }
}

extension SweepOutcome {
    /// The folder's path without links, the same however it is spelled; as it is shown where it is gone.
    fileprivate var identity: String {
        guard let path = realpath(folder, nil) else { return folder }
        defer { free(path) }
        return String(cString: path)
    }
}
