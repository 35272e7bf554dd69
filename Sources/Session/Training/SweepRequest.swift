package import Experiments

/// A plan to train, and how.
package struct SweepRequest: Sendable {
    package let plan: SweepPlan
    package let style: SweepReport.Style
    /// The most runs at a time, at least 1.
    package let jobs: Int
    /// The results folder; nil for one named after the time.
    package let folder: String?
    /// Whether each run's token embedding is recorded.
    package let keepsEmbeddings: Bool

    /// The most jobs that can be asked for.
    package static let jobsRange = 1...1024

    package init(plan: SweepPlan, style: SweepReport.Style, jobs: Int, folder: String?, keepsEmbeddings: Bool = false) {
        self.plan = plan
        self.style = style
        self.jobs = jobs
        self.folder = folder
        self.keepsEmbeddings = keepsEmbeddings
    }
}
