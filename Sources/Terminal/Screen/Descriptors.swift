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

    /// A reader that has gone away makes the next write fail, instead of ending this process.
    package static func noticeGoneReaders() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes a text; nil when done, else the system's `errno`.
    ///
    /// A reader that takes nothing, such as a pager that waits for a key, blocks it until the task is cancelled at most.
    package static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            guard isReady(descriptor) else {
                if Task.isCancelled { return ECANCELED }
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

    /// Waits a tenth of a second at most for a descriptor to take bytes, or to tell why it does not.
    private static func isReady(_ descriptor: Int32) -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 100) == 1
    }
}
