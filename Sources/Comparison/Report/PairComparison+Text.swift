import Engine
import Experiments
import Formats
import Statistics

extension PairComparison {
    var blocks: [ComparisonReport.Block] {
        let names = names
        return [
            .paragraph("a: \(names.first)"), .paragraph("b: \(names.second)"), .paragraph(seedsNote), .table(table),
            .paragraph(balanceNote), .paragraph(testNote),
        ] + [resolutionNote].compactMap { $0.map(ComparisonReport.Block.paragraph) }
    }

    private var names: (first: String, second: String) {
        let configurations = [first.configuration, second.configuration]
        let named = Hyperparameter.all.filter { parameter in configurations.contains { $0.namedParameters.contains(parameter) } }
        let texts = [first, second].map { contender in
            "\(contender.source), \(ReportText.assignments(contender.configuration, named))"
        }
        return (texts[0], texts[1])
    }

    private var seedsNote: String {
        let planned = max(first.plannedCount, second.plannedCount)
        let count = ReportText.count(difference.count, "seed"), items = ReportText.count(firstScores.testSize, "test item")
        if difference.count == planned { return "Paired on \(count), \(items) each" }
        return "Paired on the \(count) that both have (a has \(first.seedsText), b \(second.seedsText)), \(items) each"
    }

    private var table: TextTable {
        typealias Column = TextTable.Column
        let scores = [firstScores, secondScores]
        let means = scores.map { ReportText.share($0.mean) }, rates = scores.map { ReportText.percent($0.perfectRate) }
        let intervals = scores.map { [ReportText.interval($0.interval), Self.percents($0.perfectInterval), ReportText.missing] }
        let none = ReportText.missing
        return TextTable(columns: [
            Column("", ["test accuracy", "perfect", "train loss"], isLeftAligned: true, isSetting: true),
            Column("a", [means[0], rates[0], firstLoss.fixed(4)]),
            Column("a 95 %", intervals[0], droppedAs: 0),
            Column("b", [means[1], rates[1], secondLoss.fixed(4)]),
            Column("b 95 %", intervals[1], droppedAs: 0),
            Column("b - a", [
                ReportText.change(difference.delta), "+\(perfect.gained) -\(perfect.lost)",
                ReportText.change(loss.delta, decimals: 4),
            ]),
            Column("95 % interval", [
                ReportText.interval(difference.interval), none, ReportText.interval(loss.interval, decimals: 4),
            ]),
            Column("p", [
                ReportText.p(difference.test?.p), difference.count > 1 ? ReportText.p(perfect.p) : none,
                ReportText.p(loss.wilcoxon?.p),
            ]),
        ])
    }

    /// `[13, 35]`
    private static func percents(_ interval: Interval?) -> String {
        guard let interval else { return ReportText.missing }
        return "[\((100 * (interval.low ?? 0)).fixed(0)), \((100 * (interval.high ?? 1)).fixed(0))]"
    }

    private var balanceNote: String {
        let interval = difference.superiorityInterval.map { " \(ReportText.interval($0))" } ?? ""
        let verdict = difference.isMeaningful
            ? "meaningful: surely above 0.5, and it may be above 0.75"
            : "not meaningful, which asks for surely above 0.5 and perhaps above 0.75"
        let text = "b against a: won–tied–lost \(ReportText.balance(difference)), P(b > a) = \(ReportText.share(difference.superiority))\(interval)"
        return text + (difference.count > 1 ? ", \(verdict)." : ".")
    }

    private var testNote: String {
        guard let test = difference.test else { return ReportText.oneSeed }
        let wilcoxon = loss.wilcoxon.map { $0.method == .exact ? ", Wilcoxon exact" : ", Wilcoxon normal approximation" } ?? ""
        let tests = "p: sign-flip exact, McNemar exact\(wilcoxon)."
        guard test.smallestP > 0.05 else { return tests }
        return tests + " \(test.nonzeroCount == 1 ? "1 seed differs" : "\(test.nonzeroCount) seeds differ"), so the sign-flip p "
            + "can't be below \(test.smallestP.fixed(4)): nothing can be significant."
    }

    private var resolutionNote: String? {
        guard let smallest = difference.smallestDetectable, smallest > 0 else { return nil }
        let needed = difference.seedsNeeded.map { "; the difference seen needs \(Int(exactly: $0).map(String.init) ?? "too many") seeds" } ?? ""
        return "The smallest difference that \(ReportText.count(difference.count, "seed")) can be relied on to show is "
            + "\(smallest.fixed(3))\(needed)."
    }
}

// The numbers of a pair for programs, unrounded.
extension PairComparison {
    var fields: [Field] {
        [
            ("kind", .string("pair")),
            ("a", .object(JSONObject(first.fields + firstScores.fields + [("train_loss", JSONValue(firstLoss))]))),
            ("b", .object(JSONObject(second.fields + secondScores.fields + [("train_loss", JSONValue(secondLoss))]))),
            ("seeds", JSONValue(difference.count)), ("test_size", JSONValue(firstScores.testSize)),
            ("measures", .array(measures.map { .object(JSONObject($0)) })),
            ("wins", JSONValue(difference.wins)), ("ties", JSONValue(difference.ties)), ("losses", JSONValue(difference.losses)),
            ("p_b_better", JSONValue(difference.superiority)),
            ("p_b_better_low", JSONValue(difference.superiorityInterval?.low)),
            ("p_b_better_high", JSONValue(difference.superiorityInterval?.high)),
            ("meaningful", .boolean(difference.isMeaningful)),
            ("smallest_p", JSONValue(difference.test?.smallestP)),
            ("smallest_detectable", JSONValue(difference.smallestDetectable)),
            ("seeds_needed", JSONValue(difference.seedsNeeded.flatMap(Int.init(exactly:)))),
            ("perfect_gained", JSONValue(perfect.gained)), ("perfect_lost", JSONValue(perfect.lost)),
        ]
    }

    /// A row each for test accuracy, perfect rate and train loss.
    var measures: [[Field]] {
        let hasTest = difference.count > 1
        return [
            measure("test_accuracy", firstScores.mean, secondScores.mean, difference.delta, difference.interval,
                difference.test?.p, difference.test.map { _ in "sign-flip, exact" }),
            measure("perfect", firstScores.perfectRate, secondScores.perfectRate, secondScores.perfectRate - firstScores.perfectRate,
                nil, hasTest ? perfect.p : nil, hasTest ? "McNemar, exact" : nil),
            measure("train_loss", firstLoss, secondLoss, loss.delta, loss.interval,
                loss.wilcoxon?.p, loss.wilcoxon.map { "Wilcoxon, \($0.method.rawValue)" }),
        ]
    }

    private func measure(
        _ name: String, _ a: Double, _ b: Double, _ delta: Double, _ interval: Interval?, _ p: Double?, _ test: String?
    ) -> [Field] {
        [
            ("measure", .string(name)), ("a", JSONValue(a)), ("b", JSONValue(b)), ("delta", JSONValue(delta)),
            ("delta_low", JSONValue(interval?.low)), ("delta_high", JSONValue(interval?.high)),
            ("p", JSONValue(p)), ("test", test.map(JSONValue.string) ?? .null),
        ]
    }
}
