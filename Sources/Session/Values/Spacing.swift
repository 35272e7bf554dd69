import Glibc

/// Lists of numbers between two ends, both included.
enum Spacing {
    static func linear(_ values: [Value]) throws(SessionError) -> Value {
        let (from, to, count) = try parts(values, "linspace")
        return try spaced(from, to, count, "linspace") { from + Double($0) * ((to - from) / Double(count - 1)) }
    }

    static func logarithmic(_ values: [Value]) throws(SessionError) -> Value {
        let (from, to, count) = try parts(values, "logspace")
        guard from > 0, to > 0 else { throw .wrongArgument("logspace", "ends above 0", from > 0 ? values[1].found : values[0].found) }
        let (low, high) = (log10(from), log10(to))
        return try spaced(from, to, count, "logspace") { pow(10, low + Double($0) * ((high - low) / Double(count - 1))) }
    }

    /// The ends are exactly those given.
    private static func spaced(
        _ from: Double, _ to: Double, _ count: Int, _ name: String, _ inner: (Int) -> Double
    ) throws(SessionError) -> Value {
        var list: [Value] = []
        for index in 0..<count {
            let number = index == 0 ? from : index == count - 1 ? to : inner(index)
            list.append(try Arithmetic.checked(number, name))
        }
        return .list(list)
    }

    private static func parts(_ values: [Value], _ name: String) throws(SessionError) -> (Double, Double, Int) {
        guard let from = values[0].number, from.isFinite else { throw .wrongArgument(name, "a number to start from", values[0].found) }
        guard let to = values[1].number, to.isFinite else { throw .wrongArgument(name, "a number to end with", values[1].found) }
        guard case .integer(let count) = values[2], (1...Value.sizeLimit).contains(count) else {
            throw .wrongArgument(name, "a count from 1 to \(Value.sizeLimit)", values[2].found)
        }
        return (from, to, count)
    }
}
