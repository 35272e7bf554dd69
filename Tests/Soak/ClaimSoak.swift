import Comparison
import Engine
import Experiments
import Statistics
import Testing

/// How often `compare` says what is not so, by simulation from a fixed stream: a short form in every run, a long one with
/// SWEEPBOOK_SOAK=1.
struct ClaimSoak {
    /// The chances of 0 to 4 right items.
    private static let middle = [0.1, 0.2, 0.4, 0.2, 0.1], near1 = [0, 0, 0.02, 0.08, 0.9]
    private static let narrow = [0, 0.1, 0.8, 0.1, 0], wide = [0.4, 0.1, 0, 0.1, 0.4], low = [0.5, 0.3, 0.2, 0, 0]

    struct Sweep: CustomTestStringConvertible {
        let testDescription: String
        /// Of each combination; the first `bestCount` are the best, and equal.
        let chances: [[Double]]
        let bestCount: Int
        let seeds: Int

        init(_ parts: [(count: Int, chances: [Double])], bestCount: Int? = nil, seeds: Int, _ name: String) {
            chances = parts.flatMap { Array(repeating: $0.chances, count: $0.count) }
            self.bestCount = bestCount ?? chances.count
            self.seeds = seeds
            testDescription = "\(name), \(chances.count) combinations, \(seeds) seeds"
        }

        func draw(_ stream: inout MersenneTwister) -> [[Int]] {
            chances.map { chances in (0..<seeds).map { _ in ClaimSoak.draw(chances, &stream) } }
        }
    }

    private static func draw(_ chances: [Double], _ stream: inout MersenneTwister) -> Int {
        var rest = Double(stream.nextWord()) / 4_294_967_296
        for (right, chance) in chances.enumerated() {
            if rest < chance { return right }
            rest -= chance
        }
        return chances.lastIndex { $0 > 0 } ?? 0
    }

    private static func mean(_ chances: [Double]) -> Double { chances.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / 4 }

    private static func sweeps(of count: Int, seeds: Int) -> [Sweep] {
        let half = count / 2
        return [
            Sweep([(count, middle)], seeds: seeds, "equal"),
            Sweep([(count, near1)], seeds: seeds, "equal near 1"),
            Sweep([(1, wide), (count - 1, narrow)], seeds: seeds, "equal means, one varies more"),
            Sweep([(half, wide), (half, narrow)], seeds: seeds, "equal means, half vary more"),
            Sweep([(half, middle), (half, low)], bestCount: half, seeds: seeds, "half are worse"),
            Sweep([(1, middle), (count - 1, low)], bestCount: 1, seeds: seeds, "one is better"),
        ]
    }

    static let sweeps: [Sweep] = [2, 12, 72].flatMap { sweeps(of: $0, seeds: 10) + sweeps(of: $0, seeds: 50) }
        + [6, 20].map { Sweep([(12, middle)], seeds: $0, "equal") }

    @Test(arguments: sweeps)
    func `what is as good as the best is called worse in at most 5 %`(_ sweep: Sweep) throws {
        let count = Soak.isOn ? (sweep.chances.count > 12 ? 1000 : 4000) : max(2, 24 / sweep.chances.count)
        let means = sweep.chances.map(Self.mean)
        var stream = MersenneTwister(seed: 50), errors = 0, misses = 0, found = 0
        for _ in 0..<count {
            let scores = sweep.draw(&stream), sums = scores.map { $0.reduce(0, +) }
            let best = try #require(sums.indices.max { (sums[$0], -$0) < (sums[$1], -$1) })
            let findings = BestComparison(scores, best: best, unit: 4) { stream.next(below: $0) }.findings
            let worse = findings.indices.filter { findings[$0].map { $0.p <= 0.05 } ?? false }
            let leaveOut0 = findings.indices.filter { findings[$0]?.interval.map { ($0.high ?? 1) < 0 } ?? false }
            #expect(leaveOut0 == worse)
            errors += worse.contains { $0 < sweep.bestCount } ? 1 : 0
            found += worse.count { $0 >= sweep.bestCount }
            misses += findings.indices.contains { index in
                findings[index]?.interval.map { !Self.holds($0, means[index] - means[best]) } ?? false
            } ? 1 : 0
        }
        let share = Double(errors) / Double(count), missed = Double(misses) / Double(count)
        if Soak.isOn {
            let power = Double(found) / Double(max(1, count * (means.count - sweep.bestCount)))
            print("\(sweep.testDescription): called worse \(share), interval misses \(missed), worse ones found \(power)")
        }
        // Three standard errors.
        let slack = 3 * (0.05 * 0.95 / Double(count)).squareRoot()
        #expect(share <= 0.05 + slack)
        #expect(missed <= 0.05 + slack)
    }

    private static func holds(_ interval: Interval, _ truth: Double) -> Bool {
        interval.low ?? -1 <= truth + 1e-9 && truth - 1e-9 <= interval.high ?? 1
    }

    @Test(arguments: [2, 12, 72])
    func `what is as good as the best is called worse after a race in at most 5 %`(_ combinations: Int) throws {
        let count = Soak.isOn ? 24_000 / combinations : max(2, 48 / combinations)
        var stream = MersenneTwister(seed: 51), errors = 0
        for _ in 0..<count {
            let scores = (0..<combinations).map { _ in (0..<50).map { _ in Self.draw(Self.middle, &stream) } }
            let sweep = try SweepComparison(Self.race(scores), looks: 5)
            errors += sweep.rows.contains { $0.p.map { $0 <= 0.05 } ?? false } ? 1 : 0
        }
        if Soak.isOn { print("race of \(combinations): called worse \(Double(errors) / Double(count))") }
        #expect(Double(errors) / Double(count) <= 0.05 + 3 * (0.05 * 0.95 / Double(count)).squareRoot())
    }

    /// What a race leaves of the scores of n_layer 1 … n.
    private static func race(_ scores: [[Int]]) throws -> [Contender] {
        let seeds = scores[0].count
        let plan = try SweepPlan([.nLayer: (1...scores.count).map { .integer($0) }], seeds: Seeds(count: seeds)).raced()
        var race = Race(of: plan, refused: []), records: [RunID: RunRecord] = [:]
        for block in race.blocks {
            for run in plan.runs where block.contains(run.id.seed) && race.combinations.contains(run.id.combination) {
                records[run.id] = record(of: run, right: scores[run.id.combination][run.id.seed])
            }
            _ = race.analyze { records[$0] }
        }
        return plan.combinations.map { combination in
            let found = (0..<seeds).compactMap { records[RunID(combination: combination.index, seed: $0)] }
            return Contender(combination.configuration, source: "race", plannedCount: seeds, scores: found.map(SeedScore.init))
        }
    }

    private static func record(of run: Run, right: Int) -> RunRecord {
        let result = RunResult(
            metrics: [.testAccuracy: .count(right, of: 4), .trainLoss: .real(0.0625)], testInputs: [],
            testItemsRight: [], tokenEmbeddingSum: 1, firstTrainingInput: [])
        return RunRecord(configuration: run.configuration, seed: run.seed, ending: .finished(result), seconds: 1)
    }

    @Test(arguments: [3, 10, 50])
    func `importance is shown in at most 5 % of sweeps of equal combinations`(_ seeds: Int) throws {
        let count = Soak.isOn ? 1000 : 10
        var stream = MersenneTwister(seed: 52), shown = 0
        let grid = try [1, 2].flatMap { layers in
            try [1, 2, 3].flatMap { heads in
                try [0.1, 0.2].map { dropout in
                    try TrainingConfiguration([.nLayer: .integer(layers), .nHead: .integer(heads), .dropout: .real(dropout)])
                }
            }
        }
        for _ in 0..<count {
            let contenders = grid.map { configuration in
                let scores = (0..<seeds).map { seed in
                    SeedScore(seed: UInt32(seed), metrics: [.testAccuracy: .count(Self.draw(Self.middle, &stream), of: 4)])
                }
                return Contender(configuration, source: "equal", plannedCount: seeds, scores: scores)
            }
            shown += try Importance(contenders).terms.contains(where: \.isImportant) ? 1 : 0
        }
        if Soak.isOn { print("importance of \(seeds) seeds of noise: \(Double(shown) / Double(count))") }
        #expect(Double(shown) / Double(count) <= 0.05 + 3 * (0.05 * 0.95 / Double(count)).squareRoot())
    }
}
