import ArgumentParser
import Experiments
import Runner
import Session

/// A command that trains a plan of runs: what to train, and how.
protocol SweepingCommand: ParsableCommand, Sendable {
    /// Whether a hyper-parameter may have several values.
    static var takesLists: Bool { get }

    /// What stands before its options, each with its article: "a results folder".
    static var words: [String] { get }

    /// The options that take values.
    static var optionNames: [String] { get }

    /// The options that take none, with their dashes.
    static var flagNames: [String] { get }

    /// Whether the plan is only shown.
    var isDry: Bool { get }

    /// How runs are started.
    var running: RunningOptions { get }

    /// What the command line asks for, checked. `extend` and `rerun` have changed their folder then.
    ///
    /// - Throws: `HyperparameterError`, `SeedsError`, `SweepPlanError`, `DistributionError`, `UsageError`, `FolderError` or
    ///   `StorageError`.
    func request() throws -> SweepRequest
}

extension SweepingCommand {
    static var name: String { configuration.commandName ?? "" }
    static var words: [String] { [] }
    static var flagNames: [String] { SweepingOptions.flags }
}
