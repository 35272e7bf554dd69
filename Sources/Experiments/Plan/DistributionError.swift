/// Why something can't be drawn from.
package enum DistributionError: Error, Equatable, Sendable {
    /// A text that starts like a distribution.
    case malformed(String)
    /// An end that is infinite or no number.
    case infinite(Distribution)
    /// The first end is not below the second.
    case reversed(Distribution)
    /// A logarithm of a number that has none.
    case noLogarithm(Distribution)
}

extension DistributionError: CustomStringConvertible {
    /// One sentence: what was found and what was expected.
    package var description: String {
        switch self {
        case .malformed(let text):
            "found \"\(text)\", expected uniform(low, high) or loguniform(low, high)"
        case .infinite(let distribution):
            "found \(distribution), expected finite ends"
        case .reversed(let distribution):
            "found \(distribution), expected a first number below the second"
        case .noLogarithm(let distribution):
            "found \(distribution), expected ends above 0"
        }
    }
}
