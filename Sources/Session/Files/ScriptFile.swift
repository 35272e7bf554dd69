import Characters
import Glibc
package import Language
import System

/// A script on the disk.
package struct ScriptFile: Sendable {
    package let source: SourceText
    /// The same for every path that leads to the file.
    let identity: String

    /// The most bytes a script may have.
    private static let sizeLimit = 64 << 20

    /// Why a script can't be read.
    package struct Unreadable: Error, CustomStringConvertible {
        package let path: String
        package let reason: String
        package var description: String { "cannot read \"\(path)\": \(reason)" }
    }

    /// Reads the script at `path`, which names it in messages, or standard input for `-`.
    package init(reading path: String) throws(Unreadable) {
        if Self.isNotebook(path) { throw Unreadable(path: path, reason: "it is a notebook; write notebook run \(path)") }
        if path == StandardStream.name {
            (source, identity) = (SourceText(name: "stdin", bytes: try StandardStream.input()), path)
            return
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Unreadable(path: path, reason: "\(SystemError.last)") }
        defer { close(descriptor) }
        source = SourceText(name: ForeignText.line(path), bytes: try Self.contents(of: descriptor, path))
        identity = Self.identity(of: descriptor) ?? path
    }

    /// Whether a file is a notebook, by its name.
    static func isNotebook(_ path: String) -> Bool { path.hasSuffix(".ipynb") }

    /// The bytes of a descriptor up to its end.
    package static func contents(of descriptor: Int32, _ path: String) throws(Unreadable) -> [UInt8] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileDescriptor(descriptor).read(limit: sizeLimit)
        } catch {
            throw Unreadable(path: path, reason: "\(error)")
        }
        guard bytes.count <= sizeLimit else { throw Unreadable(path: path, reason: "it is larger than \(sizeLimit >> 20) MB") }
        return bytes
    }

    private static func identity(of descriptor: Int32) -> String? {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        return "\(status.st_dev):\(status.st_ino)"
    }
}
