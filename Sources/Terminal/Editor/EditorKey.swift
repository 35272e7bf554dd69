/// A key that is passed to libedit as one private character, whatever the terminal sends for it.
///
/// The characters are C1 controls, which no keyboard sends and the decoder drops from pastes. One character a
/// key is what lets the same key work in vi's insert mode, where an escape sequence would begin with leaving it.
package enum EditorKey: UInt8, CaseIterable, Sendable {
    case up = 0x80
    case down
    case left
    case right
    case lineStart
    case lineEnd
    case wordLeft
    case wordRight
    case delete
    case deleteWord
    /// A newline, even where Enter would run the text.
    case newline
    /// The pasted text that waits in the editor.
    case paste
    /// Ends the line.
    case accept
    /// Sets the mark at the cursor.
    case setMark
    /// Behind the last character, out of vi's command mode.
    case append

    /// The character that stands for it in libedit.
    var scalar: Unicode.Scalar { Unicode.Scalar(rawValue) }

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
