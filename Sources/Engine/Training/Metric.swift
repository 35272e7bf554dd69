/// What is measured of a run that has ended, by the name that users type.
///
/// `Metric.all` is the one table of them. Records, averages, rankings, comparisons, plots and exports go by its rows.
package struct Metric: Sendable {
    package enum Direction: Sendable {
        case higherIsBetter, lowerIsBetter
    }

    /// The items that a count is of.
    package enum Items: String, Sendable {
        case test, train
    }

    package enum Kind: Hashable, Sendable {
        /// How many items are right, shown as a share, 0 to 1.
        case count(Items)
        /// A real number.
        case real
    }

    /// `test_accuracy`
    package let name: String
    /// Where it stands in the table.
    let index: Int
    package let direction: Direction
    package let kind: Kind

    /// For people: `test accuracy`.
    package var title: String { String(name.map { $0 == "_" ? " " : $0 }) }

    /// `test accuracies`
    package var plural: String {
        if self == .valBitsPerByte { return title }
        return title.hasSuffix("y") ? title.dropLast() + "ies" : title + (title.hasSuffix("s") ? "es" : "s")
    }

    /// At the start of a line: `Test accuracy`.
    package var heading: String { Self.capitalized(title) }
    /// `Test accuracies`
    package var pluralHeading: String { Self.capitalized(plural) }

    private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    package func isBetter(_ a: Double, than b: Double) -> Bool {
        switch direction {
        case .higherIsBetter: a > b
        case .lowerIsBetter: a < b
        }
    }

    /// What nothing can be worse than: 0 for a share, infinity for a real number, -infinity where higher is better.
    package var worst: Double {
        switch (kind, direction) {
        case (.count, .higherIsBetter): 0
        case (.count, .lowerIsBetter): 1
        case (.real, .higherIsBetter): -.infinity
        case (.real, .lowerIsBetter): .infinity
        }
    }

    package static func named(_ name: String) -> Metric? { all.first { $0.name == name } }
}

extension Metric {
    /// The mean loss over a whole validation text after the last update, in nats a token.
    package static let valLoss = Metric(
        name: "val_loss", index: 0, direction: .lowerIsBetter, kind: .real)
    package static let testAccuracy = Metric(
        name: "test_accuracy", index: 1, direction: .higherIsBetter, kind: .count(.test))
    package static let trainAccuracy = Metric(
        name: "train_accuracy", index: 2, direction: .higherIsBetter, kind: .count(.train))
    /// The loss of the last epoch, before its update, dropout on; of text the mean over the last 100 iterations, or all where there
    /// are fewer, the first ones too, each of its batch.
    /// Every task has it.
    package static let trainLoss = Metric(
        name: "train_loss", index: 3, direction: .lowerIsBetter, kind: .real)

    /// The validation loss less what the evaluations rose by after the lowest: what the whole validation text would have had there.
    /// Evaluations are of fewer windows than the validation loss, but all of the same, so their difference is what counts.
    package static let bestValLoss = Metric(
        name: "best_val_loss", index: 4, direction: .lowerIsBetter, kind: .real)
    /// The validation loss in bits a byte of UTF-8, which compares across tokenizers.
    package static let valBitsPerByte = Metric(
        name: "val_bits_per_byte", index: 5, direction: .lowerIsBetter, kind: .real)

    /// Results are ranked by the first of these that they have.
    package static let all = [valLoss, testAccuracy, trainAccuracy, trainLoss, bestValLoss, valBitsPerByte]

    /// Those that a kind of task measures.
    package static func measured(of kind: TaskKind) -> [Metric] {
        switch kind {
        case .relations: [testAccuracy, trainAccuracy, trainLoss]
        case .text: all
        }
    }

    /// Whether a token more or less long makes another number of it: it compares results of one tokenizer only.
    package var isPerToken: Bool { self != .valBitsPerByte }
}

extension Metric: Hashable {
    package static func == (a: Metric, b: Metric) -> Bool { a.index == b.index }
    package func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

/// A metric's value.
package enum MetricValue: Hashable, Sendable {
    /// Right items, of at least one.
    case count(Int, of: Int)
    case real(Double)

    /// The number; of a count its share, 0 to 1.
    package var number: Double {
        switch self {
        case .count(let right, let size): Double(right) / Double(size)
        case .real(let number): number
        }
    }
}

/// The values of some metrics.
package struct MetricValues: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    /// In the order of `Metric.all`.
    private var values = [MetricValue?](repeating: nil, count: Metric.all.count)

    package init(dictionaryLiteral elements: (Metric, MetricValue)...) {
        for (metric, value) in elements { self[metric] = value }
    }

    package subscript(metric: Metric) -> MetricValue? {
        get { values[metric.index] }
        set { values[metric.index] = newValue }
    }

    /// Those that are there, in the order of the table.
    package var measured: [(metric: Metric, value: MetricValue)] {
        Metric.all.compactMap { metric in self[metric].map { (metric, $0) } }
    }

    /// What results are ranked by.
    package var ranking: Metric? { Metric.all.first { self[$0] != nil } }
}
