import Glibc
import Terminal
import Testing

@Suite("CompletionStep and CompletionListing")
struct CompletionTests {
    init() {
        _ = TextEncoding.adoptFromLocale()
    }

    private func step(_ text: String, _ range: Range<Int>, _ candidates: CompletionCandidate...) -> CompletionStep {
        CompletionStep(CompletionAnswer(replacing: range, candidates: candidates), for: text)
    }

    @Test("the only candidate is taken with what follows it, which is not doubled")
    func unique() {
        let layer = CompletionCandidate("n_layer", suffix: "=")
        #expect(step("set n_l", 4..<7, layer) == .replace(4..<7, with: "n_layer="))
        #expect(step("set n_l=4", 4..<7, layer) == .replace(4..<7, with: "n_layer"))
        #expect(step("set n_layer=", 4..<11, layer) == .nothing)
        #expect(step("N_L", 0..<3, layer) == .replace(0..<3, with: "n_layer="))
    }

    @Test("several give what they agree on, then their list")
    func several() {
        let short = CompletionCandidate("n_embd"), long = CompletionCandidate("n_embd_factor")
        #expect(step("n_e", 0..<3, long, short) == .replace(0..<3, with: "n_embd"))
        #expect(step("n_embd", 0..<6, long, short) == .list([long, short]))
        #expect(step("é", 2..<2, CompletionCandidate("a"), CompletionCandidate("b")) == .list([.init("a"), .init("b")]))
        // What they agree on is cut between characters, not within one.
        #expect(step("", 0..<0, .init("e\u{301}x"), .init("e\u{300}x")) == .list([.init("e\u{301}x"), .init("e\u{300}x")]))
    }

    @Test("no candidates, or a range outside the text or inside a character, do nothing")
    func nothing() {
        #expect(step("set", 0..<3) == .nothing)
        #expect(step("set", 2..<9, .init("show")) == .nothing)
        #expect(step("é", 1..<2, .init("show")) == .nothing)
        #expect(step("set", -1..<2, .init("show")) == .nothing)
    }

    private func lines(
        _ candidates: [CompletionCandidate], columns: Int = 40, rows: Int = 4, encoding: TextEncoding = .utf8
    ) -> [String] {
        CompletionListing(columns: columns, maximumRows: rows, encoding: encoding).lines(candidates)
    }

    @Test("described candidates stand one a line, cut at the edge")
    func table() {
        let candidates = [
            CompletionCandidate("set", kind: "command", detail: "Set one hyper-parameter or several"),
            CompletionCandidate("n_layer", kind: "hyper-parameter"),
            CompletionCandidate("漢", detail: "two columns"),
        ]
        #expect(lines(candidates) == [
            "set      command          Set one hype…",
            "n_layer  hyper-parameter",
            "漢                        two columns",
        ])
        #expect(lines(candidates, encoding: .ascii) == [
            "set      command          Set one hy...",
            "n_layer  hyper-parameter",
            "?                         two columns",
        ])
        #expect(lines([.init("a", detail: "b")]) == ["a  b"])
    }

    @Test("names stand in columns, read downwards, and fill the width")
    func grid() {
        let names = (0..<10).map { CompletionCandidate("name\($0)") }
        #expect(lines(names, columns: 20) == ["name0  name4  name8", "name1  name5  name9", "name2  name6", "name3  name7"])
        #expect(lines(names, columns: 19) == ["name0  name4", "name1  name5", "name2  name6", "name3  name7", "… and 2 more"])
        #expect(lines(names, columns: 41) == ["name0  name2  name4  name6  name8", "name1  name3  name5  name7  name9"])
        #expect(lines(names, columns: 2, rows: 1) == [".", "… and 9 more"])
        #expect(lines([.init("a"), .init("b")], columns: 5) == ["a  b"])
        #expect(lines([.init("a"), .init("b")], columns: 4) == ["a", "b"])
    }

    @Test("more described candidates than rows stand in columns")
    func crowded() {
        let names = (0..<6).map { CompletionCandidate("name\($0)", detail: "text") }
        #expect(lines(names, columns: 20) == ["name0  name2  name4", "name1  name3  name5"])
    }

    @Test("control characters in a name do nothing")
    func controls() {
        #expect(lines([.init("a\u{1B}[2Jb\n\u{9B}")]) == ["a?[2Jb??"])
    }

    @Test("ten thousand candidates take well under 20 ms of a processor")
    func speed() {
        let names = (0..<10_000).map { CompletionCandidate("variable_\($0)", kind: "variable", detail: "text") }
        let answer = CompletionAnswer(replacing: 0..<9, candidates: names)
        var best = Double.infinity
        for _ in 0..<5 {
            let start = processorSeconds()
            let step = CompletionStep(answer, for: "variable_")
            let listed = lines(names, columns: 80, rows: 20)
            best = min(best, processorSeconds() - start)
            #expect(step == .list(names))
            #expect(listed.last == "… and 9900 more")
        }
        #expect(best < 0.020)
    }

    /// What this thread has had of a processor, however busy the machine.
    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
