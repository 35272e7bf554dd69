internal import Glibc
package import Session

/// Reads what a user types at a terminal: one entry at a time, of one line or several.
///
///     let editor = LineEditor(
///         capabilities: .detect(), history: EntryHistory(path: EntryHistory.standardPath()),
///         isComplete: { text in … }, complete: { text, cursor in … })
///     while case .entry(let text) = editor.readLine(Prompt("In [1]: ")) { … }
///     editor.close()
///
/// Enter ends an entry that is complete, and breaks the line of one that is not; Up recalls an entry whole. The keys
/// are emacs' or vi's, as `~/.editrc` has it. A terminal that can't move its cursor is read line by line
/// instead, with the keys its driver knows.
///
/// No key, paste or size ends or stops it: the text is a value that no key can leave the bounds of, keys never call
/// each other, and of a text larger than the screen a part is shown.
///
/// Stays on one thread, the main one: only there a read is interrupted by Ctrl-C. While a line is read, SIGINT,
/// SIGWINCH, SIGTSTP and SIGCONT are the editor's; between two reads they are handled as before. The terminal
/// is restored after each read, by `exit` and by every signal that ends the process but SIGKILL.
package final class LineEditor {
    /// How a read ended.
    package enum Outcome: Equatable, Sendable {
        /// Without a newline at its end; it may hold some within, and may be empty.
        case entry(String)
        /// Ctrl-C: the line is gone, and the cursor at the start of a new one.
        case interrupted
        /// Ctrl-D on an empty line, or the terminal is gone.
        case endOfInput
    }

    /// Lines posted here appear above the prompt.
    package let notices = NoticeBoard()
    private let history: EntryHistory
    private var editor: TerminalEditor?
    private var plainReader: PlainLineReader

    package init(
        capabilities: TerminalCapabilities, history: EntryHistory,
        isComplete: @escaping CompletenessCheck, complete: @escaping Completer
    ) {
        self.history = history
        plainReader = PlainLineReader(encoding: capabilities.encoding, notices: notices, isComplete: isComplete)
        guard capabilities.canEdit else { return }
        editor = TerminalEditor(
            capabilities: capabilities, history: history, notices: notices, isComplete: isComplete, complete: complete)
    }

    /// Shows the prompt and reads one entry, which is added to the history.
    package func readLine(_ prompt: Prompt) -> Outcome {
        fflush(nil)
        if let warning = history.takeWarning() { notices.post("warning: \(warning.message)") }
        _ = EditorEvents.take()
        for notice in notices.take() { StandardOutput.write(notice + "\n") }
        let outcome = editor?.readLine(prompt) ?? plainReader.readLine(prompt)
        if case .entry(let text) = outcome { history.append(text) }
        return outcome
    }
}
