package import Engine

// What changes a folder whose runs are there. All of it can be done again after it was broken off.
extension ResultsFolder {
    /// Puts all records in their place and writes every text anew that follows from them. What is unfinished gets no
    /// text, and the summary says how far it is, or why it can't run. What others do to the folder
    /// meanwhile is not undone.
    ///
    /// - Parameter reason: why a combination can't run; nil for one that can.
    /// - Throws: `FolderError`, `StorageError`, or `FolderProblem` when a run has two results or a file can't be read.
    package static func collect(
        _ path: String, at date: Timestamp, refusing reason: (Combination) -> String? = { _ in nil }
    ) throws -> ResultsFolder {
        _ = try SweepManifest(of: path)
        _ = try RecordMerge.merge(ResultsTree.withoutTrailingSlashes(path))
        while true {
            let tree = try ResultsTree(existing: path)
            var folder = try ResultsFolder(reading: path)
            let unfinished = folder.unfinished
            // A summary goes before the texts that it is not of, whatever ends the process in between.
            if try !tree.says(folder.summary(refusing: reason).text(date: date)) { tree.withdrawSummary() }
            tree.withdraw(unfinished)
            // What others have completed since it was read has lost the text they gave it, and gets it again.
            if !unfinished.isEmpty { folder = try ResultsFolder(reading: path) }
            try folder.publishTexts(in: tree)
            try tree.publish(summary: folder.summary(refusing: reason).text(date: date))
            if try tree.isOutgrown { continue }
            // Of a sweep that came to its end meanwhile the last summary was overwritten.
            if try folder.isOver(reason) || !ResultsFolder(reading: path).isOver(reason) { return folder }
        }
    }

    /// The combinations of which runs are missing.
    private var unfinished: [Combination] { plan.combinations.filter { !isComplete($0) } }

    private func isComplete(_ combination: Combination) -> Bool {
        records(of: combination.index).count >= eliminated[combination.index] ?? plan.seeds.count
    }

    /// Whether nothing is missing but what can't run.
    private func isOver(_ reason: (Combination) -> String?) -> Bool { unfinished.allSatisfy { reason($0) != nil } }

    /// Writes the texts of what is complete.
    private func publishTexts(in tree: ResultsTree) throws(StorageError) {
        for combination in plan.combinations where isComplete(combination) {
            let page = CombinationPage(
                of: combination, records(of: combination.index), seeds: plan.seeds.count,
                eliminatedAt: eliminated[combination.index])
            try tree.publish(page.text, of: combination)
        }
    }

    /// Adds seeds and values to a folder's plan.
    ///
    /// - Parameter tasks: what the runs of the extended plan learn.
    /// - Throws: `FolderError`, `SweepPlanError` or `StorageError`.
    package static func extend(
        _ path: String, by choices: [Hyperparameter: [Hyperparameter.Value]], seeds: Seeds?, tasks: TaskLibrary
    ) throws {
        let tree = try ResultsTree(existing: path)
        _ = try SweepManifest(of: path)
        guard let lock = try FolderLock(tree.folder) else { throw FolderError.busy(path: path) }
        let manifest = try SweepManifest(of: path)
        let plan = try manifest.plan.extended(by: choices, seeds: seeds)
        guard plan != manifest.plan else { return }
        let isUntrue = plan.seeds != manifest.plan.seeds || plan.named != manifest.plan.named
        let untrue = isUntrue ? Array(manifest.plan.combinations) : []
        let checkpoints = Checkpoints(in: tree.folder)
        let renamed = checkpoints.isEmpty ? [] : CheckpointName.renamed(manifest.plan, plan)
        tree.withdrawSummary()
        tree.withdraw(untrue)
        try checkpoints.link(renamed)
        try tree.publish(manifest.with(plan).adding(dataHashes: tasks.hashes, baselines: tasks.baselines(of: plan)))
        // Until now others may have written them again.
        tree.withdrawSummary()
        tree.withdraw(untrue)
        checkpoints.remove(renamed.map(\.old))
        withExtendedLifetime(lock) {}
    }

    /// Forgets the runs that failed, so that they count as missing.
    ///
    /// - Returns: how many there were.
    /// - Throws: `FolderError`, `StorageError` or `FolderProblem`.
    package static func forgetFailures(in path: String) throws -> Int {
        let tree = try ResultsTree(existing: path)
        _ = try SweepManifest(of: path)
        guard let lock = try FolderLock(tree.folder) else { throw FolderError.busy(path: path) }
        let folder = try ResultsFolder(reading: path)
        let failed = folder.plan.combinations.filter { combination in
            folder.records(of: combination.index).contains { $0.failure != nil }
        }
        guard !failed.isEmpty else { return 0 }
        tree.withdrawSummary()
        tree.withdraw(failed)
        Checkpoints(in: tree.folder).remove(failed.flatMap { combination in
            folder.records(of: combination.index).filter { $0.failure != nil }.map { CheckpointName(of: combination, seed: $0.seed) }
        })
        try RecordMerge.merge(tree.folder, under: lock) { $0.failure == nil }
        return folder.failedCount
    }
}

extension CheckpointName {
    /// The runs of a plan that are called otherwise in its extension, with both names.
    fileprivate static func renamed(_ old: SweepPlan, _ new: SweepPlan) -> [(old: CheckpointName, new: CheckpointName)] {
        if old.named == new.named { return [] }
        return old.combinations.flatMap { combination in
            let renamed = Combination(index: combination.index, configuration: combination.configuration, named: new.named)
            return old.seeds.map { (CheckpointName(of: combination, seed: $0), CheckpointName(of: renamed, seed: $0)) }
        }
    }
}

extension CombinationPage {
    /// The whole text of a combination whose runs are all recorded, or all that a race has left.
    fileprivate init(of combination: Combination, _ records: [RunRecord], seeds: Int, eliminatedAt stop: Int?) {
        self.init(combination)
        _ = open(seeds: seeds)
        for record in records.prefix(stop ?? seeds) { _ = add(record) }
        _ = stop == nil ? close() : closeEliminated(of: seeds)
    }
}
