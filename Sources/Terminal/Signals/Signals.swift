internal import Glibc
internal import System

/// Owns the process's signals: no other type sets what one does.
///
/// The one handler does what a handler may: it writes the signal's number into a pipe, so that what the signal calls for
/// happens on the thread that reads the pipe, or it restores the terminal and raises the signal again.
///
/// | signal | while a command runs | while a line is edited | otherwise |
/// | --- | --- | --- | --- |
/// | SIGINT | stops it; the second ends the process | clears the line | nothing |
/// | SIGTERM, SIGHUP, SIGQUIT, SIGUSR1 | stops it; the second ends the process | ends the process | ends the process |
/// | SIGWINCH, SIGTSTP, SIGCONT | the system's | an event of the editor | the system's |
/// | a crash | the system's | restores the terminal first | the system's |
///
/// A signal that the process was started to ignore, as `nohup` does, stays ignored.
enum Signals {
    /// Signals of a crash, for which Swift's runtime may have handlers: they are called afterwards.
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGQUIT]
    /// Signals sent to end the process.
    static let requests = [SIGTERM, SIGHUP, SIGQUIT, SIGUSR1]

    /// Has signals written into a pipe from now on.
    static func post(_ signals: [Int32], to pipe: SignalPipe) {
        for signal in signals { _ = HandledSignal(signal, pipe: pipe.writeEnd) }
    }

    /// Has signals written into a pipe while the body runs.
    static func posting<Value>(_ signals: [Int32], to pipe: SignalPipe, during body: () -> Value) -> Value {
        let handled = signals.compactMap { HandledSignal($0, pipe: pipe.writeEnd) }
        defer { handled.forEach { $0.restore() } }
        return body()
    }

    /// Has crashes, and requests that are not handled otherwise, restore the terminal while the body runs.
    static func restoringTerminal<Value>(during body: () -> Value) -> Value {
        let own = Set(crashes).union(requests.filter(isDefault)).filter { routes[Int($0)].pipe < 0 }
        let handled = own.compactMap { HandledSignal($0, pipe: -1) }
        defer { handled.forEach { $0.restore() } }
        return body()
    }

    /// Stops the process as SIGTSTP does by default, and returns when it continues.
    static func stopProcess() {
        var asDefault = sigaction()
        asDefault.__sigaction_handler.sa_handler = SIG_DFL
        var old = [sigaction(), sigaction()]
        sigaction(SIGTSTP, &asDefault, &old[0])
        sigaction(SIGCONT, &asDefault, &old[1])
        raise(SIGTSTP)
        sigaction(SIGCONT, &old[1], nil)
        sigaction(SIGTSTP, &old[0], nil)
    }

    private static func isDefault(_ signal: Int32) -> Bool {
        var action = sigaction()
        return sigaction(signal, nil, &action) == 0 && action.__sigaction_handler.sa_handler == nil
    }
}

/// A signal that the handler below has, and what it was before.
private struct HandledSignal {
    let number: Int32
    private var oldAction = sigaction()
    private var oldMask = sigset_t()
    private let oldPipe: Int32

    /// Nil for a signal that is ignored.
    ///
    /// - Parameter pipe: where its number is written; -1 to restore the terminal and raise it again.
    init?(_ number: Int32, pipe: Int32) {
        self.number = number
        oldPipe = routes[Int(number)].pipe
        guard sigaction(number, nil, &oldAction) == 0 else { return nil }
        let isIgnored = unsafeBitCast(oldAction.__sigaction_handler.sa_handler, to: Int.self) == 1
        if isIgnored { return nil }
        routes[Int(number)] = Route(pipe: pipe, previous: oldAction)
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handle
        action.sa_flags = SA_RESTART
        guard sigaction(number, &action, nil) == 0 else { return nil }
        var mask = Self.mask(of: number)
        pthread_sigmask(SIG_UNBLOCK, &mask, &oldMask)
    }

    func restore() {
        var action = oldAction, mask = oldMask
        sigaction(number, &action, nil)
        routes[Int(number)].pipe = oldPipe
        guard sigismember(&mask, number) == 1 else { return }
        mask = Self.mask(of: number)
        pthread_sigmask(SIG_BLOCK, &mask, nil)
    }

    private static func mask(of number: Int32) -> sigset_t {
        var mask = sigset_t()
        sigemptyset(&mask)
        sigaddset(&mask, number)
        return mask
    }
}

/// What the handler does about a signal.
private struct Route {
    var pipe: Int32 = -1
    /// What the raised signal does then.
    var previous = sigaction()
}

/// What the handler reads: plain storage, by signal, written before the handler is installed.
private nonisolated(unsafe) let routes: UnsafeMutablePointer<Route> = {
    let routes = UnsafeMutablePointer<Route>.allocate(capacity: 65)
    routes.initialize(repeating: Route(), count: 65)
    return routes
}()

/// Calls only what a signal handler may.
private let handle: @convention(c) (Int32) -> Void = { signal in
    let saved = errno
    let route = routes + Int(signal)
    if route.pointee.pipe >= 0 {
        var number = UInt8(truncatingIfNeeded: signal)
        _ = write(route.pointee.pipe, &number, 1)
    } else {
        TerminalState.restore()
        sigaction(signal, &route.pointee.previous, nil)
        raise(signal)
    }
    errno = saved
}
