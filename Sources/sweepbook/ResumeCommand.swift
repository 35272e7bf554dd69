import ArgumentParser
import Runner
import Session

/// `sweepbook resume`: what a results folder misses.
struct ResumeCommand: SweepingCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Train what a results folder misses.",
        usage: "sweepbook resume FOLDER [--OPTION VALUE ...]",
        discussion: """
            After a stop or a crash of any kind: what was reported is there, and the rest is trained. Several \
            processes, on several machines, may resume one folder at the same time: they share the work.
            """)

    static let takesLists = false
    static let words = ["a results folder"]
    static let optionNames = RunningOptions.names
    static let flagNames = RunningOptions.flags

    @Argument(help: "the results folder") var folder: String
    @OptionGroup var running: RunningOptions

    var isDry: Bool { false }

    func request() throws -> SweepRequest {
        try SweepRequest(resuming: folder, jobs: try running.chosenJobs(), limit: try running.limit())
    }
}
