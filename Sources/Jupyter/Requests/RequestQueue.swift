import System

/// Requests that wait for their turn.
final class RequestQueue: Sendable {
    struct Entry: Sendable {
        let request: Request
        /// Whether it is to be answered "aborted", since something before it failed.
        var isAborted = false
    }

    fileprivate struct State {
        var waiting: ArraySlice<Entry> = []
        var reader: CheckedContinuation<Entry?, Never>?
        var isFinished = false
    }

    private let state = Locked(State())

    /// Adds a request; one to run a cell that comes after the end is to be answered "aborted".
    func add(_ request: Request) {
        let reader = state.withLock { state -> CheckedContinuation<Entry?, Never>? in
            if state.reader == nil {
                state.waiting.append(Entry(request: request))
                if state.isFinished { state.abort() }
            }
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: Entry(request: request))
    }

    /// The next request, in order; nil when the queue is finished and nothing is there. For one reader.
    func next() async -> Entry? {
        await withCheckedContinuation { continuation in
            let (entry, isThere) = state.withLock { state -> (Entry?, Bool) in
                if let entry = state.waiting.popFirst() { return (entry, true) }
                if state.isFinished { return (nil, true) }
                state.reader = continuation
                return (nil, false)
            }
            if isThere { continuation.resume(returning: entry) }
        }
    }

    /// Has all cells that wait answered "aborted".
    func abort() { state.withLock { $0.abort() } }

    /// Has nobody wait for more; what is there is still given out.
    func finish() {
        let reader = state.withLock { state in
            state.isFinished = true
            state.abort()
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: nil)
    }
}

extension RequestQueue.State {
    fileprivate mutating func abort() {
        for index in waiting.indices where waiting[index].request.type == "execute_request" { waiting[index].isAborted = true }
    }
}
