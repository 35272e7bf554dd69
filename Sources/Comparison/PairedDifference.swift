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
    /// The sign-flip test's for few seeds, then BCa on the exact bootstrap; nil where all differences are equal, and for
    /// fewer than six seeds.
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
    ///   - delta: the mean difference as measured; nil for that of the steps.
    package init(
        _ differences: [Int], unit steps: Int, _ direction: Metric.Direction = .higherIsBetter, delta: Double? = nil
    ) {
        precondition(!differences.isEmpty)
        // Sums over thousands of cells differ by more than is worth telling apart.
        let coarse = CoarseValues(differences)
        self.differences = coarse.values
        let unit = Double(steps) / Double(coarse.step)
        self.unit = unit
        let sign = direction == .higherIsBetter ? 1 : -1
        self.sign = sign
        self.delta = delta ?? Double(differences.reduce(0, +)) / (Double(differences.count) * Double(steps))
        deviation = SeedSpread(differences.map { Double($0) / Double(steps) }).deviation
        interval = differences.count < MeanInterval.fewestForBootstrap
            ? SignFlipInterval.interval(of: coarse.values, unit: unit) : ExactBootstrap.interval(of: coarse.values, unit: unit)
        test = differences.count > 1 ? SignFlipTest(coarse.values) : nil
        wins = differences.count { sign * $0 > 0 }
        losses = differences.count { sign * $0 < 0 }
        ties = differences.count - wins - losses
    }

    /// - Parameter pairs: at least one.
    init(_ pairs: [(SeedScore, SeedScore)], on scale: Scale) {
        let delta = ScoreSummary.mean(of: pairs.map(\.1), on: scale) - ScoreSummary.mean(of: pairs.map(\.0), on: scale)
        self.init(
            pairs.map { scale.steps(of: $1) - scale.steps(of: $0) }, unit: scale.unit, scale.metric.direction,
            delta: scale.metric.kind == .real ? delta : nil)
    }

    package var count: Int { differences.count }
}

extension PairedDifference {
    /// P(second is better), a tie counting half.
    package var superiority: Double { (Double(wins) + Double(ties) / 2) / Double(count) }

    /// Its interval, of the mean of 0, 1 and 2 for a loss, a tie and a win.
    package var superiorityInterval: Interval? {
        MeanInterval.twoSided(differences.map { sign * $0.signum() + 1 }, outOf: 2)
    }

    /// What the test allows to be said.
    package enum Conclusion: Hashable, Sendable {
        /// So few seeds differ that no p could be 0.05 or less.
        case undecidable
        /// p > 0.05
        case inseparable
        /// p ≤ 0.05. Meaningful: the better side's chance to win is sure to be above a half and may be above three quarters
        /// (Bouthillier 2021).
        case better(isMeaningful: Bool)
        case worse(isMeaningful: Bool)
    }

    /// By the sign-flip test alone; nil for one seed.
    package var conclusion: Conclusion? {
        guard let test else { return nil }
        if test.smallestP > BestComparison.level { return .undecidable }
        if test.p > BestComparison.level { return .inseparable }
        let (low, high) = (superiorityInterval?.low ?? 0, superiorityInterval?.high ?? 1)
        return sign * differences.reduce(0, +) > 0
            ? .better(isMeaningful: low > 0.5 && high > 0.75) : .worse(isMeaningful: high < 0.5 && low < 0.25)
    }

    /// Whether one side is meaningfully better.
    package var isMeaningful: Bool { [.better(isMeaningful: true), .worse(isMeaningful: true)].contains(conclusion) }

    /// The smallest difference that so many seeds would show four times in five.
    package var smallestDetectable: Double? {
        deviation.map { 2.8 * $0 / Double(count).squareRoot() }
    }

    /// The seeds it takes to show the difference that was seen, at least those that the test needs; nil when there is none.
    package var seedsNeeded: Double? {
        guard let deviation, delta != 0 else { return nil }
        let ratio = 2.8 * deviation / delta
        // A whole number stays one, whatever was rounded on the way.
        return max(Double(SignFlipTest.fewestNonzero), (ratio * ratio * (1 - 1e-12)).rounded(.up))
    }
}
