import Formats
import Glibc
import System

/// What a results folder holds of workers that were started for it on a cluster, and the only place where the names in it are
/// spelled. None of it is a result: it can be taken away once nobody works on the folder any more.
///
///     workers/worker.sbatch     the script that was submitted last
///     workers/slurm.sweep       what it was told of the site, as `let` statements; the next submission starts from it
///     workers/jobs/1.json       each submission, in their order, from just before it is made
///     workers/logs/             what each worker has said
///     workers/lost/             units whose worker ended without giving them up
///     workers/stop              there while workers are asked to leave
///
/// Each file appears whole, by one rename.
package struct WorkerFiles: Sendable {
    let folder: String

    /// - Parameter folder: the results folder.
    package init(in folder: String) {
        self.folder = "\(folder)/\(ResultsTree.workersName)"
    }

    package var script: String { "\(folder)/worker.sbatch" }
    package var settings: String { "\(folder)/slurm.sweep" }
    package var logs: String { "\(folder)/logs" }

    /// Makes the folders, and leaves the script in them that is to be submitted.
    ///
    /// - Returns: the script that was submitted before, for a submission that comes to nothing; nil where none was.
    package func publish(script: String) throws(StorageError) -> String? {
        for path in [folder, logs] { _ = try Storage.makeFolder(path) }
        let before = try Storage.contents(of: self.script)
        try Storage.publish(Array(script.utf8), as: "worker.sbatch", in: folder)
        return before.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Keeps what a submission was told, for the next.
    package func publish(settings: String) throws(StorageError) {
        try Storage.publish(Array(settings.utf8), as: "slurm.sweep", in: folder)
    }

    /// Takes everything away, for a submission that came to nothing.
    package func remove() {
        for shelf in ["jobs", "logs", "lost"] {
            for name in (try? Storage.names(in: "\(folder)/\(shelf)", isOurs: true)) ?? [] { unlink("\(folder)/\(shelf)/\(name)") }
            rmdir("\(folder)/\(shelf)")
        }
        for name in (try? Storage.names(in: folder, isOurs: true)) ?? [] { unlink("\(folder)/\(name)") }
        rmdir(folder)
    }
}

// MARK: - Logs
extension WorkerFiles {
    /// The log of a job that was written last, and its last line that isn't empty; nil where there is none.
    package func lastLog(ofJob job: String) -> (path: String, line: String)? {
        let names = ((try? Storage.names(in: logs, isOurs: true)) ?? []).filter { $0.hasPrefix("\(job)_") }
        let written = names.compactMap { name in (try? FileVersion(opening: "\(logs)/\(name)")).map { (path: "\(logs)/\(name)", time: $0.written) } }
        guard let path = written.max(by: { $0.time < $1.time })?.path else { return nil }
        return Self.end(ofLog: path).last { !$0.allSatisfy(\.isWhitespace) }.map { (path, $0) }
    }

    /// The last lines of a log; none when there is no log.
    static func end(ofLog path: String) -> [String] {
        guard let file = try? FileDescriptor.open(path, O_RDONLY | O_NONBLOCK) else { return [] }
        defer { file.close() }
        let size = Int(lseek(file.number, 0, SEEK_END))
        let bytes = (try? file.read(from: max(0, size - endSize))) ?? []
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(endLines).map(String.init)
    }

    private static let endSize = 4096
    private static let endLines = 20
}

// MARK: - Submissions
extension WorkerFiles {
    private var jobsFolder: String { "\(folder)/jobs" }

    /// The submissions, in their order.
    package var jobs: [SubmittedJob] {
        get throws(StorageError) {
            let names = try Storage.names(in: jobsFolder, isOurs: true).filter { $0.hasSuffix(".json") && !AsideName.isAside($0) }
            var jobs: [(number: Int, job: SubmittedJob)] = []
            for name in names {
                guard let number = Int(name.dropLast(5)), let bytes = try Storage.contents(of: "\(jobsFolder)/\(name)"),
                    let job = SubmittedJob(json: bytes)
                else { continue }
                jobs.append((number, job))
            }
            return jobs.sorted { $0.number < $1.number }.map(\.job)
        }
    }

    /// Notes a submission.
    ///
    /// - Returns: its place among the others.
    package func add(_ job: SubmittedJob) throws(StorageError) -> Int {
        for path in [folder, jobsFolder] { _ = try Storage.makeFolder(path) }
        var place = 1
        while try !Storage.publishFirst(job.json, as: "\(place).json", in: jobsFolder) { place += 1 }
        return place
    }

    /// Notes what has become of the submission at a place.
    package func update(_ job: SubmittedJob, at place: Int) throws(StorageError) {
        try Storage.publish(job.json, as: "\(place).json", in: jobsFolder)
    }

    /// Takes away the submission at a place, which came to nothing.
    package func forget(at place: Int) { unlink("\(jobsFolder)/\(place).json") }
}

// MARK: - The request to leave
extension WorkerFiles {
    private static let stopName = "stop"

    /// Whether workers are asked to finish what they are at, and leave. It is looked up anew: on a shared file system a mere look
    /// may be some seconds old.
    package var isAskedToStop: Bool {
        get throws(StorageError) { try FileVersion(opening: "\(folder)/\(Self.stopName)") != nil }
    }

    package func askToStop() throws(StorageError) {
        _ = try Storage.makeFolder(folder)
        try Storage.publish([], as: Self.stopName, in: folder)
    }

    /// A person goes on with the sweep: nobody is asked to stop any more, and what was set aside is tried again.
    package func startAnew() throws(StorageError) {
        unlink("\(folder)/\(Self.stopName)")
        try forgetLost()
        // It is left where there is something else in it.
        rmdir(folder)
    }
}

/// Workers that were submitted to a cluster together.
package struct SubmittedJob: Hashable, Sendable {
    /// The cluster's number for it: `1234`; its name where whoever submitted it was ended before the cluster's answer.
    package private(set) var id: String
    /// Its name there, which no other submission has.
    package let name: String
    /// How many workers it is.
    package let workers: Int
    /// When, `2025-08-12T20:05:41+0200`.
    package let submitted: String

    /// A submission that is about to be made.
    package init(name: String, workers: Int, submitted: Timestamp) {
        id = name
        self.name = name
        self.workers = workers
        self.submitted = submitted.withZone
    }

    package var isAnswered: Bool { id != name }

    /// The same with its number.
    package func answered(_ id: String) -> SubmittedJob {
        var job = self
        job.id = id
        return job
    }

    fileprivate init?(json: [UInt8]) {
        guard let fields = try? Fields(json: json), let id = try? fields.text("job"), let name = try? fields.text("name"),
            let workers = try? fields.integer("workers"), let submitted = try? fields.text("submitted")
        else { return nil }
        (self.id, self.name, self.workers, self.submitted) = (id, name, workers, submitted)
    }

    fileprivate var json: [UInt8] {
        let fields: JSONObject = [
            "job": .string(id), "name": .string(name), "workers": JSONValue(workers), "submitted": .string(submitted),
        ]
        return JSONWriter.bytes(of: .object(fields), .line) + [UInt8(ascii: "\n")]
    }
}
