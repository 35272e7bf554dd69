import Engine
import Experiments

/// What is known of a sweep under way.
struct SweepState: Sendable {
    private(set) var report: SweepReport
    private var progress: SweepProgress
    private var best: BestSoFar?
    private var records: [RunID: RunRecord] = [:]
    private var start = ContinuousClock.now

    init(_ request: SweepRequest, _ tree: ResultsTree, cores: Int) {
        report = SweepReport(of: request.plan, style: request.style, in: tree)
        progress = SweepProgress(of: request.plan, tasks: request.tasks, jobs: request.jobs, cores: cores)
    }

    /// The lines that come due.
    mutating func take(_ event: RunProgress) throws(StorageError) -> [ReportPart] {
        progress.note(event)
        defer { noteBest() }
        switch event {
        case .started(let combination):
            return try report.started(combination: combination)
        case .refused(let combination, let shortage):
            return try report.refused(combination: combination, reason: shortage.description)
        case .eliminated(let combination, let seeds):
            return try report.eliminated(combination: combination, at: seeds)
        case .recorded(let record, let id), .recordedElsewhere(let record, let id):
            records[id] = record
            return try report.finished(record, as: id)
        case .waiting, .notice, .cluster: return []
        }
    }

    /// Takes note that work begins.
    mutating func begin() {
        progress.begin()
    }

    /// Writes the summary and returns the last lines. What could not start here may have been trained on another
    /// machine, up to the moment when the summary is there.
    mutating func close(_ tree: ResultsTree) throws -> [ReportPart] {
        var lines = try report.close(at: .now)
        while !report.summary.errors.isEmpty {
            let folder = try ResultsFolder(reading: tree.folder)
            let corrected = report.corrected(by: folder)
            if corrected.isEmpty { break }
            for (id, record) in corrected.flatMap(folder.known) { records[id] = record }
            lines = try report.close(at: .now)
        }
        return lines
    }

    private mutating func noteBest() {
        guard let ranked = report.leaders.first, ranked != best?.ranked else { return }
        let index = ranked.combination.index
        best = BestSoFar(ranked, records: records.filter { $0.key.combination == index }.map(\.value))
    }

    /// How far the sweep is.
    var trainingProgress: TrainingProgress { TrainingProgress(progress, best: best, leaders: report.leaders, since: start) }

    func outcome(_ manifest: SweepManifest, folder: String) -> SweepOutcome {
        SweepOutcome(manifest: manifest, folder: folder, summary: report.summary, records: records)
    }
}
