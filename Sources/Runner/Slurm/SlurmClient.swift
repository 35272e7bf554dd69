package import Experiments
import Glibc
import System

/// Slurm, as its programs answer: `sbatch`, `squeue`, `scancel`, `scontrol`. Any may be missing, slow or in a bad mood, which is
/// a `SlurmError`. Each call blocks its thread.
package struct SlurmClient: Sendable {
    /// Where its programs are; nil for `PATH`.
    private let folder: String?
    /// How long an answer may take, and that of `sbatch`, which may wait for a controller that is busy.
    private let patience: Duration
    private let submissionPatience: Duration

    /// - Parameter patience: how long any answer may take; 20 s, and 60 s for `sbatch`, where neither this nor
    ///   `SWEEPBOOK_SLURM_SECONDS` says otherwise.
    package init(in folder: String? = nil, patience: Duration? = nil) {
        let patience = patience ?? Environment.process["SWEEPBOOK_SLURM_SECONDS"].flatMap(Double.init).map { .seconds($0) }
        self.folder = folder
        self.patience = patience ?? .seconds(20)
        submissionPatience = patience ?? .seconds(60)
    }

    /// The job that this process is, `12_3` where it is a task of an array; nil where it is none.
    static var ownJob: String? {
        let environment = Environment.process
        guard let array = environment["SLURM_ARRAY_JOB_ID"], let task = environment["SLURM_ARRAY_TASK_ID"] else {
            return environment["SLURM_JOB_ID"]
        }
        return "\(array)_\(task)"
    }

    /// Submits a script.
    ///
    /// - Parameters:
    ///   - options: `sbatch` takes them before the script's own, and before what the environment says (`SBATCH_…`).
    ///   - name: of the job, which no other has: where `sbatch` gives no answer, whatever has that name is cancelled.
    /// - Returns: the job's number.
    package func submit(
        _ script: String, _ options: [String] = [], name: String, shouldStop: () -> Bool = { false }
    ) throws(SlurmError) -> String {
        let answer: ChildProcess.Ending
        do throws(SlurmError) {
            answer = try run("sbatch", ["--parsable"] + options + [script], within: submissionPatience, shouldStop)
        } catch {
            switch error {
            case .silent, .stopped: try cancel(named: name)
            case .missing, .cannotStart, .refused, .uncertain, .unreadable, .wrong, .noProgram, .noProgress: break
            }
            throw error
        }
        guard answer.status == 0 else { throw .refused(program: "sbatch", words: Self.words(of: answer)) }
        // `1234`, or `1234;cluster`.
        let output = String(decoding: answer.output, as: UTF8.self)
        let id = output.split(separator: "\n").last?.prefix { $0 != ";" } ?? ""
        guard !id.isEmpty, id.allSatisfy(\.isNumber) else { throw .unreadable(program: "sbatch", output: output.isEmpty ? "" : Self.words(of: answer)) }
        return String(id)
    }

    /// What is left of jobs in the queue; ended ones are not in it.
    package func queue(of ids: [String]) throws(SlurmError) -> SlurmQueue {
        if ids.isEmpty { return SlurmQueue(lines: "") }
        do throws(SlurmError) {
            let output = try ask("squeue", ["--noheader", "--array", "--jobs=\(ids.joined(separator: ","))", "--format=\(SlurmQueue.format)"])
            return SlurmQueue(lines: output)
        } catch .refused(_, let words) where words.contains(Self.unknownJob) {
            return SlurmQueue(lines: "")
        }
    }

    /// Ends jobs, as far as they have not ended.
    ///
    /// - Parameter pendingOnly: only what has not started.
    package func cancel(_ ids: [String], pendingOnly: Bool = false) throws(SlurmError) {
        if ids.isEmpty { return }
        do throws(SlurmError) {
            _ = try ask("scancel", (pendingOnly ? ["--state=PENDING"] : []) + ids)
        } catch .refused(_, let words) where words.contains(Self.unknownJob) {
            // Nothing of them is left.
        }
    }

    /// Puts a job back into the queue.
    package func requeue(_ id: String) throws(SlurmError) { _ = try ask("scontrol", ["requeue", id]) }

    /// Jobs by their numbers: one whose submission was not answered is looked for by its name, and left out where there is none. It stays
    /// as it is where Slurm can't be asked.
    package func identified(_ jobs: [SubmittedJob]) -> [SubmittedJob] {
        jobs.compactMap { job in
            if job.isAnswered { return job }
            guard let found = try? ask("squeue", ["--noheader", "--name=\(job.name)", "--format=%F"]) else { return job }
            return found.split(separator: "\n").first.map { job.answered(String($0)) }
        }
    }

    /// What Slurm says of a job that has ended long ago, or never was.
    private static let unknownJob = "Invalid job id"

    /// Ends what has a name. A controller that was slow to answer may take a job in a moment after its sender is gone.
    private func cancel(named name: String) throws(SlurmError) {
        do throws(SlurmError) {
            for _ in 0..<2 {
                _ = try ask("scancel", ["--name=\(name)"])
                sleep(1)
            }
            guard try ask("squeue", ["--noheader", "--name=\(name)"]).isEmpty else { throw .uncertain(job: name) }
        } catch {
            throw .uncertain(job: name)
        }
    }

    private func ask(_ program: String, _ arguments: [String]) throws(SlurmError) -> String {
        let answer = try run(program, arguments, within: patience)
        guard answer.status == 0 else { throw .refused(program: program, words: Self.words(of: answer)) }
        return String(decoding: answer.output, as: UTF8.self)
    }

    private func run(
        _ program: String, _ arguments: [String], within time: Duration, _ shouldStop: () -> Bool = { false }
    ) throws(SlurmError) -> ChildProcess.Ending {
        do throws(ChildProcessError) {
            return try ChildProcess.run(folder.map { "\($0)/\(program)" } ?? program, arguments, within: time, shouldStop: shouldStop)
        } catch {
            throw switch error {
            case .notFound: .missing(program: program)
            case .cannotStart(_, let reason): .cannotStart(program: program, reason)
            case .late(_, let time): .silent(program: program, time)
            case .stopped: .stopped
            }
        }
    }

    /// What a program has said, in one line.
    private static func words(of answer: ChildProcess.Ending) -> String {
        let lines = String(decoding: answer.errors + answer.output, as: UTF8.self).split(whereSeparator: \.isNewline)
        let words = lines.map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }.joined(separator: "; ")
        return words.isEmpty ? "exit status \(answer.status)" : words
    }
}
