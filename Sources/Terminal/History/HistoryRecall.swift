/// Walks through the history from the line being edited, which is kept as a draft and found again at the end.
struct HistoryRecall {
    /// The entry shown, nil while the draft is.
    private var index: Int?
    private var draft = ""

    /// The entry before the one shown, nil when there is none.
    ///
    /// - Parameter found: the current text came from a search: the walk starts at the last entry equal to it.
    mutating func previous(in entries: [String], current: String, found: Bool) -> String? {
        startOver(in: entries, current: current, found: found)
        let end = index ?? entries.endIndex
        guard end > entries.startIndex, end <= entries.endIndex else { return nil }
        if index == nil { draft = current }
        index = end - 1
        return entries[end - 1]
    }

    /// The entry after the one shown, the draft after the last, nil when the draft is shown.
    mutating func next(in entries: [String], current: String, found: Bool) -> String? {
        startOver(in: entries, current: current, found: found)
        guard let shown = index else { return nil }
        let following = shown + 1
        index = following < entries.endIndex ? following : nil
        return index.map { entries[$0] } ?? draft
    }

    private mutating func startOver(in entries: [String], current: String, found: Bool) {
        guard found, let place = entries.lastIndex(of: current) else { return }
        index = place
        draft = ""
    }
}
