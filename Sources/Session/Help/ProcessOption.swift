import Formats

/// What the process takes besides a command and its arguments, said once for `--help`, the manual page and shells'
/// completion.
package struct ProcessOption: Sendable {
    /// What follows it.
    enum Kind: Sendable {
        case flag, text, notebook
        /// `name=value`
        case assignment
        /// One of these words.
        case choices([String])
    }

    /// Where it is of use.
    enum Use: Sendable {
        /// Before any command, or in place of one.
        case first
        case always
        /// Where a recording is made.
        case recording
        /// With scripts and notebooks that run.
        case scripts
    }

    /// With its dashes.
    package let name: String
    /// What stands for its value; nil where it takes none.
    private let placeholder: String?
    package let help: String
    let kind: Kind
    let use: Use

    private init(_ name: String, _ placeholder: String? = nil, _ help: String, _ kind: Kind, _ use: Use) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.kind = kind
        self.use = use
    }

    package var usage: String { name + (placeholder.map { " \($0)" } ?? "") }

    package static let all = [
        ProcessOption("-c", "COMMANDS", "run commands; several -c run in turn", .text, .first),
        ProcessOption("-p", "NAME=VALUE", "override a hyper-parameter or a variable of the script", .assignment, .scripts),
        ProcessOption("--keep-going", nil, "go on after a statement that fails; a syntax error still ends the run", .flag, .scripts),
        ProcessOption("--record", "FILE.ipynb", "record what is run as a notebook", .notebook, .always),
        ProcessOption("--no-times", nil, "leave times and dates out of the recording", .flag, .recording),
        ProcessOption("--append", nil, "add the recording to a notebook that exists", .flag, .recording),
        ProcessOption("--overwrite", nil, "let the recording replace a file that exists", .flag, .recording),
        ProcessOption("--no-init", nil, "start a session without ~/.config/sweepbook/init.sweep", .flag, .first),
        ProcessOption("--color", "WHEN", "auto, always or never", .choices(["auto", "always", "never"]), .always),
        ProcessOption("--help", nil, "show help; after a command, that command's", .flag, .always),
        ProcessOption("--version", nil, "show the version", .flag, .first),
    ]

    package static let usages = [
        "sweepbook", "sweepbook COMMAND [ARGUMENT …]", "sweepbook FILE.sweep …", "sweepbook FILE.ipynb", "sweepbook -c COMMANDS",
    ]

    package static let exitStatuses = [
        ["0", "done"], ["1", "a command failed"], ["2", "wrong usage or syntax; nothing was started, but for what came before it through a pipe"],
        ["75", "a worker left work behind"], ["128 + n", "ended by signal n: 130 for Ctrl-C"],
    ]
}

extension Manual {
    /// What `sweepbook --help` shows.
    package var processHelp: [String] {
        ["Train small GPTs over grids of hyper-parameters and random seeds.", "", "Usage"]
            + ProcessOption.usages.map { "  " + $0 }
            + ["", "Without arguments a session starts at a terminal; anywhere else commands are read from standard input, and from a pipe each is answered as it comes.", ""]
            + ["Commands"] + TextTable(commands.all.map { ["  " + $0.name, $0.help] }).lines
            + ["", "Options"] + TextTable(ProcessOption.all.map { ["  " + $0.usage, $0.help] }).lines
            + ["", "Examples"] + Self.processExamples.map { "  " + $0 }
            + ["", "sweepbook COMMAND --help explains a command; sweepbook help --all is the whole manual."]
            + ["Exit status: " + ProcessOption.exitStatuses.map { $0.joined(separator: " ") }.joined(separator: "; ") + "."]
    }

    static let processExamples = [
        "sweepbook train --n_layer 3 --n_head 4 --n_embd_factor 16 --dropout 0.1",
        "sweepbook sweep --n_layer 1 2 --dropout 0.1 --seeds 3",
        "sweepbook resume sweep_results_20260101_120000",
        "sweepbook compare sweep_results_20260101_120000 --by n_head",
        "sweepbook notebooks/tour.sweep -p epochs=100 --record tour.ipynb",
        "sweepbook notebook verify tour.ipynb",
    ]
}
