package import Experiments
import Glibc
import System

/// The script that starts workers on a cluster, and what it asks for.
///
///     #!/bin/sh
///     #SBATCH --job-name=sweepbook-1f3c7a90
///     #SBATCH --array=0-7
///     …
///     exec '/opt/sweepbook' worker '/data/out' --jobs 1
///
/// The worker is the batch process itself: Slurm's signals reach it, and its exit status is the task's. Each task writes a log of its
/// own, which goes on where it was when the task is put back into the queue.
package struct SlurmScript: Sendable {
    /// What is asked for, estimates where nobody has said.
    package let settings: SlurmSettings
    /// The job's name, which no other has.
    package let name: String
    package let text: String
    /// What somebody has said, and what workers need: for the command line of `sbatch`, where it counts whatever the environment of
    /// the site says (`SBATCH_PARTITION`).
    let options: [String]

    /// - Parameters:
    ///   - said: what somebody has asked for.
    ///   - plan: what is to be trained.
    ///   - isRecorded: whether there is nothing to do for a run.
    ///   - memory: what a run may need.
    ///   - folder: the results folder.
    ///   - program: the file that workers run.
    ///   - arguments: of a worker, beside its folder and its jobs.
    /// - Throws: `SlurmError.wrong`
    package init(
        _ said: SlurmSettings, for plan: SweepPlan, tasks: TaskLibrary, memory: MachineMemory, isRecorded: (RunID) -> Bool = { _ in false },
        in folder: String, program: String, arguments: [String] = []
    ) throws(SlurmError) {
        try said.check()
        settings = said.filled(from: said.estimated(for: plan, tasks: tasks, memory: memory, isRecorded: isRecorded))
        name = "sweepbook-\(Self.digits(UInt32.random(in: .min ... .max)))"
        let directory = Self.workingDirectory
        let folder = folder.hasPrefix("/") ? folder : "\(directory)/\(folder)"
        let logs = WorkerFiles(in: folder).logs
        let own = Self.ownOptions(name, settings, logs, directory)
        let further = try said.furtherOptions
        let needs = Self.needs(settings, said, further)
        options = own + needs.filter(\.isSaid).map(\.option) + further
        let lines = own.map { "#SBATCH \(Self.quoted($0))" } + needs.map { "#SBATCH \(Self.quoted($0.option))" }
            + (further.isEmpty ? [] : ["#SBATCH " + further.map(Self.quoted).joined(separator: " ")])
        let worker = [ShellWords.quoted(program), "worker", ShellWords.quoted(folder), "--jobs", "\(settings.cpus ?? 1)"] + arguments
        text = (["#!/bin/sh"] + lines + [Self.redirection(to: logs), "exec " + worker.joined(separator: " ")].compactMap { $0 }).joined(separator: "\n") + "\n"
    }

    /// What makes workers of it.
    private static func ownOptions(_ name: String, _ settings: SlurmSettings, _ logs: String, _ directory: String) -> [String] {
        let log = isReplaced(in: logs) ? logs.replacing("%", with: "%%") + "/%A_%a.log" : "/dev/null"
        return [
            "--job-name=\(name)", "--array=0-\((settings.workers ?? 1) - 1)", "--requeue", "--open-mode=append", "--signal=B:USR1@60",
            "--output=\(log)", "--chdir=\(directory)",
        ]
    }

    /// Whether Slurm puts the numbers of jobs into a path: with a backslash in it, it doesn't, and takes the backslash out.
    private static func isReplaced(in path: String) -> Bool { !path.contains("\\") }

    /// Where Slurm can't name a log, the script does.
    private static func redirection(to logs: String) -> String? {
        if isReplaced(in: logs) { return nil }
        return "exec >> \(ShellWords.quoted(logs))/\"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID.log\" 2>&1"
    }

    /// What they need, and whether somebody has said so.
    private static func needs(_ settings: SlurmSettings, _ said: SlurmSettings, _ further: [String]) -> [(option: String, isSaid: Bool)] {
        // Slurm takes memory of a task and of a core for a contradiction.
        let memory = said.saysMemory(further) ? nil : settings.memory
        let needs = [
            ("cpus-per-task", settings.cpus.map(String.init), said.cpus != nil), ("mem", memory, said.memory != nil),
            ("time", settings.time, said.time != nil), ("partition", settings.partition, true), ("account", settings.account, true),
        ]
        return needs.compactMap { name, value, isSaid in value.map { ("--\(name)=\($0)", isSaid) } }
    }

    /// A word as `sbatch` reads it in a script.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_=+./:,@%^".contains($0)) }
        return isPlain ? word : "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func digits(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// Where relative paths start: those of data too.
    private static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// The file that this process runs.
    ///
    /// - Throws: `SlurmError.noProgram`
    package static func ownProgram() throws(SlurmError) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        guard count > 0 else { throw .noProgram }
        return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
