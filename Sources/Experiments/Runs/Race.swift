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
    /// The merit of each seed so far; nil where the run failed.
    private typealias Scores = [Int?]

    private mutating func decide(_ record: (RunID) -> RunRecord?) -> [Int] {
        let end = blocks[block].upperBound
        let scores = combinations.map { combination in
            (0..<end).map { record(RunID(combination: combination, seed: $0))?.merit }
        }
        guard let leader = Self.leader(of: scores) else { return [] }
        let others = scores.indices.filter { $0 != leader }
        let p = Holm.adjusted(others.map { Self.p(scores[leader], scores[$0]) })
        let gone = zip(others, p).filter { $1 <= level }.map { combinations[$0.0] }
        for combination in gone { out[combination] = end }
        combinations.removeAll(where: Set(gone).contains)
        return gone
    }

    /// The one with most merit, the first of equals; one of which a run failed leads nothing.
    private static func leader(of scores: [Scores]) -> Int? {
        let sums = scores.map { row in row.contains(nil) ? nil : row.reduce(0) { $0 + ($1 ?? 0) } }
        return sums.indices.filter { sums[$0] != nil }.max { (sums[$0] ?? 0, -$0) < (sums[$1] ?? 0, -$1) }
    }

    /// The p of the sign-flip test on the seeds both have; 1 for one that is no worse there.
    private static func p(_ leader: Scores, _ other: Scores) -> Double {
        let differences = zip(leader, other).compactMap { a, b in a.flatMap { a in b.map { a - $0 } } }
        return differences.reduce(0, +) > 0 ? SignFlipTest(CoarseValues(differences).values).p : 1
    }
}

extension RunRecord {
    /// What ranks it, in steps, more being better; nil of a run that failed.
    fileprivate var merit: Int? {
        guard let metrics = result?.metrics, let metric = metrics.ranking else { return nil }
        return metrics[metric].map { metric.merit($0.steps) }
    }
}
