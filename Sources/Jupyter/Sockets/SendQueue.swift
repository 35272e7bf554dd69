import Formats
import Notebook
import System

/// What waits to be sent, in order. Any thread adds to it; the sockets' thread takes from it.
///
/// Text for one stream that comes piece by piece is joined for a twentieth of a second, unless something else follows, so that
/// a flood of lines is a few messages.
final class SendQueue: Sendable {
    enum Entry: Sendable {
        case message(OutgoingMessage)
        case stream(StreamText)
        /// To be called once all before it has been sent and all that had come has been received.
        case barrier(@Sendable () -> Void)
    }

    /// Text on its way to a stream.
    struct StreamText: Sendable {
        let name: String
        let parent: [UInt8]
        var text: String
        /// When it is sent at the latest.
        let due: ContinuousClock.Instant

        var message: OutgoingMessage {
            .broadcast("stream", parent: parent, topic: "stream.\(name)", ["name": .string(name), "text": .string(text)])
        }
    }

    static let patience = Duration.milliseconds(50)
    /// The most bytes that are joined.
    private static let mostJoined = 1 << 18

    private let entries = Locked<[Entry]>([])
    private let wake: @Sendable () -> Void

    /// - Parameter wake: called when there is something to be looked at.
    init(wake: @escaping @Sendable () -> Void) {
        self.wake = wake
    }

    func add(_ message: OutgoingMessage) { add(.message(message)) }

    func add(_ entry: Entry) {
        entries.withLock { $0.append(entry) }
        wake()
    }

    /// Adds a text for a stream, to what waits for the same one if that is the last entry.
    func add(_ text: String, to name: String, parent: [UInt8]) {
        let isNews = entries.withLock { entries in
            if case .stream(var last) = entries.last, last.name == name, last.parent == parent, last.text.utf8.count < Self.mostJoined {
                entries.removeLast()
                last.text += text
                entries.append(.stream(last))
                return last.text.utf8.count >= Self.mostJoined
            }
            entries.append(.stream(StreamText(name: name, parent: parent, text: text, due: .now + Self.patience)))
            return true
        }
        if isNews { wake() }
    }

    /// What is to be sent now, and when the rest is; nil for no rest.
    func take() -> (entries: [Entry], due: ContinuousClock.Instant?) {
        entries.withLock { entries in
            guard case .stream(let last) = entries.last, last.due > .now, last.text.utf8.count < Self.mostJoined else {
                defer { entries = [] }
                return (entries, nil)
            }
            defer { entries = [.stream(last)] }
            return (Array(entries.dropLast()), last.due)
        }
    }

    /// All there is.
    func takeAll() -> [Entry] {
        entries.withLock { entries in
            defer { entries = [] }
            return entries
        }
    }
}
