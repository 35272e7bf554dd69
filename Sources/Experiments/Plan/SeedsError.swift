/// Why a text or a list can't be the seeds of a sweep.
package enum SeedsError: Error, Equatable, Sendable {
    /// Neither a count nor a list nor a range.
    case malformed(found: String)
    /// A count below 1.
    case tooFew(found: String)
    /// More than `Seeds.countLimit`.
    case tooMany(found: String)
    /// A seed below 0 or above 2³² − 1.
    case outOfRange(found: String)
    /// A range that ends before it starts.
    case reversed(first: UInt32, last: UInt32)
    /// A list that names a seed twice.
    case repeated(UInt32)
}

extension SeedsError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .malformed(let found):
            "seeds: found \"\(found)\", expected a count such as 10, a list such as 3,5,8 or a range such as 50..99"
        case .tooFew(let found):
            "seeds: found \(found), expected a count of at least 1"
        case .tooMany(let found):
            "seeds: found \(found), expected a count of at most \(Seeds.countLimit)"
        case .outOfRange(let found):
            "seeds: found \(found), expected seeds from 0 to \(UInt32.max)"
        case .reversed(let first, let last):
            "seeds: found the range \(first)..\(last), which ends before it starts; did you mean \(last)..\(first)?"
        case .repeated(let seed):
            "seeds: found \(seed) more than once, expected each seed once"
        }
    }
}
