internal import Glibc

/// Waits for the keyboard and for signals, whichever comes first.
struct Keyboard {
    enum Input {
        case key(KeyDecoder.Key)
        case events(Set<EditorEvents.Event>)
        /// The terminal is gone.
        case end
    }

    var decoder: KeyDecoder

    /// Milliseconds in which a sequence must follow its Escape, and be continued once begun.
    private static let escapeWait: Int32 = 40
    private static let sequenceWait: Int32 = 500

    init(encoding: TextEncoding) {
        decoder = KeyDecoder(encoding: encoding)
    }

    /// - Parameter show: called when nothing is there and it has to wait.
    mutating func next(beforeWaiting show: () -> Void) -> Input {
        while true {
            if let key = decoder.next() { return .key(key) }
            var input = Self.nextRaw(timeout: 0)
            if input == nil {
                show()
                input = Self.nextRaw(timeout: timeout)
            }
            switch input {
            case .events(let events): return .events(events)
            case .bytes(let bytes): decoder.feed(bytes)
            case .end: return .end
            case nil:
                if let key = decoder.next(isComplete: true) { return .key(key) }
            }
        }
    }

    private var timeout: Int32 {
        switch decoder.partialSequence {
        case 0: -1
        case 1: Self.escapeWait
        default: Self.sequenceWait
        }
    }

    /// What the keyboard sends, undecoded.
    enum RawInput {
        /// At least one event.
        case events(Set<EditorEvents.Event>)
        case bytes([UInt8])
        case end
    }

    /// Waits for bytes or events, at most that many milliseconds, for ever when it is negative; nil when none came.
    ///
    /// Events come before bytes: what is typed after Ctrl-C belongs to what follows it. A handler may have run
    /// after poll had looked at the pipe, so it is looked at again.
    static func nextRaw(timeout: Int32) -> RawInput? {
        while true {
            var sources = [
                pollfd(fd: EditorEvents.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&sources, 2, timeout)
            if ready < 0, errno != EINTR { return .end }
            let events = EditorEvents.take()
            if !events.isEmpty { return .events(events) }
            if ready == 0 { return nil }
            if ready > 0, sources[1].revents != 0 { return readBytes() }
        }
    }

    /// What there is, at most 4096 bytes; none when Ctrl-C has had the terminal throw them away since it was polled.
    private static func readBytes() -> RawInput {
        var bytes = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &bytes, bytes.count)
            if count > 0 { return .bytes(Array(bytes[..<count])) }
            if count < 0, errno == EINTR { continue }
            return count < 0 && errno == EAGAIN ? .bytes([]) : .end
        }
    }

    /// Standard input itself only where its terminal can't be opened once more.
    private static let descriptor = Descriptors.terminal(at: STDIN_FILENO, O_RDONLY) ?? STDIN_FILENO
}
