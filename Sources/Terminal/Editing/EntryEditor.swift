import Session

/// What an entry is edited at: a keyboard and a screen.
protocol EditingTerminal: AnyObject {
    /// The next key; while none is there, the text is shown.
    func nextKey(_ view: EditedView) throws(EditingEnd) -> KeyDecoder.Key
    func beep()
    func clearScreen()
    func redraw()
    /// Shows the candidates above the text.
    func list(_ candidates: [CompletionCandidate])
    func post(_ notice: String)
}

/// What is to be seen while an entry is edited.
struct EditedView {
    let text: EditedText
    /// A line below the text, which is searched for.
    var footer: String?
}

/// Why no more keys come.
enum EditingEnd: Error {
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D on an empty text, or the terminal is gone.
    case endOfInput
}

/// Edits entries, one after another, by keys; knows no terminal.
///
/// A key changes the text, moves in it or ends it. What a key needs more keys for, such as a search, reads them itself;
/// it never calls itself again, so that no order of keys can nest without bound.
final class EntryEditor {
    enum Mode {
        case insert
        /// vi's, where characters are commands.
        case command
        /// vi's, where characters replace those that are there.
        case replace
    }

    /// What became of a key.
    enum Step {
        case done
        /// A digit of a count that is for the next key.
        case counted
        /// It can't be done here.
        case refused
        /// The entry is ended.
        case accepted
    }

    let keys: KeyMap
    let history: EntryHistory
    let isComplete: CompletenessCheck
    let complete: Completer
    unowned let terminal: any EditingTerminal

    var text = EditedText()
    var mode = Mode.insert
    var recall = HistoryRecall()
    var mark = 0
    /// What was deleted or copied last.
    var killed: [Unicode.Scalar] = []
    /// How often the next key is to act, once a digit of it was typed.
    var argument: Int?
    /// What was searched for last.
    var pattern: String.UnicodeScalarView = "".unicodeScalars
    var vi = ViState()
    private var pushedBack: KeyDecoder.Key?

    /// The most often that a key acts at once.
    private static let mostTimes = 9_999

    init(
        keys: KeyMap, history: EntryHistory, terminal: any EditingTerminal,
        isComplete: @escaping CompletenessCheck, complete: @escaping Completer
    ) {
        self.keys = keys
        self.history = history
        self.terminal = terminal
        self.isComplete = isComplete
        self.complete = complete
    }

    /// Reads keys until one ends the entry.
    func edit() throws(EditingEnd) -> String {
        text = EditedText()
        mode = .insert
        recall = HistoryRecall()
        mark = 0
        argument = nil
        pushedBack = nil
        vi.begin()
        while true {
            vi.noteReplayed()
            switch try take(try nextKey()) {
            case .counted: continue
            case .accepted: return text.text
            case .refused:
                vi.replay = []
                terminal.beep()
            case .done: break
            }
            argument = nil
        }
    }

    private func take(_ key: KeyDecoder.Key) throws(EditingEnd) -> Step {
        switch key {
        case .paste(let text): return insert(Array(text.unicodeScalars))
        case .overlongPaste:
            terminal.post("the pasted text is too long to be edited: save it as a file and run it")
            return .refused
        case .key(let key):
            guard let command = keys.command(of: key) else { return .refused }
            return try perform(command)
        case .sequence(let sequence): return try typed(Array("\u{1B}\(sequence)".unicodeScalars))
        case .character("\u{3}"): throw .interrupted
        case .character(let scalar) where mode == .command: return try takeCommand(scalar)
        case .character(let scalar): return try typed([scalar])
        }
    }

    // MARK: Keys

    /// The next key, for whatever needs one more.
    func nextKey(footer: String? = nil) throws(EditingEnd) -> KeyDecoder.Key {
        if let key = pushedBack ?? vi.nextReplayed() {
            pushedBack = nil
            return key
        }
        let key = try terminal.nextKey(EditedView(text: text, footer: footer))
        vi.note(key)
        return key
    }

    /// Leaves a key to what comes next.
    func pushBack(_ key: KeyDecoder.Key) { pushedBack = key }

    /// The next character; nil where another key came, which is left.
    func nextCharacter(footer: String? = nil) throws(EditingEnd) -> Unicode.Scalar? {
        let key = try nextKey(footer: footer)
        if case .character(let scalar) = key, scalar != "\u{3}" { return scalar }
        pushBack(key)
        return nil
    }

    /// How often a key is to act.
    var count: Int { max(1, argument ?? 1) }

    /// Adds a digit to the count, if it is one.
    func takeDigit(_ scalar: Unicode.Scalar) -> Bool {
        guard ("0"..."9").contains(scalar) else { return false }
        argument = min((argument ?? 0) * 10 + Int(scalar.value - 48), Self.mostTimes)
        return true
    }

    /// Does what characters are bound to, reading more where those are only the beginning of a key.
    private func typed(_ first: [Unicode.Scalar]) throws(EditingEnd) -> Step {
        if argument != nil, takeDigit(first[0]) { return .counted }
        var typed = first
        while true {
            switch keys.match(typed) {
            case .binding(.command(.insert)): return insert(typed)
            case .binding(.command(.argumentDigit)): return takeDigit(typed[typed.count - 1]) ? .counted : .refused
            case .binding(.command(let command)): return try perform(command)
            case .binding(.text(let text)): return insert(Array(text.unicodeScalars))
            case .prefix:
                guard let next = try nextCharacter() else { return .refused }
                typed.append(next)
            case .none:
                guard typed.count == 1, !first[0].isControl else { return .refused }
                return mode == .replace ? overwrite(first[0]) : insert(first)
            }
        }
    }

    // MARK: Changes

    /// Inserts text as often as the count says.
    func insert(_ new: [Unicode.Scalar]) -> Step {
        guard text.hasRoom(for: new.count * count) else { return .refused }
        text.insert(Array(repeatElement(new, count: count).joined()))
        return .done
    }

    private func overwrite(_ scalar: Unicode.Scalar) -> Step {
        if text.cursor < text.lineEnd { text.remove(text.cursor, text.cursor + 1) }
        return insert([scalar])
    }

    /// Deletes what lies between two places, and keeps it for the next yank.
    func kill(_ place: Int, _ other: Int) -> Step {
        let removed = text.remove(place, other)
        guard !removed.isEmpty else { return .refused }
        killed = removed
        return .done
    }

    /// Replaces the text by an entry.
    func show(_ entry: String?) -> Step {
        guard let entry else { return .refused }
        text = EditedText(entry)
        return .done
    }
}
