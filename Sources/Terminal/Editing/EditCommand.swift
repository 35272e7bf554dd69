/// What a key can do, by the names that `~/.editrc` binds it under: those of libedit, which BSD's programs share.
enum EditCommand: String, CaseIterable {
    /// Enter: runs a complete text, breaks the line of another.
    case accept = "ed-newline"
    case breakLine = "break-line"
    case complete = "rl_complete"
    case insert = "ed-insert"
    case quotedInsert = "ed-quoted-insert"
    case argumentDigit = "ed-argument-digit"
    case undo = "vi-undo"
    case commandMode = "vi-command-mode"
    case clearScreen = "ed-clear-screen"
    case redisplay = "ed-redisplay"
    case ignore = "ed-ignore"

    case previousCharacter = "ed-prev-char"
    case nextCharacter = "ed-next-char"
    case previousWord = "ed-prev-word"
    case nextWord = "em-next-word"
    case lineStart = "line-start"
    case lineEnd = "line-end"
    case textStart = "ed-move-to-beg"
    case textEnd = "ed-move-to-end"

    case deletePrevious = "ed-delete-prev-char"
    case deleteNext = "ed-delete-next-char"
    /// Ctrl-D: on an empty text it ends the input.
    case deleteNextOrEnd = "em-delete-or-list"
    case deletePreviousWord = "ed-delete-prev-word"
    case deleteNextWord = "em-delete-next-word"
    case killToLineEnd = "ed-kill-line"
    case killToLineStart = "vi-kill-line-prev"
    case killAll = "em-kill-line"
    case killRegion = "em-kill-region"
    case copyRegion = "em-copy-region"
    case setMark = "em-set-mark"
    case exchangeMark = "em-exchange-mark"
    case yank = "em-yank"

    case transpose = "ed-transpose-chars"
    case upperCase = "em-upper-case"
    case lowerCase = "em-lower-case"
    case capitalize = "em-capitol-case"

    case up = "up-line-or-history"
    case down = "down-line-or-history"
    case previousEntry = "ed-prev-history"
    case nextEntry = "ed-next-history"
    case previousLikeEntry = "ed-search-prev-history"
    case nextLikeEntry = "ed-search-next-history"
    case searchBackward = "em-inc-search-prev"
    case searchForward = "em-inc-search-next"

    /// The command of a name in a configuration.
    static func named(_ name: String) -> EditCommand? { Self(rawValue: name) ?? otherNames[name] }

    private static let otherNames: [String: EditCommand] = [
        "accept-or-break-line": .accept, "ed-complete": .complete, "em-delete-prev-char": .deletePrevious,
        "vi-delete-prev-char": .deletePrevious, "vi-list-or-eof": .deleteNextOrEnd, "ed-unassigned": .ignore,
        "vi-prev-word": .previousWord, "vi-next-word": .nextWord, "vi-zero": .lineStart,
    ]
}
