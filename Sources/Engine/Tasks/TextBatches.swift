/// Which windows of the training text each update sees.
struct TextBatches {
    private var windows: WindowOrder
    /// The stream of its own that batches are drawn from; nil: the model's.
    private var ownStream: MersenneTwister?
    /// Where the windows of the next batch start, B of them.
    private(set) var starts: [Int]

    /// - Parameters:
    ///   - part: the training text, the beginning of the whole.
    ///   - seed: of the stream of its own; nil for the model's.
    init(_ order: BatchOrder, of part: TextPart, B: Int, seed: UInt32?) {
        windows = WindowOrder(order, of: part)
        ownStream = seed.map { MersenneTwister(seed: $0) }
        starts = Array(repeating: 0, count: B)
    }

    /// Draws the next batch's starts.
    mutating func drawNext(from stream: inout ModelStream) {
        for i in starts.indices {
            starts[i] = ownStream == nil ? windows.next(from: &stream) : windows.next(from: &ownStream!)
        }
    }
}

/// One window after the other.
private struct WindowOrder {
    let order: BatchOrder
    let part: TextPart
    /// The windows that don't overlap, in the order in which they come; empty where windows are random.
    var windows: [Int32]
    /// Those taken of this time round.
    var taken: Int

    init(_ order: BatchOrder, of part: TextPart) {
        self.order = order
        self.part = part
        windows = order == .random ? [] : (0..<Int32(part.windowCount)).map { $0 }
        taken = order == .shuffled ? windows.count : 0
    }

    /// Where the next one starts.
    mutating func next(from stream: inout some WordStream & ~Copyable) -> Int {
        if order == .random { return stream.randint(below: part.startCount) }
        if taken == windows.count {
            taken = 0
            if order == .shuffled { stream.randperm(&windows) }
        }
        defer { taken += 1 }
        return Int(windows[taken]) * part.T
    }
}

// MARK: State

extension TextBatches {
    func write(to writer: inout StateWriter) {
        writer.append(starts)
        writer.append(windows.taken)
        if windows.order == .shuffled { writer.append(windows.windows) }
        if let ownStream { writer.append(ownStream.snapshot) }
    }

    mutating func read(from reader: inout StateReader) throws(StateError) {
        let next = try reader.next(atMost: starts.count, filledWith: 0)
        guard next.count == starts.count, next.allSatisfy({ (0..<windows.part.startCount).contains($0) }) else { throw .notAState }
        starts = next
        try windows.read(from: &reader)
        guard ownStream != nil else { return }
        let snapshot = try reader.next(atMost: MersenneTwister.wordCount + 1, filledWith: UInt32(0))
        guard let stream = MersenneTwister(snapshot: snapshot) else { throw .notAState }
        ownStream = stream
    }
}

extension WindowOrder {
    fileprivate mutating func read(from reader: inout StateReader) throws(StateError) {
        taken = try reader.next()
        guard (0...windows.count).contains(taken) else { throw .notAState }
        guard order == .shuffled else { return }
        let shuffled = try reader.next(atMost: windows.count, filledWith: Int32(0))
        guard shuffled.sorted() == windows.sorted() else { throw .notAState }
        windows = shuffled
    }
}
