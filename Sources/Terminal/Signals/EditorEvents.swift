internal import Glibc
internal import System

/// Signals, and notices from other threads, as events that are waited for together with the keyboard: whatever they call
/// for happens between two keys.
enum EditorEvents {
    enum Event: Hashable {
        case interrupt
        case resize
        case suspend
        case resume
        case notice
    }

    /// Nil when there were no descriptors left.
    private static let pipe = try? SignalPipe()
    /// No signal has this number.
    private static let noticeNumber: UInt8 = 0

    /// The descriptor to poll, which passes over -1.
    static var descriptor: Int32 { pipe?.readEnd ?? -1 }

    /// Says that a notice waits. From any thread.
    static func postNotice() { pipe?.post(noticeNumber) }

    /// The events since the last call.
    static func take() -> Set<Event> { Set((pipe?.take() ?? []).compactMap(event)) }

    private static func event(_ number: Int32) -> Event? {
        switch number {
        case Int32(noticeNumber): .notice
        case SIGINT: .interrupt
        case SIGWINCH: .resize
        case SIGTSTP: .suspend
        case SIGCONT: .resume
        default: nil
        }
    }

    /// While the body runs, these signals are events.
    static func receiving<Value>(_ signals: [Int32], during body: () -> Value) -> Value {
        guard let pipe else { return body() }
        return Signals.posting(signals, to: pipe, during: body)
    }
}
