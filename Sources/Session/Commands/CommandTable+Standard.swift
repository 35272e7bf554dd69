extension CommandTable {
    /// Every command, in the order `help` lists them.
    package static let standard = CommandTable([
        .set, .show, .reset,
        .train, .sweep, .compare, .plot, .benchmark,
        .resume, .rerun, .extend, .collect, .results, .export,
        .notebook, .record, .run, .print, .assert, .history, .help, .completion, .quit,
    ])
}

extension Interpreter {
    /// A session that knows every command.
    package init(_ surroundings: Surroundings = Surroundings()) {
        self.init(surroundings, .standard)
    }
}
