import Engine

/// Configurations that are full enough as cells of a grid, with the scores of the seeds that all of them have.
struct ScoredCells {
    let grid: ConfigurationGrid
    /// How many configurations are not.
    let leftOutCount: Int
    /// (cell, seed): test items right.
    let right: [[Int]]
    let seedCount: Int
    let testSize: Int

    /// - Throws: `ComparisonError.noScores`, `.differentTestSizes` or `.noCommonSeeds`.
    init(_ contenders: [Contender]) throws(ComparisonError) {
        testSize = try contenders.testSize()
        let cells = contenders.fullEnough
        leftOutCount = contenders.count - cells.count
        let seeds = Set(cells.commonSeeds)
        guard !seeds.isEmpty else { throw .noCommonSeeds }
        seedCount = seeds.count
        grid = ConfigurationGrid(cells.map(\.configuration))
        right = cells.map { contender in
            contender.scores.compactMap { seeds.contains($0.seed) ? $0.right : nil }
        }
    }

    /// The mean accuracy of some cells, at least one.
    func mean(of cells: [Int]) -> Double {
        let total = cells.reduce(0) { $0 + right[$1].reduce(0, +) }
        return Double(total) / (Double(cells.count) * Double(seedCount) * Double(testSize))
    }
}
