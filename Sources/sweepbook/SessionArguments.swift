import Session
import Terminal

/// The command line of a session: no command, only how to hold it.
///
///     sweepbook [--no-init] [--color auto|always|never] [--record FILE.ipynb [--no-times]]
struct SessionArguments {
    static let options = ["--no-init", "--color", "--record", "--no-times"]

    /// Whether the start-up file is left alone.
    private(set) var startsPlain = false
    private(set) var color = ColorChoice.auto
    /// What the session is recorded in.
    private(set) var recording: Recording?

    /// Nil when the words ask for something else than a session.
    ///
    /// - Throws: `UsageError` for what a session does not know.
    init?(_ arguments: [String]) throws(UsageError) {
        if let first = arguments.first, !Self.options.contains(String(first.prefix { $0 != "=" })) { return nil }
        var rest = arguments[...]
        var (record, keepsTimes) = (String?.none, true)
        while let word = rest.popFirst() {
            let name = String(word.prefix { $0 != "=" })
            switch name {
            case "--no-init" where name == word: startsPlain = true
            case "--no-times" where name == word: keepsTimes = false
            case "--record": record = try Self.value(of: name, word, &rest)
            case "--color": color = try Self.color(try Self.value(of: name, word, &rest))
            default: throw .unknownOption(word, command: "", known: Self.options)
            }
        }
        guard keepsTimes || record != nil else { throw .noTimesWithoutRecord }
        recording = record.map { Recording(path: $0, keepsTimes: keepsTimes) }
    }

    /// What stands behind an option's `=`, or is the next word.
    private static func value(
        of option: String, _ word: String, _ rest: inout ArraySlice<String>
    ) throws(UsageError) -> String {
        let attached = option == word ? nil : String(word.dropFirst(option.count + 1))
        guard let value = attached ?? rest.popFirst() else { throw .noValue(option: String(option.dropFirst(2))) }
        return value
    }

    private static func color(_ text: String) throws(UsageError) -> ColorChoice {
        guard let choice = ColorChoice(rawValue: text) else {
            throw .badValue(option: "color", found: text, expected: "auto, always or never")
        }
        return choice
    }
}
