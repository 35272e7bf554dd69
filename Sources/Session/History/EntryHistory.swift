import Glibc
package import System

/// What was entered in this session and in those before it, oldest first.
///
/// An entry is written to the file as soon as it is entered, so nothing is lost with the session. Empty lines, lines that
/// start with a blank and repetitions of the entry before are not kept. A file that can't be read or written
/// causes one warning; the session continues and remembers its own lines.
package final class EntryHistory {
    /// Entries loaded, and left in the file when it is compacted.
    package static let defaultLimit = 10_000

    package private(set) var entries: [String] = []
    private let file: HistoryFile?
    private var waiting: HistoryWarning?
    private var hasWarned = false

    /// The user's history: `sweepbook/history` in XDG_STATE_HOME, which is `~/.local/state` where it is not set.
    package static func standardPath(environment: Environment = .process) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/sweepbook/history" }
        guard let home = environment["HOME"] else { return nil }
        return home + "/.local/state/sweepbook/history"
    }

    /// Loads the last `limit` entries, and compacts a file that holds more than twice as many.
    ///
    /// - Parameter path: nil for no file, which causes a warning.
    package init(path: String?, limit: Int = EntryHistory.defaultLimit) {
        file = path.map(HistoryFile.init)
        guard let file else {
            warn(.noFolder)
            return
        }
        do throws(HistoryWarning) {
            let lines = try file.lines()
            entries = lines.suffix(limit).map { HistoryEntry.decoded($0) }
            if lines.count > 2 * limit { try file.compact(keeping: limit) }
        } catch {
            warn(error)
        }
    }

    /// Adds an entry, here and in the file.
    ///
    /// - Returns: whether it is kept.
    @discardableResult
    package func append(_ text: String) -> Bool {
        let entry = Self.trimmed(text)
        guard let first = entry.first, !first.isWhitespace, entry != entries.last else { return false }
        entries.append(entry)
        do throws(HistoryWarning) {
            try file?.append(HistoryEntry.encoded(entry))
        } catch {
            warn(error)
        }
        return true
    }

    /// What to tell the user, once.
    package func takeWarning() -> HistoryWarning? {
        defer { waiting = nil }
        return waiting
    }

    private func warn(_ warning: HistoryWarning) {
        if !hasWarned { waiting = warning }
        hasWarned = true
    }

    private static func trimmed(_ text: String) -> String {
        guard let last = text.lastIndex(where: { !$0.isNewline }) else { return "" }
        return String(text[...last])
    }
}
