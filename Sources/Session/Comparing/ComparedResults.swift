package import Engine
package import Experiments

/// What one word after `compare` stands for: combinations with their scores.
package struct ComparedResults: Sendable {
    let contenders: [Contender]
    /// The hash of the data, where it is not this build's.
    let otherData: String?
    /// Sentences about what does not count.
    package let problems: [String]

    /// Results of this session.
    init(_ contenders: [Contender]) {
        self.contenders = contenders
        otherData = nil
        problems = []
    }

    /// A results folder, finished or not.
    package init(folder path: String, dataset: Dataset) throws(FolderError) {
        let folder = try ResultsFolder(reading: HomePath.expanded(path))
        contenders = folder.contenders(named: folder.path)
        otherData = folder.otherData(than: dataset)
        problems = folder.problems.map { "\(folder.path)/\($0)" }
    }
}

extension SweepFindings {
    /// Every combination of the sweep, also those that failed.
    func contenders(named source: String) -> [Contender] {
        outcome.plan.combinations.map {
            Contender(
                $0, source: source, plannedCount: outcome.plan.seeds.count, records: outcome.records[$0.index] ?? [])
        }
    }
}

extension CombinationFindings {
    func contender(named source: String) -> Contender {
        Contender(combination, source: source, plannedCount: records.count, records: records)
    }
}
