import Engine
import Experiments
import Formats
import Statistics

/// How numbers look in reports.
enum ReportText {
    static let missing = "-"
    static let oneSeed = "With one seed there is no interval and no p-value."

    /// `0.615`
    static func share(_ value: Double?) -> String { value?.fixed(3) ?? missing }

    /// `4 test items`, `test accuracy of 111540 validation tokens`, or `val loss, lower is better`
    static func basis(_ scale: Scale) -> String {
        switch (scale.metric.kind, scale.kind) {
        case (.count(let items), .relations): scale.itemCount.map { count($0, "\(items.rawValue) item") } ?? scale.metric.title
        case (.count(.test), .text): scale.metric.title + (scale.itemCount.map { " of \(count($0, "validation token"))" } ?? "")
        case (.count(.train), .text): scale.metric.title + (scale.itemCount.map { " of \(count($0, "training token"))" } ?? "")
        case (.real, _): scale.metric.title + (scale.metric.direction == .lowerIsBetter ? ", lower is better" : ", higher is better")
        }
    }

    /// `+0.105`
    static func change(_ value: Double?, decimals: Int = 3) -> String {
        guard let value else { return missing }
        let text = value.fixed(decimals)
        if text.allSatisfy({ "-0.".contains($0) }) { return 0.0.fixed(decimals) }
        return value < 0 ? text : "+" + text
    }

    /// `[0.555, 0.670]`, `≥ 0.942`
    static func interval(_ interval: Interval?, decimals: Int = 3) -> String {
        interval?.text(decimals: decimals) ?? missing
    }

    /// `0.031`, `<0.001`
    static func p(_ p: Double?) -> String {
        guard let p else { return missing }
        return p < 0.001 ? "<0.001" : p.fixed(3)
    }

    /// `4 %`
    static func percent(_ share: Double, decimals: Int = 0) -> String { (100 * share).fixed(decimals) + " %" }

    /// `10–25–15`
    static func balance(_ difference: PairedDifference?) -> String {
        difference.map { "\($0.wins)–\($0.ties)–\($0.losses)" } ?? missing
    }

    /// What is left out of a grid; nothing when that is nothing.
    static func leftOut(_ count: Int) -> String {
        count == 0 ? "" : " Left out for too few seeds: \(Self.count(count, "combination"))."
    }

    /// `1 seed`, `50 seeds`
    static func count(_ count: Int, _ noun: String, plural: String? = nil) -> String {
        count == 1 ? "1 \(noun)" : "\(count) \(plural ?? noun + "s")"
    }

    /// Rising numbers with runs drawn together: `2–4, 7`.
    static func ranges(_ numbers: [Int]) -> String {
        var ranges: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = ranges.last, last.upperBound + 1 == number {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }.joined(separator: ", ")
    }

    /// Where each is from, folders by what tells them apart: `heads_1`.
    static func briefSources(_ contenders: [Contender]) -> [String] {
        let names = contenders.flatMap { $0.origins.map(\.name) }
        let brief = Dictionary(zip(names, DistinctTexts(names).lastNames)) { first, _ in first }
        return contenders.map { $0.origins.map { brief[$0.name] ?? $0.name }.joined(separator: " + ") }
    }

    /// Two sides by where they are from and what shapes them.
    static func names(of first: Contender, _ second: Contender) -> (first: String, second: String) {
        let configurations = [first.configuration, second.configuration]
        let named = Hyperparameter.all.filter { parameter in configurations.contains { $0.namedParameters.contains(parameter) } }
        let texts = [first, second].map { "\($0.source), \(assignments($0.configuration, named))" }
        return (texts[0], texts[1])
    }

    /// `n_layer=1, dropout=0.1`
    static func assignments(_ configuration: TrainingConfiguration, _ parameters: [Hyperparameter]) -> String {
        parameters.filter(configuration.uses).map { "\($0.name)=\($0.label(of: configuration[$0]))" }.joined(separator: ", ")
    }
}

extension Scale {
    /// Of means and differences, after the point.
    var decimals: Int { sizes.isEmpty ? 4 : 3 }

    /// What is said where test sets are of several sizes; nil where they are not.
    var sharesNote: String? {
        guard sizes.count > 1 else { return nil }
        let all = sizes.dropLast().map(String.init).joined(separator: ", ") + " and \(sizes[sizes.count - 1])"
        guard kind == .relations else {
            return "The results are of \(all) tokens, as windows leave out the rest of a text: shares of right tokens are compared."
        }
        return "The test sets have \(all) items, as train_size differs: shares of right items are compared, and the same seed "
            + "is tested on sets that only overlap."
    }
    /// `P(b > a)`: the chance that the second is better.
    var superiority: String { metric.direction == .higherIsBetter ? "P(b > a)" : "P(b < a)" }

    /// For programs: the test items of a count, the name of another metric, and of any of a text.
    var field: Field {
        guard kind == .relations, let itemCount else { return ("metric", .string(metric.name)) }
        return ("test_size", JSONValue(itemCount))
    }
}

extension TrainingConfiguration {
    /// The hyper-parameters that texts name: those that shape the model, and what is not at its default.
    var namedParameters: [Hyperparameter] {
        Hyperparameter.belonging(to: kind).filter { $0 != .task && ($0.isAlwaysNamed || self[$0] != $0.defaultValue(for: kind)) }
    }
}
