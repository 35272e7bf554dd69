package import Engine
package import Experiments

/// A plan to train, and how.
package struct SweepRequest: Sendable {
    package let plan: SweepPlan
    /// What its runs learn.
    package let tasks: TaskLibrary
    package let style: SweepReport.Style
    /// The most runs at a time, at least 1.
    package let jobs: Int
    /// The results folder; nil for one named after the time.
    package private(set) var folder: String?
    /// Whether each run's token embedding is recorded.
    package let keepsEmbeddings: Bool
    /// Which models of each run are kept; nil where it isn't said: then it goes by the folder's rule, or the style's.
    package let checkpoints: CheckpointRule?
    /// Whether the folder is there already, and what it misses is to be trained.
    package private(set) var isResumed: Bool
    /// When to give up.
    package let limit: FailureLimit
    /// How long another process's work counts without a sign of life of it.
    package var lostAfter = RecordStore.standardPatience

    /// The most jobs that can be asked for.
    package static let jobsRange = 1...1024

    package init(
        plan: SweepPlan, tasks: TaskLibrary, style: SweepReport.Style, jobs: Int, folder: String?, limit: FailureLimit = .none,
        keepsEmbeddings: Bool = false, checkpoints: CheckpointRule? = nil
    ) {
        self.plan = plan
        self.tasks = tasks
        self.style = style
        self.jobs = jobs
        self.folder = folder
        self.limit = limit
        self.keepsEmbeddings = keepsEmbeddings
        self.checkpoints = checkpoints
        isResumed = false
    }

    /// To train what a folder misses.
    ///
    /// - Throws: `FolderError` when it is no results folder, or its numbers don't go together with this build's.
    package init(
        resuming folder: String, tasks: TaskLibrary, jobs: Int, limit: FailureLimit = .none
    ) throws(FolderError) {
        let manifest = try SweepManifest(of: folder)
        try manifest.checkRepeatable(with: tasks)
        plan = manifest.plan
        self.tasks = tasks
        style = manifest.plan.combinations.count == 1 ? .text : .blocks
        self.jobs = jobs
        self.folder = folder
        self.limit = limit
        keepsEmbeddings = manifest.keepsEmbeddings
        checkpoints = manifest.checkpoints
        isResumed = true
    }

    /// The same work where a folder holds a part of it already.
    ///
    /// - Throws: `FolderError` when the folder holds something else.
    package func resumed(in folder: String) throws(FolderError) -> SweepRequest {
        try SweepManifest(of: folder).checkSame(
            plan, keepsEmbeddings: keepsEmbeddings, checkpoints: checkpoints, tasks: tasks, in: folder)
        var request = self
        (request.folder, request.isResumed) = (folder, true)
        return request
    }
}

extension SweepReport.Style {
    /// Which models are kept where nobody says: of `train` the last.
    package var standardCheckpoints: CheckpointRule {
        switch self {
        case .text: .last
        case .blocks: .none
        }
    }
}
