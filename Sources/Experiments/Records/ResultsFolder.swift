/// The results in a folder, finished or not: its plan, the records there are, and what is wrong with it.
///
///     let folder = try ResultsFolder(reading: "sweep_results_20260101_120000")
///     for combination in folder.plan.combinations {
///         let records = folder.records(of: combination.index)    // in the order of the seeds
///         if records.count < folder.plan.seeds.count { … }       // unfinished: "30/50 seeds"
///     }
///     for problem in folder.problems { … }                       // a sentence each
///
/// It is a value: what other processes record later is not in it. Folders of sweepbook 0.1.0 read the same.
/// Whatever can't be read is told of in `problems`, and never changed.
package struct ResultsFolder: Sendable {
    /// The folder's path, as it is shown.
    package let path: String
    package let manifest: SweepManifest
    /// What does not count, in the order of the files and lines.
    package let problems: [FolderProblem]
    /// The combinations that a race has stopped, by their indices, and after how many seeds.
    package let eliminated: [Int: Int]
    private let table: RecordTable

    package var plan: SweepPlan { manifest.plan }

    /// - Throws: `FolderError` when it is no results folder, or something in it can't be read.
    package init(reading path: String) throws(FolderError) {
        let path = ResultsTree.withoutTrailingSlashes(path)
        let manifest = try ResultsTree.manifest(of: path)
        do throws(StorageError) {
            self.init(path, manifest, try FolderContents(of: path, manifest))
        } catch {
            throw .storage(error)
        }
    }

    init(_ path: String, _ manifest: SweepManifest, _ contents: FolderContents) {
        self.path = path
        self.manifest = manifest
        problems = contents.problems
        table = contents.table
        eliminated = manifest.plan.isRaced ? Race(of: manifest.plan, table).out : [:]
        isInWork = contents.files.contains { file in
            file.name.hasPrefix(ResultsTree.claimsName) && [.lives, .unknown].contains(file.owner?.life)
        }
    }

    /// A sentence for each problem, with its place.
    package var notices: [String] { problems.map { "\(path)/\($0)" } }

    /// The record of a run; nil when it has not ended yet.
    package subscript(id: RunID) -> RunRecord? { table[id] }

    /// The records of a combination, in the order of the seeds.
    package func records(of combination: Int) -> [RunRecord] { table.records(of: combination) }

    /// Whether a process seemed to be at work on it.
    package let isInWork: Bool

    /// How many runs are recorded.
    package var recordedCount: Int { table.count }
    /// How many of them failed.
    package var failedCount: Int { table.failedCount }
    /// How many runs are to be recorded: the plan's, but for those that a race left out.
    package var runCount: Int { plan.runs.count - eliminated.values.reduce(0) { $0 + plan.seeds.count - $1 } }
    /// Whether every run of the plan is recorded, but for those that a race left out.
    package var isComplete: Bool {
        eliminated.isEmpty ? table.count == plan.runs.count : plan.combinations.indices.allSatisfy { index in
            records(of: index).count >= eliminated[index] ?? plan.seeds.count
        }
    }
}
