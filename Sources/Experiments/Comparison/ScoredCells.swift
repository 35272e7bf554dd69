import Engine

/// Configurations as cells of a grid, with the scores of the seeds that all of them have.
struct ScoredCells {
    let grid: ConfigurationGrid
    /// (cell, seed): test items right.
    let right: [[Int]]
    let seedCount: Int
    let testSize: Int

    /// - Throws: `ComparisonError.noScores`, `.differentTestSizes` or `.noCommonSeeds`.
    init(_ contenders: [Contender]) throws(ComparisonError) {
        testSize = try contenders.testSize()
        let seeds = Set(contenders.commonSeeds)
        guard !seeds.isEmpty else { throw .noCommonSeeds }
        seedCount = seeds.count
        grid = ConfigurationGrid(contenders.map(\.configuration))
        right = contenders.map { contender in
            contender.scores.compactMap { seeds.contains($0.seed) ? $0.right : nil }
        }
    }

    /// The mean accuracy of some cells, at least one.
    func mean(of cells: [Int]) -> Double {
        let total = cells.reduce(0) { $0 + right[$1].reduce(0, +) }
        return Double(total) / (Double(cells.count) * Double(seedCount) * Double(testSize))
    }
}
