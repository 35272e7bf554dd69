import Glibc
import Testing

/// A folder that is gone with its owner.
final class TemporaryFolder {
    let path: String

    init() throws {
        var name = Array("/tmp/sweepbook-terminal-XXXXXX".utf8CString)
        path = String(cString: try #require(mkdtemp(&name)))
    }

    deinit {
        removeAll(path)
    }

    private func removeAll(_ path: String) {
        if unlink(path) == 0 { return }
        chmod(path, 0o700)
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { removeAll(path + "/" + name) }
        }
        closedir(folder)
        rmdir(path)
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ bytes: some Sequence<UInt8>, to name: String) throws {
        let file = try #require(fopen(self.file(name), "w"))
        defer { fclose(file) }
        let bytes = Array(bytes)
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }

    func write(_ text: String, to name: String) throws {
        try write(text.utf8, to: name)
    }

    func bytes(of name: String) throws -> [UInt8] {
        let file = try #require(fopen(self.file(name), "r"))
        defer { fclose(file) }
        var bytes: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
        return bytes
    }

    func text(of name: String) throws -> String {
        String(decoding: try bytes(of: name), as: UTF8.self)
    }

    /// The permission bits of a file or folder.
    func mode(of name: String) throws -> mode_t {
        var status = stat()
        try #require(stat(file(name), &status) == 0)
        return status.st_mode & 0o777
    }
}

/// The echoing REPL, in a home of its own.
enum Probe {
    /// Built beside the tests.
    static let path: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
        let tests = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return tests.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/LineEditorProbe"
    }()

    static func environment(home: TemporaryFolder, _ changes: [String: String] = [:]) -> [String: String] {
        let usual = [
            "HOME": home.path, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
            // Swift's own crash report would wait for a key.
            "SWIFT_BACKTRACE": "enable=no",
        ]
        return usual.merging(changes) { $1 }
    }

    /// Starts it and waits for its prompt.
    static func start(
        home: TemporaryFolder, _ changes: [String: String] = [:], rows: Int = 24, columns: Int = 80
    ) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(
            path, environment: environment(home: home, changes), rows: rows, columns: columns)
        try terminal.wait(forLastLines: "In [1]:")
        return terminal
    }
}
