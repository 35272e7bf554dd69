/// Puts a run's state into bytes: numbers and arrays one after the other, as they lie in memory. Every processor that
/// the engine runs on is little-endian.
struct StateWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    mutating func append<Value: BitwiseCopyable>(_ value: Value) {
        withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
    }

    /// How many, then the values.
    mutating func append<Value: BitwiseCopyable>(_ values: UnsafeBufferPointer<Value>) {
        append(values.count)
        bytes.append(contentsOf: UnsafeRawBufferPointer(values))
    }

    mutating func append<Value: BitwiseCopyable>(_ values: [Value]) {
        values.withUnsafeBufferPointer { append($0) }
    }
}

/// Takes them out again in the same order. Bytes that end early, or hold another number of values than there is room
/// for, are refused.
struct StateReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func next<Value: FixedWidthInteger & BitwiseCopyable>(_ type: Value.Type = Value.self) throws(StateError) -> Value {
        let size = MemoryLayout<Value>.size
        guard size <= bytes.count - position else { throw .notAState }
        defer { position += size }
        return bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: position, as: Value.self) }
    }

    /// Fills all of `target`, for which the bytes must hold exactly as many values.
    mutating func next<Value: BitwiseCopyable>(into target: UnsafeMutableBufferPointer<Value>) throws(StateError) {
        guard try next(Int.self) == target.count else { throw .notAState }
        try fill(target)
    }

    /// The array that comes next, of at most that many values.
    mutating func next<Value: BitwiseCopyable>(atMost limit: Int, filledWith filler: Value) throws(StateError) -> [Value] {
        let count = try next(Int.self)
        guard (0...limit).contains(count) else { throw .notAState }
        var values = [Value](repeating: filler, count: count)
        try values.withUnsafeMutableBufferPointer { target throws(StateError) in try fill(target) }
        return values
    }

    /// Nothing may be left over.
    func end() throws(StateError) {
        guard position == bytes.count else { throw .notAState }
    }

    private mutating func fill<Value: BitwiseCopyable>(_ target: UnsafeMutableBufferPointer<Value>) throws(StateError) {
        let room = UnsafeMutableRawBufferPointer(target)
        guard room.count <= bytes.count - position else { throw .notAState }
        room.copyBytes(from: bytes[position..<position + room.count])
        position += room.count
    }
}
