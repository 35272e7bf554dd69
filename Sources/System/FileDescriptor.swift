package import Glibc

/// An open file. Each call is complete or throws: interruptions and short reads and writes never show.
package struct FileDescriptor: Sendable {
    package let number: Int32

    package init(_ number: Int32) {
        self.number = number
    }

    /// Opens a file that no program started from here inherits.
    ///
    /// - Parameter mode: the permissions of a file that is created, less the user's umask.
    package static func open(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(SystemError) -> FileDescriptor {
        FileDescriptor(try retrying { Glibc.open(path, flags | O_CLOEXEC, mode) })
    }

    package func close() {
        Glibc.close(number)
    }

    package func write(_ bytes: some Collection<UInt8>) throws(SystemError) {
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            let count = try Self.retrying { rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) } }
            rest = rest.dropFirst(count)
        }
    }

    /// The bytes up to the end.
    ///
    /// - Parameters:
    ///   - offset: where to start in a file; nil to go on where the last read ended, as a pipe must.
    ///   - limit: the most that are wanted; one more is returned where there are more.
    package func read(from offset: Int? = nil, limit: Int = .max - 1) throws(SystemError) -> [UInt8] {
        let expected = try status.st_size - (offset ?? 0)
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            // One byte more than there should be shows that there are no more.
            let room = min(max(1 << 12, expected - bytes.count + 1), limit + 1 - bytes.count)
            let part = try readPart(room, offset.map { $0 + bytes.count })
            if part.isEmpty { break }
            if bytes.isEmpty { bytes = part } else { bytes += part }
        }
        return bytes
    }

    /// What is there, waiting until something is; nothing at the end.
    package func readSome() throws(SystemError) -> [UInt8] { try readPart(1 << 16, nil) }

    private func readPart(_ room: Int, _ offset: Int?) throws(SystemError) -> [UInt8] {
        var result = 0
        let part = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            repeat {
                result = if let offset { pread(number, buffer.baseAddress, room, offset) } else {
                    Glibc.read(number, buffer.baseAddress, room)
                }
            } while result < 0 && errno == EINTR
            initialized = max(0, result)
        }
        if result < 0 { throw .last }
        return part
    }

    /// Waits until everything written is on the disk.
    package func synchronize() throws(SystemError) {
        _ = try Self.retrying { fsync(number) }
    }

    package var status: stat {
        get throws(SystemError) {
            var status = stat()
            guard fstat(number, &status) == 0 else { throw .last }
            return status
        }
    }

    /// Calls again what a signal interrupted.
    private static func retrying<Count: SignedInteger>(_ call: () -> Count) throws(SystemError) -> Count {
        while true {
            let result = call()
            if result >= 0 { return result }
            if errno != EINTR { throw .last }
        }
    }
}
