import Terminal

/// The command line of a session: no command, only how to hold it.
///
///     sweepbook [--no-init] [--color auto|always|never]
struct SessionArguments {
    static let options = ["--no-init", "--color"]

    /// Whether the start-up file is left alone.
    private(set) var startsPlain = false
    private(set) var color = ColorChoice.auto

    /// Nil when the words ask for something else than a session.
    ///
    /// - Throws: `UsageError` for what a session does not know.
    init?(_ arguments: [String]) throws(UsageError) {
        if let first = arguments.first, !Self.options.contains(String(first.prefix { $0 != "=" })) { return nil }
        var rest = arguments[...]
        while let word = rest.popFirst() {
            let name = String(word.prefix { $0 != "=" })
            switch name {
            case "--no-init" where name == word:
                startsPlain = true
            case "--color":
                let attached = name == word ? nil : String(word.dropFirst(name.count + 1))
                guard let value = attached ?? rest.popFirst() else { throw .noValue(option: "color") }
                guard let choice = ColorChoice(rawValue: value) else {
                    throw .badValue(option: "color", found: value, expected: "auto, always or never")
                }
                color = choice
            default:
                throw .unknownOption(word, command: "", known: Self.options)
            }
        }
    }
}
