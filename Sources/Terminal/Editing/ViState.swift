/// What vi's keys remember: the last change, to be made again, and the text before it.
struct ViState {
    /// The keys of the last change.
    private var lastChange: [KeyDecoder.Key] = []
    /// Those of the change that is being made; nil while none is.
    private var change: [KeyDecoder.Key]?
    /// Keys that are still to be taken again.
    var replay: [KeyDecoder.Key] = []
    private(set) var isReplaying = false
    /// The text before the last change.
    var before: EditedText?
    /// The last of `f`, `F`, `t` and `T`, and its character.
    var lastFind: (kind: Unicode.Scalar, wanted: Unicode.Scalar)?

    /// Begins a new entry; the last change stays.
    mutating func begin() {
        change = nil
        replay = []
        before = nil
    }

    /// Has the last change made again; false where there is none, or while one is.
    mutating func replayLastChange() -> Bool {
        guard !isReplaying, !lastChange.isEmpty else { return false }
        replay = lastChange
        isReplaying = true
        return true
    }

    mutating func nextReplayed() -> KeyDecoder.Key? {
        replay.isEmpty ? nil : replay.removeFirst()
    }

    /// To be called before each command: the last key of a change is one of its own.
    mutating func noteReplayed() {
        if replay.isEmpty { isReplaying = false }
    }

    // MARK: Recording

    mutating func beginChange(with key: Unicode.Scalar) {
        if !isReplaying { change = [.character(key)] }
    }

    mutating func note(_ key: KeyDecoder.Key) { change?.append(key) }

    mutating func endChange() {
        if let change { lastChange = change }
        change = nil
    }
}
