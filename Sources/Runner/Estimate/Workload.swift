import Engine
import Experiments

/// Runs that are to be trained, and how long they will take: the one estimate of time, for a plan before anything starts as
/// for a sweep under way.
struct Workload: Sendable {
    /// What a run of each combination costs, in the units of `TrainingConfiguration.workEstimate(for:)`.
    private let costs: [Double]
    /// How many runs of each combination are to be trained.
    private var counts: [Int]

    init(of plan: SweepPlan, tasks: TaskLibrary) {
        costs = plan.combinations.map { $0.configuration.workEstimate(in: tasks) }
        counts = Array(repeating: plan.seeds.count, count: costs.count)
    }

    var runCount: Int { counts.reduce(0, +) }
    /// In the units of `TrainingConfiguration.workEstimate(for:)`.
    var work: Double { zip(costs, counts).reduce(0) { $0 + $1.0 * Double($1.1) } }

    /// Leaves runs of a combination out.
    mutating func remove(_ runs: Int, of combination: Int) {
        counts[combination] = max(0, counts[combination] - runs)
    }

    /// Seconds until all runs have ended, if the cores stay busy.
    ///
    /// - Parameters:
    ///   - jobs: The most runs at a time.
    ///   - cores: What they share: more jobs than cores are no faster.
    ///   - scale: The seconds that a unit of work takes on a core of its own.
    ///   - others: The units of work that others do in a second.
    func seconds(jobs: Int, cores: Int, scale: Double, besides others: Double = 0) -> Double {
        var (work, longest) = (0.0, 0.0)
        for (cost, count) in zip(costs, counts) where count > 0 {
            work += cost * Double(count)
            longest = max(longest, cost)
        }
        let busy = max(1, min(jobs, cores, runCount))
        return max(longest * scale, work / (Double(busy) / scale + others))
    }
}
