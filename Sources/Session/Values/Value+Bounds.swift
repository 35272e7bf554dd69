// How much a value may hold, so that printing, comparing and letting go of one is never endless.
extension Value {
    /// How deep lists may lie in one another.
    static let nestingLimit = 50

    /// The value itself, unless it is a list that holds too much.
    ///
    /// - Throws: `SessionError.tooNested`; `.tooLong` when it and the lists in it have more than `sizeLimit` elements.
    func bounded() throws(SessionError) -> Value {
        var count = 0
        try tally(into: &count, depth: 0)
        return self
    }

    /// Stops at the first element too many, so a value made of one list many times over costs no more than its limit.
    private func tally(into sum: inout Int, depth: Int) throws(SessionError) {
        guard case .list(let elements) = self else { return }
        guard depth < Self.nestingLimit else { throw .tooNested(limit: Value.nestingLimit) }
        sum += elements.count
        guard sum <= Self.sizeLimit else { throw .tooLong(count: sum, limit: Value.sizeLimit) }
        for element in elements { try element.tally(into: &sum, depth: depth + 1) }
    }
}
