import Engine
import Experiments
import Formats
import Runner

/// What `status` says of a results folder.
struct StatusPage {
    private let status: FolderStatus
    /// What stands before a command where the reader is: `sweepbook ` in a shell.
    private let process: String

    init(_ status: FolderStatus, process: String = "") {
        self.status = status
        self.process = process
    }

    private var results: ResultsFolder { status.results }

    /// `out: 12 of 200 runs are done, 1 failed, best 0.6150 with n_layer=2, …`, and below it who works and what is left.
    var lines: [String] {
        let rest = status.workers.map(Self.line) + jobs + status.setAside.flatMap(Self.lines) + ending
        return ["\(results.path): \(([runs] + counts).joined(separator: ", "))"] + rest.map { "  " + $0 }
    }

    /// `12 of 40 runs are done`
    var runs: String {
        let (done, all) = (results.recordedCount, results.runCount)
        if done == all { return all == 1 ? "its run is done" : "all \(all) runs are done" }
        return "\(done) of \(all == 1 ? "1 run" : "\(all) runs") \(done == 1 ? "is" : "are") done"
    }

    private var counts: [String] {
        let best = status.best.map { "best \($0.averages.score.fixed(4)) with \($0.combination.assignments)" }
        return (results.failedCount > 0 ? ["\(results.failedCount) failed"] : []) + (best.map { [$0] } ?? [])
    }

    private static func line(of worker: FolderWorker) -> String {
        let units = worker.units == 1 ? "1 unit" : "\(worker.units) units"
        return switch worker.life {
        case .gone: "\(worker) is gone; its \(units) \(worker.units == 1 ? "is" : "are") free"
        case .lives: "\(worker) works on \(units)"
        case .unknown where worker.isAtWork(): "\(worker) works on \(units); last sign of life \(SpokenTime.text(worker.silence)) ago"
        case .unknown: "\(worker) had \(units); no sign of life for \(SpokenTime.text(worker.silence))"
        }
    }

    /// A line for each job of which something is left, and why the cluster can't be asked.
    private var jobs: [String] {
        if let problem = status.queueProblem { return [problem] }
        return status.openJobs.map { job in "job \(job.id): \(status.queue.map { "\($0.state(of: job.id))" } ?? "")" }
    }

    /// What is set aside, and the end of its worker's log.
    private static func lines(of lost: LostWork) -> [String] {
        ["\(lost)"] + (lost.ends.last?.log ?? []).map { "  | \($0)" }
    }

    private var ending: [String] {
        if results.isComplete { return [] }
        let left = status.secondsLeft.map { ["what is left takes one core \(SpokenTime.about($0))"] } ?? []
        let log = status.lastLog.map { ["the last worker of job \($0.job) ended with \"\($0.line)\" (\($0.path))"] } ?? []
        return (status.isAskedToStop && status.mayBeInWork ? ["workers are asked to leave"] : []) + log + left + [hint]
    }

    private var hint: String {
        let folder = SweepStopped.quoted(results.path)
        let end = status.isAskedToStop ? "end it now with: \(process)cancel" : "end it with: \(process)stop"
        if status.isInWork { return "follow it with: \(process)attach \(folder), \(end) \(folder)" }
        return (status.mayBeInWork ? "" : "nobody works on it; ") + "resume with: \(resumeCommand)"
    }

    /// What a command has besides that is to train on a cluster.
    static func place(isShell: Bool) -> String { isShell ? " --on slurm" : " on=slurm" }

    /// `sweepbook resume out --on slurm`
    var resumeCommand: String {
        let place = status.jobs.isEmpty ? "" : Self.place(isShell: !process.isEmpty)
        return "\(process)resume \(SweepStopped.quoted(results.path))\(place)"
    }
}

// MARK: - JSON
extension StatusPage {
    /// One object on one line.
    var json: String {
        let fields: JSONObject = [
            "folder": .string(results.path), "runs": JSONValue(results.runCount), "done": JSONValue(results.recordedCount),
            "failed": JSONValue(results.failedCount), "complete": .boolean(results.isComplete), "best": best,
            "stopping": .boolean(status.isAskedToStop), "core_seconds_left": status.secondsLeft.map { JSONValue(brief: $0) } ?? .null,
            "workers": .array(status.workers.map(Self.fields)), "jobs": .array(status.jobs.map(fields)),
            "cluster_problem": status.queueProblem.map(JSONValue.string) ?? .null, "set_aside": .array(status.setAside.map(Self.fields)),
        ]
        return JSONWriter.text(of: .object(fields), .line)
    }

    private var best: JSONValue {
        guard let best = status.best else { return .null }
        var fields = JSONObject(best.combination.named.map { ($0.name, JSONValue(brief: best.combination.configuration[$0])) })
        fields["metric"] = .string(best.averages.ranking.name)
        fields["score"] = JSONValue(brief: best.averages.score)
        return .object(fields)
    }

    private static func fields(of worker: FolderWorker) -> JSONValue {
        [
            "host": .string(worker.host), "process": JSONValue(worker.process), "job": worker.job.map(JSONValue.string) ?? .null,
            "state": .string(worker.life.rawValue), "units": JSONValue(worker.units), "silent_seconds": JSONValue(brief: worker.silence),
        ]
    }

    private func fields(of job: SubmittedJob) -> JSONValue {
        let state = status.queue?.state(of: job.id)
        let waiting = state?.waiting.map { ["reason": .string($0.reason), "count": JSONValue($0.count)] as JSONValue }
        return [
            "id": .string(job.id), "workers": JSONValue(job.workers), "submitted": .string(job.submitted),
            "running": state.map { JSONValue($0.running) } ?? .null, "waiting": waiting.map(JSONValue.array) ?? .null,
        ]
    }

    private static func fields(of lost: LostWork) -> JSONValue {
        [
            "combination": .string(lost.combination), "seeds": .string(lost.seeds), "deaths": JSONValue(lost.ends.count),
            "worker": .string(lost.ends.last?.worker ?? ""), "log": .array((lost.ends.last?.log ?? []).map(JSONValue.string)),
        ]
    }
}
