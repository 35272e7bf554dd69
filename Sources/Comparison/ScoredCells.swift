import Engine
import Experiments

/// Configurations that are full enough as cells of a grid, with the scores of the seeds that all of them have.
struct ScoredCells {
    let configurations: [TrainingConfiguration]
    let grid: ConfigurationGrid
    /// How many configurations are not.
    let leftOutCount: Int
    /// (cell, seed)
    let steps: [[Int]]
    /// The same as measured.
    private let values: [[MetricValue]]
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
        let scores = cells.map { $0.scores.filter { seeds.contains($0.seed) } }
        steps = scores.map { $0.map(scale.steps(of:)) }
        values = scores.map(scale.values(of:))
    }

    /// The mean of some cells as measured, at least one.
    func measuredMean(of cells: [Int]) -> Double {
        switch scale.metric.kind {
        case .count: mean(of: cells)
        case .real: cells.flatMap { values[$0] }.mean ?? .nan
        }
    }

    /// The mean of some cells in whole steps, at least one.
    func mean(of cells: [Int]) -> Double {
        let total = cells.reduce(0) { $0 + steps[$1].reduce(0, +) }
        return Double(total) / (Double(cells.count) * Double(seedCount) * Double(scale.unit))
    }
}
