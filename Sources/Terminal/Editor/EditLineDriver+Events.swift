internal import CEditLine
internal import Glibc

/// Keys and signals, as they come.
extension EditLineDriver {
    /// The next character for libedit, nil when the read ends.
    func nextCharacter() -> Unicode.Scalar? {
        // Still here after an interrupt: one of libedit's functions was waiting for a key, and has given up.
        if interruption != nil {
            interruption = display.end
            return nil
        }
        while true {
            switch keyboard.next() {
            case .key(.character(let scalar)):
                guard Self.searchKeys.contains(scalar) else { return scalar }
                if beginSearch() { return scalar }
            case .key(.key(let key)): return key.scalar
            case .key(.paste(let text)):
                pasted = text
                return EditorKey.paste.scalar
            case .events(let events):
                handle(events)
                if interruption != nil { return nil }
            case .end: return nil
            }
        }
    }

    /// Ctrl-R and Ctrl-S.
    private static let searchKeys: Set<Unicode.Scalar> = ["\u{12}", "\u{13}"]
    /// Scalars of a text that libedit's search gives back whole when it is given up.
    private static let longestSearchedLine = 1023

    /// Whether a search may begin: not from a long text, which it would cut off, after a long time.
    private func beginSearch() -> Bool {
        guard line.scalars.count <= Self.longestSearchedLine else {
            el_beep(editLine)
            return false
        }
        hasSearched = true
        return true
    }

    private func handle(_ events: Set<EditorEvents.Event>) {
        if events.contains(.interrupt) {
            keyboard.decoder.reset()
            interruption = display.end
            return
        }
        if events.contains(.resume) { resume() }
        if events.contains(.suspend) { suspend() }
        if events.contains(.resize) {
            StandardOutput.write(display.clearing)
            el_resize(editLine)
            editline_redraw(editLine)
        }
        if events.contains(.notice) { printAbove(notices.take()) }
    }

    /// Ctrl-Z: leaves the terminal as commands expect it, stops, and redraws the line when it continues.
    private func suspend() {
        StandardOutput.write(display.end.goingThere + "\n")
        TerminalState.setBracketedPaste(false)
        editline_prepare_terminal(editLine, 0)
        Signals.stopProcess()
        editline_prepare_terminal(editLine, 1)
        TerminalState.setBracketedPaste(true)
        el_resize(editLine)
        editline_redraw(editLine)
    }

    /// The process was stopped by SIGSTOP, and the terminal may have been changed since.
    private func resume() {
        editline_prepare_terminal(editLine, 0)
        editline_prepare_terminal(editLine, 1)
        TerminalState.setBracketedPaste(true)
        StandardOutput.write(EditedDisplay.clearingRow)
        el_resize(editLine)
        editline_redraw(editLine)
    }

    /// Shows lines where the prompt is, and the prompt and the text below them.
    func printAbove(_ lines: [String]) {
        guard !lines.isEmpty else { return }
        StandardOutput.write(display.clearing + lines.map { $0 + "\n" }.joined())
        editline_redraw(editLine)
    }

    /// The prompt and the text as they stand on the terminal.
    var display: EditedDisplay {
        let size = TerminalCapabilities.size()
        return EditedDisplay(
            prompt: capabilities.encoding.restricting(prompt.text), line: line, rows: size.rows, columns: size.columns)
    }
}
