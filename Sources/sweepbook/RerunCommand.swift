import ArgumentParser
import Experiments
import Runner
import Session

/// `sweepbook rerun`: what failed in a results folder.
struct RerunCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Train again what failed in a results folder, and what it misses.",
        usage: "sweepbook rerun FOLDER failed [--OPTION VALUE ...]",
        discussion: "The records of runs that failed are given up, then the folder is resumed.")

    static let takesLists = false
    static let words = ["a results folder", "failed"]
    static let optionNames = RunningOptions.names
    static let flagNames = RunningOptions.flags

    @Argument(help: "the results folder") var folder: String
    @Argument(help: "which runs: failed") var which: String
    @OptionGroup var running: RunningOptions

    var isDry: Bool { false }

    func request() throws -> SweepRequest {
        guard which == "failed" else { throw UsageError.badValue(option: "rerun", found: which, expected: "failed") }
        let request = try SweepRequest(resuming: folder, jobs: try running.chosenJobs(), limit: try running.limit())
        _ = try ResultsFolder.forgetFailures(in: folder)
        return request
    }
}
