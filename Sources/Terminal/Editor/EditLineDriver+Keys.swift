internal import CEditLine

/// The functions of the keys. Each returns what libedit is to do next.
extension EditLineDriver {
    /// Enter.
    func accept() -> Int32 {
        guard isComplete(line.text) else { return breakLine() }
        push(.accept)
        return CC_NORM
    }

    /// Enter in vi's command mode, where the cursor never stands behind the last character.
    func acceptFromEnd() -> Int32 {
        let line = line
        el_cursor(editLine, Int32(clamping: line.scalars.count - line.cursor))
        if !isComplete(line.text) { push(.append) }
        return accept()
    }

    func breakLine() -> Int32 {
        insert("\n" + Indentation.afterBreak(of: line.textBeforeCursor))
        return CC_REFRESH
    }

    func insertPasted() -> Int32 {
        insert(pasted)
        pasted = ""
        return CC_REFRESH
    }

    /// Up a line, or to the entry before.
    func up() -> Int32 {
        let line = line
        if let place = line.placeAbove { return move(from: line, to: place) }
        defer { hasSearched = false }
        guard let entry = recall.previous(in: history.entries, current: line.text, found: hasSearched) else {
            return CC_ERROR
        }
        return show(entry)
    }

    /// Down a line, or to the entry after.
    func down() -> Int32 {
        let line = line
        if let place = line.placeBelow { return move(from: line, to: place) }
        defer { hasSearched = false }
        guard let entry = recall.next(in: history.entries, current: line.text, found: hasSearched) else {
            return CC_ERROR
        }
        return show(entry)
    }

    func toLineStart() -> Int32 {
        let line = line
        return move(from: line, to: line.lineStart)
    }

    func toLineEnd() -> Int32 {
        let line = line
        return move(from: line, to: line.lineEnd)
    }

    /// Tab.
    func completeWord() -> Int32 {
        let line = line
        let text = line.text
        let answer = complete(text, line.cursorByte)
        switch CompletionStep(answer, for: text) {
        case .nothing:
            return CC_ERROR
        case .replace(let bytes, let replacement):
            let span = line.scalarOffset(ofByte: bytes.lowerBound)..<line.scalarOffset(ofByte: bytes.upperBound)
            replace(span, of: line, with: replacement)
            return CC_REFRESH
        case .list(let candidates):
            list(candidates)
            return CC_NORM
        }
    }

    /// Rows of candidates shown at most, however high the terminal.
    private static let mostListedRows = 20

    private func list(_ candidates: [CompletionCandidate]) {
        let size = TerminalCapabilities.size()
        let listing = CompletionListing(
            columns: size.columns, maximumRows: min(Self.mostListedRows, size.rows - 3),
            encoding: capabilities.encoding)
        printAbove(listing.lines(candidates))
    }

    private func move(from line: EditedLine, to place: Int) -> Int32 {
        el_cursor(editLine, Int32(clamping: place - line.cursor))
        return CC_CURSOR
    }

    private func replace(_ span: Range<Int>, of line: EditedLine, with text: String) {
        el_cursor(editLine, Int32(clamping: span.upperBound - line.cursor))
        el_deletestr(editLine, Int32(clamping: span.count))
        insert(text)
    }

    /// Replaces the whole text, the cursor at its end.
    private func show(_ entry: String) -> Int32 {
        let isEmpty = entry.isEmpty
        let count = entry.unicodeScalars.count
        // libedit replaces nothing by an empty text.
        el_wreplacestr(editLine, WideText.array(isEmpty ? " " : entry))
        el_cursor(editLine, Int32(clamping: max(1, count)))
        if isEmpty { el_deletestr(editLine, 1) }
        noteGrowth(to: count)
        return CC_REFRESH
    }

    private func insert(_ text: String) {
        guard !text.isEmpty else { return }
        el_winsertstr(editLine, WideText.array(text))
        noteGrowth(to: line.scalars.count)
    }

    /// After its buffer has moved, libedit's mark points nowhere until it is set again.
    private func noteGrowth(to count: Int) {
        guard count >= reserved else { return }
        reserved = count
        push(.setMark)
    }

    /// Has libedit take a key before the next one from the keyboard.
    private func push(_ key: EditorKey) {
        el_wpush(editLine, WideText.array(String(key.scalar)))
    }
}
