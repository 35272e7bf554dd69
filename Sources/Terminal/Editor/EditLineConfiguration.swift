internal import CEditLine
internal import Glibc
internal import System

/// The keys: emacs' and this editor's own, then the user's from `~/.editrc`, or the file EDITRC names.
///
/// `bind -v` and `bind -e` in that file throw every binding away, so the editor's own are made again after them; what
/// follows in the file then changes those, as its author meant.
struct EditLineConfiguration {
    let environment: Environment

    /// Only this much of a configuration is read.
    private static let mostBytes = 1 << 20

    /// Binds the keys, and says how escape sequences are to be read.
    func apply(to editLine: OpaquePointer) -> KeyDecoder.Style {
        var style = KeyDecoder.Style()
        // libedit itself begins with vi's.
        editline_set_editor(editLine, WideText.array("emacs"))
        Self.bindDefaults(editLine)
        for line in lines() {
            guard let words = Self.words(line), !words.isEmpty else { continue }
            Self.execute(words, in: editLine)
            guard words[0] == "bind" || words[0].hasSuffix(":bind") else { continue }
            if words.contains("-v") || words.contains("-e") { Self.bindDefaults(editLine) }
            if let sequence = Self.boundSequence(words) { style.passedOn.insert(sequence) }
        }
        let isVi = editline_is_vi(editLine) != 0
        style.joinsEscapeAndEnter = !isVi
        Self.bindPrivateKeys(editLine)
        // Escape in vi's command mode would wait for a key that completes a sequence.
        if isVi, style.passedOn.isEmpty { Self.bindAlternative(editLine, "\u{1B}", "ed-unassigned") }
        return style
    }

    // MARK: The file

    private func lines() -> [String] {
        guard let path = environment["EDITRC"] ?? environment["HOME"].map({ $0 + "/.editrc" }),
            let bytes = try? WholeFile.read(path, limit: Self.mostBytes)
        else { return [] }
        return bytes.prefix(Self.mostBytes).split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
            .filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }
    }

    /// The words of a line, quotes and backslashes taken as libedit takes them.
    private static func words(_ line: String) -> [String]? {
        guard let tokenizer = tok_winit(nil) else { return nil }
        defer { tok_wend(tokenizer) }
        var count: Int32 = 0
        var words: UnsafeMutablePointer<UnsafePointer<wchar_t>?>?
        guard tok_wstr(tokenizer, WideText.array(line), &count, &words) == 0, let words else { return nil }
        return (0..<Int(count)).compactMap { index in
            words[index].map { word in String(String.UnicodeScalarView(WideText.scalars(word, count: wcslen(word)))) }
        }
    }

    private static func execute(_ words: [String], in editLine: OpaquePointer) {
        let copies = words.map { WideText.copy($0) }
        defer { copies.forEach { $0.deallocate() } }
        var arguments = copies.map { UnsafePointer($0) as UnsafePointer<wchar_t>? } + [nil]
        el_wparse(editLine, Int32(clamping: words.count), &arguments)
    }

    /// The escape sequence a `bind` is about, without its escape character.
    private static func boundSequence(_ words: [String]) -> String? {
        guard !words.contains("-k"), let key = words.dropFirst().first(where: { !$0.hasPrefix("-") }) else { return nil }
        for escape in ["\u{1B}", "^[", "\\e", "\\E", "\\033"] where key.hasPrefix(escape) {
            let sequence = String(key.dropFirst(escape.count))
            return sequence.hasPrefix("[") || sequence.hasPrefix("O") ? sequence : nil
        }
        return nil
    }

    // MARK: The keys

    /// What `~/.editrc` may change.
    private static func bindDefaults(_ editLine: OpaquePointer) {
        bind(editLine, "\t", "rl_complete")
        bind(editLine, "^R", "em-inc-search-prev")
        bind(editLine, "^P", "up-line-or-history")
        bind(editLine, "^N", "down-line-or-history")
        bind(editLine, "^W", "ed-delete-prev-word")
        if editline_is_vi(editLine) != 0 {
            bindAlternative(editLine, "k", "up-line-or-history")
            bindAlternative(editLine, "j", "down-line-or-history")
        } else {
            bind(editLine, "^A", "line-start")
            bind(editLine, "^E", "line-end")
        }
    }

    /// What nothing may change: without it an entry could not be ended.
    private static func bindPrivateKeys(_ editLine: OpaquePointer) {
        for key in EditorKey.allCases {
            let name = EditLineCommands.name(of: key)
            bind(editLine, String(key.scalar), name)
            bindAlternative(editLine, String(key.scalar), name)
        }
        for enter in ["^M", "^J"] {
            bind(editLine, enter, "accept-or-break-line")
            bindAlternative(editLine, enter, "accept-or-break-last-line")
        }
    }

    private static func bind(_ editLine: OpaquePointer, _ key: String, _ command: String) {
        editline_bind(editLine, WideText.array(key), WideText.array(command))
    }

    private static func bindAlternative(_ editLine: OpaquePointer, _ key: String, _ command: String) {
        editline_bind_alternative(editLine, WideText.array(key), WideText.array(command))
    }
}
