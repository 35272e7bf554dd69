internal import Glibc

/// Writes to the terminal, bypassing the C library's buffer, so that nothing is left in it while a key is awaited.
enum StandardOutput {
    /// Writes all of the text, or gives up when the terminal is gone.
    static func write(_ text: String) {
        writeAll(text, to: 1)
    }

    /// Writes all of the text to a descriptor, or gives up when it takes no more.
    static func writeAll(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                    return
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, -1)
                }
            }
        }
    }
}
