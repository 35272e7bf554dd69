internal import Characters
internal import Glibc
internal import Language

/// Reads entries from a terminal that can't move its cursor: the keys are the terminal driver's, and no
/// escape sequence is sent.
struct PlainLineReader {
    let encoding: TextEncoding
    let notices: NoticeBoard
    let isComplete: CompletenessCheck
    /// What was read beyond the last line.
    private var bytes: [UInt8] = []

    init(
        encoding: TextEncoding, notices: NoticeBoard, isComplete: @escaping CompletenessCheck
    ) {
        self.encoding = encoding
        self.notices = notices
        self.isComplete = isComplete
    }

    mutating func readLine(_ prompt: Prompt) -> LineEditor.Outcome {
        EditorEvents.receiving([SIGINT]) { readEntry(prompt) }
    }

    private mutating func readEntry(_ prompt: Prompt) -> LineEditor.Outcome {
        var lines: [String] = []
        while true {
            show(lines.isEmpty ? prompt : Self.continuation(of: prompt))
            switch nextLine() {
            case .entry(let line):
                lines.append(line)
                let text = lines.joined(separator: "\n")
                if isComplete(text) { return .entry(text) }
            case .interrupted:
                bytes.removeAll()
                StandardOutput.write("\n")
                return .interrupted
            case .endOfInput:
                StandardOutput.write("\n")
                return lines.isEmpty ? .endOfInput : .entry(lines.joined(separator: "\n"))
            }
        }
    }

    /// As wide as the prompt it continues: `   ...: `.
    private static func continuation(of prompt: Prompt) -> Prompt {
        let dots = "...: "
        return Prompt(String(repeating: " ", count: max(0, prompt.text.displayWidth - dots.count)) + dots)
    }

    private func show(_ prompt: Prompt) {
        StandardOutput.write(encoding.restricting(prompt.text))
    }

    private mutating func nextLine() -> LineEditor.Outcome {
        while true {
            if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
                defer { bytes.removeSubrange(...end) }
                return .entry(String(decoding: bytes[..<end], as: UTF8.self))
            }
            switch Keyboard.nextRaw(timeout: -1) {
            case .events(let events):
                if events.contains(.interrupt) { return .interrupted }
                if events.contains(.notice) { showNotices() }
            case .bytes(let more): bytes += more
            case nil: break
            case .end:
                defer { bytes.removeAll() }
                return bytes.isEmpty ? .endOfInput : .entry(String(decoding: bytes, as: UTF8.self))
            }
        }
    }

    /// Below the line being typed, which the terminal's driver keeps.
    private func showNotices() {
        for notice in notices.take() { StandardOutput.write("\n" + notice + "\n") }
    }
}
