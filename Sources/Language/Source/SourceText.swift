import Characters

/// A text and the name it goes by in messages: a script, what was typed at a prompt, a notebook cell.
///
/// Its bytes are kept as they came, valid UTF-8 or not; a byte-order mark at the start is skipped.
/// Lines end with LF, CR LF or CR.
package struct SourceText: Sendable {
    /// What messages call it: `my.sweep`, `-c`, `[3]`.
    package let name: String
    package let bytes: [UInt8]
    /// Where the text starts: after a byte-order mark, if there is one.
    package let start: Int
    /// Whether it is the command line of the process that goes by `name`; its places have no line and column.
    package let isCommandLine: Bool

    package init(name: String, bytes: [UInt8], isCommandLine: Bool = false) {
        self.name = name
        self.bytes = bytes
        self.isCommandLine = isCommandLine
        start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    package init(name: String, _ text: String) {
        self.init(name: name, bytes: Array(text.utf8))
    }

    /// All of the text, without a byte-order mark.
    package var span: SourceSpan { SourceSpan(start: start, end: bytes.count) }

    /// The text at `span`; bytes that are no UTF-8 come out as U+FFFD.
    package subscript(span: SourceSpan) -> String {
        let lower = clamped(span.start)
        return String(decoding: bytes[lower..<max(lower, clamped(span.end))], as: UTF8.self)
    }

    /// The line and column of `offset`. Takes time in proportion to `offset`.
    package func position(of offset: Int) -> SourcePosition {
        let offset = onLine(offset)
        let lineStart = line(at: offset).start
        var line = 1
        for index in start..<max(start, lineStart) where endsLine(at: index) { line += 1 }
        return SourcePosition(line: line, column: 1 + self[SourceSpan(start: lineStart, end: offset)].count)
    }

    /// The line `offset` lies in, without its line break.
    package func line(at offset: Int) -> SourceSpan {
        let offset = onLine(offset)
        var lower = offset
        while lower > start, !bytes[lower - 1].isLineBreak { lower -= 1 }
        var upper = offset
        while upper < bytes.count, !bytes[upper].isLineBreak { upper += 1 }
        return SourceSpan(start: lower, end: upper)
    }

    /// The text at `span` fit for a message: at most `limit` characters, control characters made visible.
    func abbreviated(_ span: SourceSpan, limit: Int = 40) -> String {
        let reach = SourceSpan(start: span.start, end: min(span.end, span.start + 8 * limit))
        let characters = self[reach]
        let shown = characters.prefix(limit).map(\.visible).joined()
        return reach == span && characters.count <= limit ? shown : shown + "…"
    }

    /// The start of the character (scalar) that the byte at `offset` belongs to.
    func characterStart(near offset: Int) -> Int {
        var offset = offset
        while offset > start, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
        return offset
    }

    private func clamped(_ offset: Int) -> Int { min(max(offset, start), bytes.count) }

    /// `offset` inside the text, and in front of a CR LF rather than within it.
    private func onLine(_ offset: Int) -> Int {
        let offset = clamped(offset)
        let isWithinBreak = offset > start && offset < bytes.count
            && bytes[offset - 1] == ASCII.carriageReturn && bytes[offset] == ASCII.lineFeed
        return isWithinBreak ? offset - 1 : offset
    }

    /// Whether the byte at `index` is the last of a line break.
    private func endsLine(at index: Int) -> Bool {
        if bytes[index] == ASCII.lineFeed { return true }
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        return bytes[index] == ASCII.carriageReturn && next != ASCII.lineFeed
    }
}
