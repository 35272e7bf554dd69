import Language
import Runner

/// Comparisons. Values of unlike kinds have no order and are neither equal nor unequal: to compare them is an error.
enum Order {
    /// - Throws: `SessionError.notComparable`
    static func holds(_ left: Value, _ operation: ComparisonOperator, _ right: Value) throws(SessionError) -> Bool {
        switch operation {
        case .equal: try areEqual(left, right)
        case .notEqual: try !areEqual(left, right)
        case .contained: try contains(right, left)
        case .notContained: try !contains(right, left)
        case .less: try isLess(left, right)
        case .greater: try isLess(right, left)
        case .lessOrEqual: try isLess(left, right, orEqual: true)
        case .greaterOrEqual: try isLess(right, left, orEqual: true)
        }
    }

    static func areEqual(_ left: Value, _ right: Value) throws(SessionError) -> Bool {
        switch (left, right) {
        case (.none, .none): return true
        case (.none, _), (_, .none): return false
        case (.boolean(let a), .boolean(let b)): return a == b
        case (.string(let a), .string(let b)): return a == b
        case (.result(let a), .result(let b)): return a.isSame(as: b)
        case (.run(let a), .run(let b)): return a.isSame(as: b)
        case (.model(let a), .model(let b)): return a.isSame(as: b)
        case (.sweep(let a), .sweep(let b)): return a.outcome.folder == b.outcome.folder
        case (.list, .list), (.list, .range), (.range, .list), (.range, .range):
            return try areEqual(left.elements, right.elements)
        default:
            guard left.isNumber, right.isNumber else { throw .notComparable(left.kind, right.kind) }
            return compare(left, right) == 0
        }
    }

    private static func areEqual(_ left: Elements?, _ right: Elements?) throws(SessionError) -> Bool {
        guard let left, let right, left.count == right.count else { return false }
        if case (.range(let a), .range(let b)) = (left, right) {
            return a.count == 0 || a.lower == b.lower && (a.count == 1 || a.step == b.step)
        }
        for index in 0..<left.count where try !areEqual(left[index], right[index]) { return false }
        return true
    }

    static func isLess(_ left: Value, _ right: Value, orEqual: Bool = false) throws(SessionError) -> Bool {
        if case (.string(let a), .string(let b)) = (left, right) { return orEqual ? a <= b : a < b }
        guard left.isNumber, right.isNumber else { throw .notComparable(left.kind, right.kind) }
        return compare(left, right) < (orEqual ? 1 : 0)
    }

    private static func contains(_ sequence: Value, _ value: Value) throws(SessionError) -> Bool {
        if case (.string(let text), .string(let part)) = (sequence, value) {
            return part.isEmpty || text.contains(part)
        }
        if case (.range(let range), .integer(let number)) = (sequence, value) { return range.contains(number) }
        guard let elements = sequence.elements else { throw .notSequence(sequence.kind) }
        for element in try elements.array() where try areEqual(element, value) { return true }
        return false
    }

    /// Below 0, 0 or above 0, as `left` is less than, equal to or greater than `right`.
    private static func compare(_ left: Value, _ right: Value) -> Int {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): a < b ? -1 : a == b ? 0 : 1
        case (.integer(let a), .real(let b)): compare(a, b)
        case (.real(let a), .integer(let b)): -compare(b, a)
        case (.real(let a), .real(let b)): a < b ? -1 : a == b ? 0 : 1
        default: 0
        }
    }

    /// Exactly: a double does not hold every whole number.
    private static func compare(_ whole: Int, _ real: Double) -> Int {
        if real >= 0x1p63 { return -1 }
        if real < -0x1p63 { return 1 }
        let floor = Int(real.rounded(.down))
        if whole != floor { return whole < floor ? -1 : 1 }
        return Double(floor) < real ? -1 : 0
    }
}
