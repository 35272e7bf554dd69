import Experiments

/// How workers come to a results folder: the script is written into it and submitted, and the job is noted there.
struct SlurmSubmission: Sendable {
    let settings: SlurmSettings
    /// The settings as they are kept in the folder.
    let text: String
    /// The file that workers run; nil for that of this process.
    let program: String?
    let work: SweepWork
    let memory: MachineMemory

    /// Submits workers for what is not recorded yet.
    ///
    /// - Returns: the job, and what is said of it.
    /// - Throws: `SlurmError` or `StorageError`; then no job of it is in the queue, unless the error says so, and the folder is as before.
    func submit(to slurm: SlurmClient, shouldStop: () -> Bool) throws -> (job: SubmittedJob, notice: String) {
        let files = WorkerFiles(in: work.store.folder)
        let isFirst = try files.jobs.isEmpty
        let script = try SlurmScript(
            settings, for: work.plan, tasks: work.tasks, memory: memory, isRecorded: work.store.isRecorded, in: work.store.folder,
            program: program ?? SlurmScript.ownProgram(), arguments: arguments)
        var before: String?, place: Int?
        do {
            before = try files.publish(script: script.text)
            // Whoever ends this process before the answer leaves the name, by which the job is found.
            let job = SubmittedJob(name: script.name, workers: script.settings.workers ?? 1, submitted: .now)
            let noted = try files.add(job)
            place = noted
            let id = try slurm.submit(files.script, script.options, name: job.name, shouldStop: shouldStop)
            do {
                try files.publish(settings: text)
                try files.update(job.answered(id), at: noted)
            } catch {
                try? slurm.cancel([id])
                throw error
            }
            return (job.answered(id), "submitted job \(id): \(script.settings.description); see \(files.script)")
        } catch {
            if isFirst { files.remove() } else {
                if let place { files.forget(at: place) }
                if let before { _ = try? files.publish(script: before) }
            }
            throw error
        }
    }

    /// What workers are told beside their folder.
    private var arguments: [String] {
        var arguments = ["--lost_after", "\(work.store.lostAfter.seconds)"]
        if let share = work.limit.share { arguments += ["--max_failures", "\(share)"] }
        if work.limit.isFast { arguments.append("--fail_fast") }
        return arguments
    }
}
