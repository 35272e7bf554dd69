package import Engine

// What changes a folder whose runs are there. All of it can be done again after it was broken off.
extension ResultsFolder {
    /// Puts all records in their place and writes every text anew that follows from them. What is unfinished gets no
    /// text, and the summary says how far it is.
    ///
    /// - Throws: `FolderError`, `StorageError`, or `FolderProblem` when a run has two results.
    package static func collect(_ path: String, at date: Timestamp) throws -> ResultsFolder {
        let tree = ResultsTree(existing: path)
        _ = try SweepManifest(of: path)
        _ = try RecordMerge.merge(tree.folder)
        let folder = try ResultsFolder(reading: path)
        try folder.problems.checkReadable()
        for combination in folder.plan.combinations {
            let records = folder.records(of: combination.index)
            let (seeds, stop) = (folder.plan.seeds.count, folder.racedOut[combination.index])
            if records.count >= stop ?? seeds {
                let page = CombinationPage(of: combination, records, seeds: seeds, racedOutAt: stop)
                try tree.publish(page.text, of: combination)
            } else {
                tree.withdraw(CollectionOfOne(combination))
            }
        }
        try tree.publish(summary: folder.summary.text(date: date))
        return folder
    }

    /// Adds seeds and values to a folder's plan.
    ///
    /// - Throws: `FolderError`, `SweepPlanError` or `StorageError`.
    package static func extend(
        _ path: String, by choices: [Hyperparameter: [Hyperparameter.Value]], seeds: Seeds?
    ) throws {
        let tree = ResultsTree(existing: path)
        _ = try SweepManifest(of: path)
        guard let lock = try FolderLock(tree.folder) else { throw FolderError.busy(path: path) }
        let manifest = try SweepManifest(of: path)
        let plan = try manifest.plan.extended(by: choices, seeds: seeds)
        guard plan != manifest.plan else { return }
        tree.withdrawSummary()
        if plan.seeds != manifest.plan.seeds || plan.named != manifest.plan.named {
            tree.withdraw(manifest.plan.combinations)
        }
        try tree.publish(manifest.with(plan))
        withExtendedLifetime(lock) {}
    }

    /// Forgets the runs that failed, so that they count as missing.
    ///
    /// - Returns: how many there were.
    /// - Throws: `FolderError`, `StorageError` or `FolderProblem`.
    package static func forgetFailures(in path: String) throws -> Int {
        let tree = ResultsTree(existing: path)
        _ = try SweepManifest(of: path)
        guard let lock = try FolderLock(tree.folder) else { throw FolderError.busy(path: path) }
        let folder = try ResultsFolder(reading: path)
        try folder.problems.checkReadable()
        let failed = folder.plan.combinations.filter { combination in
            folder.records(of: combination.index).contains { $0.failure != nil }
        }
        guard !failed.isEmpty else { return 0 }
        tree.withdrawSummary()
        tree.withdraw(failed)
        try RecordMerge.merge(tree.folder, under: lock) { $0.failure == nil }
        return folder.failedCount
    }
}

extension CombinationPage {
    /// The whole text of a combination whose runs are all recorded, or all that a race has left.
    fileprivate init(of combination: Combination, _ records: [RunRecord], seeds: Int, racedOutAt stop: Int?) {
        self.init(combination)
        _ = open(seeds: seeds)
        for record in records.prefix(stop ?? seeds) { _ = add(record) }
        _ = stop == nil ? close() : closeRacedOut(of: seeds)
    }
}
