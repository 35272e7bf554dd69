package import Engine
package import Statistics

/// How the scores of a second side differ from those of a first, seed by seed.
package struct PairedDifference: Hashable, Sendable {
    /// Second minus first, for each seed that both have.
    private let differences: [Int]
    /// 1, or -1 where lower is better.
    private let sign: Int
    /// What a difference is divided by to be one of the metric.
    private let unit: Double

    /// The mean difference, and its sample standard deviation over the seeds, nil for one seed.
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
    ///   - differences: in steps, at least one.
    ///   - unit: the steps that make up 1.
    package init(_ differences: [Int], unit steps: Int, _ direction: Metric.Direction = .higherIsBetter) {
        precondition(!differences.isEmpty)
        // Sums over thousands of cells differ by more than is worth telling apart.
        let coarse = CoarseValues(differences)
        self.differences = coarse.values
        let unit = Double(steps) / Double(coarse.step)
        self.unit = unit
        let sign = direction == .higherIsBetter ? 1 : -1
        self.sign = sign
        delta = Double(differences.reduce(0, +)) / (Double(differences.count) * Double(steps))
        deviation = SeedSpread(differences.map { Double($0) / Double(steps) }).deviation
        interval = ExactBootstrap.interval(of: coarse.values, unit: unit)
        test = differences.count > 1 ? SignFlipTest(coarse.values) : nil
        wins = differences.count { sign * $0 > 0 }
        losses = differences.count { sign * $0 < 0 }
        ties = differences.count - wins - losses
    }

    /// - Parameter pairs: at least one.
    init(_ pairs: [(SeedScore, SeedScore)], on scale: Scale) {
        self.init(pairs.map { scale.steps(of: $1) - scale.steps(of: $0) }, unit: scale.unit, scale.metric.direction)
    }

    package var count: Int { differences.count }
}

extension PairedDifference {
    /// P(second is better), a tie counting half.
    package var superiority: Double { (Double(wins) + Double(ties) / 2) / Double(count) }

    /// Its interval, by the exact bootstrap of 0, 1 and 2 for a loss, a tie and a win.
    package var superiorityInterval: Interval? {
        ExactBootstrap.interval(of: differences.map { sign * $0.signum() + 1 }, outOf: 2)
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
