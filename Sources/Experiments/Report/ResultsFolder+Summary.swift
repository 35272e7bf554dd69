extension ResultsFolder {
    /// What a combination came to, as far as its runs are recorded.
    package func result(of combination: Combination) -> CombinationResult {
        let stop = eliminated[combination.index]
        var tally = CombinationTally(of: combination)
        let records = records(of: combination.index)
        for record in records.prefix(stop ?? records.count) { tally.add(record) }
        let ending: CombinationResult.Ending = if records.count < stop ?? plan.seeds.count {
            .unfinished(recorded: records.count, planned: plan.seeds.count)
        } else {
            tally.averages.map { averages in stop.map { .eliminated(seeds: $0, averages) } ?? .succeeded(averages) }
                ?? .failed(tally.averagesWithFailures)
        }
        return CombinationResult(
            combination: combination, ending: ending, seconds: tally.seconds, failures: tally.failures)
    }

    /// What all combinations came to, as far as their runs are recorded.
    package var summary: Summary { summary { _ in nil } }

    /// The same, where what is unfinished may be what can't run.
    ///
    /// - Parameter reason: why a combination can't; nil for one that can.
    package func summary(refusing reason: (Combination) -> String?) -> Summary {
        Summary(plan.combinations.map { combination in
            let result = result(of: combination)
            guard case .unfinished = result.ending, let reason = reason(combination) else { return result }
            return CombinationResult(
                combination: combination, ending: .error(reason: reason), seconds: result.seconds, failures: result.failures)
        })
    }
}
