import Engine

extension SweepPlan {
    /// The grid, or what a condition kept of it, in order: the last axis is the fastest.
    package struct Combinations: RandomAccessCollection, Sendable {
        private let axes: [Axis]
        private let named: [Hyperparameter]
        private let kept: [Int]?
        package let startIndex = 0
        package let endIndex: Int

        fileprivate init(of plan: SweepPlan) {
            axes = plan.axes
            named = plan.named
            kept = plan.kept
            endIndex = kept?.count ?? plan.gridCount
        }

        package subscript(position: Int) -> Combination {
            precondition(indices.contains(position))
            var settings: [Hyperparameter: Hyperparameter.Value] = [:]
            var rest = kept?[position] ?? position
            for axis in axes.reversed() {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: axis.values.count)
                settings[axis.parameter] = axis.values[remainder]
                rest = quotient
            }
            guard let configuration = try? TrainingConfiguration(settings) else {
                preconditionFailure("a plan checks its values when it is made")
            }
            return Combination(index: position, configuration: configuration, named: named)
        }
    }

    /// Every combination with every seed; the seeds are the fastest.
    package struct Runs: RandomAccessCollection, Sendable {
        fileprivate let combinations: Combinations
        fileprivate let seeds: Seeds
        package let startIndex = 0
        package var endIndex: Int { combinations.count * seeds.count }

        package subscript(position: Int) -> Run {
            let (combination, seed) = position.quotientAndRemainder(dividingBy: seeds.count)
            return Run(
                id: RunID(combination: combination, seed: seed),
                configuration: combinations[combination].configuration, seed: seeds[seed])
        }
    }

    package var combinations: Combinations {
        Combinations(of: self)
    }

    package var runs: Runs {
        Runs(combinations: combinations, seeds: seeds)
    }
}
