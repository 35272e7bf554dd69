internal import Glibc

/// Gives the terminal back as it was found, however the process ends.
///
/// `exit` is caught by an exit handler; while a line is read, also the signals that end a process, whether sent
/// or caused by a fault: the terminal is restored and the signal is raised again for whoever else waits for it.
/// Only SIGKILL gets past this.
enum TerminalGuard {
    /// Signals of a crash, for which Swift's runtime may have handlers: they are called afterwards.
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGQUIT]
    /// Signals sent to end the process; one that the program handles or ignores is left to it.
    private static let requests = [SIGTERM, SIGHUP]

    /// Notes the terminal's settings as those to go back to. Only the first call has an effect.
    static let remember: Void = {
        guard tcgetattr(0, &guardedSettings) == 0 else { return }
        hasGuardedSettings = true
        atexit { restoreTerminal() }
    }()

    /// While the body runs, pasted text comes in brackets and ending signals restore the terminal.
    static func guarding<Value>(_ body: () -> Value) -> Value {
        _ = remember
        let guarded = crashes.filter(install) + requests.filter { isDefault($0) && install($0) }
        setBracketedPaste(true)
        defer {
            setBracketedPaste(false)
            for signal in guarded { sigaction(signal, guardedActions + Int(signal), nil) }
        }
        return body()
    }

    static func setBracketedPaste(_ isOn: Bool) {
        pasteIsBracketed = isOn
        StandardOutput.write("\u{1B}[?2004" + (isOn ? "h" : "l"))
    }

    private static func install(_ signal: Int32) -> Bool {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = restoreAndRaise
        return sigaction(signal, &action, guardedActions + Int(signal)) == 0
    }

    private static func isDefault(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        return action.__sigaction_handler.sa_handler == nil
    }
}

// What the handlers read: plain storage, written before they are installed.
private nonisolated(unsafe) var guardedSettings = termios()
private nonisolated(unsafe) var hasGuardedSettings = false
private nonisolated(unsafe) var pasteIsBracketed = false
/// The actions the guard stands before, by signal.
private nonisolated(unsafe) let guardedActions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
private nonisolated(unsafe) let pasteOff = UnsafeMutablePointer<CChar>(strdup("\u{1B}[?2004l"))

/// Calls only what a signal handler may.
private func restoreTerminal() {
    if pasteIsBracketed, let pasteOff {
        _ = write(1, pasteOff, 8)
        pasteIsBracketed = false
    }
    if hasGuardedSettings { tcsetattr(0, TCSANOW, &guardedSettings) }
}

private let restoreAndRaise: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    restoreTerminal()
    sigaction(signal, guardedActions + Int(signal), nil)
    raise(signal)
    errno = saved
}
