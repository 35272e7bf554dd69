import Experiments

/// What users are told of files.
enum FileGuide {
    static let files = Guide(name: "files", help: "what a results folder holds, and which files of yours are read", page: page)

    /// Files that belong to a user, by where they are unless an environment variable says otherwise.
    package static let own: [[String]] = [
        ["~/.config/sweepbook/init.sweep", "runs before a session at a terminal begins; in XDG_CONFIG_HOME where that is set"],
        ["~/.config/sweepbook/slurm.sweep", "what submissions to a cluster ask for; in XDG_CONFIG_HOME where that is set"],
        ["~/.local/state/sweepbook/history", "what was typed in sessions; in XDG_STATE_HOME where that is set"],
        ["~/.editrc", "keys: help keys; or the file that EDITRC names"],
    ]

    /// What the process takes from its environment.
    package static let environment: [[String]] = [
        ["EDITRC", "the file with your keys, in place of ~/.editrc"],
        ["NO_COLOR, FORCE_COLOR", "colour nowhere, or also where no terminal is; --color wins"],
        ["SWEEPBOOK_KERNELS", "the variant of the kernels: avx512_bf16, avx512, avx2, neon or baseline; all give the same bits"],
        ["SWEEPBOOK_LOG_SECONDS", "how often a line of progress is written where there is no terminal; 60 s by default"],
        ["XDG_CONFIG_HOME, XDG_STATE_HOME", "where your files are, in place of ~/.config and ~/.local/state"],
    ]

    private static var page: HelpPage {
        var page = HelpPage(title: "files", paragraphs: [
            """
            A name is looked up in the folder that you are in, then beside the script or notebook that runs. What is written goes where its name says, \
            whole or not at all. ~ is your home folder, - is standard input or output.
            """,
            """
            train and sweep make a folder sweep_results_ and the date, or the one that out names. It can be moved, copied and opened anywhere: \
            open, compare, plot and export read it; resume, extend and merge go on with it.
            """,
        ])
        page.add("A results folder", rows: ResultsTree.contents.map { [$0.name, $0.help] })
        page.add("Your own", rows: own)
        page.add("Environment", rows: environment)
        return page
    }
}
