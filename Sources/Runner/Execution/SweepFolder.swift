import Engine
import Experiments

/// The results folder of a sweep under way: made or resumed, and left in order however the sweep ends.
struct SweepFolder: Sendable {
    let tree: ResultsTree
    let store: RecordStore
    private let runCount: Int
    /// Whether it was there before, with this sweep in it.
    let isResumed: Bool

    /// - Throws: `StorageError` or `FolderError`; then nothing is left behind.
    init(for request: SweepRequest) throws {
        let tree: ResultsTree
        (tree, isResumed) = try Self.tree(for: request)
        self.tree = tree
        do throws(FolderError) {
            store = try RecordStore(opening: tree.folder, lostAfter: request.lostAfter)
        } catch {
            if !isResumed { tree.discard() }
            throw error
        }
        // Runs are told apart by their places in the plan.
        guard store.results.plan == request.plan else { throw FolderError.changed(path: tree.folder) }
        runCount = request.plan.runs.count
    }

    /// A new folder, or the one that holds a part of the same sweep already.
    private static func tree(for request: SweepRequest) throws -> (ResultsTree, isResumed: Bool) {
        if request.isResumed, let folder = request.folder { return (try ResultsTree(existing: folder), true) }
        do throws(StorageError) {
            return (try newTree(for: request), false)
        } catch .notEmpty(let path) {
            try checkHolds(request, path)
            return (try ResultsTree(existing: path), true)
        }
    }

    private static func newTree(for request: SweepRequest) throws(StorageError) -> ResultsTree {
        try ResultsTree(
            at: request.folder, plan: request.plan, tasks: request.tasks, now: .now, keepsEmbeddings: request.keepsEmbeddings,
            checkpoints: request.checkpoints ?? request.style.standardCheckpoints)
    }

    /// Checks that a folder that is not empty holds a part of the sweep.
    private static func checkHolds(_ request: SweepRequest, _ path: String) throws {
        do throws(FolderError) {
            _ = try request.resumed(in: path)
        } catch .noPlan {
            throw StorageError.notEmpty(path: path)
        }
    }

    /// Leaves the folder as it is to stay: with its finished runs, or not at all.
    func stopped(by cause: SweepStopped.Cause) -> SweepStopped {
        // What can't be put in order any more is kept all the same.
        try? store.close()
        return SweepStopped(cause: cause, kept: kept, runCount: runCount, folder: tree.folder)
    }

    /// Leaves the folder to those who go on working in it.
    func left(because error: (any Error)?) -> SweepStopped {
        let job = try? WorkerFiles(in: tree.folder).jobs.last(where: \.isAnswered)?.id
        return SweepStopped(cause: .detached(job: job, error), kept: .runs(store.count), runCount: runCount, folder: tree.folder)
    }

    private var kept: SweepStopped.Kept {
        if tree.isGone { return .noFolder }
        if store.count == 0, !isResumed, tree.discard() { return .nothing }
        let states = store.count == 0 ? RunStateFile.count(in: tree.folder) : 0
        return states > 0 ? .states(states) : .runs(store.count)
    }
}

extension ResultsFolder {
    /// Every record, as if another process had just told of it.
    var known: [RunProgress] {
        plan.combinations.indices.flatMap(known).map { .recordedElsewhere($1, $0) }
    }

    /// The records of a combination, and whose they are.
    func known(of combination: Int) -> [(RunID, RunRecord)] {
        plan.seeds.indices.compactMap { seed in
            let id = RunID(combination: combination, seed: seed)
            return self[id].map { (id, $0) }
        }
    }
}
