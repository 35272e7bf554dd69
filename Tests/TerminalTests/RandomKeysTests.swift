import Glibc
import TestSupport
import Testing

/// Whatever is typed, pasted and resized, the session goes on answering, or ends by itself.
///
/// `SWEEPBOOK_SOAK=2000 swift test -c release --filter RandomKeys` runs that many sessions.
@Suite("random keys at the prompt")
struct RandomKeysTests {
    private let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    /// Keys that once ended the session, each at its terminal.
    static let samples: [(keys: String, rows: Int, columns: Int, shrinksTo: (rows: Int, columns: Int)?)] = [
        ("ret; set epochs=1 seeds=1v9;999Rprint \u{1B};5C\u{1}}\u{5}]", 24, 2, nil),
        ("\u{1B}x'\r", 24, 80, nil),
        (String(repeating: "x", count: 2_230) + "\u{1}}\u{5}]", 24, 80, nil),
        (String(repeating: "0123456789", count: 60) + "\u{1}", 24, 80, (3, 7)),
        (String(repeating: "{\r", count: 200) + "\u{1}\u{1B}<x\u{1B}>y", 10, 10, (2, 2)),
        ("\u{1B}9\u{1B}9\u{1B}9\u{1B}9x" + "\u{19}\u{19}\u{B}\u{19}\u{19}", 24, 80, (1, 1)),
    ]

    @Test("keys that once ended the session do not", arguments: samples.indices, ["emacs", "vi"])
    func knownKeys(index: Int, editor: String) throws {
        try home.write(editor == "vi" ? "bind -v\n" : "", to: ".editrc")
        let sample = Self.samples[index]
        let session = try RandomSession(home: home, ["TERM": "ansi"], rows: sample.rows, columns: sample.columns)
        session.type(Array(sample.keys.utf8))
        if let size = sample.shrinksTo { session.resize(rows: size.rows, columns: size.columns) }
        session.type(Array("\u{1B}:'\r\u{1B}x'\r".utf8))
        #expect(try session.end() == .answered)
    }

    private static let soak = getenv("SWEEPBOOK_SOAK").flatMap { Int(String(cString: $0)) }

    @Test("random keys, pastes, sizes and resizes")
    func random() throws {
        var ends: [RandomSession.End: Int] = [:]
        for seed in 1...UInt64(Self.soak.map { max(2, $0) } ?? 40) {
            var random = SplitMix64(seed: seed)
            try home.write(Bool.random(using: &random) ? "bind -v\n" : "", to: ".editrc")
            let session = try RandomSession(home: home, using: &random)
            for _ in 0..<Int.random(in: 1...60, using: &random) {
                session.type(RandomKeys.next(using: &random))
                if Int.random(in: 0..<12, using: &random) == 0 { session.resize(using: &random) }
            }
            let end = try session.end()
            ends[end, default: 0] += 1
            #expect(end == .answered || end == .leftByItself, "seed \(seed)")
        }
        if Self.soak != nil { print(ends) }
    }
}

/// A session that keys are typed into without a look at the screen.
private final class RandomSession {
    enum End: Hashable {
        /// A statement after Ctrl-C had its answer.
        case answered
        /// Ctrl-D or Ctrl-\ was among the keys.
        case leftByItself
        case silent
        case killed(signal: Int32)
    }

    private let terminal: PseudoTerminal
    /// How often an answer is asked for.
    private static let attempts = 30

    init(home: TemporaryFolder, _ changes: [String: String], rows: Int, columns: Int) throws {
        // Without Ctrl-S, at which a terminal whose buffer is full takes no key any more, not even Ctrl-Q.
        let words = ["-c", "stty -ixon; cd \"$HOME\" && exec \"$@\"", "sh", ReplTests.binary, "--no-init"]
        terminal = try PseudoTerminal(
            "/bin/sh", words, environment: Probe.environment(home: home, changes), rows: rows, columns: columns)
        try #require(terminal.hasAnswered("[1]:", "\u{1B}[?2004h", within: Double(PseudoTerminal.deadline)))
    }

    convenience init(home: TemporaryFolder, using random: inout SplitMix64) throws {
        let terms = ["xterm-256color", "ansi", "linux", "dumb", "vt100", "screen", "unknown", ""]
        let term = terms[Int.random(in: 0..<terms.count, using: &random)]
        let languages = ["C", "C.UTF-8", "en_US.UTF-8", "xx_XX.bogus"]
        let language = languages[Int.random(in: 0..<languages.count, using: &random)]
        let size = Self.size(using: &random)
        try self.init(home: home, ["TERM": term, "LANG": language], rows: size.rows, columns: size.columns)
    }

    private static func size(using random: inout SplitMix64) -> (rows: Int, columns: Int) {
        let largest = [2, 10, 100][Int.random(in: 0..<3, using: &random)]
        return (Int.random(in: 1...largest, using: &random), Int.random(in: 1...(3 * largest), using: &random))
    }

    /// Types a few keys at a time, as long as nothing forbids it.
    func type(_ keys: [UInt8]) {
        for start in stride(from: 0, to: keys.count, by: 60) {
            terminal.sendReading(Array(keys[start..<min(keys.count, start + 60)]))
            terminal.drain()
        }
    }

    func resize(rows: Int, columns: Int) {
        terminal.resize(rows: rows, columns: columns)
        terminal.drain()
    }

    func resize(using random: inout SplitMix64) {
        let size = Self.size(using: &random)
        resize(rows: size.rows, columns: size.columns)
    }

    /// Gives up what was typed, and asks for an answer.
    func end() throws -> End {
        for _ in 0..<Self.attempts {
            terminal.sendReading([3])
            // What is typed at the very moment of Ctrl-C goes with what was typed before.
            _ = terminal.hasAnswered("In [", within: 500)
            terminal.sendReading(Array("print 42 * 42\r".utf8))
            if terminal.hasAnswered("1764", within: 1_000) { return .answered }
            guard let status = terminal.statusOfEnd else { continue }
            return status & 0x7F == 0 ? .leftByItself : .killed(signal: status & 0x7F)
        }
        return .silent
    }
}

/// Keys as a cat on the keyboard has them.
private enum RandomKeys {
    private static let pieces: [String] = [
        "\r", "\r", "\t", "\u{1B}", "\u{1B}[A", "\u{1B}[B", "\u{1B}[C", "\u{1B}[D", "\u{1B}[H", "\u{1B}[F", "\u{1B}[3~",
        "\u{1B}[1;5C", "\u{1B}[1;5D", "\u{1B}\r", "\u{1B}x'\r", "\u{1B}:'\r", "\u{12}", "\u{13}", "\u{7F}", "\u{8}", "\u{3}",
        "\u{16}", "\u{14}", "\u{18}\u{18}", "\0", "\u{B}", "\u{15}", "\u{17}", "\u{19}", "\u{C}", "\u{1A}", "\u{1B}99",
        "\u{1B}9999", "9999", "print [1, 2", "set epochs=1 seeds=1", "for i in 1..3 {", "}", "é漢🙂", "e\u{301}", "\"", "'", "(", "]",
        "cw", "dd", "3dw", "yyp", ".", "u", "A", "R", "f(", ";", "/pri\r", "n", "N", "d%", "~", "r\u{1B}", "\u{1B}[200~",
    ]

    static func next(using random: inout SplitMix64) -> [UInt8] {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return (0..<Int.random(in: 1...20, using: &random)).map { _ in byte(using: &random) }
        case 1: return Array(repeating: UInt8.random(in: 0x20...0x7E, using: &random), count: Int.random(in: 1...3_000, using: &random))
        case 2: return paste(using: &random)
        default: return Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
        }
    }

    /// Any byte; Ctrl-D and Ctrl-\, which end the session, seldom.
    private static func byte(using random: inout SplitMix64) -> UInt8 {
        let byte = UInt8.random(in: .min ... .max, using: &random)
        return byte == 0x04 || byte == 0x1C ? UInt8.random(in: .min ... .max, using: &random) : byte
    }

    private static func paste(using random: inout SplitMix64) -> [UInt8] {
        let bytes = (0..<Int.random(in: 0...2_000, using: &random)).map { _ in
            Int.random(in: 0..<20, using: &random) == 0 ? 0x0A : UInt8.random(in: 0x20...0xFF, using: &random)
        }
        return Array("\u{1B}[200~".utf8) + bytes + (Int.random(in: 0..<8, using: &random) == 0 ? [] : Array("\u{1B}[201~".utf8))
    }
}
