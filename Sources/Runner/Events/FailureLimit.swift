/// How many runs may fail before a sweep is given up.
package struct FailureLimit: Hashable, Sendable {
    /// The largest share of the plan's runs, 0 to 1; nil for any.
    package let share: Double?
    /// Whether the first failure ends the sweep.
    package let isFast: Bool

    package static let none = FailureLimit(share: nil, isFast: false)

    package init(share: Double?, isFast: Bool) {
        self.share = share
        self.isFast = isFast
    }

    /// Whether that many failures of that many runs are too many.
    func isExceeded(by failures: Int, of runs: Int) -> Bool {
        if isFast, failures > 0 { return true }
        return share.map { Double(failures) > $0 * Double(runs) } ?? false
    }
}
