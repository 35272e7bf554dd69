import ArgumentParser
import Experiments

/// The command line: each command is a file of its own.
struct Sweepbook: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sweepbook",
        abstract: "Train a small GPT on Hinton's family trees, and sweep its hyper-parameters.",
        discussion: """
            EXAMPLES:
              sweepbook train --n_layer 3 --n_head 4 --n_embd_factor 16 --dropout 0.1
              sweepbook sweep --n_layer 1 2 --dropout 0.1 --seeds 3
              sweepbook sweep     (the standard 72 combinations, 50 seeds each)
              sweepbook resume sweep_results_20260101_120000
              sweepbook export sweep_results_20260101_120000 csv > runs.csv
              sweepbook compare sweep_results_20260101_120000
              sweepbook run notebooks/tour.sweep -p epochs=100
              sweepbook -c 'train n_head=4 seeds=3'
              sweepbook plot loss sweep_results_20260101_120000 --out loss.svg
              sweepbook run study.sweep --record study.ipynb
              sweepbook notebook verify study.ipynb
              sweepbook benchmark

            Without arguments, at a terminal, a session starts: sweepbook [--no-init] \
            [--color auto|always|never] [--record FILE.ipynb [--no-times]]. \
            Anywhere else commands are read from standard input. sweepbook help --all explains them.

            Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.
            """,
        version: "sweepbook \(Release.version)",
        subcommands: [
            TrainCommand.self, SweepCommand.self, ResumeCommand.self, RerunCommand.self, ExtendCommand.self,
            CollectCommand.self, CompareCommand.self, PlotCommand.self, ResultsCommand.self, ExportCommand.self,
            RunCommand.self, NotebookCommand.self, BenchmarkCommand.self,
        ])
}

extension Sweepbook {
    /// Every word that may come first: `train, sweep, benchmark, help`.
    static var commandNames: [String] {
        configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    }

    /// Every word that may follow `notebook`.
    static var notebookCommandNames: [String] {
        NotebookCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    }

    /// The commands that train a plan.
    static var sweepingCommands: [any SweepingCommand.Type] {
        configuration.subcommands.compactMap { $0 as? any SweepingCommand.Type }
    }
}
