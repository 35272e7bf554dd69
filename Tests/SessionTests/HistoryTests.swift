import Glibc
import Session
import System
import TestSupport
import Testing

@Suite("History")
struct HistoryTests {
    private let folder: TemporaryFolder
    private var path: String { folder.file("state/sweepbook/history") }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test("what is entered is in the file at once, one line an entry, and comes back in the next session")
    func roundTrip() throws {
        let entries = ["show", "for x in y {\n\tprint x\n}", #"print "a\nb\\""#, "é漢🙂", "carriage\rreturn", #"\"#]
        let history = EntryHistory(path: path)
        for entry in entries {
            #expect(history.append(entry))
        }
        #expect(try folder.text(of: "state/sweepbook/history") == #"""
            show
            for x in y {\n	print x\n}
            print "a\\nb\\\\"
            é漢🙂
            carriage\rreturn
            \\

            """#)
        #expect(EntryHistory(path: path).entries == entries)
        #expect(history.takeWarning() == nil)
    }

    @Test("file and folders are their owner's alone, also where they were not")
    func modes() throws {
        EntryHistory(path: path).append("one")
        #expect(try folder.mode(of: "state/sweepbook/history") == 0o600)
        #expect(try folder.mode(of: "state/sweepbook") == 0o700)
        #expect(try folder.mode(of: "state") == 0o700)
        chmod(path, 0o644)
        _ = EntryHistory(path: path)
        #expect(try folder.mode(of: "state/sweepbook/history") == 0o600)
    }

    @Test("not kept are empty lines, lines that begin with a blank, and repetitions")
    func leftOut() throws {
        let history = EntryHistory(path: path)
        #expect(!history.append(""))
        #expect(!history.append("\n\n"))
        #expect(!history.append(" secret"))
        #expect(!history.append("\tsecret"))
        #expect(history.append("show\n"))
        #expect(!history.append("show"))
        #expect(history.append("train"))
        #expect(history.append("show"))
        #expect(history.entries == ["show", "train", "show"])
        #expect(try folder.text(of: "state/sweepbook/history") == "show\ntrain\nshow\n")
    }

    @Test("garbage in the file is survived, and kept as it is")
    func garbage() throws {
        var bytes: [UInt8] = Array("one\n".utf8) + [0, 0xFF, 0xFE, 0x0A, 0x1B, 0x5B, 0x0A, 0x0A]
        bytes += Array(#"tail\q\"#.utf8) + [0x0A] + Array("cut o".utf8)
        mkdir(folder.file("state"), 0o700)
        mkdir(folder.file("state/sweepbook"), 0o700)
        try folder.write(bytes, to: "state/sweepbook/history")
        let history = EntryHistory(path: path)
        #expect(history.entries == ["one", "\u{FFFD}\u{FFFD}", "\u{1B}[", #"tail\q\"#, "cut o"])
        #expect(history.append("two"))
        #expect(try folder.bytes(of: "state/sweepbook/history") == bytes + Array("\ntwo\n".utf8))
    }

    @Test("a thousand random files are all read")
    func randomFiles() throws {
        var random = SystemRandomNumberGenerator()
        mkdir(folder.file("state"), 0o700)
        mkdir(folder.file("state/sweepbook"), 0o700)
        for _ in 0..<1_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            try folder.write(bytes, to: "state/sweepbook/history")
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            #expect(EntryHistory(path: path).entries.count == lines.count, "of \(bytes)")
        }
    }

    @Test("only the last entries are loaded, and a file of more than twice as many is cut to them")
    func limit() throws {
        let history = EntryHistory(path: path, limit: 10)
        for number in 0..<20 { history.append("entry \(number)") }
        #expect(EntryHistory(path: path, limit: 10).entries == (10..<20).map { "entry \($0)" })
        #expect(try folder.text(of: "state/sweepbook/history").split(separator: "\n").count == 20)
        history.append("entry 20")
        #expect(EntryHistory(path: path, limit: 10).entries == (11..<21).map { "entry \($0)" })
        let kept = (11..<21).map { "entry \($0)\n" }.joined()
        #expect(try folder.text(of: "state/sweepbook/history") == kept)
        #expect(try folder.mode(of: "state/sweepbook/history") == 0o600)
        history.append("after")
        #expect(try folder.text(of: "state/sweepbook/history") == kept + "after\n")
    }

    @Test("sessions that append and compact at once lose and tear nothing")
    func concurrentSessions() async throws {
        let path = path
        try await Threads.run(5) { writer in
            if writer == 4 {
                for _ in 0..<200 { _ = EntryHistory(path: path, limit: 100) }
            } else {
                let history = EntryHistory(path: path, limit: 100)
                for number in 0..<250 { history.append("\(writer) \(number)\nsecond line") }
            }
        }
        let lines = try folder.text(of: "state/sweepbook/history").split(separator: "\n")
        #expect(lines.count >= 100)
        #expect(try folder.names(in: "state/sweepbook") == ["history"])
        var numbers: [Int: [Int]] = [:]
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            try #require(words.count == 2 && words[1].hasSuffix(#"\nsecond line"#), "\(line)")
            numbers[try #require(Int(words[0])), default: []].append(
                try #require(Int(words[1].dropLast(#"\nsecond line"#.count))))
        }
        // Compacting drops the oldest: what is left of each writer is its last entries, in order.
        for (writer, kept) in numbers {
            #expect(kept == Array((250 - kept.count)..<250), "of writer \(writer)")
        }
    }

    @Test("a file that can't be kept costs one warning, and the session remembers")
    func warnings() throws {
        try folder.write("", to: "state")
        let history = EntryHistory(path: path)
        #expect(history.takeWarning() == .cannotRead(path: path, code: ENOTDIR))
        #expect(history.append("one"))
        #expect(history.append("two"))
        #expect(history.takeWarning() == nil)
        #expect(history.entries == ["one", "two"])
    }

    @Test("a folder in the file's place is no file")
    func folderInPlace() throws {
        mkdir(folder.file("history"), 0o700)
        let history = EntryHistory(path: folder.file("history"))
        #expect(history.takeWarning() == .notAFile(path: folder.file("history")))
    }

    @Test("a pipe in the file's place is neither waited for nor written to")
    func pipeInPlace() throws {
        mkfifo(folder.file("history"), 0o600)
        let history = EntryHistory(path: folder.file("history"))
        #expect(history.append("one"))
        #expect(history.takeWarning() == .notAFile(path: folder.file("history")))
    }

    @Test("a full disk is a warning when the entry is entered")
    func fullDisk() {
        let history = EntryHistory(path: "/dev/full")
        #expect(history.takeWarning() == .notAFile(path: "/dev/full"))
    }

    @Test("the warnings' sentences")
    func messages() {
        #expect(HistoryWarning.noFolder.message == "the history is not kept: neither XDG_STATE_HOME nor HOME is set")
        #expect(HistoryWarning.notAFile(path: "/h").message == "the history is not kept: /h is not a file")
        #expect(
            HistoryWarning.cannotRead(path: "/h", code: EACCES).message
                == "the history of earlier sessions is missing: can't read /h: Permission denied")
        #expect(
            HistoryWarning.cannotWrite(path: "/h", code: ENOSPC).message
                == "the history is not kept: can't write /h: No space left on device")
    }

    @Test(
        "the usual place is XDG's",
        arguments: [
            (["XDG_STATE_HOME": "/state", "HOME": "/home/me"], "/state/sweepbook/history"),
            (["HOME": "/home/me"], "/home/me/.local/state/sweepbook/history"),
            (["XDG_STATE_HOME": "relative", "HOME": "/home/me"], "/home/me/.local/state/sweepbook/history"),
            (["XDG_STATE_HOME": ""], nil),
        ] as [([String: String], String?)])
    func standardPath(variables: [String: String], expected: String?) {
        #expect(EntryHistory.standardPath(environment: Environment(variables)) == expected)
    }

    @Test("without a place there is one warning")
    func noPlace() {
        let history = EntryHistory(path: nil)
        #expect(history.takeWarning() == .noFolder)
        #expect(history.append("one"))
        #expect(history.takeWarning() == nil)
    }
}

/// Threads of a test's own: those that tasks share would wait for each other.
private enum Threads {
    static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<count { group.addTask { try await run { body(index) } } }
            try await group.waitForAll()
        }
    }

    private static func run(_ body: @escaping @Sendable () -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            do {
                try DedicatedThread.start {
                    body()
                    continuation.resume()
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
