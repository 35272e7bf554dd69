import ArgumentParser
import Experiments
import Session

/// A command that trains a plan of runs: what to train, and how.
protocol SweepingCommand: ParsableCommand {
    /// Whether a hyper-parameter may have several values.
    static var takesLists: Bool { get }

    /// The options that take values.
    static var optionNames: [String] { get }

    /// The options that take none, as they are written.
    static var optionFlags: [String] { get }

    /// Whether the plan is only shown.
    var isDry: Bool { get }

    /// What the command line asks for, checked.
    ///
    /// - Throws: `HyperparameterError`, `SeedsError`, `SweepPlanError`, `DistributionError` or `UsageError`.
    func request() throws -> SweepRequest
}

extension SweepingCommand {
    static var name: String { configuration.commandName ?? "" }
}
