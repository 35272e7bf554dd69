import Language
import Session

/// What the commands do.
extension EntryEditor {
    func perform(_ command: EditCommand) throws(EditingEnd) -> Step {
        switch command {
        case .ignore: return .done
        // Both need the character that was typed, and have had it.
        case .insert, .argumentDigit: return .refused
        case .quotedInsert: return try insertQuoted()
        case .accept: return accept()
        case .breakLine: return breakLine()
        case .complete: return completeWord()
        case .undo: return undo()
        case .commandMode: return enterCommandMode()
        case .clearScreen: terminal.clearScreen()
        case .redisplay: terminal.redraw()

        case .previousCharacter: return move { $0.cursor - 1 }
        case .nextCharacter: return move { $0.cursor + 1 }
        case .previousWord: return move { $0.wordStart() }
        case .nextWord: return move { $0.wordEnd }
        case .lineStart: text.cursor = text.lineStart
        case .lineEnd: text.cursor = text.lineEnd
        case .textStart: text.cursor = 0
        case .textEnd: text.cursor = text.scalars.count

        case .deletePrevious: return delete { $0.cursor - 1 }
        case .deleteNext: return delete { $0.cursor + 1 }
        case .deleteNextOrEnd:
            if text.isEmpty { throw .endOfInput }
            return delete { $0.cursor + 1 }
        case .deletePreviousWord: return kill(place { $0.wordStart() }, text.cursor)
        case .deleteNextWord: return kill(text.cursor, place { $0.wordEnd })
        case .killToLineEnd: return kill(text.cursor, max(text.lineEnd, min(text.cursor + 1, text.scalars.count)))
        case .killToLineStart: return kill(text.lineStart, text.cursor)
        case .killAll: return kill(0, text.scalars.count)
        case .killRegion: return kill(mark, text.cursor)
        case .copyRegion: copyRegion()
        case .setMark: mark = text.cursor
        case .exchangeMark: (mark, text.cursor) = (text.cursor, mark)
        case .yank: return killed.isEmpty ? .refused : insert(killed)

        case .transpose: return transpose()
        case .upperCase: changeWord { $0.uppercased() }
        case .lowerCase: changeWord { $0.lowercased() }
        case .capitalize: changeWord { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() }

        case .up: return up()
        case .down: return down()
        case .previousEntry: return show(recall.previous(in: history.entries, current: text.text))
        case .nextEntry: return show(recall.next(in: history.entries))
        case .previousLikeEntry: return showLike { $0.recall.previous(in: $0.history.entries, current: $0.text.text, where: $1) }
        case .nextLikeEntry: return showLike { $0.recall.next(in: $0.history.entries, where: $1) }
        case .searchBackward: return try search(.backward)
        case .searchForward: return try search(.forward)
        }
        return .done
    }

    // MARK: Moves and deletions

    /// Where a move, made as often as the count says, leads to.
    private func place(_ next: (EditedText) -> Int) -> Int {
        var moved = text
        for _ in 0..<count {
            let before = moved.cursor
            moved.cursor = next(moved)
            if moved.cursor == before { break }
        }
        return moved.cursor
    }

    private func move(_ next: (EditedText) -> Int) -> Step {
        let place = place(next)
        defer { text.cursor = place }
        return place == text.cursor ? .refused : .done
    }

    private func delete(_ next: (EditedText) -> Int) -> Step {
        text.remove(text.cursor, place(next)).isEmpty ? .refused : .done
    }

    private func copyRegion() {
        let (start, end) = (min(mark, text.cursor), min(max(mark, text.cursor), text.scalars.count))
        if start < end { killed = Array(text.scalars[start..<end]) }
    }

    private func transpose() -> Step {
        let end = min(text.cursor + 1, text.lineEnd)
        guard end - text.lineStart >= 2 else { return .refused }
        let pair = text.remove(end - 2, end)
        text.insert(pair.reversed())
        return .done
    }

    private func changeWord(_ change: (String) -> String) {
        let end = place { $0.wordEnd }
        text.transform(text.cursor..<end, change)
    }

    /// The next key as a character, whatever it is.
    private func insertQuoted() throws(EditingEnd) -> Step {
        guard let scalar = try nextCharacter() else { return .refused }
        return insert([scalar])
    }

    // MARK: Lines and entries

    /// Enter.
    private func accept() -> Step {
        if isComplete(text.text) { return .accepted }
        if mode == .command {
            text.cursor = text.scalars.count
            mode = .insert
        }
        return breakLine()
    }

    private func breakLine() -> Step {
        insert(Array(("\n" + Indentation.after(text.textBeforeCursor)).unicodeScalars))
    }

    /// Up a line, or to the entry before.
    func up() -> Step {
        guard let place = text.placeAbove else { return show(recall.previous(in: history.entries, current: text.text)) }
        text.cursor = place
        return .done
    }

    /// Down a line, or to the entry after.
    func down() -> Step {
        guard let place = text.placeBelow else { return show(recall.next(in: history.entries)) }
        text.cursor = place
        return .done
    }

    /// Shows an entry that begins as the text before the cursor does, which stays where it is.
    private func showLike(_ walk: (EntryEditor, (String) -> Bool) -> String?) -> Step {
        let (start, cursor) = (text.textBeforeCursor, text.cursor)
        let step = show(walk(self) { $0.hasPrefix(start) })
        text.cursor = cursor
        return step
    }

    /// Searches while the pattern is typed; Escape keeps what is found, Ctrl-G gives up, any other key goes on from there.
    private func search(_ direction: HistorySearch.Direction) throws(EditingEnd) -> Step {
        let original = text
        var search = HistorySearch(in: history.entries, direction, from: recall.index)
        defer { if !search.pattern.isEmpty { pattern = search.pattern } }
        while true {
            if let found = search.found { text = found.entry }
            let key = try nextKey(footer: search.footer)
            switch key {
            case .character("\u{12}"): search.advance(.backward, last: pattern)
            case .character("\u{13}"): search.advance(.forward, last: pattern)
            case .character("\u{8}"), .character("\u{7F}"): search.removeLast()
            case .character("\u{7}"):
                text = original
                return .refused
            case .character(let scalar) where !scalar.isControl: search.append([scalar])
            case .paste(let text): search.append(text.unicodeScalars.prefix { $0 != "\n" })
            case .character, .key, .sequence, .overlongPaste:
                if key != .character("\u{1B}") { pushBack(key) }
                if let found = search.found { recall.start(at: found.index, from: original.text) }
                return .done
            }
        }
    }

    // MARK: Completion

    /// Tab.
    private func completeWord() -> Step {
        let whole = text.text
        switch CompletionStep(complete(whole, text.cursorByte), for: whole) {
        case .nothing: return .refused
        case .replace(let bytes, let replacement):
            text.remove(text.scalarOffset(ofByte: bytes.lowerBound), text.scalarOffset(ofByte: bytes.upperBound))
            text.insert(Array(replacement.unicodeScalars))
        case .list(let candidates): terminal.list(candidates)
        }
        return .done
    }
}
