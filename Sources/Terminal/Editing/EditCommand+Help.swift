extension EditCommand {
    /// What it does, in one line.
    var help: String {
        switch self {
        case .insert: "inserts the character"
        case .quotedInsert: "inserts the next key as it is"
        case .argumentDigit: "a count: how often the next key acts"
        case .accept: "runs a complete text; breaks the line of another"
        case .breakLine: "a new line, even in a complete text"
        case .complete: "completes a word; shows what it may be where that is several"
        case .undo: "undoes the last change"
        case .commandMode: "goes to vi's command mode"
        case .clearScreen: "clears the screen"
        case .redisplay: "draws the text again"
        case .ignore: "nothing"
        case .previousCharacter: "a character to the left"
        case .nextCharacter: "a character to the right"
        case .previousWord: "to the start of the word"
        case .nextWord: "to the end of the word"
        case .lineStart: "to the start of the line"
        case .lineEnd: "to the end of the line"
        case .textStart: "to the start of the text"
        case .textEnd: "to the end of the text"
        case .deletePrevious: "deletes the character to the left"
        case .deleteNext: "deletes the character under the cursor"
        case .deleteNextOrEnd: "deletes the character under the cursor; leaves the session where no text is typed"
        case .deletePreviousWord: "deletes to the start of the word"
        case .deleteNextWord: "deletes to the end of the word"
        case .killToLineEnd: "deletes the rest of the line, at its end the line break"
        case .killToLineStart: "deletes the line up to the cursor"
        case .killAll: "deletes the text"
        case .killRegion: "deletes from the mark to the cursor"
        case .copyRegion: "copies from the mark to the cursor"
        case .setMark: "sets the mark"
        case .exchangeMark: "goes to the mark, which comes to where the cursor was"
        case .yank: "inserts what was deleted or copied last"
        case .transpose: "exchanges two characters"
        case .upperCase: "makes the word upper case"
        case .lowerCase: "makes the word lower case"
        case .capitalize: "makes the word lower case but for its first letter"
        case .up: "a line up; in the first line the entry before, as a whole block"
        case .down: "a line down; in the last line the entry after"
        case .previousEntry: "the entry before"
        case .nextEntry: "the entry after"
        case .previousLikeEntry: "the entry before that begins with what stands before the cursor"
        case .nextLikeEntry: "the entry after that begins with it"
        case .searchBackward: "searches older entries for what is then typed"
        case .searchForward: "searches newer entries"
        }
    }

    /// What `help keys` tells it with, in this order.
    enum Group: String, CaseIterable {
        case entering = "Entering"
        case history = "What was entered before"
        case moving = "Moving"
        case deleting = "Deleting and inserting again"
        case changing = "Changing"
    }

    var group: Group {
        switch self {
        case .insert, .quotedInsert, .argumentDigit, .accept, .breakLine, .complete, .undo, .commandMode, .clearScreen, .redisplay, .ignore,
            .deleteNextOrEnd: .entering
        case .up, .down, .previousEntry, .nextEntry, .previousLikeEntry, .nextLikeEntry, .searchBackward, .searchForward: .history
        case .previousCharacter, .nextCharacter, .previousWord, .nextWord, .lineStart, .lineEnd, .textStart, .textEnd: .moving
        case .deletePrevious, .deleteNext, .deletePreviousWord, .deleteNextWord, .killToLineEnd, .killToLineStart, .killAll,
            .killRegion, .copyRegion, .setMark, .exchangeMark, .yank: .deleting
        case .transpose, .upperCase, .lowerCase, .capitalize: .changing
        }
    }
}
