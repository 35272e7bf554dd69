import Engine

extension SweepPlan {
    /// The grid, or what a condition kept of it, in order: the last axis is the fastest. Or what is listed, in its order.
    package struct Combinations: RandomAccessCollection, Sendable {
        private let axes: [Axis]
        private let named: [Hyperparameter]
        private let kept: [Int]?
        private let listing: Listing?
        /// Of the hyper-parameters that the listing has places for.
        private let listedAxes: [Axis]
        package let startIndex = 0
        package let endIndex: Int

        fileprivate init(of plan: SweepPlan) {
            axes = plan.axes
            named = plan.named
            kept = plan.kept
            listing = plan.listing
            listedAxes = axes.filter { plan.listing?.parameters.contains($0.parameter) ?? false }
            endIndex = listing?.count ?? kept?.count ?? plan.gridCount
        }

        package subscript(position: Int) -> Combination {
            precondition(indices.contains(position))
            guard let configuration = try? TrainingConfiguration(settings(at: position)) else {
                preconditionFailure("a plan checks its values when it is made")
            }
            return Combination(index: position, configuration: configuration, named: named)
        }

        func settings(at position: Int) -> [Hyperparameter: Hyperparameter.Value] {
            listing.map { settings(listedAs: $0[position]) } ?? settings(inGridAt: kept?[position] ?? position)
        }

        private func settings(inGridAt position: Int) -> [Hyperparameter: Hyperparameter.Value] {
            var settings: [Hyperparameter: Hyperparameter.Value] = [:]
            var rest = position
            for axis in axes.reversed() {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: axis.values.count)
                settings[axis.parameter] = axis.values[remainder]
                rest = quotient
            }
            return settings
        }

        private func settings(listedAs places: ArraySlice<UInt32>) -> [Hyperparameter: Hyperparameter.Value] {
            var settings: [Hyperparameter: Hyperparameter.Value] = [:]
            for axis in axes { settings[axis.parameter] = axis.values[0] }
            for (axis, place) in zip(listedAxes, places) { settings[axis.parameter] = axis.values[Int(place)] }
            return settings
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
