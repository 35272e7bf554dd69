package import Engine
package import Statistics

// Results are compared in whole steps, so that equal ones are equal and sums are exact.
extension MetricValue {
    /// Steps that make up 1: the items of a count, or ten-thousandths, the digits that texts show of a real number.
    package var stepsInOne: Int {
        switch self {
        case .count(_, let size): size
        case .real: 10_000
        }
    }

    /// Right items, or ten-thousandths of a real number, those beyond 10⁸ cut off.
    package var steps: Int {
        switch self {
        case .count(let right, _): right
        case .real(let number): Int(exactly: (number * 10_000).rounded()).map { min(max($0, -Self.most), Self.most) }
            ?? (number > 0 ? Self.most : -Self.most)
        }
    }

    private static let most = 1_000_000_000_000

    /// The worst value that the metric can have, in this one's unit.
    package func worst(of metric: Metric) -> MetricValue {
        switch self {
        case .count(_, let size): .count(Int(metric.worst) * size, of: size)
        case .real: .real(metric.worst)
        }
    }

    /// Whether it is a count of which more than 99 % are right.
    package var isPerfect: Bool {
        switch self {
        case .count(let right, let size): Double(right) / Double(size) > 0.99
        case .real: false
        }
    }
}

extension [MetricValue] {
    /// Of more items right ones are not counted one by one: their share is as good as any number from 0 to 1.
    private static let mostItems = 4096

    /// The mean of values of one metric, wherever one is shown: of counts right items over all items, of real numbers as they
    /// were measured, added in order; nil of none.
    package var mean: Double? {
        switch first {
        case nil: nil
        case .count?: Double(reduce(0) { $0 + $1.steps }) / Double(reduce(0) { $0 + $1.stepsInOne })
        case .real?: reduce(0) { $0 + $1.number } / Double(count)
        }
    }

    /// Where the mean of values with one unit lies with 95 % confidence; nil where one is infinite.
    ///
    /// - Parameter kind: what was learned. The tokens of a text are so many and so alike that their share is a number like a loss.
    package func meanInterval(of kind: TaskKind) -> Interval? {
        guard let value = first, allSatisfy({ $0.number.isFinite }) else { return nil }
        return switch (value, kind) {
        case (.count(_, let size), .relations) where size <= Self.mostItems: MeanInterval.ofCounts(map(\.steps), outOf: size)
        case (.count, .relations): MeanInterval.ofShares(map(\.number))
        case (.count, .text): realInterval?.clamped(to: 0...1)
        case (.real, _): realInterval
        }
    }

    /// Student's t of few values, else the bootstrap's in whole steps.
    private var realInterval: Interval? {
        guard count >= MeanInterval.fewestForBootstrap else { return MeanInterval.ofLosses(map(\.number)) }
        let steps = map(\.steps), unit = Double(first?.stepsInOne ?? 1)
        // Of what is above the lowest one.
        let lowest = steps.min() ?? 0
        let above = CoarseValues(steps.map { $0 - lowest }), start = Double(lowest) / unit
        return ExactBootstrap.interval(of: above.values, unit: unit / Double(above.step)).map { $0.shifted(by: start) }
    }
}

extension Metric {
    /// How well intervals of its mean hold with such numbers of seeds; nil where they hold in 95 % of cases.
    package func coverageNote(seeds counts: [Int], of task: TaskKind) -> String? {
        let few = MeanInterval.fewestForBootstrap
        switch (kind, task) {
        case (.count, .relations): return counts.contains { (few..<30).contains($0) }
            ? "With \(few) to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %." : nil
        case (.count, .text), (.real, _):
            if counts.contains(where: { $0 < few }) {
                return "With fewer than \(few) seeds the intervals of means are Student's t and hold where \(plural) are close to normal."
            }
            return counts.contains { $0 < 30 }
                ? "With \(few) to 29 seeds, intervals of means cover the true mean in about 92 % of cases where \(plural) are close to normal, "
                    + "and in fewer where single seeds stray." : nil
        }
    }
}

extension Metric {
    /// The name of the field that records and exports hold it in; of a count that of the right items.
    package func fieldName(for task: TaskKind) -> String {
        switch (kind, task) {
        case (.real, _): name
        case (.count(let items), .relations): "\(items.rawValue)_items_right"
        case (.count(.test), .text): "val_tokens_right"
        case (.count(.train), .text): "train_tokens_right"
        }
    }

    /// Steps, or their sum, the other way round where lower is better: more is better.
    package func merit(_ steps: Int) -> Int {
        switch direction {
        case .higherIsBetter: steps
        case .lowerIsBetter: -steps
        }
    }
}
