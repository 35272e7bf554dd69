internal import Glibc

/// Restores the terminal's settings, however the process ends.
///
/// `exit` is caught by an exit handler; while a line is read, also the signals that end a process, whether sent or caused by
/// a fault (``Signals``). Only SIGKILL gets past this.
enum TerminalState {
    // What a handler reads: plain storage, written before the handler is installed.
    private nonisolated(unsafe) static var settings = termios()
    private nonisolated(unsafe) static var hasSettings = false
    private nonisolated(unsafe) static var pasteIsBracketed = false
    private nonisolated(unsafe) static let pasteOff = UnsafeMutablePointer<CChar>(strdup("\u{1B}[?2004l"))

    /// Saves the terminal's settings. Only the first call has an effect.
    static let remember: Void = {
        _ = pasteOff
        guard tcgetattr(0, &settings) == 0 else { return }
        hasSettings = true
        atexit { TerminalState.restore() }
    }()

    /// While the body runs, keys come one by one, pasted text comes in brackets, and ending signals restore the terminal.
    static func editing<Value>(_ body: () -> Value) -> Value {
        _ = remember
        return Signals.restoringTerminal {
            beginEditing()
            defer { endEditing() }
            return body()
        }
    }

    /// Has keys sent one by one, as they are pressed.
    static func beginEditing() {
        if hasSettings {
            var raw = settings
            raw.c_iflag &= ~tcflag_t(ICRNL | INLCR | IGNCR | ISTRIP | IXON)
            raw.c_oflag |= tcflag_t(OPOST | ONLCR)
            raw.c_lflag &= ~tcflag_t(ICANON | ECHO | IEXTEN)
            raw.c_lflag |= tcflag_t(ISIG)
            withUnsafeMutableBytes(of: &raw.c_cc) { keys in
                keys[Int(VMIN)] = 1
                keys[Int(VTIME)] = 0
            }
            set(&raw)
        }
        setBracketedPaste(true)
    }

    /// Gives the terminal back as commands expect it.
    static func endEditing() {
        setBracketedPaste(false)
        if hasSettings { set(&settings) }
    }

    private static func set(_ new: inout termios) {
        while tcsetattr(0, TCSADRAIN, &new) != 0, errno == EINTR {}
    }

    private static func setBracketedPaste(_ isOn: Bool) {
        pasteIsBracketed = isOn
        StandardOutput.write("\u{1B}[?2004" + (isOn ? "h" : "l"))
    }

    /// Calls only what a signal handler may.
    static func restore() {
        if pasteIsBracketed, let pasteOff {
            _ = write(1, pasteOff, 8)
            pasteIsBracketed = false
        }
        if hasSettings { tcsetattr(0, TCSANOW, &settings) }
    }
}
