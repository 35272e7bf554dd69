import ArgumentParser
import Engine
import Experiments

/// Checks the words of a command line and ties values to their options, before the argument library
/// reads it: a value may start with a dash, an option may have several, and none may be given twice.
struct CommandLineCheck {
    private let arguments: [String]

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// The same command line with every value attached: `--n_layer 1 2` as `--n_layer=1 --n_layer=2`.
    ///
    /// - Throws: `UsageError` for an unknown command or option, and for values that are missing, empty,
    ///   too many or out of place.
    func attachedArguments() throws(UsageError) -> [String] {
        let known = Sweepbook.commandNames
        guard let name = arguments.first else { return [] }
        if name.hasPrefix("-") {
            guard Self.isFlag(name) else { throw .optionBeforeCommand(name, known: known) }
            return arguments
        }
        guard known.contains(name) else { throw .unknownCommand(name, known: known) }
        if name == "help", let topic = arguments.dropFirst().first, !known.contains(topic), !Self.isFlag(topic) {
            throw .unknownCommand(topic, known: known)
        }
        if name == "notebook", let word = arguments.dropFirst().first, !Self.isFlag(word), !Sweepbook.notebookCommandNames.contains(word) {
            throw .unknownCommand(word, known: Sweepbook.notebookCommandNames)
        }
        guard let command = Sweepbook.sweepingCommands.first(where: { $0.name == name }) else { return arguments }
        return [name] + (try attachedOptions(of: command))
    }

    private func attachedOptions(of command: any SweepingCommand.Type) throws(UsageError) -> [String] {
        var attached: [String] = []
        var seen: Set<String> = []
        var rest = arguments.dropFirst()
        if !rest.contains(where: Self.isFlag) { attached += try Self.words(&rest, command) }
        while let word = rest.popFirst() {
            if Self.isFlag(word) || command.flagNames.contains(word) {
                attached.append(word)
                continue
            }
            let option = try Option(word, of: command)
            guard seen.insert(option.name).inserted || option.name == SpaceOptions.zipName else { throw .givenTwice(option: option.name) }
            var values = option.attachedValue.map { [$0] } ?? []
            while let value = rest.first, !Self.startsOption(value) { values.append(rest.removeFirst()) }
            attached += try Self.checked(values, of: option.name, command).map { "--\(option.name)=\($0)" }
        }
        return attached
    }

    /// The words that come before options.
    private static func words(
        _ rest: inout ArraySlice<String>, _ command: any SweepingCommand.Type
    ) throws(UsageError) -> [String] {
        var words: [String] = []
        for expected in command.words {
            guard let word = rest.first, !word.isEmpty, !startsOption(word) else {
                throw .missingWord(command: command.name, expected: expected)
            }
            words.append(rest.removeFirst())
        }
        return words
    }

    private static func checked(
        _ values: [String], of name: String, _ command: any SweepingCommand.Type
    ) throws(UsageError) -> [String] {
        guard !values.isEmpty else { throw .noValue(option: name) }
        guard !values.contains("") else { throw .emptyValue(option: name) }
        // What is wrong with these is told by those who read them.
        if name == Seeds.name || name == SpaceOptions.zipName { return [values.joined(separator: " ")] }
        let isSweepable = Hyperparameter.named(name) != nil
        guard values.count == 1 || isSweepable && command.takesLists else {
            throw .severalValues(option: name, found: values, isSweepable: isSweepable)
        }
        return values
    }

    /// Options without a value, which every command has.
    fileprivate static let flags = ["--help", "-h", "--version", "--experimental-dump-help"]

    private static func isFlag(_ word: String) -> Bool {
        flags.contains(word) || word.hasPrefix("--generate-completion-script")
    }

    /// A value may start with one dash, as `-0.1` does.
    private static func startsOption(_ word: String) -> Bool {
        word.hasPrefix("--") || word == "-h"
    }
}

extension CommandLineCheck {
    /// A word that starts an option: `--n_layer` or `--n_layer=2`.
    private struct Option {
        let name: String
        let attachedValue: String?

        init(_ word: String, of command: any SweepingCommand.Type) throws(UsageError) {
            let known = command.optionNames.map { "--\($0)" }
            guard word.hasPrefix("-") else { throw .unexpected(word, known: known) }
            let option = String(word.prefix { $0 != "=" })
            guard known.contains(option) else {
                let flags = command.flagNames + CommandLineCheck.flags
                guard flags.contains(option) else {
                    throw .unknownOption(option, command: command.name, known: known + flags)
                }
                throw .badValue(
                    option: String(option.drop { $0 == "-" }), found: String(word.dropFirst(option.count + 1)),
                    expected: "no value after \(option)")
            }
            name = String(option.dropFirst(2))
            attachedValue = word == option ? nil : String(word.dropFirst(option.count + 1))
        }
    }
}
