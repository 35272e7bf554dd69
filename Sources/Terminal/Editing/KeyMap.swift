/// Which keys have which command: emacs', or those of vi's insert mode, and what the user's configuration changes.
///
/// In vi's command mode only the user's own bindings are looked up here; the rest is ``ViCommands``.
struct KeyMap {
    enum Binding: Equatable {
        case command(EditCommand)
        /// Text that the key inserts.
        case text(String)
    }

    /// What characters typed one after another mean.
    enum Match: Equatable {
        case binding(Binding)
        /// More characters may make them a key.
        case prefix
        case none
    }

    private(set) var isVi = false
    private var bindings: [[Unicode.Scalar]: Binding] = [:]
    private var commandModeBindings: [[Unicode.Scalar]: Binding] = [:]
    private var keys: [EditorKey: EditCommand] = [:]

    init() {
        reset(toVi: false)
    }

    /// Drops every binding for the standard ones.
    mutating func reset(toVi isVi: Bool) {
        self.isVi = isVi
        commandModeBindings = [:]
        keys = Self.standardKeys
        bindings = [:]
        for (key, command) in isVi ? Self.viInsert : Self.emacs { bindings[Array(key.unicodeScalars)] = .command(command) }
    }

    mutating func bind(_ key: String, to binding: Binding?, inCommandMode: Bool) {
        let key = Array(key.unicodeScalars)
        guard !key.isEmpty, !Self.isFixed(key) else { return }
        if inCommandMode { commandModeBindings[key] = binding } else { bindings[key] = binding }
    }

    mutating func bind(_ key: EditorKey, to command: EditCommand?) {
        keys[key] = command
    }

    /// Without these an entry could not be ended, or given up.
    private static func isFixed(_ key: [Unicode.Scalar]) -> Bool { ["\r", "\n", "\u{3}"].contains(key[0]) }

    func match(_ typed: [Unicode.Scalar], inCommandMode: Bool = false) -> Match {
        let bindings = inCommandMode ? commandModeBindings : bindings
        if let binding = bindings[typed] { return .binding(binding) }
        return bindings.keys.contains { $0.starts(with: typed) } ? .prefix : .none
    }

    func command(of key: EditorKey) -> EditCommand? { keys[key] }

    /// What the keys of a command are called, in a fixed order; letters once, where both cases have it.
    func names(of command: EditCommand) -> [String] {
        let keys = keys.filter { $0.value == command }.flatMap { $0.key.names }.sorted()
        let typed = bindings.filter { $0.value == .command(command) }.keys.filter { key in
            let lower = key.map { $0.properties.lowercaseMapping.unicodeScalars.first ?? $0 }
            return lower == key || bindings[lower] != .command(command)
        }
        return keys + typed.sorted { $0.lexicographicallyPrecedes($1) }.map(Self.name)
    }

    /// `Ctrl-X Ctrl-X`, `Alt-b`
    private static func name(_ key: [Unicode.Scalar]) -> String {
        if key.count == 2, key[0] == "\u{1B}" { return "Alt-" + name(key[1]) }
        return key.map(name).joined(separator: " ")
    }

    private static func name(_ key: Unicode.Scalar) -> String {
        switch key {
        case "\0": "Ctrl-Space"
        case "\t": "Tab"
        case "\r": "Enter"
        case "\u{1B}": "Esc"
        case "\u{7F}": "Backspace"
        case _ where key.value < 0x20: "Ctrl-\(Unicode.Scalar(UInt8(key.value) + 0x40))"
        default: String(key)
        }
    }

    // MARK: The standard

    private static let standardKeys: [EditorKey: EditCommand] = [
        .up: .up, .down: .down, .left: .previousCharacter, .right: .nextCharacter, .lineStart: .lineStart, .lineEnd: .lineEnd,
        .wordLeft: .previousWord, .wordRight: .nextWord, .delete: .deleteNext, .deleteWord: .deleteNextWord,
        .newline: .breakLine,
    ]

    /// In both modes.
    private static let shared: [(String, EditCommand)] = [
        ("\u{1}", .lineStart), ("\u{2}", .previousCharacter), ("\u{4}", .deleteNextOrEnd), ("\u{5}", .lineEnd),
        ("\u{6}", .nextCharacter), ("\u{8}", .deletePrevious), ("\t", .complete), ("\n", .accept), ("\u{B}", .killToLineEnd),
        ("\u{C}", .clearScreen), ("\r", .accept), ("\u{E}", .down), ("\u{10}", .up), ("\u{12}", .searchBackward),
        ("\u{13}", .searchForward), ("\u{14}", .transpose), ("\u{16}", .quotedInsert), ("\u{17}", .deletePreviousWord),
        ("\u{19}", .yank), ("\u{7F}", .deletePrevious),
    ]

    private static let viInsert = shared + [("\u{15}", .killToLineStart), ("\u{1B}", .commandMode)]

    private static let emacs = shared + [
        ("\0", .setMark), ("\u{15}", .killAll), ("\u{18}\u{18}", .exchangeMark),
        ("\u{1B}\u{8}", .deletePreviousWord), ("\u{1B}\u{7F}", .deletePreviousWord), ("\u{1B}\u{C}", .clearScreen),
        ("\u{1B}b", .previousWord), ("\u{1B}B", .previousWord), ("\u{1B}c", .capitalize), ("\u{1B}C", .capitalize),
        ("\u{1B}d", .deleteNextWord), ("\u{1B}D", .deleteNextWord), ("\u{1B}f", .nextWord), ("\u{1B}F", .nextWord),
        ("\u{1B}l", .lowerCase), ("\u{1B}L", .lowerCase), ("\u{1B}n", .nextLikeEntry), ("\u{1B}N", .nextLikeEntry),
        ("\u{1B}p", .previousLikeEntry), ("\u{1B}P", .previousLikeEntry), ("\u{1B}u", .upperCase), ("\u{1B}U", .upperCase),
        ("\u{1B}w", .copyRegion), ("\u{1B}W", .copyRegion), ("\u{1B}<", .textStart), ("\u{1B}>", .textEnd),
    ] + "0123456789".map { ("\u{1B}\($0)", .argumentDigit) }
}
