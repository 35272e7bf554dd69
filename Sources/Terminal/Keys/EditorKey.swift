/// A key beside the characters, whatever the terminal sends for it.
package enum EditorKey: Hashable, Sendable {
    case up, down, left, right
    case lineStart, lineEnd
    case wordLeft, wordRight
    case delete, deleteWord
    /// A newline, even where Enter would run the text.
    case newline

    /// What it is called on a keyboard.
    var names: [String] {
        switch self {
        case .up: ["Up"]
        case .down: ["Down"]
        case .left: ["Left"]
        case .right: ["Right"]
        case .lineStart: ["Home"]
        case .lineEnd: ["End"]
        case .wordLeft: ["Ctrl-Left", "Alt-Left"]
        case .wordRight: ["Ctrl-Right", "Alt-Right"]
        case .delete: ["Delete"]
        case .deleteWord: ["Ctrl-Delete", "Alt-Delete"]
        case .newline: ["Alt-Enter"]
        }
    }

    /// The keys by what terminals send for them, after the escape character.
    static let sequences: [String: EditorKey] = [
        "[A": .up, "OA": .up, "[B": .down, "OB": .down,
        "[C": .right, "OC": .right, "[D": .left, "OD": .left,
        "[H": .lineStart, "OH": .lineStart, "[1~": .lineStart, "[7~": .lineStart,
        "[F": .lineEnd, "OF": .lineEnd, "[4~": .lineEnd, "[8~": .lineEnd,
        "[1;5C": .wordRight, "[1;3C": .wordRight, "[5C": .wordRight, "Oc": .wordRight,
        "[1;5D": .wordLeft, "[1;3D": .wordLeft, "[5D": .wordLeft, "Od": .wordLeft,
        "[3~": .delete, "[3;5~": .deleteWord, "[3;3~": .deleteWord,
    ]
}
