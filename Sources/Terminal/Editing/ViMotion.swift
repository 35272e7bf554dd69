/// Where vi's words and brackets are.
extension EditedText {
    /// What vi takes for one word: characters of a kind; a big word is all but blanks.
    private static func kind(_ scalar: Unicode.Scalar, _ isBig: Bool) -> Int {
        if scalar.properties.isWhitespace { return 0 }
        return isBig || scalar.isAlphanumeric || scalar == "_" ? 1 : 2
    }

    /// The start of the next word.
    func viNextWord(from place: Int, big isBig: Bool) -> Int {
        guard place < scalars.count else { return place }
        var end = place
        let kind = Self.kind(scalars[place], isBig)
        while end < scalars.count, kind != 0, Self.kind(scalars[end], isBig) == kind { end += 1 }
        while end < scalars.count, Self.kind(scalars[end], isBig) == 0 { end += 1 }
        return end
    }

    /// The start of the word before.
    func viPreviousWord(from place: Int, big isBig: Bool) -> Int {
        var start = place
        while start > 0, Self.kind(scalars[start - 1], isBig) == 0 { start -= 1 }
        guard start > 0 else { return 0 }
        let kind = Self.kind(scalars[start - 1], isBig)
        while start > 0, Self.kind(scalars[start - 1], isBig) == kind { start -= 1 }
        return start
    }

    /// The last character of the next word.
    func viWordEnd(from place: Int, big isBig: Bool) -> Int {
        var end = place + 1
        while end < scalars.count, Self.kind(scalars[end], isBig) == 0 { end += 1 }
        guard end < scalars.count else { return max(0, scalars.count - 1) }
        let kind = Self.kind(scalars[end], isBig)
        while end + 1 < scalars.count, Self.kind(scalars[end + 1], isBig) == kind { end += 1 }
        return end
    }

    /// The partner of the bracket at or after the cursor.
    var matchingBracket: Int? {
        let openings = Array("([{".unicodeScalars), closings = Array(")]}".unicodeScalars)
        guard let start = scalars[cursor...].firstIndex(where: { (openings + closings).contains($0) }) else { return nil }
        let own = scalars[start]
        let isOpening = openings.contains(own)
        guard let kind = (isOpening ? openings : closings).firstIndex(of: own) else { return nil }
        let partner = (isOpening ? closings : openings)[kind]
        var depth = 0, place = start
        while scalars.indices.contains(place) {
            depth += scalars[place] == own ? 1 : scalars[place] == partner ? -1 : 0
            if depth == 0 { return place }
            place += isOpening ? 1 : -1
        }
        return nil
    }

    /// The first character of the cursor's line that is no blank.
    var firstNonBlank: Int {
        scalars[lineStart..<lineEnd].firstIndex { $0 != " " && $0 != "\t" } ?? lineEnd
    }

    /// Where `f`, `F`, `t` or `T` leads to: the place of a character on the cursor's line, or beside it.
    func viFind(_ kind: Unicode.Scalar, _ wanted: Unicode.Scalar, times: Int) -> Int? {
        let isForward = kind == "f" || kind == "t"
        var place = cursor, remaining = times
        while remaining > 0 {
            place += isForward ? 1 : -1
            guard (lineStart..<lineEnd).contains(place) else { return nil }
            if scalars[place] == wanted { remaining -= 1 }
        }
        switch kind {
        case "t": return place - 1
        case "T": return place + 1
        default: return place
        }
    }
}
