/// What a terminal finally shows of a text that moves its cursor.
enum TerminalText {
    /// The text with carriage returns and backspaces applied, and colours and other escapes left out.
    static func settled(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 0x0D || $0 == 0x08 || $0 == 0x1B }) else { return text }
        var (shown, line, column) = ("", [Character](), 0)
        var rest = text[...]
        while let character = rest.popFirst() {
            switch character {
            case "\n", "\r\n":
                shown += String(line) + "\n"
                (line, column) = ([], 0)
            case "\r": column = 0
            case "\u{8}": column = max(0, column - 1)
            case "\u{1B}":
                if skipEscape(&rest) == "K" { line.removeSubrange(min(column, line.count)...) }
            default:
                if column < line.count { line[column] = character } else { line.append(character) }
                column += 1
            }
        }
        return shown + String(line)
    }

    /// Skips an escape sequence after its first byte and returns its last character.
    private static func skipEscape(_ rest: inout Substring) -> Character? {
        switch rest.popFirst() {
        case "[":
            while let character = rest.popFirst() {
                if ("@"..."~").contains(character) { return character }
            }
            return nil
        case "]":
            while let character = rest.popFirst(), character != "\u{7}", character != "\u{1B}" {}
            if rest.first == "\\" { rest.removeFirst() }
            return nil
        case let character: return character
        }
    }
}

/// An error's lines as they are shown.
enum ErrorText {
    static func shown(_ name: String, _ value: String, _ traceback: [String]) -> String {
        let text = traceback.isEmpty ? "\(name): \(value)" : traceback.joined(separator: "\n")
        return TerminalText.settled(text)
    }
}
