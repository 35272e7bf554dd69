package import Engine
package import Experiments

/// What one word after `compare` stands for: combinations with their scores.
package struct ComparedResults: Sendable {
    let contenders: [Contender]
    /// The hash of the data, where it is not this build's.
    let otherData: String?
    /// What its numbers were made by.
    private let engine: Int
    /// Sentences about what does not count.
    private let problems: [String]

    /// Results of this session.
    init(_ contenders: [Contender]) {
        self.contenders = contenders
        otherData = nil
        engine = EngineRevision.current
        problems = []
    }

    /// A results folder, finished or not.
    package init(folder path: String, task: LearningTask) throws(FolderError) {
        let folder = try ResultsFolder(reading: HomePath.expanded(path))
        contenders = folder.contenders(named: folder.path)
        otherData = folder.otherData(than: task)
        engine = folder.manifest.engine
        problems = folder.notices
    }

    /// Sentences about what does not count in some results, and about what does not go together.
    package static func problems(of results: [ComparedResults]) -> [String] {
        let engines = Set(results.map(\.engine)).sorted().map(String.init)
        guard let last = engines.last, engines.count > 1 else { return results.flatMap(\.problems) }
        let list = engines.dropLast().joined(separator: ", ") + " and " + last
        return results.flatMap(\.problems) + [
            "the results are of engine revisions \(list), whose numbers differ in the last bits; "
                + "a difference between them may be the engine's"
        ]
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
