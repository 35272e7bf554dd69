import Formats
import Jupyter
import Session
import System
import TestSupport
import Testing

struct KernelHistoryTests {
    private let folder: TemporaryFolder
    private let history: KernelHistory

    init() throws {
        folder = try TemporaryFolder()
        let path = folder.file("history")
        for text in ["show", "print 1"] { EntryHistory(path: path).append(text) }
        history = KernelHistory(EntryHistory(path: path))
        history.append("1 + 1", number: 1, output: "2")
        history.append("print 1", number: 2, output: nil)
        history.append("n_head = 2\nshow", number: 3, output: nil)
    }

    private func found(_ fields: JSONObject) -> JSONValue? {
        history.reply(to: Request("history_request", fields, from: .init(on: .shell)))?["history"]
    }

    @Test func tail() {
        #expect(found(["hist_access_type": "tail", "n": 2]) == [[2, 2, "print 1"], [2, 3, "n_head = 2\nshow"]])
        #expect(found(["hist_access_type": "tail", "n": 4, "output": true])?.array?.first == [1, 2, ["print 1", .null]])
        #expect(found(["hist_access_type": "tail", "n": 0]) == [])
        #expect(found(["hist_access_type": "tail", "n": -3]) == [])
        #expect(found(["hist_access_type": "tail"])?.array?.count == 5)
    }

    @Test func range() {
        #expect(found(["hist_access_type": "range", "session": 0, "start": 1, "stop": 3]) == [[2, 1, "1 + 1"], [2, 2, "print 1"]])
        #expect(found(["hist_access_type": "range", "session": 0, "start": 1, "stop": 2, "output": true]) == [[2, 1, ["1 + 1", "2"]]])
        #expect(found(["hist_access_type": "range", "session": -1, "start": 2]) == [[1, 2, "print 1"]])
        #expect(found(["hist_access_type": "range", "session": 7, "start": 0]) == [])
    }

    @Test func search() {
        #expect(found(["hist_access_type": "search", "pattern": "print*"]) == [[1, 2, "print 1"], [2, 2, "print 1"]])
        #expect(found(["hist_access_type": "search", "pattern": "print*", "unique": true]) == [[2, 2, "print 1"]])
        #expect(found(["hist_access_type": "search", "pattern": "print*", "n": 1]) == [[2, 2, "print 1"]])
        #expect(found(["hist_access_type": "search", "pattern": "*show"])?.array?.count == 2)
        #expect(found(["hist_access_type": "search", "pattern": "nothing*"]) == [])
    }

    @Test func `no access that there is`() {
        #expect(found(["hist_access_type": "guess"]) == nil)
    }

    @Test func `what is run is in the prompt's history, too`() throws {
        #expect(try folder.text(of: "history").hasSuffix("1 + 1\nprint 1\nn_head = 2\\nshow\n"))
        #expect(history.texts.withLock { $0 }.count == 5)
    }
}

struct GlobPatternTests {
    @Test(arguments: [
        ("", ""), ("*", ""), ("*", "any"), ("a*c", "abbc"), ("a*c", "ac"), ("?b?", "abc"), ("[a-c]x", "bx"), ("[^a-c]x", "dx"),
        ("[]]", "]"), ("[a", "[a"), ("*a*b*", "xxaxxbxx"), ("é?", "é🙂"), ("a*b", "ab\nb"), ("[-a]", "-"),
    ])
    func matches(pattern: String, text: String) { #expect(GlobPattern(pattern).matches(text)) }

    @Test(arguments: [("", "a"), ("a", ""), ("a*c", "abcd"), ("?", ""), ("[a-c]", "d"), ("[^a]", "a"), ("A", "a"), ("[]", "]")])
    func mismatches(pattern: String, text: String) { #expect(!GlobPattern(pattern).matches(text)) }

    /// Many stars, and a text that almost fits.
    @Test func `no pattern takes long`() {
        #expect(!GlobPattern(String(repeating: "*a", count: 2000) + "b").matches(String(repeating: "a", count: 20_000)))
    }
}
