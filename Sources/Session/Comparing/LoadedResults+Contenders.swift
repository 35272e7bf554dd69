import Comparison
import Experiments
import Runner

extension LoadedResults {
    /// How many combinations are meant.
    var combinationCount: Int { combination == nil ? outcome.plan.combinations.count : 1 }

    /// What is compared: every combination, also those that failed, or the one that is meant.
    func contenders(failed: FailedRuns) -> [Contender] {
        if let combination { return [combination.contender(named: name, failed: failed)] }
        return outcome.plan.combinations.map {
            Contender(
                $0, source: name, plannedCount: outcome.plan.seeds.count, records: outcome.records[$0.index] ?? [],
                failed: failed)
        }
    }
}

extension TrainResult {
    func contender(named source: String, failed: FailedRuns) -> Contender {
        Contender(combination, source: source, plannedCount: records.count, records: records, failed: failed)
    }
}
