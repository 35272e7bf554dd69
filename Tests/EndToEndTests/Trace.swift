import Foundation
import TestSupport

/// The system calls of a command that touch files, in order, by `strace`.
struct Trace {
    struct Call: CustomStringConvertible {
        let name: String
        /// The path of the descriptor that is its first argument, or nothing.
        let path: String
        let text: String

        var description: String { text }
        /// How many line ends there are in what it writes.
        var lineCount: Int { text.ranges(of: #"\n"#).count }
    }

    let result: Sweepbook.Result
    let calls: [Call]
    /// Whether every write and sync says of which file: `strace` can't always tell.
    var isWhole: Bool { calls.allSatisfy { !["write", "fsync"].contains($0.name) || !$0.path.isEmpty } }

    static let isPossible: Bool = {
        guard let sweepbook = try? Sweepbook(), let trace = try? Trace(in: sweepbook, [], ["--version"]) else { return false }
        return trace.result.status == 0
    }()

    init(in sweepbook: Sweepbook, _ options: [String], _ arguments: [String]) throws {
        let log = sweepbook.folder.path + "/trace-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: log) }
        result = try RunningCommand(
            executable: "/usr/bin/env",
            ["strace", "-f", "-y", "-s", "1000000", "-e", "trace=write,fsync,rename,link,unlink", "-o", log] + options
                + [try Sweepbook.binary] + arguments,
            in: sweepbook.folder.path, environment: [:]).end()
        var unfinished: [Substring: String] = [:]
        calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").compactMap { line in
            Call(line, unfinished: &unfinished)
        }
    }
}

extension Trace.Call {
    /// A line such as `123 fsync(5</tmp/a>) = 0`. Of a call that others interrupt the first part counts, but for
    /// `fsync` the last: it has synced then.
    fileprivate init?(_ line: Substring, unfinished: inout [Substring: String]) {
        guard let match = line.firstMatch(of: #/^(\d+) +(<\.\.\. )?(\w+)[ (](?:\d+<([^>]*)>)?/#) else { return nil }
        name = String(match.3)
        text = String(line)
        let isResumed = match.2 != nil
        if isResumed, name != "fsync" { return nil }
        path = isResumed ? unfinished[match.1] ?? "" : match.4.map(String.init) ?? ""
        if !isResumed, name == "fsync", line.contains("<unfinished") {
            unfinished[match.1] = path
            return nil
        }
    }
}
