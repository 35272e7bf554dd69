import Session

/// vi's command mode.
extension EntryEditor {
    private struct Motion {
        let place: Int
        /// Whether an operator takes the character there too.
        var isInclusive = false
    }

    /// Commands that `.` makes again.
    private static let changes = Set("xXrcCdDsSpPaAiIR~".unicodeScalars)

    func enterCommandMode() -> Step {
        mode = .command
        text.cursor = max(text.lineStart, text.cursor - 1)
        vi.endChange()
        return .done
    }

    func undo() -> Step {
        guard let before = vi.before else { return .refused }
        (vi.before, text) = (text, before)
        return .done
    }

    /// Takes one command.
    func takeCommand(_ key: Unicode.Scalar) throws(EditingEnd) -> Step {
        if key != "0" || argument != nil, takeDigit(key) { return .counted }
        let before = text
        if Self.changes.contains(key) { vi.beginChange(with: key) }
        let step = try command(key)
        if key != "u", mode != .command || text.scalars != before.scalars { vi.before = before }
        if mode == .command {
            vi.endChange()
            text.cursor = min(text.cursor, max(text.lineStart, text.lineEnd - 1))
        }
        return step
    }

    private func command(_ key: Unicode.Scalar) throws(EditingEnd) -> Step {
        if case .binding(.command(let command)) = keys.match([key], inCommandMode: true) { return try perform(command) }
        if let motion = try motion(key, ofOperator: false) {
            text.cursor = motion.place
            return .done
        }
        switch key {
        case "\r", "\n": return try perform(.accept)
        case "d", "c", "y": return try operate(key)
        case "i", "I", "a", "A", "R": return startInserting(key)
        case "x": return kill(text.cursor, min(text.cursor + count, text.lineEnd))
        case "X": return kill(max(text.lineStart, text.cursor - count), text.cursor)
        case "D": return kill(text.cursor, text.lineEnd)
        case "C": return change(text.cursor, text.lineEnd)
        case "s": return change(text.cursor, min(text.cursor + count, text.lineEnd))
        case "S": return change(text.lineStart, text.lineEnd)
        case "Y": return yank(text.cursor, text.lineEnd)
        case "r": return try replaceCharacters()
        case "~": return swapCase()
        case "p", "P": return put(after: key == "p")
        case "u": return undo()
        case ".": return vi.replayLastChange() ? .done : .refused
        case "j", "+": return down()
        case "k", "-": return up()
        case "/", "?": return try searchEntries(key)
        case "n": return findEntry(older: true)
        case "N": return findEntry(older: false)
        case "#": return commentOut()
        default: return key.isControl && key != "\t" ? try control(key) : .refused
        }
    }

    /// A control character does what it does in insert mode.
    private func control(_ key: Unicode.Scalar) throws(EditingEnd) -> Step {
        guard key != "\u{1B}", case .binding(.command(let command)) = keys.match([key]) else { return .refused }
        return try perform(command)
    }

    // MARK: Motions

    /// Where a motion leads to; nil for what is none, or leads nowhere.
    private func motion(_ key: Unicode.Scalar, ofOperator isOperand: Bool) throws(EditingEnd) -> Motion? {
        switch key {
        case "h": return Motion(place: max(text.lineStart, text.cursor - count))
        case "l", " ": return Motion(place: min(text.lineEnd, text.cursor + count))
        case "0": return Motion(place: text.lineStart)
        case "^": return Motion(place: text.firstNonBlank)
        case "$": return Motion(place: text.lineEnd)
        case "|": return Motion(place: min(text.lineEnd, text.lineStart + count - 1))
        case "w", "W": return Motion(place: repeated { text.viNextWord(from: $0, big: key == "W") })
        case "b", "B": return Motion(place: repeated { text.viPreviousWord(from: $0, big: key == "B") })
        case "e", "E": return Motion(place: repeated { text.viWordEnd(from: $0, big: key == "E") }, isInclusive: true)
        case "%": return text.matchingBracket.map { Motion(place: $0, isInclusive: true) }
        case "f", "F", "t", "T":
            guard let wanted = try nextCharacter() else { return nil }
            vi.lastFind = (key, wanted)
            return find(key, wanted)
        case ";": return vi.lastFind.flatMap { find($0.kind, $0.wanted) }
        case ",": return vi.lastFind.flatMap { find(Self.opposite($0.kind), $0.wanted) }
        default: return nil
        }
    }

    private func find(_ kind: Unicode.Scalar, _ wanted: Unicode.Scalar) -> Motion? {
        text.viFind(kind, wanted, times: count).map { Motion(place: $0, isInclusive: kind == "f" || kind == "t") }
    }

    private static func opposite(_ kind: Unicode.Scalar) -> Unicode.Scalar {
        switch kind {
        case "f": "F"
        case "F": "f"
        case "t": "T"
        default: "t"
        }
    }

    private func repeated(_ next: (Int) -> Int) -> Int {
        var place = text.cursor
        for _ in 0..<count {
            let following = next(place)
            if following == place { break }
            place = following
        }
        return place
    }

    // MARK: Changes

    /// `d`, `c` or `y`, and what it is for: a motion, or the line where the same key is pressed again.
    private func operate(_ key: Unicode.Scalar) throws(EditingEnd) -> Step {
        let outer = count
        argument = nil
        guard var operand = try nextCharacter() else { return .refused }
        while operand != "0" || argument != nil, takeDigit(operand) {
            guard let next = try nextCharacter() else { return .refused }
            operand = next
        }
        argument = min(outer * count, 9_999)
        guard operand != key else { return apply(key, text.lineStart, text.lineEnd) }
        // `cw` leaves the blanks behind the word.
        let isOnWord = text.cursor < text.scalars.count && !text.scalars[text.cursor].properties.isWhitespace
        if key == "c", isOnWord, operand == "w" || operand == "W" { operand = operand == "w" ? "e" : "E" }
        guard let motion = try motion(operand, ofOperator: true) else { return .refused }
        let (start, end) = (min(text.cursor, motion.place), max(text.cursor, motion.place))
        return apply(key, start, end + (motion.isInclusive ? 1 : 0))
    }

    private func apply(_ key: Unicode.Scalar, _ start: Int, _ end: Int) -> Step {
        switch key {
        case "d": kill(start, end)
        case "c": change(start, end)
        default: yank(start, end)
        }
    }

    private func change(_ start: Int, _ end: Int) -> Step {
        _ = kill(start, end)
        mode = .insert
        return .done
    }

    private func yank(_ start: Int, _ end: Int) -> Step {
        killed = Array(text.scalars[start..<max(start, min(end, text.scalars.count))])
        text.cursor = start
        return .done
    }

    private func startInserting(_ key: Unicode.Scalar) -> Step {
        switch key {
        case "I": text.cursor = text.firstNonBlank
        case "a": text.cursor = min(text.cursor + 1, text.lineEnd)
        case "A": text.cursor = text.lineEnd
        default: break
        }
        mode = key == "R" ? .replace : .insert
        return .done
    }

    private func replaceCharacters() throws(EditingEnd) -> Step {
        guard let scalar = try nextCharacter(), !scalar.isControl, text.cursor + count <= text.lineEnd else { return .refused }
        let times = count
        text.remove(text.cursor, text.cursor + times)
        text.insert(repeatElement(scalar, count: times))
        text.cursor -= 1
        return .done
    }

    private func swapCase() -> Step {
        let end = min(text.cursor + count, text.lineEnd)
        guard text.cursor < end else { return .refused }
        text.transform(text.cursor..<end) { letters in
            String(letters.flatMap { $0.isUppercase ? $0.lowercased() : $0.uppercased() })
        }
        return .done
    }

    private func put(after isAfter: Bool) -> Step {
        guard !killed.isEmpty else { return .refused }
        if isAfter { text.cursor = min(text.cursor + 1, text.lineEnd) }
        let step = insert(killed)
        text.cursor -= 1
        return step
    }

    /// Enters the line as a comment.
    private func commentOut() -> Step {
        text.cursor = 0
        text.insert(CollectionOfOne("#"))
        return isComplete(text.text) ? .accepted : .done
    }

    // MARK: Searches

    /// `/` and `?`: the pattern is typed below the text.
    private func searchEntries(_ key: Unicode.Scalar) throws(EditingEnd) -> Step {
        var typed = "".unicodeScalars
        while let scalar = try nextCharacter(footer: "\(key)\(String(typed))") {
            switch scalar {
            case "\r", "\n":
                if !typed.isEmpty { pattern = typed }
                return findEntry(older: key == "/")
            case "\u{8}", "\u{7F}":
                if typed.popLast() == nil { return .refused }
            case "\u{1B}": return .refused
            default:
                if !scalar.isControl { typed.append(scalar) }
            }
        }
        return .refused
    }

    private func findEntry(older isOlder: Bool) -> Step {
        guard !pattern.isEmpty else { return .refused }
        let isMatch = { [pattern] (entry: String) in HistorySearch.place(of: pattern, in: entry) != nil }
        return show(
            isOlder ? recall.previous(in: history.entries, current: text.text, where: isMatch)
                : recall.next(in: history.entries, where: isMatch))
    }
}
