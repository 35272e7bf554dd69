package import Engine
package import Experiments

/// What a plan that came to its end has found.
package struct SweepOutcome: Sendable {
    /// What was planned, and on which data.
    package let manifest: SweepManifest
    package let folder: String
    package let summary: Summary
    /// For each combination that was not refused, in the plan's order, its records in the order of the seeds.
    package let records: [Int: [RunRecord]]
    /// The facts that its runs learned, by the value of `data`, as far as they have been read.
    package private(set) var relations: [String: Dataset] = [:]

    init(manifest: SweepManifest, folder: String, summary: Summary, records: [RunID: RunRecord]) {
        self.manifest = manifest
        self.folder = folder
        self.summary = summary
        self.records = Dictionary(grouping: records.sorted { $0.key < $1.key }, by: \.key.combination)
            .mapValues { $0.map(\.value) }
    }

    /// What a folder holds so far.
    package init(_ folder: ResultsFolder) {
        manifest = folder.manifest
        self.folder = folder.path
        summary = folder.summary
        let found = folder.plan.combinations.indices.map { ($0, folder.records(of: $0)) }
        records = Dictionary(uniqueKeysWithValues: found.filter { !$0.1.isEmpty })
    }

    package var plan: SweepPlan { manifest.plan }

    /// The same knowing the facts that its runs learned.
    ///
    /// - Parameter tasks: what has them; data that it doesn't have stays unknown.
    package func naming(_ tasks: TaskLibrary) -> SweepOutcome {
        var outcome = self
        guard plan.kind == .relations else { return outcome }
        for (data, hash) in manifest.dataHashes where tasks.hashes[data] == hash {
            let configuration = plan.combinations.first { $0.configuration.data == data }?.configuration
            outcome.relations[data] = configuration.flatMap(tasks.relations)
        }
        return outcome
    }

    /// What did not go well, a sentence; nil when every combination succeeded, or was stopped by a race.
    package var shortfall: String? {
        if summary.ranking.count + summary.eliminated.count == summary.results.count { return nil }
        if summary.results.count == 1 { return "\(summary.results[0].failures.count) of \(plan.seeds.count) runs failed" }
        let counts = [(summary.failed.count, "failed"), (summary.errors.count, "could not start")].filter { $0.0 > 0 }
        return "of \(summary.results.count) combinations \(counts.map { "\($0.0) \($0.1)" }.joined(separator: " and "))"
    }
}
