import Comparison
import Engine
package import Experiments
import Runner

/// What one word for a result stands for: everything a plan has found, finished or not, or one combination of it.
package struct LoadedResults: Sendable {
    /// What its user calls it: a variable or a folder.
    let name: String
    private(set) var outcome: SweepOutcome
    /// The one combination that is meant; nil for all.
    let combination: TrainResult?
    /// What its numbers were made by.
    let engine: Int
    /// Sentences about what does not count.
    let notices: [String]

    /// A value of the session; nil for one that is no result.
    init?(_ value: Value, named name: String) {
        switch value {
        case .sweep(let sweep): (outcome, combination) = (sweep.outcome, nil)
        case .result(let result): (outcome, combination) = (result.outcome, result)
        case .integer, .real, .boolean, .string, .none, .list, .range, .distribution, .run, .model: return nil
        }
        self.name = name
        (engine, notices) = (EngineRevision.current, [])
    }

    /// A results folder, finished or not.
    ///
    /// - Throws: `FolderError`
    package init(folder path: String, named name: String) throws(FolderError) {
        let folder = try ResultsFolder(reading: path)
        self.name = name
        outcome = SweepOutcome(folder)
        combination = nil
        engine = folder.manifest.engine
        notices = folder.notices
    }

    /// The same knowing what its relations' tokens are called, as far as the data is there.
    func naming(_ tasks: TaskLibrary?) -> LoadedResults {
        var results = self
        if let tasks { results.outcome = outcome.naming(tasks) }
        return results
    }

    /// The digests of the data that the runs learned from, by the values of `data`.
    var dataHashes: [String: String] { outcome.manifest.dataHashes }

    /// As a value of the language: a plan of one combination is that combination, if it has averages.
    var value: Value {
        if let combination { return .result(combination) }
        let sweep = SweepResult(outcome)
        return outcome.plan.combinations.count == 1 ? sweep.combinations.first.map(Value.result) ?? .sweep(sweep) : .sweep(sweep)
    }

    /// Sentences about what does not count in some results, and about what does not go together.
    static func notices(of results: [LoadedResults]) -> [String] {
        let engines = Set(results.map(\.engine)).sorted().map(String.init)
        guard engines.count > 1 else { return results.flatMap(\.notices) }
        return results.flatMap(\.notices) + [
            "the results are of engine revisions \(WordList.all(engines)), whose numbers differ in the last bits; "
                + "a difference between them may be the engine's, and their seeds are not pooled"
        ]
    }
}
