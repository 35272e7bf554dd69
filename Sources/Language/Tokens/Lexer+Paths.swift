extension Lexer {
    /// Reads a path as it is written: up to a blank, a line break, `;`, a closing bracket it hasn't
    /// opened itself, or commas with one of these behind them.
    ///
    /// - Returns: its span, which is empty when there is none.
    /// - Throws: what makes it no path: a control character, a byte that is no UTF-8, or a `\` at its end.
    mutating func path() throws(SyntaxError) -> SourceSpan {
        let start = offset
        var open = OpenBrackets()
        while let byte = byte(at: offset), !endsPath(at: offset, open) {
            if byte == ASCII.comma {
                let end = endOfCommas()
                if endsPath(at: end, open) { break }
                offset = end
            } else {
                try pathCharacter(open)
                open.count(byte)
            }
        }
        return SourceSpan(start: start, end: offset)
    }

    private func endsPath(at offset: Int, _ open: OpenBrackets) -> Bool {
        guard let byte = byte(at: offset) else { return true }
        if byte == ASCII.backslash { return self.byte(at: offset + 1)?.isLineBreak ?? true }
        return byte == ASCII.semicolon || byte.isBlank || byte.isLineBreak || open.isUnmatched(byte)
    }

    private func endOfCommas() -> Int {
        var end = offset
        while byte(at: end) == ASCII.comma { end += 1 }
        return end
    }

    private mutating func pathCharacter(_ open: OpenBrackets) throws(SyntaxError) {
        let start = offset
        guard let (scalar, length) = scalar(at: start) else { throw invalidByteError() }
        skip(length)
        let span = SourceSpan(start: start, end: offset)
        if scalar.isControl { throw SyntaxError(.controlCharacter(scalar), at: span) }
        let endsHere = byte(at: offset) == ASCII.comma || endsPath(at: offset, open)
        if scalar == "\\", endsHere { throw SyntaxError(.blankInPath, at: span) }
    }
}

/// How many brackets of each kind a path has opened and not closed.
private struct OpenBrackets {
    private var counts: SIMD3<Int> = .zero

    mutating func count(_ byte: UInt8) {
        for (index, pair) in Self.pairs.enumerated() {
            if byte == pair.opener { counts[index] += 1 }
            if byte == pair.closer { counts[index] -= 1 }
        }
    }

    func isUnmatched(_ byte: UInt8) -> Bool {
        Self.pairs.indices.contains { Self.pairs[$0].closer == byte && counts[$0] == 0 }
    }

    private static let pairs = [
        (opener: UInt8(ascii: "("), closer: UInt8(ascii: ")")),
        (opener: UInt8(ascii: "["), closer: UInt8(ascii: "]")),
        (opener: ASCII.leftBrace, closer: ASCII.rightBrace),
    ]
}
