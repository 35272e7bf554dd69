import Foundation

/// A folder that goes when the test does, whatever its permissions have become.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        var name = Array("\(FileManager.default.temporaryDirectory.path)/sweepbook-XXXXXX".utf8CString)
        guard let made = mkdtemp(&name) else { throw SystemFailure() }
        path = String(cString: made)
    }

    deinit { Self.removeAll(path) }

    private static func removeAll(_ path: String) {
        if unlink(path) == 0 { return }
        chmod(path, 0o700)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] { removeAll("\(path)/\(name)") }
        rmdir(path)
    }

    package func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names in it, or in a folder in it, sorted.
    package func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
    }

    package func text(of name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

    package func bytes(of name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    package func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    }

    package func write(_ text: String, to name: String) throws { try write(text.utf8, to: name) }

    /// The permission bits of a file or folder.
    package func mode(of name: String) throws -> UInt32 {
        var status = stat()
        guard stat(file(name), &status) == 0 else { throw SystemFailure() }
        return status.st_mode & 0o777
    }
}

/// What the system last refused.
struct SystemFailure: Error, CustomStringConvertible {
    let description = String(cString: strerror(errno))
}
