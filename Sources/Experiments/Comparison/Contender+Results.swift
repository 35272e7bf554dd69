package import Engine

extension Contender {
    /// A combination with its records so far; failed runs have no score.
    package init(_ combination: Combination, source: String, plannedCount: Int, records: [RunRecord]) {
        self.init(
            combination.configuration, source: source, plannedCount: plannedCount,
            scores: records.compactMap(SeedScore.init))
    }
}

extension ResultsFolder {
    /// Every combination of the plan, with what has finished of it.
    package func contenders(named source: String) -> [Contender] {
        plan.combinations.map {
            Contender($0, source: source, plannedCount: plan.seeds.count, records: records(of: $0.index))
        }
    }

    /// The hash of the data that the runs learned from; nil where it is that data set.
    package func otherData(than task: LearningTask) -> String? {
        do throws(FolderError) {
            try manifest.checkRepeatable(with: task)
        } catch .otherData {
            return manifest.dataHash
        } catch {}
        return nil
    }
}
