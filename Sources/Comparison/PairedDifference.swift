package import Statistics

/// How the test scores of a second side differ from those of a first, seed by seed.
package struct PairedDifference: Hashable, Sendable {
    /// Second minus first, for each seed that both have.
    private let differences: [Int]
    /// What a difference is divided by to be one of accuracy.
    private let unit: Double

    /// The mean difference in accuracy, and its sample standard deviation over the seeds, nil for one seed.
    package let delta: Double
    package let deviation: Double?
    /// BCa on the exact bootstrap; nil for one seed and where all differences are equal.
    package let interval: Interval?
    /// Nil for one seed.
    package let test: SignFlipTest?
    /// Seeds where the second is better.
    package let wins: Int
    package let ties: Int
    package let losses: Int

    /// - Parameters:
    ///   - differences: of counts of right items, at least one.
    ///   - testSize: the largest difference there can be.
    package init(_ differences: [Int], testSize: Int) {
        precondition(!differences.isEmpty)
        let (rounded, step) = Self.coarse(differences)
        self.differences = rounded
        let unit = Double(testSize) / Double(step)
        self.unit = unit
        delta = Double(differences.reduce(0, +)) / (Double(differences.count) * Double(testSize))
        deviation = SeedSpread(differences.map { Double($0) / Double(testSize) }).deviation
        interval = ExactBootstrap.interval(of: rounded, unit: unit)
        test = differences.count > 1 ? SignFlipTest(rounded) : nil
        wins = differences.count { $0 > 0 }
        losses = differences.count { $0 < 0 }
        ties = differences.count - wins - losses
    }

    package var count: Int { differences.count }

    /// Sums over thousands of cells differ by more than is worth telling apart: beyond 4,096 they are rounded to
    /// multiples of a step.
    private static func coarse(_ differences: [Int]) -> (rounded: [Int], step: Int) {
        let largest = differences.map(\.magnitude).max() ?? 0
        let step = Int(largest / 4096) + 1
        return (differences.map { ($0.signum() * (Int($0.magnitude) + step / 2)) / step }, step)
    }
}

extension PairedDifference {
    /// P(second > first), a tie counting half.
    package var superiority: Double { (Double(wins) + Double(ties) / 2) / Double(count) }

    /// Its interval, by the exact bootstrap of 0, 1 and 2 for a loss, a tie and a win.
    package var superiorityInterval: Interval? {
        ExactBootstrap.interval(of: differences.map { $0.signum() + 1 }, outOf: 2)
    }

    /// Whether the superiority is sure to be above a half and may be above three quarters (Bouthillier 2021).
    package var isMeaningful: Bool {
        guard let interval = superiorityInterval else { return false }
        return interval.low ?? 0 > 0.5 && interval.high ?? 1 > 0.75
    }

    /// The smallest difference that so many seeds would show four times in five.
    package var smallestDetectable: Double? {
        deviation.map { 2.8 * $0 / Double(count).squareRoot() }
    }

    /// The seeds it takes to show the difference that was seen; nil when there is none.
    package var seedsNeeded: Double? {
        guard let deviation, delta != 0 else { return nil }
        let ratio = 2.8 * deviation / delta
        return (ratio * ratio).rounded(.up)
    }
}
