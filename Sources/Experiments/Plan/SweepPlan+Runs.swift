import Engine

extension SweepPlan {
    /// The grid, or what a condition kept of it, in order: the last axis is the fastest. Or what is listed, in its order.
    package struct Combinations: RandomAccessCollection, Sendable {
        /// With each axis at its first value.
        private let first: TrainingConfiguration
        /// The axes that vary.
        private let axes: [Axis]
        private let named: [Hyperparameter]
        private let kept: [Int]?
        private let listing: Listing?
        package let startIndex = 0
        package let endIndex: Int

        fileprivate init(of plan: SweepPlan) {
            first = plan.first
            axes = plan.axes.filter { plan.listing?.parameters.contains($0.parameter) ?? $0.isSwept }
            named = plan.named
            kept = plan.kept
            listing = plan.listing
            endIndex = listing?.count ?? kept?.count ?? plan.gridCount
        }

        package subscript(position: Int) -> Combination {
            precondition(indices.contains(position))
            let configuration = listing.map { listed($0[position]) } ?? ofGrid(kept?[position] ?? position)
            return Combination(index: position, configuration: configuration, named: named)
        }

        private func ofGrid(_ position: Int) -> TrainingConfiguration {
            var configuration = first
            var rest = position
            for axis in axes.reversed() {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: axis.values.count)
                configuration.set(axis.parameter, toChecked: axis.values[remainder])
                rest = quotient
            }
            return configuration
        }

        private func listed(_ places: ArraySlice<UInt32>) -> TrainingConfiguration {
            var configuration = first
            for (axis, place) in zip(axes, places) {
                configuration.set(axis.parameter, toChecked: axis.values[Int(place)])
            }
            return configuration
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
