/// Walks through the history from the line being edited, which is kept as a draft and found again at the end.
struct HistoryRecall {
    /// The entry shown, nil while the draft is.
    private(set) var index: Int?
    private var draft = ""

    /// The nearest matching entry before the one shown, nil when there is none.
    mutating func previous(
        in entries: [String], current: String, where isWanted: (String) -> Bool = { _ in true }
    ) -> String? {
        guard let place = entries[..<(index ?? entries.endIndex)].lastIndex(where: isWanted) else { return nil }
        if index == nil { draft = current }
        index = place
        return entries[place]
    }

    /// The nearest matching entry after the one shown, the draft after the last, nil when the draft is shown.
    mutating func next(in entries: [String], where isWanted: (String) -> Bool = { _ in true }) -> String? {
        guard let shown = index else { return nil }
        index = entries[(shown + 1)...].firstIndex(where: isWanted)
        return index.map { entries[$0] } ?? draft
    }

    /// Goes on from an entry that was found in another way.
    mutating func start(at place: Int, from current: String) {
        if index == nil { draft = current }
        index = place
    }
}
