package import Notebook

extension CommandTable {
    /// Every command, in the order `help` lists them.
    package static let standard = CommandTable([
        .set, .show, .inspect, .reset,
        .train, .sweep, .compare, .plot, .benchmark,
        .open, .load, .predict, .sample, .mistakes, .resume, .rerun, .extend, .collect, .merge, .results, .prune, .export, .import,
        .status, .attach, .stop, .cancel, .worker,
        .notebook, .kernel, .record, .run, .print, .assert, .vars, .history, .help, .completion, .quit,
    ])
}

extension NotebookProgram {
    /// A notebook whose cells may use every command.
    ///
    /// - Throws: `Problem` or the first cell's `Diagnostic` that has a mistake.
    package init(_ notebook: NotebookDocument, name: String) throws {
        try self.init(notebook, name: name, .standard)
    }
}

extension NotebookDocument {
    /// The notebook of a script, which may use every command.
    ///
    /// - Throws: `Diagnostic` when the script is not a program.
    package init(reading script: ScriptFile) throws(Diagnostic) {
        try self.init(reading: script, .standard)
    }
}

extension Interpreter {
    /// A session that knows every command.
    package init(_ environment: SessionEnvironment = SessionEnvironment()) {
        self.init(environment, .standard)
    }
}
