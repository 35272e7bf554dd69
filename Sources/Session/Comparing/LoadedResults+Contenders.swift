import Comparison
import Experiments
import Runner

extension LoadedResults {
    /// What is compared: every combination, also those that failed, or the one that is meant.
    var contenders: [Contender] {
        if let combination { return [combination.contender(named: name)] }
        return outcome.plan.combinations.map {
            Contender($0, source: name, plannedCount: outcome.plan.seeds.count, records: outcome.records[$0.index] ?? [])
        }
    }
}

extension TrainResult {
    func contender(named source: String) -> Contender {
        Contender(combination, source: source, plannedCount: records.count, records: records)
    }
}
