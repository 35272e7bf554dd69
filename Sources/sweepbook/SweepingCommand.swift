import ArgumentParser
import Experiments
import Session

/// A command that trains a plan of runs: what to train, and how.
protocol SweepingCommand: ParsableCommand {
    /// Whether a hyper-parameter may have several values.
    static var takesLists: Bool { get }

    /// What the command line asks for, checked.
    ///
    /// - Throws: `HyperparameterError`, `SeedsError`, `SweepPlanError` or `UsageError`.
    func request() throws -> SweepRequest
}

extension SweepingCommand {
    static var name: String { configuration.commandName ?? "" }
}
