import Engine
import Statistics

/// Decides which combinations of a raced plan can't win any more, from the records alone.
///
///     var race = Race(of: plan, refused: [])
///     let out = race.analyze { store[$0] }      // what may start next: race.block of those that are in
///
/// All combinations go through the seeds in blocks of ten. After each block there is an interim analysis: every combination
/// that is still in is tested against the leader, the one with the best mean, by the exact sign-flip test on
/// the seeds that both have. It is out when its p, corrected by Holm for the tests of the analysis, is at most
/// Pocock's nominal level for so many analyses: the best one goes out in at most about 5 % of races. Of many equal
/// ones some go out more often, which loses nothing. What a combination that is out has done stays.
///
/// An analysis waits for the block of every combination that is in, but where not even the smallest p there can be
/// would decide: neither the speed of a run nor the number of jobs has a part. The last block is looked at too;
/// nothing is left to stop then, so that `compare` does it.
package struct Race: Sendable {
    /// The indices of the seeds of each block.
    package let blocks: [Range<Int>]
    /// The two-sided level of every interim analysis.
    package let level: Double
    /// The block that may be trained: all analyses before it are made.
    package private(set) var block = 0
    /// Of the plan, for what they are ranked by.
    private let first: Combination?
    /// How many seeds each combination had that is out, by its index.
    package private(set) var out: [Int: Int] = [:]

    /// The combinations that are in, rising.
    package private(set) var combinations: [Int]
    /// The first run of the block that no record was found of: where the next analysis continues.
    private var waiting = RunID(combination: 0, seed: 0)

    private static let blockSize = 10
    /// With more seeds than these blocks hold, blocks are larger: more analyses cost more than they save.
    private static let mostBlocks = 50

    /// - Parameter refused: combinations that can't run, by their indices.
    package init(of plan: SweepPlan, refused: Set<Int>) {
        let seeds = plan.seeds.count
        let size = max(Self.blockSize, (seeds - 1) / Self.mostBlocks + 1)
        blocks = stride(from: 0, to: seeds, by: size).map { $0..<min($0 + size, seeds) }
        first = plan.combinations.first
        level = SequentialTest.nominalLevel(looks: blocks.count)
        combinations = plan.combinations.indices.filter { !refused.contains($0) }
    }

    /// A race as far as the records of a folder tell. A combination without a record is one that can't run, once
    /// others have gone beyond the first analysis that may stop one.
    init(of plan: SweepPlan, _ records: RecordTable) {
        self.init(of: plan, refused: [])
        let empty = combinations.filter { records.records(of: $0).isEmpty }
        if !empty.isEmpty, let first = blocks.dropLast().first(where: { canDecide(after: $0) })?.upperBound {
            let isBeyond = combinations.contains { combination in
                (first..<plan.seeds.count).contains { records[RunID(combination: combination, seed: $0)] != nil }
            }
            if isBeyond { self.init(of: plan, refused: Set(empty)) }
        }
        _ = analyze { records[$0] }
    }

    /// Makes the interim analyses that the records allow.
    ///
    /// - Returns: the combinations that went out, rising.
    package mutating func analyze(_ record: (RunID) -> RunRecord?) -> [Int] {
        var gone: [Int] = []
        while block + 1 < blocks.count {
            if canDecide(after: blocks[block]) {
                guard isBlockComplete(record) else { break }
                gone += decide(record)
            }
            block += 1
            waiting = RunID(combination: 0, seed: 0)
        }
        return gone.sorted()
    }

    /// Whether a combination could go out at the end of a block.
    private func canDecide(after block: Range<Int>) -> Bool {
        let tests = combinations.count - 1
        return tests > 0 && Double(tests) * Double(sign: .plus, exponent: 1 - block.upperBound, significand: 1) <= level
    }

    /// Whether all runs of the blocks so far are recorded.
    private mutating func isBlockComplete(_ record: (RunID) -> RunRecord?) -> Bool {
        for combination in combinations where combination >= waiting.combination {
            let first = combination == waiting.combination ? waiting.seed : 0
            for seed in first..<blocks[block].upperBound {
                waiting = RunID(combination: combination, seed: seed)
                if record(waiting) == nil { return false }
            }
        }
        return true
    }
}

// MARK: - A look
extension Race {
    private mutating func decide(_ record: (RunID) -> RunRecord?) -> [Int] {
        let end = blocks[block].upperBound
        let rows = combinations.map { combination in
            (0..<end).compactMap { record(RunID(combination: combination, seed: $0)) }
        }
        guard let metrics = rows.joined().lazy.compactMap({ $0.result?.metrics }).first, let metric = first?.ranking(among: metrics.measured.map(\.metric)),
            let worst = metrics[metric]?.worst(of: metric)
        else { return [] }
        let standings = rows.map { Standing($0, metric, worst: worst) }
        // Of equals the first leads.
        guard let leader = standings.indices.reversed().max(by: { standings[$0].isBehind(standings[$1]) }) else { return [] }
        let others = standings.indices.filter { $0 != leader }
        let p = Holm.adjusted(others.map { standings[leader].p(against: standings[$0]) })
        let gone = zip(others, p).filter { $1 <= level }.map { combinations[$0.0] }
        for combination in gone { out[combination] = end }
        combinations.removeAll(where: Set(gone).contains)
        return gone
    }

    /// A combination at an interim analysis; a failed run has the metric's worst value.
    private struct Standing {
        /// What ranks each seed's run, in steps, more being better.
        let merits: [Int]
        private let total: Int
        private let failedCount: Int

        init(_ records: [RunRecord], _ metric: Metric, worst: MetricValue) {
            merits = records.map { metric.merit(($0.result?.metrics[metric] ?? worst).steps) }
            total = merits.reduce(0, +)
            failedCount = records.count { $0.failure != nil }
        }

        /// Whether its mean is worse; of equal means that with more failed runs is behind.
        func isBehind(_ other: Standing) -> Bool { (total, -failedCount) < (other.total, -other.failedCount) }

        /// The p of the sign-flip test of the leader; 1 against one that is no worse.
        func p(against other: Standing) -> Double {
            let differences = zip(merits, other.merits).map { $0 - $1 }
            return differences.reduce(0, +) > 0 ? SignFlipTest(CoarseValues(differences).values).p : 1
        }
    }
}
