import Glibc

/// A file that the user named, to be written anew.
enum NamedFile {
    /// Why it can't be written.
    struct Unwritable: Error {
        let reason: String
    }

    static func write(_ text: String, to path: String) throws(Unwritable) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Unwritable(reason: String(cString: strerror(errno))) }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Unwritable(reason: String(cString: strerror(errno))) }
            written += count
        }
    }
}
