package import System

/// Why Slurm can't be asked, or won't. What a site says stands in it in the site's own words.
package enum SlurmError: Error, Hashable, Sendable {
    /// A program of Slurm's is nowhere on `PATH`.
    case missing(program: String)
    case cannotStart(program: String, SystemError)
    /// A program says no.
    case refused(program: String, words: String)
    /// A program gave no answer in its time.
    case silent(program: String, Duration)
    /// `sbatch` gave no answer, and what may have been submitted can't be cancelled.
    case uncertain(job: String)
    /// A program's output makes no sense.
    case unreadable(program: String, output: String)
    /// Whoever asked wants no answer any more.
    case stopped
    /// A setting is not of its form.
    case wrong(setting: String, found: String, expected: String)
    /// This process doesn't know which file it is running.
    case noProgram
    /// Workers ended again and again without a run; where the last one's log is, and how it ends.
    case noProgress(submissions: Int, log: String?, lastLine: String?)
}

extension SlurmError: CustomStringConvertible {
    /// One sentence.
    package var description: String {
        switch self {
        case .missing(let program):
            "\(program) is not on PATH; submit from a machine of the cluster, where a module may have to be loaded (module load slurm)"
        case .cannotStart(let program, let reason): "cannot start \(program): \(reason)"
        case .refused(let program, let words): "\(program) refuses: \(words)"
        case .silent("sbatch", let time): "sbatch gave no answer in \(time.seconds.brief) s; whatever it submitted is cancelled"
        case .silent(let program, let time): "\(program) gave no answer in \(time.seconds.brief) s"
        case .uncertain(let job):
            "sbatch gave no answer, and squeue gives none either; see later whether there is a job \(job) (squeue --name=\(job)), "
                + "and cancel it with: scancel --name=\(job)"
        case .unreadable(let program, output: ""): "\(program) says nothing, expected a job's number"
        case .unreadable(let program, let output): "\(program) says \"\(output)\", which is not what Slurm's \(program) says"
        case .stopped: "nothing was submitted"
        case .wrong(let setting, let found, let expected): "\(setting) is \"\(found)\", expected \(expected)"
        case .noProgram: "cannot tell which file this program was started from, which workers are to run"
        case .noProgress(let submissions, let log?, let line?):
            "workers ended \(submissions) times without finishing a run; the last one said \"\(line)\" (\(log))"
        case .noProgress(let submissions, _, _): "workers ended \(submissions) times without finishing a run; the last one left no log"
        }
    }
}

extension Double {
    /// `60`, `0.5`
    fileprivate var brief: String { self == rounded() ? "\(Int(self))" : "\(self)" }
}
