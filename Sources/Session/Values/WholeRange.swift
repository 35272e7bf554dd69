/// `lower..upper by step`: whole numbers with both ends, lazily.
package struct WholeRange: Hashable, Sendable {
    let lower: Int
    let step: Int
    /// At least 0; what does not fit an integer is refused when the range is made.
    let count: Int

    /// - Throws: `SessionError.zeroStep` or `SessionError.overflow`.
    init(from lower: Int, to upper: Int, by step: Int = 1) throws(SessionError) {
        guard step != 0 else { throw .zeroStep }
        self.lower = lower
        self.step = step
        guard step > 0 ? lower <= upper : lower >= upper else {
            count = 0
            return
        }
        let distance = step > 0 ? UInt(bitPattern: upper &- lower) : UInt(bitPattern: lower &- upper)
        guard let steps = Int(exactly: distance / step.magnitude), steps < Int.max else { throw .overflow("..") }
        count = steps + 1
    }

    /// The element at `index`, which is one of the range's.
    subscript(index: Int) -> Int { lower &+ index &* step }

    /// Whether a number is among its elements.
    func contains(_ number: Int) -> Bool {
        guard count > 0 else { return false }
        let last = self[count - 1]
        guard (min(lower, last)...max(lower, last)).contains(number) else { return false }
        return UInt(bitPattern: number &- lower) % step.magnitude == 0
            || UInt(bitPattern: lower &- number) % step.magnitude == 0
    }
}

extension WholeRange: CustomStringConvertible {
    /// As it is typed: `1..4`, `16..64 by 16`; `[]` for one without elements.
    package var description: String {
        guard count > 0 else { return "[]" }
        return "\(lower)..\(self[count - 1])" + (step == 1 ? "" : " by \(step)")
    }
}

/// What a value is a sequence of.
enum Elements {
    case list([Value])
    case range(WholeRange)

    var count: Int {
        switch self {
        case .list(let list): list.count
        case .range(let range): range.count
        }
    }

    subscript(index: Int) -> Value {
        switch self {
        case .list(let list): list[index]
        case .range(let range): .integer(range[index])
        }
    }

    /// All of them.
    ///
    /// - Throws: `SessionError.tooLong`
    func array() throws(SessionError) -> [Value] {
        guard count <= Value.sizeLimit else { throw .tooLong(count: count, limit: Value.sizeLimit) }
        return (0..<count).map { self[$0] }
    }
}
