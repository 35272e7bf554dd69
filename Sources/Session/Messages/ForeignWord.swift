import Language

/// What is typed out of habit, from a shell, Python or IPython, and what does the same here.
enum ForeignWord {
    private static let leaving = "quit or Ctrl-D leaves"
    private static let listing = "results lists results folders; other files are the shell's"
    private static let variables = "vars lists the variables"
    private static let times = "train and sweep say how long they took"

    private static let meanings = [
        "exit": leaving, "q": leaving, "quit": leaving, "bye": leaving, "logout": leaving, "wq": leaving,
        "ls": listing, "dir": listing, "ll": listing, "pwd": listing, "cd": listing, "cat": listing,
        "clear": "Ctrl-L clears the screen", "cls": "Ctrl-L clears the screen",
        "who": variables, "whos": variables, "locals": variables, "globals": variables, "env": variables,
        "time": times, "timeit": times, "man": "help explains a command", "h": "help lists what there is",
        "hist": "history shows what was typed", "import": "there is nothing to import; help lists what there is",
        "def": "functions can't be defined; a script is run by run",
    ]

    /// What to write in place of a word that nothing here has the name of; nil where that is not known.
    static func hint(for word: String) -> String? { meanings[word] }

    /// What to write where a statement starts like `:q`, `!ls` or `%time`; nil where it starts otherwise.
    ///
    /// - Parameters:
    ///   - place: where the statement can't be read.
    ///   - commands: the names of the commands there are.
    static func hint(at place: SourceSpan, in source: SourceText, commands: [String]) -> String? {
        let line = source.line(at: place.start)
        guard source[SourceSpan(start: line.start, end: place.start)].allSatisfy(\.isWhitespace),
            let mark = source[SourceSpan(start: place.start, end: line.end)].first, ":!%".contains(mark)
        else { return nil }
        let word = source[SourceSpan(start: place.start, end: line.end)].drop { $0 == mark }.prefix { $0.isLetter || $0 == "_" }
        if word.isEmpty { return nil }
        if commands.contains(String(word)) { return "write \(word)" }
        if let hint = hint(for: String(word)) { return hint }
        return mark == "!" ? nil : "help lists the commands there are"
    }
}
