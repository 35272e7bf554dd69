import Characters

/// Texts, such as paths, that are made brief so that different ones stay different.
package struct DistinctTexts {
    private let texts: [String]

    package init(_ texts: [String]) {
        self.texts = texts
    }

    private static let ellipsis = "…"

    /// Each path by its last name, with as many of the folders above it as tell it from the others.
    package var lastNames: [String] {
        let parts = texts.map { $0.split(separator: "/").map(String.init) }
        return zip(texts, parts).map { text, own in
            let others = zip(texts, parts).filter { $0.0 != text }.map(\.1)
            let count = (1...max(own.count, 1)).first { count in
                !others.contains { $0.suffix(count) == own.suffix(count) }
            }
            guard let count, count < own.count else { return text }
            return own.suffix(count).joined(separator: "/")
        }
    }

    /// The texts in at most so many columns of a terminal: where they differ is kept; nil where that takes more.
    package func cut(to room: Int) -> [String]? {
        if texts.allSatisfy({ $0.displayWidth <= room }) { return texts }
        for candidate in [texts.map { $0.cut(to: room, share: 0.5) }, aroundDifference(room)] {
            if candidate.allSatisfy({ $0.displayWidth <= room }), isDistinct(candidate) { return candidate }
        }
        return nil
    }

    private func isDistinct(_ shown: [String]) -> Bool { Set(shown).count == Set(texts).count }

    /// What all begin with, and all end with, is left out but for the room that what lies between leaves.
    private func aroundDifference(_ room: Int) -> [String] {
        let different = Array(Set(texts))
        guard different.count > 1 else { return texts.map { $0.cut(to: room, share: 0.5) } }
        let start = Self.commonCount(different.map { Array($0) })
        let end = Self.commonCount(different.map { Array($0.dropFirst(start).reversed()) })
        return texts.map { text in
            let middle = text.dropFirst(start).dropLast(end)
            let head = start > 0 ? Self.ellipsis : "", tail = end > 0 ? Self.ellipsis : ""
            return head + middle + tail
        }
    }

    /// How many characters all have in common at their start.
    private static func commonCount(_ texts: [[Character]]) -> Int {
        var count = 0
        while let first = texts.first, count < first.count, texts.allSatisfy({ count < $0.count && $0[count] == first[count] }) {
            count += 1
        }
        return count
    }
}

extension String {
    /// The text in at most so many columns, with an ellipsis for its middle.
    ///
    /// - Parameter share: of the room, what the start gets.
    fileprivate func cut(to room: Int, share: Double) -> String {
        guard displayWidth > room, room > 1 else { return self }
        let head = prefix(columns: Int(Double(room - 1) * share))
        let tail = String(String(reversed()).prefix(columns: room - 1 - head.displayWidth).reversed())
        return head + "…" + tail
    }

    /// As many characters of its start as fit.
    private func prefix(columns: Int) -> String {
        var kept = "", width = 0
        for character in self {
            width += character.displayWidth
            if width > columns { break }
            kept.append(character)
        }
        return kept
    }
}
