import Glibc
import TestSupport
import Testing

/// The editor at a real pseudo-terminal: keys in, a screen out.
@Suite("LineEditor at a terminal")
struct LineEditorTests {
    private let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test("a typed line is an entry, whatever its characters")
    func typing() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("show é漢🙂")
        try terminal.wait(forLastLines: "In [1]: show é漢🙂")
        terminal.send("\r")
        try terminal.wait(forEntry: 1, "show é漢🙂")
    }

    @Test("Backspace takes a character, Home, End and the arrows move, unknown sequences do nothing")
    func editingKeys() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("bcx\u{7F}d\u{1B}[Ha\u{1B}[1~\u{1B}[C\u{1B}[15;2~\u{1B}[[A\u{1B}OP\u{1B}[F!\r")
        try terminal.wait(forEntry: 1, "abcd!")
        terminal.send("one two\u{1B}[1;5D\u{1B}[3~T\u{1}\u{1B}[1;5C-\r")
        try terminal.wait(forEntry: 2, "one- Two")
    }

    @Test("Enter breaks the line of an unfinished text and indents the next")
    func multiLine() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("for {\rset [1,\r2]\r}")
        try terminal.wait(forLastLines: "In [1]: for {", "  set [1,", "  2]", "  }")
        terminal.send("\r")
        try terminal.wait(forEntry: 1, #"for {\n  set [1,\n  2]\n  }"#)
    }

    @Test("Escape and Enter breaks the line of a finished text")
    func explicitNewline() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("a\u{1B}\rb\r")
        try terminal.wait(forEntry: 1, #"a\nb"#)
    }

    @Test("Up recalls a block whole, moves inside it, and Down comes back to the draft")
    func recall() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("first\r{\rx\r}\r")
        try terminal.wait(forLastLines: "In [3]:")
        terminal.send("draft\u{1B}[A")
        try terminal.wait(forLastLines: "In [3]: {", "  x", "  }")
        terminal.send("\u{1B}[A\u{1B}[A\u{1B}[A")
        try terminal.wait(forLastLines: "In [3]: first")
        terminal.send("\u{1B}[B\u{1B}[B")
        try terminal.wait(forLastLines: "In [3]: draft")
        terminal.send("\u{1B}[A\r")
        try terminal.wait(forEntry: 3, #"{\n  x\n  }"#)
    }

    @Test("a long draft survives Up and Down")
    func longDraft() throws {
        let terminal = try Probe.start(home: home)
        let draft = String(repeating: "0123456789", count: 150)
        terminal.send("first\r")
        try terminal.wait(forLastLines: "In [2]:")
        terminal.send(draft + "\u{1B}[A\u{1B}[B\r")
        try terminal.wait(for: "the draft") { $0.lines.joined().contains("Out[2]: <\(draft)>") }
    }

    @Test("the history of one session is recalled and searched in the next")
    func historyAcrossSessions() throws {
        var terminal = try Probe.start(home: home)
        terminal.send("alpha\rbeta\rgamma\r")
        try terminal.wait(forLastLines: "In [4]:")
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        terminal = try Probe.start(home: home)
        terminal.send("\u{12}alp")
        try terminal.wait(for: "the search") { $0.lines.suffix(2) == ["In [1]: alpha", "bck:alp"] }
        terminal.send("\r")
        try terminal.wait(forEntry: 1, "alpha")
        terminal.send("\u{1B}[A\u{1B}[A\r")
        try terminal.wait(forEntry: 2, "gamma")
        terminal.send("\u{12}bet\u{1B}")
        try terminal.wait(forLastLines: "In [3]: beta")
        terminal.send("\u{1B}[A")
        try terminal.wait(forLastLines: "In [3]: alpha")
        #expect(try home.mode(of: ".local/state/sweepbook/history") == 0o600)
    }

    @Test("a search finds entries of any length, and gives the text back when it is given up")
    func searchOfLongEntry() throws {
        let long = "needle" + String(repeating: "x", count: 100_000)
        mkdir(home.file("sweepbook"), 0o700)
        try home.write("needle-short\n\(long)\n", to: "sweepbook/history")
        let terminal = try Probe.start(home: home, ["XDG_STATE_HOME": home.path])
        terminal.send("draft\u{12}needle")
        try terminal.wait(for: "the long entry") { $0.lines[0].hasPrefix("In [1]: needlexx") }
        terminal.send("\u{12}")
        try terminal.wait(for: "the short entry") { $0.lines.suffix(2) == ["In [1]: needle-short", "bck:needle"] }
        terminal.send("\u{7}")
        try terminal.wait(forLastLines: "In [1]: draft")
        terminal.send("\u{1B}[A")
        terminal.send("\u{12}\r")
        try terminal.wait(forLastLines: "In [2]:")
        #expect(String(decoding: terminal.raw, as: UTF8.self).contains("Out[1]: <\(long)>"))
    }

    @Test("Tab adds the only candidate and what follows it")
    func uniqueCompletion() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("sw\tn_l\t4\r")
        try terminal.wait(forEntry: 1, "sweep n_layer=4")
    }

    @Test("Tab adds what the candidates agree on, then lists them above the prompt")
    func ambiguousCompletion() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("n_e\t")
        try terminal.wait(forLastLines: "In [1]: n_embd")
        terminal.send("\t")
        try terminal.wait(forLastLines: "n_embd         n_embd_factor", "In [1]: n_embd")
        terminal.send("\u{15}s\t")
        try terminal.wait(
            forLastLines: "set    command  Set hyper-parameters", "show   command  Show the configuration",
            "sweep  command  Train a grid", "In [1]: s")
        terminal.send("h\t\r")
        try terminal.wait(forEntry: 1, "show ")
    }

    @Test("completion works in the middle of a block")
    func completionInBlock() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("{\rwi\t\rs\t")
        try terminal.wait(
            forLastLines: "sweep  command  Train a grid", "In [1]: {", "  widths", "  s")
        terminal.send("e\t}\r")
        try terminal.wait(forEntry: 1, #"{\n  widths\n  set }"#)
    }

    @Test("ten thousand candidates are listed in part, with their number")
    func manyCandidates() throws {
        let terminal = try Probe.start(home: home, ["PROBE_CANDIDATES": "10000"])
        terminal.send("v\t\t")
        try terminal.wait(forLastLines: "… and 9800 more", "In [1]: v0")
        #expect(terminal.screen.lines[0].hasPrefix("v00000  v00020"))
    }

    @Test("Ctrl-C drops the text and prompts anew; Ctrl-D ends an empty line only")
    func controlKeys() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("some text")
        try terminal.wait(forLastLines: "In [1]: some text")
        terminal.send("\u{3}")
        try terminal.wait(forLastLines: "In [1]: some text^C", "In [1]:")
        terminal.send("{\rx\u{1B}[A")
        try terminal.wait(for: "the cursor above") { $0.lines.suffix(2) == ["In [1]: {", "  x"] && $0.column == 9 }
        terminal.send("\u{3}")
        try terminal.wait(forLastLines: "In [1]: {", "  x^C", "In [1]:")
        terminal.send("a\u{4}b\r")
        try terminal.wait(forEntry: 1, "ab")
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(terminal.screen.lines.suffix(2) == ["bye", ""])
    }

    @Test("Ctrl-C ends a search")
    func interruptedSearch() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("one\r")
        try terminal.wait(forLastLines: "In [2]:")
        terminal.send("\u{12}on")
        try terminal.wait(for: "the search") { $0.lines.last == "bck:on" }
        terminal.send("\u{3}two\r")
        try terminal.wait(forEntry: 2, "two")
    }

    @Test("Ctrl-C right behind other keys, which the terminal then throws away, is never held back")
    func interruptBehindKeys() throws {
        let terminal = try Probe.start(home: home)
        for round in 2...200 {
            terminal.send("ab")
            terminal.send("\u{3}")
            try terminal.wait(for: "prompt \(round)") { _ in
                String(decoding: terminal.raw, as: UTF8.self).split(separator: "\u{1B}[?2004h").count == round
                    && terminal.raw.suffix(4).elementsEqual("\u{1B}[0m ".utf8.suffix(4))
            }
        }
        terminal.send("ok\r")
        try terminal.wait(forEntry: 1, "ok")
    }

    @Test("a paste is text, with its tabs and newlines, until Enter")
    func paste() throws {
        let terminal = try Probe.start(home: home)
        #expect(terminal.screen.isPasteBracketed)
        terminal.send("\u{1B}[200~s\tone\rtwo\r\u{1B}[201~")
        try terminal.wait(forLastLines: "In [1]: s       one", "two", "")
        terminal.send("three\r")
        try terminal.wait(forEntry: 1, #"s\tone\ntwo\nthree"#)
    }

    @Test("a large paste arrives whole")
    func largePaste() throws {
        let terminal = try Probe.start(home: home)
        let line = String(repeating: "abcdefghi ", count: 7)
        let text = Array(repeating: line, count: 2_000).joined(separator: "\r")
        terminal.send("\u{1B}[200~" + text + "\u{1B}[201~")
        terminal.send("\r")
        try terminal.wait(forLastLines: "In [2]:")
        let sent = String(decoding: terminal.raw, as: UTF8.self)
        #expect(sent.contains(Array(repeating: line, count: 2_000).joined(separator: #"\n"#)))
    }

    @Test("a resize draws the prompt and the text once, as they now wrap")
    func resize() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("0123456789abcdefghijklmnopqrstuvwxyz")
        try terminal.wait(forLastLines: "In [1]: 0123456789abcdefghijklmnopqrstuvwxyz")
        terminal.resize(rows: 24, columns: 20)
        try terminal.wait(for: "three rows") {
            $0.lines == ["In [1]: 0123456789ab", "cdefghijklmnopqrstuv", "wxyz"] && $0.column == 4
        }
        terminal.send("!")
        try terminal.wait(forLastLines: "wxyz!")
        terminal.resize(rows: 24, columns: 80)
        try terminal.wait(for: "one row") {
            $0.lines == ["In [1]: 0123456789abcdefghijklmnopqrstuvwxyz!"] && $0.column == 45
        }
        terminal.send("\r")
        try terminal.wait(forEntry: 1, "0123456789abcdefghijklmnopqrstuvwxyz!")
    }

    @Test("a resize below other output, with the cursor inside a block, leaves that output alone")
    func resizeInsideBlock() throws {
        let terminal = try Probe.start(home: home, columns: 60)
        terminal.send("before\r")
        try terminal.wait(forEntry: 1, "before")
        terminal.send("for { 0123456789abcdefghijklmnopqrstuvwxyz\rsecond\u{1B}[A")
        try terminal.wait(for: "the block") { $0.lines.last == "second" && $0.row == 2 && $0.column == 14 }
        terminal.resize(rows: 24, columns: 30)
        try terminal.wait(for: "the block in 30 columns") {
            $0.lines == [
                "In [1]: before", "Out[1]: <before>", "In [2]: for { 0123456789abcdef", "ghijklmnopqrstuvwxyz", "second",
            ] && $0.row == 2 && $0.column == 14
        }
        terminal.resize(rows: 24, columns: 80)
        try terminal.wait(for: "the block in 80 columns") {
            $0.lines == [
                "In [1]: before", "Out[1]: <before>", "In [2]: for { 0123456789abcdefghijklmnopqrstuvwxyz", "second",
            ] && $0.row == 2 && $0.column == 14
        }
        terminal.send("-\u{1B}[B}\r")
        try terminal.wait(forEntry: 2, #"for { -0123456789abcdefghijklmnopqrstuvwxyz\nsecond}"#)
    }

    @Test("a notice from another thread appears above the text being edited")
    func notice() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("{\rab\u{1B}[D")
        try terminal.wait(forLine: "  ab")
        kill(terminal.processID, SIGUSR2)
        try terminal.wait(for: "the notice") { $0.lines == ["a notice from afar", "In [1]: {", "  ab"] }
        terminal.send("-}\r")
        try terminal.wait(forEntry: 1, #"{\n  a-}b"#)
    }

    @Test("colours are sent when asked for, and the cursor is where it is without them")
    func colour() throws {
        let terminal = try Probe.start(home: home)
        #expect(String(decoding: terminal.raw, as: UTF8.self).contains("\u{1B}[32mIn [1]:\u{1B}[0m "))
        #expect(terminal.screen.column == 8)
        let plain = try Probe.start(home: home, ["NO_COLOR": "1"])
        #expect(String(decoding: plain.raw, as: UTF8.self) == "\u{1B}[?2004hIn [1]: ")
    }

    @Test("a history that can't be kept costs one warning")
    func unwritableHistory() throws {
        try home.write("", to: "state")
        let terminal = try PseudoTerminal(
            Probe.path, environment: Probe.environment(home: home, ["XDG_STATE_HOME": home.file("state")]), columns: 200)
        try terminal.wait(forLastLines: "In [1]:")
        terminal.send("one\rtwo\r")
        try terminal.wait(forLastLines: "In [3]:")
        let warnings = terminal.screen.lines.filter { $0.hasPrefix("warning: ") }
        #expect(warnings == [
            "warning: the history of earlier sessions is missing: "
                + "can't read \(home.path)/state/sweepbook/history: Not a directory"
        ])
    }
}
