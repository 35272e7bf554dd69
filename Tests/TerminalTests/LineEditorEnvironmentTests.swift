import Glibc
import TestSupport
import Testing

/// The editor and what is around it: locales, terminals, signals, jobs, the user's own keys.
@Suite("LineEditor and its environment")
struct LineEditorEnvironmentTests {
    private let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    @Test(
        "in every locale a terminal that can be edited on is",
        arguments: ["C", "C.UTF-8", "xx_XX.bogus", ""], ["xterm-256color", "vt100", "linux", "screen", "no-such-terminal"])
    func editableTerminals(language: String, term: String) throws {
        let terminal = try Probe.start(home: home, ["LANG": language, "TERM": term])
        terminal.send("é漢 x\u{1B}[D\u{7F}\t\r{\ra\r}\r")
        try terminal.wait(forLastLines: "In [3]:")
        #expect(terminal.screen.lines.contains("Out[1]: <é漢x>"))
        #expect(terminal.screen.lines.contains(#"Out[2]: <{\n  a\n  }>"#))
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(terminal.screen.lines.suffix(2) == ["bye", ""])
    }

    @Test(
        "a terminal that can't move its cursor is read line by line, and sent no escape",
        arguments: ["C", "C.UTF-8", "xx_XX.bogus"], ["dumb", "", "emacs", "unknown"])
    func dumbTerminals(language: String, term: String) throws {
        let terminal = try Probe.start(home: home, ["LANG": language, "TERM": term])
        terminal.send("é漢 x\r")
        try terminal.wait(forEntry: 1, "é漢 x")
        terminal.send("for {\r")
        try terminal.wait(forLastLines: "In [2]: for {", "   ...:")
        terminal.send("set\r")
        try terminal.wait(forLastLines: "   ...: set", "   ...:")
        terminal.send("}\r")
        try terminal.wait(forLastLines: "In [2]: for {", "   ...: set", "   ...: }", #"Out[2]: <for {\nset\n}>"#, "In [3]:")
        terminal.send("lost {\r")
        try terminal.wait(forLastLines: "   ...:")
        terminal.send("\u{3}")
        try terminal.wait(forLastLines: "   ...: ^C", "In [3]:")
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(!terminal.raw.contains(0x1B))
        #expect(terminal.screen.lines.suffix(2) == ["bye", ""])
    }

    @Test("a terminal unset is a dumb one")
    func unsetTerminal() throws {
        var environment = Probe.environment(home: home)
        environment["TERM"] = nil
        environment["LANG"] = nil
        let terminal = try PseudoTerminal(Probe.path, environment: environment)
        try terminal.wait(forLastLines: "In [1]:")
        terminal.send("x\r")
        try terminal.wait(forEntry: 1, "x")
        #expect(!terminal.raw.contains(0x1B))
    }

    @Test("without any UTF-8 locale only ASCII is typed, shown and completed")
    func asciiOnly() throws {
        let terminal = try Probe.start(home: home, ["LANG": "C", "PROBE_ENCODING": "ascii", "PROBE_CANDIDATES": "500"])
        terminal.send("aé漢b\u{1B}[200~cé\u{1B}[201~\r")
        try terminal.wait(forEntry: 1, "abc?")
        terminal.send("v\t\t")
        try terminal.wait(forLastLines: "... and 300 more", "In [2]: v00")
    }

    @Test("vi's keys, when ~/.editrc asks for them")
    func viKeys() throws {
        try home.write("# keys\nbind -v\n", to: ".editrc")
        let terminal = try Probe.start(home: home)
        terminal.send("one two\r")
        try terminal.wait(forEntry: 1, "one two")
        terminal.send("abc\u{1B}")
        try terminal.wait(for: "command mode") { $0.column == 10 }
        terminal.send("0x$xiB\u{1B}")
        try terminal.wait(forLastLines: "In [2]: Bb")
        terminal.send("k")
        try terminal.wait(forLastLines: "In [2]: one two")
        terminal.send("0cwsix\r")
        try terminal.wait(forEntry: 2, "six two")
        terminal.send("a\u{1B}[D\u{1B}[Db\u{1B}[A\u{1B}[B\u{1B}[F.\tw\r")
        try terminal.wait(forEntry: 3, "ba.w")
        terminal.send("se\t\u{12}one\r")
        try terminal.wait(forEntry: 4, "one two")
    }

    @Test("Ctrl-C ends what vi's keys wait for", arguments: ["r", "f", "/", "d"])
    func interruptedViKey(key: String) throws {
        try home.write("bind -v\n", to: ".editrc")
        let terminal = try Probe.start(home: home)
        terminal.send("abc\u{1B}")
        try terminal.wait(for: "command mode") { $0.column == 10 }
        terminal.send("0")
        try terminal.wait(for: "the start") { $0.column == 8 }
        terminal.send(key)
        terminal.send("\u{3}")
        try terminal.wait(for: "a new prompt") { $0.lines.count > 1 && $0.lines.last == "In [1]:" }
        terminal.send("ok\r")
        try terminal.wait(forEntry: 1, "ok")
    }

    @Test("vi's keys break the line of an unfinished text at its end")
    func viMultiLine() throws {
        try home.write("bind -v\n", to: ".editrc")
        let terminal = try Probe.start(home: home)
        terminal.send("{abc\u{1B}")
        try terminal.wait(for: "command mode") { $0.column == 11 }
        terminal.send("0\r")
        try terminal.wait(forLastLines: "In [1]: {abc", "")
        terminal.send("x}\r")
        try terminal.wait(forEntry: 1, #"{abc\nx}"#)
    }

    @Test("~/.editrc binds keys and sequences, and what it gets wrong does no harm")
    func editrc() throws {
        try home.write(
            """
            bind ^T ed-move-to-beg
            bind "^[[A" ed-move-to-beg
            python:bind ^I ed-move-to-beg
            sweepbook:bind ^O ed-delete-prev-char
            bind ^Q "unbalanced

            """, to: ".editrc")
        let terminal = try Probe.start(home: home)
        terminal.send("bc\u{14}a\u{1B}[A-\u{5}dd\u{F}\r")
        try terminal.wait(forEntry: 1, "-abcd")
    }

    @Test("EDITRC names another file, and `edit off` leaves the keys to the terminal")
    func editOff() throws {
        try home.write("edit off\n", to: "keys")
        let terminal = try Probe.start(home: home, ["EDITRC": home.file("keys")])
        terminal.send("ab\r")
        try terminal.wait(forEntry: 1, "ab")
        #expect(!terminal.raw.contains(0x1B))
    }

    @Test("Ctrl-Z gives the terminal to the shell, and fg draws the line again")
    func suspend() throws {
        let environment = Probe.environment(home: home, ["PS1": "$ "])
        let terminal = try PseudoTerminal("/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"], environment: environment)
        try terminal.wait(forLastLines: "$")
        terminal.send(Probe.path + "\r")
        try terminal.wait(forLastLines: "In [1]:")
        terminal.send("{\rab\u{1B}[D")
        try terminal.wait(forLine: "  ab")
        terminal.send("\u{1A}")
        try terminal.wait(forLastLines: "$")
        #expect(terminal.isCooked)
        #expect(!terminal.screen.isPasteBracketed)
        terminal.send("echo in between\r")
        try terminal.wait(forLastLines: "in between", "$")
        terminal.send("fg\r")
        try terminal.wait(for: "the line") { $0.lines.suffix(2) == ["In [1]: {", "  ab"] && $0.isPasteBracketed }
        terminal.send("-}\r")
        try terminal.wait(forEntry: 1, #"{\n  a-}b"#)
        terminal.send("quit\r")
        try terminal.wait(forLastLines: "$")
        #expect(terminal.isCooked)
    }

    @Test("after SIGSTOP and SIGCONT the line is drawn again")
    func stopAndContinue() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("ab")
        try terminal.wait(forLastLines: "In [1]: ab")
        kill(terminal.processID, SIGSTOP)
        kill(terminal.processID, SIGCONT)
        try terminal.wait(for: "the line again") { _ in
            String(decoding: terminal.raw, as: UTF8.self).split(separator: "In [1]:").count == 3
        }
        try terminal.wait(forLastLines: "In [1]: ab")
        terminal.send("c\r")
        try terminal.wait(forEntry: 1, "abc")
    }

    @Test("every way out leaves the terminal as it was", arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGABRT])
    func endingSignals(signal: Int32) throws {
        let terminal = try Probe.start(home: home)
        #expect(!terminal.isCooked)
        kill(terminal.processID, signal)
        let status = try terminal.waitForEnd()
        #expect(status & 0x7F == signal)
        #expect(terminal.isCooked)
        #expect(!terminal.screen.isPasteBracketed)
    }

    @Test("a crash inside the editor leaves the terminal as it was")
    func crash() throws {
        let terminal = try Probe.start(home: home)
        terminal.send("crash\t")
        #expect(try terminal.waitForEnd() & 0x7F != 0)
        #expect(terminal.isCooked)
        #expect(!terminal.screen.isPasteBracketed)
    }

    @Test("leaving by quit and by Ctrl-D leaves the terminal as it was", arguments: ["quit\r", "\u{4}"])
    func orderlyEnd(keys: String) throws {
        let terminal = try Probe.start(home: home)
        terminal.send(keys)
        #expect(try terminal.waitForEnd() == 0)
        #expect(terminal.isCooked)
        #expect(!terminal.screen.isPasteBracketed)
    }

    @Test("a tiny terminal, and one that tells no size, are edited on", arguments: [(1, 2), (2, 5), (0, 0)])
    func tinyTerminals(rows: Int, columns: Int) throws {
        let environment = Probe.environment(home: home)
        let terminal = try PseudoTerminal(Probe.path, environment: environment, rows: max(1, rows), columns: max(2, columns))
        try terminal.wait(for: "the first read") { $0.isPasteBracketed }
        terminal.send("{\rabc s\t\t\u{1B}[A\u{1B}[B}\r\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(String(decoding: terminal.raw, as: UTF8.self).contains("bye"))
    }
}
