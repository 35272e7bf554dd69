import Engine

extension ResultsFolder {
    /// Makes one results folder of several: all their combinations with all their seeds, a run that is in several once. What
    /// some lack of the others' seeds or combinations is missing in it. It appears whole, with its texts, by one rename.
    ///
    /// - Parameters:
    ///   - folders: at least one.
    ///   - path: a folder to be made, with those above it, or an empty one.
    ///   - reason: why a combination can't run; nil for one that can.
    /// - Throws: `MergeError`, `SweepPlanError`, `FolderError`, `StorageError`, or `FolderProblem` when a run has two
    ///   results in one folder or a file can't be read. Nothing is left behind then.
    package static func merge(
        _ folders: [String], into path: String, at date: Timestamp, refusing reason: (Combination) -> String? = { _ in nil }
    ) throws -> ResultsFolder {
        let path = ResultsTree.withoutTrailingSlashes(path)
        let sources = try folders.map { try ResultsFolder(reading: $0).checked() }
        let manifest = try SweepManifest(union: sources)
        let records = try sources.records(of: manifest.plan)
        let tree = try ResultsTree(aside: path)
        do {
            try tree.publish(records: records)
            try tree.publish(manifest)
            for source in sources { try tree.adoptCheckpoints(of: source, manifest.plan) }
            _ = try collect(tree.folder, at: date, refusing: reason)
            try tree.publish(as: path)
        } catch {
            tree.remove()
            throw error
        }
        return try ResultsFolder(reading: path)
    }

    /// - Throws: what is wrong with the folder, but for lines that are no records.
    private func checked() throws -> ResultsFolder {
        if let conflict = problems.first(where: \.isConflict) { throw conflict }
        return self
    }
}

extension SweepManifest {
    /// What the results of some folders are the result of.
    fileprivate init(union folders: [ResultsFolder]) throws {
        let first = folders[0]
        var manifest = first.manifest
        for folder in folders.dropFirst() {
            guard folder.manifest.engine == first.manifest.engine else {
                throw MergeError.engines(first.path, first.manifest.engine, folder.path, folder.manifest.engine)
            }
            guard folder.manifest.dataHashes.allSatisfy({ manifest.dataHashes[$0.key, default: $0.value] == $0.value }) else {
                throw MergeError.data(first.path, folder.path)
            }
            manifest = manifest.adding(dataHashes: folder.manifest.dataHashes, baselines: folder.manifest.baselines)
        }
        let keepsEmbeddings = folders.allSatisfy(\.manifest.keepsEmbeddings)
        let rule = folders.allSatisfy { $0.manifest.checkpoints == first.manifest.checkpoints } ? first.manifest.checkpoints : .none
        self = manifest.with(try SweepPlan(union: folders.map(\.plan)), keepsEmbeddings: keepsEmbeddings, checkpoints: rule)
    }
}

extension ResultsTree {
    /// Takes in the models of a folder's recorded runs, under their names in a plan that has these.
    fileprivate func adoptCheckpoints(of source: ResultsFolder, _ plan: SweepPlan) throws(StorageError) {
        let checkpoints = Checkpoints(in: source.path)
        if checkpoints.isEmpty { return }
        let names = source.plan.combinations.flatMap { combination in
            let own = Combination(index: combination.index, configuration: combination.configuration, named: plan.named)
            return source.records(of: combination.index).map { record in
                (CheckpointName(of: combination, seed: record.seed), CheckpointName(of: own, seed: record.seed))
            }
        }
        try Checkpoints(in: folder).adopt(names, from: checkpoints)
    }
}

extension [ResultsFolder] {
    /// All their records, in a plan's order.
    fileprivate func records(of plan: SweepPlan) throws(MergeError) -> [RunRecord] {
        var table = RecordTable(of: plan)
        for folder in self {
            for record in folder.plan.combinations.indices.flatMap(folder.records) {
                if case .conflict(let id) = table.insert(record) {
                    throw .conflict(run: record.run, holder(of: table[id] ?? record).path, folder.path)
                }
            }
        }
        return plan.combinations.indices.flatMap(table.records)
    }

    /// The first folder that has a run, whatever it came to.
    private func holder(of record: RunRecord) -> ResultsFolder {
        first { folder in
            folder.plan.combinations.contains { combination in
                combination.configuration == record.configuration
                    && folder.records(of: combination.index).contains { $0.seed == record.seed }
            }
        } ?? self[0]
    }
}
