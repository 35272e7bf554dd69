import Glibc

/// A pipe that signals are written into by their numbers, to wake a thread that polls. It is never closed: a handler may run
/// at any time.
package struct SignalPipe: Sendable {
    /// The descriptor to poll.
    package let readEnd: Int32
    package let writeEnd: Int32

    package init() throws(SystemError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .last }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    /// Adds a number, from any thread.
    package func post(_ number: UInt8) {
        var number = number
        _ = write(writeEnd, &number, 1)
    }

    /// The numbers since the last call.
    package func take() -> [Int32] {
        var taken: [Int32] = []
        var bytes = [UInt8](repeating: 0, count: 256)
        while true {
            let count = read(readEnd, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return taken }
            taken += bytes[..<count].map(Int32.init)
        }
    }

    /// Waits for numbers.
    package func wait() -> [Int32] {
        var source = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        poll(&source, 1, -1)
        return take()
    }
}
