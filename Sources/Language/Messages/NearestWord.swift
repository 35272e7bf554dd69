/// Finds the word someone meant: "dorpout" is "dropout".
package enum NearestWord {
    /// The candidate nearest to `word`, if one is near enough to be meant; of equals the one nearer in
    /// length, then the first.
    ///
    /// Near enough: the same but for case, `_` and `-`; a beginning of three letters or more; a part
    /// between underscores ("decay"); or at most a third of its letters (at least one, at most three)
    /// left out, added, changed or swapped with a neighbour.
    package static func find(_ word: String, among candidates: some Sequence<String>) -> String? {
        let letters = folded(word)
        guard !letters.isEmpty, letters.count <= longestWord else { return nil }
        var best: (word: String, distance: Int, growth: Int)?
        for candidate in candidates where candidate != word {
            let other = folded(candidate)
            guard let distance = distance(letters, other, of: candidate) else { continue }
            let growth = abs(other.count - letters.count)
            if let best, (best.distance, best.growth) <= (distance, growth) { continue }
            best = (candidate, distance, growth)
        }
        return best?.word
    }

    private static let longestWord = 64

    private static func folded(_ word: String) -> [Character] {
        word.prefix(longestWord + 1).lowercased().filter { $0 != "_" && $0 != "-" }
    }

    /// How far the words are apart; nil if too far.
    private static func distance(_ word: [Character], _ other: [Character], of candidate: String) -> Int? {
        if word == other { return 0 }
        if word.count >= 3, other.starts(with: word) { return 1 }
        let limit = min(max(word.count / 3, 1), 3)
        if word.count > 1, abs(word.count - other.count) <= limit {
            let edits = edits(from: word, to: other)
            if edits <= limit { return edits }
        }
        let isPart = word.count >= 3 && candidate.split(separator: "_").contains { $0.lowercased() == String(word) }
        return isPart ? limit + 1 : nil
    }

    /// The Damerau–Levenshtein distance in its restricted form (no part is edited twice).
    private static func edits(from source: [Character], to target: [Character]) -> Int {
        var older: [Int] = []
        var previous = Array(0...target.count)
        for (row, letter) in source.enumerated() {
            var current = [row + 1]
            for (column, other) in target.enumerated() {
                var cost = min(previous[column + 1], current[column]) + 1
                cost = min(cost, previous[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == target[column - 1], source[row - 1] == other {
                    cost = min(cost, older[column - 1] + 1)
                }
                current.append(cost)
            }
            (older, previous) = (previous, current)
        }
        return previous[target.count]
    }
}
