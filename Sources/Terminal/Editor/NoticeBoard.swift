private import System

/// Lines that wait to be shown above the prompt. May be written to from any thread.
package final class NoticeBoard: Sendable {
    private let lines = Locked<[String]>([])

    package init() {}

    /// Shows a line above the prompt: at once while a line is being edited, else before the next prompt.
    ///
    /// - Parameter line: already styled; it is shown as it is.
    package func post(_ line: String) {
        lines.withLock { $0.append(line) }
        EditorEvents.postNotice()
    }

    /// The lines posted since the last call.
    func take() -> [String] {
        lines.withLock { waiting in
            defer { waiting.removeAll() }
            return waiting
        }
    }
}
