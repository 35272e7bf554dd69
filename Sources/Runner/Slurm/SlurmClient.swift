import System

/// Slurm, as its programs answer: `sbatch`, `squeue`, `scancel`, `scontrol`. Any may be missing, slow or in a bad mood, which is
/// a `SlurmError`. Each call blocks its thread.
package struct SlurmClient: Sendable {
    package init() {}

    /// How long an answer may take.
    private static let patience = Duration.seconds(20)
    private static let submissionPatience = Duration.seconds(60)

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
        do throws(ChildProcessError) {
            answer = try ChildProcess.run("sbatch", ["--parsable"] + options + [script], within: Self.submissionPatience, shouldStop: shouldStop)
        } catch {
            switch error {
            case .late, .stopped: try cancel(named: name)
            case .notFound, .cannotStart: break
            }
            throw SlurmError(error)
        }
        guard answer.status == 0 else { throw .refused(program: "sbatch", words: Self.words(of: answer)) }
        // `1234`, or `1234;cluster`.
        let output = String(decoding: answer.output, as: UTF8.self)
        let id = output.split(separator: "\n").last?.prefix { $0 != ";" } ?? ""
        guard !id.isEmpty, id.allSatisfy(\.isNumber) else { throw .unreadable(program: "sbatch", output: Self.words(of: answer)) }
        return String(id)
    }

    /// What is left of jobs in the queue; ended ones are not in it.
    package func queue(of ids: [String]) throws(SlurmError) -> SlurmQueue {
        if ids.isEmpty { return SlurmQueue(lines: "") }
        do throws(SlurmError) {
            let output = try ask("squeue", ["--noheader", "--array", "--jobs=\(ids.joined(separator: ","))", "--format=\(SlurmQueue.format)"])
            return SlurmQueue(lines: output)
        } catch .refused(_, let words) where words.contains("Invalid job id") {
            return SlurmQueue(lines: "")
        }
    }

    /// Ends jobs.
    ///
    /// - Parameter pendingOnly: only what has not started.
    package func cancel(_ ids: [String], pendingOnly: Bool = false) throws(SlurmError) {
        if !ids.isEmpty { _ = try ask("scancel", (pendingOnly ? ["--state=PENDING"] : []) + ids) }
    }

    /// Sends a signal to the workers of a job: `USR1`.
    package func signal(_ name: String, _ ids: [String]) throws(SlurmError) {
        if !ids.isEmpty { _ = try ask("scancel", ["--batch", "--signal=\(name)"] + ids) }
    }

    /// Puts a job back into the queue.
    package func requeue(_ id: String) throws(SlurmError) { _ = try ask("scontrol", ["requeue", id]) }

    /// Whether a controller answers.
    package var isThere: Bool { (try? ask("scontrol", ["ping"]))?.contains("UP") == true }

    private func cancel(named name: String) throws(SlurmError) {
        do throws(SlurmError) {
            _ = try ask("scancel", ["--name=\(name)"])
        } catch {
            throw .uncertain(job: name)
        }
    }

    private func ask(_ program: String, _ arguments: [String]) throws(SlurmError) -> String {
        let answer: ChildProcess.Ending
        do throws(ChildProcessError) {
            answer = try ChildProcess.run(program, arguments, within: Self.patience)
        } catch {
            throw SlurmError(error)
        }
        guard answer.status == 0 else { throw .refused(program: program, words: Self.words(of: answer)) }
        return String(decoding: answer.output, as: UTF8.self)
    }

    /// What a program has said, in one line.
    private static func words(of answer: ChildProcess.Ending) -> String {
        let lines = String(decoding: answer.errors + answer.output, as: UTF8.self).split(whereSeparator: \.isNewline)
        let words = lines.map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }.joined(separator: "; ")
        return words.isEmpty ? "exit status \(answer.status)" : words
    }
}

extension SlurmError {
    fileprivate init(_ error: ChildProcessError) {
        self = switch error {
        case .notFound(let program): .missing(program: program)
        case .cannotStart(let program, let reason): .cannotStart(program: program, reason)
        case .late(let program, let time): .silent(program: program, time)
        case .stopped: .stopped
        }
    }
}
