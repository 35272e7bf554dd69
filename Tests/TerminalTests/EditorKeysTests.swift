import Session
import Terminal
import TestSupport
import Testing

/// That `help keys` tells the keys by the names that a keyboard has for them. That none is missing the compiler sees to.
struct EditorKeysTests {
    private func keys(_ title: String) throws -> [String: String] {
        let section = try #require(EditorKeys.help.first { $0.title == title })
        return Dictionary(uniqueKeysWithValues: section.rows.map { ($0[0], $0[1]) })
    }

    @Test(arguments: [
        ("Entering", ["Ctrl-J, Enter", "Alt-Enter", "Tab", "Ctrl-D", "Ctrl-C", "Alt-0 … Alt-9", "Ctrl-V", "Ctrl-L, Alt-Ctrl-L"]),
        ("What was entered before", ["Up, Ctrl-P", "Down, Ctrl-N", "Alt-p", "Alt-n", "Ctrl-R", "Ctrl-S"]),
        ("Deleting and inserting again", ["Ctrl-X Ctrl-X", "Ctrl-Space", "Ctrl-H, Backspace", "Alt-Delete, Ctrl-Delete, Alt-d"]),
        ("vi's keys that differ, after bind -v", ["Esc", "Ctrl-U"]),
    ])
    func `keys are told by name`(title: String, expected: [String]) throws {
        let told = try keys(title)
        for key in expected { #expect(told[key] != nil, "\(key) in \(told.keys.sorted())") }
    }

    @Test func `each key is told once`() {
        let names = EditorKeys.help.prefix(5).flatMap { section in section.rows.map { $0[0] } }
        let told = names.flatMap { name in name.split(separator: ",").map { $0.drop { $0 == " " } } }
        #expect(Set(told).count == told.count)
    }

    @Test func `vi's command mode takes the keys that are told, and no other`() throws {
        let told = Set(try keys("vi's command mode").keys.flatMap { $0.split(separator: " ") }.map { $0 == "Space" ? " " : String($0) })
        let home = try TemporaryFolder()
        try home.write("bind -v\n", to: ".editrc")
        for key in (0x20..<0x7F).map({ String(UnicodeScalar($0)) }) {
            #expect(try isTaken(key, home) == told.contains(key), "\(key)")
        }
    }

    /// What follows a key that waits for more.
    private static let operands = ["f": "a", "F": "a", "t": "a", "T": "a", "r": "z", "d": "d", "c": "c", "y": "y", "/": "a\r", "?": "a\r"]

    /// Whether a key is taken without a beep where each has something to do: in the second of three entries, at its second bracket,
    /// behind a change, a search and a find.
    private func isTaken(_ key: String, _ home: TemporaryFolder) throws -> Bool {
        let terminal = try Probe.start(home: home)
        for number in 1...3 {
            terminal.send("(a a) (a a) (a a)\(number)\r")
            try terminal.wait(forEntry: number, "(a a) (a a) (a a)\(number)")
        }
        terminal.send("\u{1B}/a\rn0f(xP")
        try terminal.wait(for: "the second bracket") { $0.lines.last == "In [4]: (a a) (a a) (a a)2" && $0.column == 14 }
        let before = terminal.raw.count
        terminal.send(key + (Self.operands[key] ?? ""))
        // Clears the screen, in every mode.
        terminal.send("\u{C}")
        try terminal.wait(for: "an empty screen") { _ in String(decoding: terminal.raw[before...], as: UTF8.self).contains("\u{1B}[2J") }
        return !terminal.raw[before...].contains(7)
    }
}
