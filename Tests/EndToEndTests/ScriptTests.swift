import Foundation
import TestSupport
import Testing

/// The script cases of `SessionTests`, through the real binary.
struct ScriptTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let path: String
        let script: String
        let expected: String
        let status: Int32
        var testDescription: String { path }
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("SessionTests/Scripts").path

    static let files: [Case] = (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? [])
        .filter { $0.hasSuffix(".sweep") }.sorted().map { path in
            let bytes = FileManager.default.contents(atPath: "\(root)/\(path)") ?? Data()
            let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
            let expected = lines.filter { $0.hasPrefix("# expect:") }.map { String($0.dropFirst(10)) + "\n" }
            return Case(
                path: path,
                script: lines.filter { !$0.hasPrefix("# expect:") && !$0.hasPrefix("# exit:") }.joined(separator: "\n"),
                expected: expected.joined(),
                status: lines.first { $0.hasPrefix("# exit: ") }.flatMap { Int32($0.dropFirst(8)) } ?? 0)
        }

    static let cases = files.filter { !$0.path.contains("/_") }
    /// Cases that start from nothing and whose errors need not name a file.
    static let plain = cases.filter { $0.status == 0 && !$0.path.hasPrefix("run/") }

    private func sweepbook() throws -> Sweepbook {
        let sweepbook = try Sweepbook()
        for name in try FileManager.default.contentsOfDirectory(atPath: Self.root) {
            try FileManager.default.copyItem(atPath: "\(Self.root)/\(name)", toPath: "\(sweepbook.folder.path)/\(name)")
        }
        for file in Self.files {
            try Data(file.script.utf8).write(to: URL(fileURLWithPath: "\(sweepbook.folder.path)/\(file.path)"))
        }
        return sweepbook
    }

    /// What is said beside a script's results is no part of its case.
    private static func withoutNotices(_ complaint: String) -> String {
        complaint.split(separator: "\n", omittingEmptySubsequences: false).filter { !$0.hasPrefix("sweepbook: ") }.joined(separator: "\n")
    }

    @Test func `every script does through run what it says`() throws {
        let sweepbook = try sweepbook()
        for script in Self.cases {
            let result = try sweepbook.run("run", script.path)
            #expect(Self.withoutTimes(result.output + Self.withoutNotices(result.complaint)) == script.expected, "\(script.path)")
            #expect(result.status == script.status, "\(script.path)")
        }
    }

    @Test func `the same comes of -c and of standard input`() throws {
        let (first, second) = (try sweepbook(), try sweepbook())
        for script in Self.plain {
            let commands = try first.run("-c", script.script)
            #expect(Self.withoutTimes(commands.output + Self.withoutNotices(commands.complaint)) == script.expected, "\(script.path)")
            let piped = try second.shell("exec \"$SWEEPBOOK\" < \(script.path)")
            #expect(Self.withoutTimes(piped.output + Self.withoutNotices(piped.complaint)) == script.expected, "\(script.path)")
        }
    }

    @Test func `a script goes on after errors when it is told to, and fails in the end`() throws {
        let result = try Sweepbook().run("-c", "print 1\nprint a\nprint 2", "--keep-going")
        #expect(result.output == "1\n2\n")
        #expect(result.complaint == """
            -c:2:7: error: unknown name "a"
              2 | print a
                |       ^
            sweepbook: 1 statement failed

            """)
        #expect(result.status == 1)
    }

    @Test func `-p is strict`() throws {
        let sweepbook = try Sweepbook()
        #expect(try sweepbook.run("-c", "let a = 1; print a, n_head", "-p", "a=[2]", "-p", "n_head=4").output == "[2] 4\n")
        let typo = try sweepbook.run("-c", "let widths = 1", "-p", "widhts=2")
        #expect(typo.complaint.contains("did you mean \"widths\"?"))
        #expect(typo.status == 2)
    }

    private static func withoutTimes(_ text: String) -> String {
        let lines = text.replacing(#/Time taken: [\d.]+/#, with: "Time taken: <time>").replacing(#/Wall time: [\d.]+/#, with: "Wall time: <time>")
            .replacing(#/sweep_results_\d{8}_\d{6}(_\d+)?/#, with: "<folder>")
            .replacing(#/(less than|about) [\d.]+ (s|min|h)/#, with: "<time>")
            .replacing(#/\d+ at a time/#, with: "<jobs> at a time")
        return lines.components(separatedBy: "\n").map { line in
            String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }
}
