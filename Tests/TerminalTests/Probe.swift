import Glibc
import TestSupport
import Testing

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
