import Engine

/// Configurations that are full enough as cells of a grid, with the scores of the seeds that all of them have.
struct ScoredCells {
    let configurations: [TrainingConfiguration]
    let grid: ConfigurationGrid
    /// How many configurations are not.
    let leftOutCount: Int
    /// (cell, seed)
    let steps: [[Int]]
    let seedCount: Int
    let scale: Scale

    /// - Parameter metric: nil for what results are ranked by.
    /// - Throws: `ComparisonError.noScores`, `.allFailed`, `.differentData`, `.notMeasured` or `.noCommonSeeds`.
    init(_ contenders: [Contender], by metric: Metric?) throws(ComparisonError) {
        let scale = try contenders.scale(by: metric)
        self.scale = scale
        let cells = contenders.fullEnough
        leftOutCount = contenders.count - cells.count
        let seeds = Set(cells.commonSeeds)
        guard !seeds.isEmpty else { throw .noCommonSeeds }
        seedCount = seeds.count
        configurations = cells.map(\.configuration)
        grid = ConfigurationGrid(configurations)
        steps = cells.map { contender in
            contender.scores.compactMap { seeds.contains($0.seed) ? scale.steps(of: $0) : nil }
        }
    }

    /// The mean of some cells, at least one.
    func mean(of cells: [Int]) -> Double {
        let total = cells.reduce(0) { $0 + steps[$1].reduce(0, +) }
        return Double(total) / (Double(cells.count) * Double(seedCount) * Double(scale.unit))
    }
}
