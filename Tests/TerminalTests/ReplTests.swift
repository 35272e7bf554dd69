import Glibc
import TestSupport
import Testing

/// The real binary at a pseudo-terminal: a session as a person has it.
@Suite("the REPL at a terminal")
struct ReplTests {
    private let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Built beside the tests.
    static let binary = Probe.path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/sweepbook"

    private func start(
        _ changes: [String: String] = [:], _ arguments: [String] = [], rows: Int = 24, columns: Int = 100
    ) throws -> PseudoTerminal {
        // A session's results go to the working directory, here one of its own.
        let words = ["-c", "cd \"$0\" && exec \"$@\"", home.path, Self.binary] + arguments
        let terminal = try PseudoTerminal(
            "/bin/sh", words, environment: Probe.environment(home: home, changes), rows: rows, columns: columns)
        try terminal.wait(forLastLines: "In [1]:")
        return terminal
    }

    @Test("a value is shown, an error has its place, and the session goes on")
    func values() throws {
        let terminal = try start()
        #expect(terminal.screen.lines[0] == "Sweepbook 0.1.0. Type help for a list of commands, quit or Ctrl-D to leave.")
        terminal.send("1 + 2 * 3\r")
        try terminal.wait(forLastLines: "In [1]: 1 + 2 * 3", "7", "In [2]:")
        terminal.send("sweep dorpout=[0.1, 0.2]\r")
        try terminal.wait(
            forLastLines: "In [2]:1:7: error: unknown hyper-parameter \"dorpout\"", "  1 | sweep dorpout=[0.1, 0.2]",
            "    |       ^~~~~~~ did you mean \"dropout\"?", "In [3]:")
        terminal.send("set n_head 4\rprint 2 ** 10\r")
        try terminal.wait(forLastLines: "1024", "In [5]:")
        terminal.send("quit\r")
        #expect(try terminal.waitForEnd() == 0)
    }

    @Test("a signal ends the session at any prompt, without a crash report", arguments: [SIGTERM, SIGHUP, SIGQUIT], [0, 1])
    func endingSignals(signal: Int32, commands: Int) throws {
        let terminal = try start(["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"])
        if commands > 0 {
            terminal.send("1 + 1\r")
            try terminal.wait(forLastLines: "2", "In [2]:")
        }
        kill(terminal.processID, signal)
        #expect(try terminal.waitForEnd() >> 8 == 128 + signal)
        #expect(terminal.isCooked)
        #expect(!terminal.screen.isPasteBracketed)
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("rash"))
    }

    @Test("a signal while a command runs ends the session with the signal's status", arguments: [SIGTERM, SIGHUP, SIGQUIT])
    func endingSignalsInCommands(signal: Int32) throws {
        let terminal = try start()
        terminal.send("train n_embd_factor=16 epochs=4000 seeds=200 jobs=2\r")
        try terminal.wait(for: "the first run") { $0.lines.contains { $0.hasPrefix("Random seed 00") } }
        kill(terminal.processID, signal)
        #expect(try terminal.waitForEnd() >> 8 == 128 + signal)
        #expect(terminal.screen.lines.joined(separator: " ").contains(#/of 200 runs (is|are) kept in sweep_results_/#))
        #expect(terminal.isCooked)
    }

    @Test("Ctrl-\\ ends the session without a crash report, at the prompt and in a command", arguments: ["", "train n_embd_factor=16 epochs=4000 seeds=200\r"])
    func quitKey(command: String) throws {
        let terminal = try start(["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"])
        terminal.send(command)
        if !command.isEmpty { try terminal.wait(for: "the first run") { $0.lines.contains { $0.hasPrefix("Random seed 00") } } }
        terminal.send("\u{1C}")
        #expect(try terminal.waitForEnd() >> 8 == 131)
        #expect(terminal.isCooked)
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("rash"))
    }

    @Test("Ctrl-C ends what is being printed, also at a terminal that takes nothing")
    func interruptedPrint() throws {
        let terminal = try start()
        terminal.send("print list(1..1000000)\r")
        _ = terminal.hasAnswered("[1, 2, 3", within: Double(PseudoTerminal.deadline))
        // Nothing is read until the terminal is full.
        sleep(1)
        terminal.send("\u{3}")
        #expect(terminal.hasAnswered("sweepbook: interrupted", within: Double(PseudoTerminal.deadline)))
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("999999, 1000000"))
        #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("cannot write"))
        terminal.send("print 42 * 42\r")
        #expect(terminal.hasAnswered("1764", within: Double(PseudoTerminal.deadline)))
    }

    @Test("Ctrl-C just after the first Enter does not end the session", arguments: 0..<20)
    func firstInterrupt(delay: UInt32) throws {
        let terminal = try start()
        terminal.send("print 1\r")
        usleep(delay * 200)
        terminal.send("\u{3}")
        try terminal.wait(for: "a prompt") { $0.lines.last?.hasPrefix("In [") == true }
        terminal.send("print 42 * 42\r")
        #expect(terminal.hasAnswered("1764", within: 5_000) || { terminal.send("print 42 * 42\r"); return terminal.hasAnswered("1764", within: 60_000) }())
    }

    @Test("a block is typed over lines, run, and recalled whole by Up")
    func blocks() throws {
        let terminal = try start()
        terminal.send("for i in 1..2 {\rprint i, i * i\r}\r")
        try terminal.wait(forLastLines: "1 1", "2 4", "In [2]:")
        terminal.send("\u{1B}[A")
        try terminal.wait(for: "the block") { $0.lines.contains("In [2]: for i in 1..2 {") && $0.row == $0.lines.count - 1 }
        terminal.send("\r")
        try terminal.wait(forLastLines: "1 1", "2 4", "In [3]:")
    }

    @Test("Tab completes commands, hyper-parameters, legal values, variables, fields and files")
    func completion() throws {
        try home.write("print 5\n", to: "study.sweep")
        let terminal = try start()
        terminal.send("let wide = train epochs=1 seeds=1 n_embd_factor=8\r")
        try terminal.wait(for: "the second prompt") { $0.lines.last == "In [2]:" }
        terminal.send("swe\tdrop\t0.3\t")
        try terminal.wait(forLastLines: "In [2]: sweep dropout=0.3")
        terminal.send("\u{3}")
        try terminal.wait(forLastLines: "In [2]:")
        terminal.send("print wide.perf\t\r")
        try terminal.wait(for: "the third prompt") { $0.lines.last == "In [3]:" }
        #expect(terminal.screen.lines.contains("In [2]: print wide.perfect"))
        terminal.send("run st\t\r")
        try terminal.wait(forLastLines: "In [3]: run study.sweep", "5", "In [4]:")
    }

    @Test("Ctrl-C in a sweep stops it, keeps what is finished, and the session goes on")
    func interruption() throws {
        let terminal = try start()
        terminal.send("let x = 41\rtrain n_embd_factor=16 epochs=4000 seeds=200 jobs=2\r")
        try terminal.wait(for: "the first run") { $0.lines.contains { $0.hasPrefix("Random seed 00") } }
        terminal.send("\u{3}")
        try terminal.wait(for: "the sentence") { screen in
            screen.lines.joined(separator: " ").contains(#/of 200 runs (is|are) kept in sweep_results_/#)
                && screen.lines.last == "In [3]:"
        }
        terminal.send("x + 1\r")
        try terminal.wait(forLastLines: "In [3]: x + 1", "42", "In [4]:")
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
    }

    @Test("the start-up file is run before the first prompt, and --no-init leaves it alone")
    func startupFile() throws {
        try #require(mkdir(home.file(".config"), 0o700) == 0 && mkdir(home.file(".config/sweepbook"), 0o700) == 0)
        try home.write("let greeting = \"good morning\"\nprint greeting\n", to: ".config/sweepbook/init.sweep")
        var terminal = try start()
        #expect(terminal.screen.lines[1] == "good morning")
        terminal.send("len(greeting)\r")
        try terminal.wait(forLastLines: "12", "In [2]:")
        terminal = try start([:], ["--no-init"])
        terminal.send("greeting\r")
        try terminal.wait(for: "the error") { $0.lines.contains { $0.hasPrefix("In [1]:1:1: error: unknown name") } }
    }

    @Test("history is kept between sessions, private, and shown by its command")
    func history() throws {
        var terminal = try start()
        terminal.send("print 1\rprint 2\r")
        try terminal.wait(forLastLines: "2", "In [3]:")
        terminal.send("\u{4}")
        #expect(try terminal.waitForEnd() == 0)
        #expect(try home.mode(of: ".local/state/sweepbook/history") == 0o600)
        terminal = try start()
        terminal.send("\u{12}int 1\r")
        try terminal.wait(for: "the recalled entry's output") { $0.lines.suffix(2) == ["1", "In [2]:"] }
        terminal.send("history\r")
        try terminal.wait(for: "the list") { screen in
            screen.lines.contains { $0.hasSuffix("print 2") } && screen.lines.last == "In [3]:"
        }
    }

    @Test("no colour where NO_COLOR or --color never says so")
    func noColour() throws {
        for (changes, arguments) in [(["NO_COLOR": "1"], []), ([:], ["--color", "never"])] as [([String: String], [String])] {
            let terminal = try start(changes, arguments)
            terminal.send("nonsense\r")
            try terminal.wait(for: "the next prompt") { $0.lines.last == "In [2]:" }
            #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("\u{1B}[32m"))
            #expect(!String(decoding: terminal.raw, as: UTF8.self).contains("\u{1B}[1;31m"))
        }
    }

    @Test(
        "every locale on every terminal: a session works, and a dumb terminal is sent no escape",
        arguments: ["C", "C.UTF-8", "xx_XX.bogus"], ["xterm-256color", "dumb", ""])
    func environment(language: String, term: String) throws {
        let terminal = try start(["LANG": language, "TERM": term])
        terminal.send("print \"é漢\", 6 * 7\r")
        try terminal.wait(for: "the output") { $0.lines.suffix(2) == ["é漢 42", "In [2]:"] }
        if term != "xterm-256color" { #expect(!terminal.raw.contains(0x1B)) }
        terminal.send("quit\r")
        #expect(try terminal.waitForEnd() == 0)
    }

    // MARK: - The other doors

    /// What a script shows, with an error's place told by its column alone.
    private static func withoutPlaces(_ lines: [String]) -> [String] {
        lines.map { line in
            line.replacing(#/^.*:\d+(:\d+: error: )/#) { "at\($0.output.1)" }.replacing(#/^  [0-9 ]( \| )/#) { " \($0.output.1)" }
        }
    }

    /// What a shell's command shows, both streams together as they come.
    private func shell(_ command: String) throws -> [String] {
        let whole = "cd '\(home.path)' && { \(command) ; } 2>&1"
        let stream = try #require(popen(whole, "r"))
        var bytes: [UInt8] = [], chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, stream), count > 0 { bytes += chunk[..<count] }
        pclose(stream)
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// What the REPL shows when each line is typed at its prompt.
    private func typed(_ lines: [String]) throws -> [String] {
        let terminal = try start(rows: 50)
        for (number, line) in zip(2..., lines) {
            terminal.send(line + "\r")
            try terminal.wait(for: "prompt \(number)") { $0.lines.last == "In [\(number)]:" }
        }
        return terminal.screen.lines.dropFirst().filter { $0.wholeMatch(of: #/In \[\d+\]:( .*)?/#) == nil }
    }

    @Test(
        "the same lines show the same at the prompt as through run, -c and standard input",
        arguments: [
            (
                [
                    "let a = [1, 2.5, true, none, \"x\"]", "print a, len(a)", "2 ** 10", "7 / 2", "\"é\" in [\"é\"]",
                    "set n_head 8", "n_head * 2",
                ],
                ["[1, 2.5, true, none, \"x\"] 5", "1024", "3.5", "true", "16"]
            ),
            (
                ["print 1", "let b = 1 + nosuch", "print 2", "set dropout=1.5", "print 3"],
                [
                    "1", "at:13: error: unknown name \"nosuch\"", "  | let b = 1 + nosuch", "  |             ^~~~~~", "2",
                    "at:13: error: dropout: found 1.5, expected a number of at least 0 and below 1", "  | set dropout=1.5",
                    "  |             ^~~", "3",
                ]
            ),
            (
                [
                    "let total = 0", "for i in 1..3 { total = total + i; print i, total }",
                    "if total == 6 { print \"six\" } else { print \"no\" }",
                ],
                ["1 1", "2 3", "3 6", "six"]
            ),
        ] as [([String], [String])])
    func doors(lines: [String], shown: [String]) throws {
        try home.write(lines.joined(separator: "\n"), to: "script.sweep")
        let binary = "'\(Self.binary)'"
        #expect(Self.withoutPlaces(try typed(lines)) == shown)
        for command in ["\(binary) run script.sweep --keep-going", "\(binary) -c \"$(cat script.sweep)\" --keep-going"] {
            let output = Self.withoutPlaces(try shell(command)).filter { !$0.hasPrefix("sweepbook: ") }
            #expect(output == shown, "\(command)")
        }
        // Standard input has no option to go on: it shows what comes before the first error, and the error.
        let piped = Self.withoutPlaces(try shell("\(binary) < script.sweep"))
        let end = shown.firstIndex { $0.hasPrefix("at:") }.map { $0 + 3 } ?? shown.count
        #expect(piped == Array(shown[..<end]))
    }

    // MARK: - The terminal

    @Test("a pasted block of three lines, with a tab, runs on Enter and not before")
    func paste() throws {
        let terminal = try start()
        terminal.send("\u{1B}[200~for i in 1..2 {\r\tprint i, i * 21\r}\u{1B}[201~")
        try terminal.wait(forLastLines: "In [1]: for i in 1..2 {", "        print i, i * 21", "}")
        // Answered only after all that was sent before it.
        terminal.send(" # kept")
        try terminal.wait(forLastLines: "In [1]: for i in 1..2 {", "        print i, i * 21", "} # kept")
        terminal.send("\r")
        try terminal.wait(forLastLines: "        print i, i * 21", "} # kept", "1 21", "2 42", "In [2]:")
    }

    @Test("a resize while a line is edited keeps its text and the cursor's place in it")
    func resize() throws {
        let terminal = try start()
        terminal.send("print 6 * 7, \"0123456789abcdefghijklmn\"\u{1B}[H")
        try terminal.wait(for: "the start of the line") { $0.column == 8 }
        terminal.resize(rows: 24, columns: 30)
        try terminal.wait(for: "two rows") {
            $0.lines.suffix(2) == ["In [1]: print 6 * 7, \"01234567", "89abcdefghijklmn\""] && $0.column == 8
        }
        terminal.resize(rows: 30, columns: 120)
        try terminal.wait(for: "one row") {
            $0.lines.last == "In [1]: print 6 * 7, \"0123456789abcdefghijklmn\"" && $0.column == 8
        }
        terminal.send("\u{1B}[F, 8\r")
        try terminal.wait(forLastLines: "42 0123456789abcdefghijklmn 8", "In [2]:")
    }

    @Test("Ctrl-Z gives the terminal to the shell, and fg brings the line and the session back")
    func suspend() throws {
        let terminal = try PseudoTerminal(
            "/bin/bash", ["--norc", "--noprofile", "--noediting", "-i"],
            environment: Probe.environment(home: home, ["PS1": "$ "]), columns: 160)
        try terminal.wait(forLastLines: "$")
        terminal.send("cd '\(home.path)'; '\(Self.binary)'\r")
        try terminal.wait(forLastLines: "In [1]:")
        terminal.send("let x = 41\rx + ")
        try terminal.wait(forLastLines: "In [2]: x +")
        terminal.send("\u{1A}")
        try terminal.wait(forLastLines: "$")
        #expect(terminal.isCooked)
        terminal.send("echo in between\r")
        try terminal.wait(forLastLines: "in between", "$")
        terminal.send("fg\r")
        try terminal.wait(for: "the line") { $0.lines.last == "In [2]: x +" && $0.isPasteBracketed }
        terminal.send("1\r")
        try terminal.wait(forLastLines: "In [2]: x + 1", "42", "In [3]:")
        terminal.send("quit\r")
        try terminal.wait(forLastLines: "$")
        #expect(terminal.isCooked)
    }
}
