import Experiments
import Runner

/// What `stop` and `cancel` say.
struct EndingText {
    private let status: FolderStatus
    private let process: String

    /// - Parameters:
    ///   - status: of the folder, as it was before.
    ///   - process: what stands before a command where the reader is: `sweepbook ` in a shell.
    init(_ status: FolderStatus, process: String) {
        self.status = status
        self.process = process
    }

    /// `out: 2 processes finish their runs and leave, 6 workers that waited are off the queue; 12 of 40 runs are done; go on with: …`
    var stopped: String {
        let waiting = status.queue?.state.waitingCount ?? 0
        let parts = [
            count(status.atWork.count, "process finishes its runs and leaves", "processes finish their runs and leave"),
            count(waiting, "worker that waited is off the queue", "workers that waited are off the queue"),
        ]
        return sentence(parts, or: "what still starts leaves at once")
    }

    /// `out: 8 workers on the cluster are cancelled, 1 process elsewhere finishes its runs and leaves; 12 of 40 runs are done; go on with: …`
    var cancelled: String {
        let elsewhere = status.atWork.count { $0.job == nil }
        let parts = [
            count(status.queue?.workers.count ?? 0, "worker on the cluster is cancelled", "workers on the cluster are cancelled"),
            count(elsewhere, "process elsewhere finishes its runs and leaves", "processes elsewhere finish their runs and leave"),
        ]
        return sentence(parts, or: "its jobs are cancelled")
    }

    private func sentence(_ parts: [String?], or other: String) -> String {
        let parts = parts.compactMap(\.self)
        let ended = !status.mayBeInWork ? "nobody works on it" : parts.isEmpty ? other : parts.joined(separator: ", ")
        let page = StatusPage(status, process: process), path = status.results.path
        return "\(path): \(ended); \(page.runs)" + (status.results.isComplete ? "" : "; go on with: \(page.resumeCommand)")
    }

    private func count(_ number: Int, _ one: String, _ several: String) -> String? {
        number == 0 ? nil : number == 1 ? "1 \(one)" : "\(number) \(several)"
    }
}
