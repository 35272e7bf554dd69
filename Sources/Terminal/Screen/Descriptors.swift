import Glibc

/// The three standard streams, as a process finds them.
package enum Descriptors {
    /// Occupies the descriptors of closed streams, so that no results file gets one. Writing there still fails.
    package static func occupyClosed() {
        // A file gets the lowest free number: here the missing stream's own.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// From now on standard input is empty.
    package static func closeInput() {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        dup2(nothing, STDIN_FILENO)
        close(nothing)
    }

    /// A reader that has gone away makes the next write fail, instead of ending this process.
    package static func noticeGoneReaders() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes a text; nil when done, else the system's `errno`.
    ///
    /// A reader that takes nothing, such as a pager that waits for a key, blocks it until the task is cancelled at most: then it
    /// is `ECANCELED`.
    ///
    /// - Parameter patience: for how many tenths of a second a reader is waited for; nil for ever.
    package static func write(_ text: String, to descriptor: Int32, patience: Int? = nil) -> Int32? {
        let descriptor = unblocked[descriptor] ?? descriptor
        var bytes = Array(text.utf8)[...]
        var waits = 0
        while !bytes.isEmpty {
            guard isReady(descriptor) else {
                waits += 1
                if Task.isCancelled || waits >= patience ?? .max { return ECANCELED }
                continue
            }
            // A pipe that is ready takes this many without waiting.
            let part = bytes.prefix(Int(PIPE_BUF))
            let count = part.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR && errno != EAGAIN {
                return errno
            }
        }
        return nil
    }

    /// The terminals at standard output and error, opened once more: a terminal that is ready may still take less than a part.
    private static let unblocked: [Int32: Int32] = Dictionary(uniqueKeysWithValues: [STDOUT_FILENO, STDERR_FILENO].compactMap {
        descriptor in terminal(at: descriptor, O_WRONLY).map { (descriptor, $0) }
    })

    /// The terminal at a descriptor, opened once more so that using it never blocks: on the descriptor itself that would hold
    /// for the shell too. Nil where there is none, or it can't be opened.
    static func terminal(at descriptor: Int32, _ access: Int32) -> Int32? {
        guard isatty(descriptor) == 1, let name = ttyname(descriptor) else { return nil }
        let opened = open(name, access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        var given = stat(), reached = stat()
        if fstat(descriptor, &given) == 0, fstat(opened, &reached) == 0, given.st_rdev == reached.st_rdev { return opened }
        close(opened)
        return nil
    }

    /// Waits a tenth of a second at most for a descriptor to take bytes, or to tell why it does not.
    private static func isReady(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 100) == 1
    }
}
