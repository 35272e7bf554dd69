import Glibc

/// The three standard streams, as a process finds them.
enum Descriptors {
    /// Takes the numbers of closed streams, so that no results file gets one. Writing there still fails.
    static func occupyClosed() {
        // A file gets the lowest free number: here the missing stream's own.
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) == -1 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Makes a reader that has gone an error of the next write, rather than this process's end.
    static func noticeGoneReaders() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Writes all the bytes; nil when done, else the system's `errno`.
    static func write(_ text: String, to descriptor: Int32) -> Int32? {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno != EINTR {
                return errno
            }
        }
        return nil
    }
}
