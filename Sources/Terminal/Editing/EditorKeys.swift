package import Session

/// The keys of a session, for `help keys`: from the table that they are looked up in, in emacs' way and in vi's.
package enum EditorKeys {
    package static let help: [KeySection] = EditCommand.Group.allCases.map { group in
        KeySection(group.rawValue, EditCommand.allCases.filter { $0.group == group }.compactMap { row($0, emacs) } + (group == .entering ? [interrupt] : []))
    } + [
        KeySection("While a search is typed", searching), KeySection("vi's keys that differ, after bind -v", EditCommand.allCases.compactMap(viRow)),
        KeySection("vi's command mode", ViKeys.all.map { [$0.keys, $0.help] }),
        KeySection("Commands for bind, by the names that libedit has for them", EditCommand.allCases.map { [$0.rawValue, $0.help] }),
    ]

    private static let emacs = KeyMap()
    private static let vi = {
        var keys = KeyMap()
        keys.reset(toVi: true)
        return keys
    }()

    private static let interrupt = ["Ctrl-C", "clears the text; while a command runs, stops it and keeps what is finished"]

    /// As ``HistorySearch`` takes them.
    private static let searching = [
        ["Ctrl-R, Ctrl-S", "the next match among older or newer entries; at first what was searched for last"],
        ["Backspace", "removes the last character of the pattern"], ["Esc", "keeps the entry that is found, to be edited"],
        ["Ctrl-G", "gives up: the text is as before"], ["any other key", "keeps the entry, and then does what it does: Enter runs it"],
    ]

    /// A command's keys and what they do; nil where it has none.
    private static func row(_ command: EditCommand, _ keys: KeyMap) -> [String]? {
        let names = command == .argumentDigit ? keys.names(of: command).enclosing : keys.names(of: command)
        return names.isEmpty ? nil : [names.joined(separator: ", "), command.help]
    }

    private static func viRow(_ command: EditCommand) -> [String]? {
        let names = vi.names(of: command).filter { !emacs.names(of: command).contains($0) }
        return names.isEmpty ? nil : [names.joined(separator: ", "), command.help]
    }
}

extension [String] {
    /// `Alt-0 … Alt-9`
    fileprivate var enclosing: [String] { count < 3 ? self : ["\(self[0]) … \(self[count - 1])"] }
}
