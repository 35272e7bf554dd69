import Comparison
import Engine
import Experiments

/// A configuration with the right items of seeds 0, 1, …; nil for a seed that has not finished.
func contender(
    _ settings: [Hyperparameter: Hyperparameter.Value], _ right: [Int?], outOf testSize: Int = 4,
    losses: [Double] = [], source: String = "results", planned: Int? = nil
) throws -> Contender {
    let scores = right.enumerated().compactMap { seed, right in
        right.map {
            SeedScore(
                seed: UInt32(seed),
                metrics: [
                    .testAccuracy: .count($0, of: testSize),
                    .trainLoss: .real(losses.indices.contains(seed) ? losses[seed] : 0.0625),
                ])
        }
    }
    return Contender(
        try TrainingConfiguration(settings), source: source, plannedCount: planned ?? right.count, scores: scores)
}

/// Scores that look like an experiment's: each seed has a level of its own, which all configurations share.
struct SimulatedScores {
    private var stream: MersenneTwister

    init(seed: UInt32) { stream = MersenneTwister(seed: seed) }

    private mutating func uniform() -> Double { Double(stream.nextWord()) / 4_294_967_296 }

    /// For each probability of being right, the right items of each seed, of four; `spread` is how far seeds differ.
    mutating func draw(_ chances: [Double], seeds: Int, spread: Double = 0.2) -> [[Int]] {
        let levels = (0..<seeds).map { _ in spread * (2 * uniform() - 1) }
        return chances.map { chance in
            levels.map { level in (0..<4).reduce(0) { sum, _ in uniform() < chance + level ? sum + 1 : sum } }
        }
    }
}
