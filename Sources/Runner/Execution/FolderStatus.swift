import Engine
package import Experiments

/// How far a results folder is, and who works on it: found by reading alone, in the folder and, of what was submitted, in the
/// cluster's queue.
package struct FolderStatus: Sendable {
    package let results: ResultsFolder
    /// The best of the combinations that are through; nil while there is none.
    package let best: Summary.Ranked?
    /// Those that have claims, at work or not.
    package let workers: [FolderWorker]
    /// What was submitted to a cluster, in that order.
    package let jobs: [SubmittedJob]
    /// What is left of it in the cluster's queue; nil where nothing was submitted, or the cluster can't be asked.
    package let queue: SlurmQueue?
    /// Why the cluster can't be asked, a sentence.
    package let queueProblem: String?
    /// What workers leave alone since some have ended on it.
    package let setAside: [LostWork]
    /// Whether workers are asked to leave.
    package let isAskedToStop: Bool
    /// What the runs that are missing will take on one core, in seconds, by what those took that are recorded; nil where
    /// that can't be told.
    package let secondsLeft: Double?

    /// - Parameter tasks: what the runs learn, to estimate what has no record yet; nil where it isn't known.
    /// - Throws: `FolderError`, or `StorageError` where its claims or jobs can't be read.
    package init(of folder: String, tasks: TaskLibrary?) throws {
        results = try ResultsFolder(reading: folder)
        best = results.summary.best
        let files = WorkerFiles(in: results.path)
        workers = try FolderWorker.all(in: results.path)
        jobs = SlurmClient().identified(try files.jobs)
        (queue, queueProblem) = Self.queue(of: jobs)
        setAside = try files.setAside
        isAskedToStop = try files.isAskedToStop
        secondsLeft = Self.secondsLeft(of: results, tasks)
    }

    private static func queue(of jobs: [SubmittedJob]) -> (SlurmQueue?, problem: String?) {
        if jobs.isEmpty { return (nil, nil) }
        do throws(SlurmError) {
            return (try SlurmClient().queue(of: jobs.map(\.id)), nil)
        } catch {
            return (nil, "\(error)")
        }
    }

    private static func secondsLeft(of results: ResultsFolder, _ tasks: TaskLibrary?) -> Double? {
        guard results.recordedCount > 0 else { return nil }
        var seconds = 0.0, work = 0.0
        for combination in results.plan.combinations {
            let records = results.records(of: combination.index)
            let missing = (results.eliminated[combination.index] ?? results.plan.seeds.count) - records.count
            guard missing > 0 else { continue }
            if !records.isEmpty {
                seconds += records.reduce(0) { $0 + $1.seconds } / Double(records.count) * Double(missing)
            } else if let tasks {
                work += combination.configuration.workEstimate(in: tasks) * Double(missing)
            } else { return nil }
        }
        guard work > 0, let tasks else { return seconds }
        var measured = WorkMeasurement()
        for combination in results.plan.combinations.indices {
            for record in results.records(of: combination) { measured.add(record, tasks: tasks) }
        }
        return seconds + work * measured.scale
    }

    /// How the log of the last job's last worker ends, and where it is; nil while a job may be left, and where it has said nothing.
    package var lastLog: (job: String, path: String, line: String)? {
        guard !mayBeInWork, let job = jobs.last?.id, let log = WorkerFiles(in: results.path).lastLog(ofJob: job) else { return nil }
        return (job, log.path, log.line)
    }

    /// Those that may be at work.
    package var atWork: [FolderWorker] { workers.filter { $0.isAtWork() } }
    /// The jobs of which something is left, or may be.
    package var openJobs: [SubmittedJob] { jobs.filter { queue?.jobs.contains($0.id) ?? true } }
    /// Whether somebody is seen who works on the folder or is about to.
    package var isInWork: Bool { !atWork.isEmpty || queue?.isEmpty == false }
    /// Whether somebody may be: the cluster can't be asked.
    package var mayBeInWork: Bool { isInWork || queueProblem != nil }
}
