import Session
import Terminal
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
}
