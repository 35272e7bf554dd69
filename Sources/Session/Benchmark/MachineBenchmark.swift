package import Engine
import Experiments
import Runner

/// The benchmark: what this machine can do, and how near to it the engine comes. Taken step by step, so that
/// what is measured shows at once.
package struct MachineBenchmark: Sendable {
    package enum Step: Sendable {
        case limits
        case run(TrainingConfiguration)
        case shares
        case bfloat16Runs
        case products
        case loops
        case texts
        case generation
        case standardSweep
    }

    /// The configurations that are timed, smallest first.
    package static let configurations = [(1, 1, 16), (2, 2, 32), (2, 4, 32), (2, 8, 32), (2, 8, 64)].compactMap { shape in
        try? TrainingConfiguration([
            .nLayer: .integer(shape.0), .nHead: .integer(shape.1), .nEmbdFactor: .integer(shape.2),
        ])
    }

    private let task: LearningTask
    private let repetitions: Int?
    private let jobs: Int
    private let largest: Int
    private(set) var limits: MachineLimits?
    private(set) var runs: [RunTiming] = []
    /// The same in bf16.
    private(set) var bfloat16Runs: [RunTiming] = []
    private(set) var products: [ProductTiming] = []
    private(set) var loops: [LoopTiming] = []
    private(set) var texts: [TextTiming] = []
    private(set) var generations: [GenerationTiming] = []
    /// Seconds that the standard sweep takes on all cores.
    private(set) var standardSweepSeconds: Double?

    /// - Parameters:
    ///   - task: What the timed runs learn.
    ///   - largest: Configurations with a larger n_embd are left out.
    ///   - repetitions: Whole runs of each configuration; nil for as many as fit in two seconds.
    package init(_ task: LearningTask, largest: Int = .max, repetitions: Int? = nil) {
        self.task = task
        self.largest = largest
        self.repetitions = repetitions
        jobs = Cores.available
    }

    package var steps: [Step] {
        let timed = Self.configurations.filter { $0.nEmbd <= largest }
        return [.limits] + timed.map(Step.run) + [.shares, .bfloat16Runs, .products, .loops, .texts, .generation, .standardSweep]
    }

    /// Measures what a step is about, and tells it.
    ///
    /// - Throws: `TrainingFailure`.
    package mutating func take(_ step: Step) throws(TrainingFailure) -> [String] {
        let report = BenchmarkReport(variant: KernelVariant.standard.name)
        switch step {
        case .limits:
            let measured = try MachineLimits.measure()
            limits = measured
            return report.opening(measured)
        case .run(let configuration):
            let timing = try RunTiming.measure(configuration, task: task, repetitions: repetitions)
            runs.append(timing)
            return [report.row(timing, peak: peak)]
        case .shares:
            return report.shares(runs)
        case .bfloat16Runs:
            for run in runs {
                let configuration = run.configuration.with(.bf16)
                bfloat16Runs.append(try RunTiming.measure(configuration, task: task, repetitions: repetitions))
            }
            return report.bfloat16(Array(zip(bfloat16Runs, runs)))
        case .products:
            for configuration in Self.configurations where configuration.nEmbd <= largest {
                products.append(try ProductTiming.measure(nEmbd: configuration.nEmbd))
            }
            return report.products(products, peak: peak)
        case .loops:
            loops = try LoopTiming.measure()
            return report.loops(loops, cache: limits?.cacheGBPerSecond ?? .nan)
        case .texts:
            for it in TextTiming.cases { texts.append(try TextTiming.measure(it)) }
            return report.texts(texts, peak: peak)
        case .generation:
            for window in GenerationTiming.windows { generations.append(try GenerationTiming.measure(window: window)) }
            return report.generations(generations)
        case .standardSweep:
            standardSweepSeconds = estimateOfStandardSweep
            return report.standardSweep(standardSweepSeconds, jobs: jobs)
        }
    }

    private var peak: Double { limits?.peakGFLOPS ?? .nan }

    /// The standard sweep's work, at the speed of the largest run that was timed.
    private var estimateOfStandardSweep: Double? {
        guard let last = runs.last, let plan = try? SweepPlan(SweepPlan.standardGrid) else { return nil }
        let scale = last.seconds / last.configuration.workEstimate(for: task)
        return PlanForecast(plan, jobs: jobs, tasks: .familyTree, memory: .current, scale: scale).seconds
    }
}
