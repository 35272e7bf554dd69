import Engine
import Experiments
import Formats
import Statistics

extension PairComparison {
    var blocks: [TextPage.Block] {
        let names = ReportText.names(of: first, second)
        return [
            .paragraph("a: \(names.first)"), .paragraph("b: \(names.second)"), .paragraph(seedsNote), .table(table),
            .paragraph(balanceNote), .paragraph(conclusionNote),
        ] + ([testNote, resolutionNote].compactMap { $0 } + scale.notes).map(TextPage.Block.paragraph) + failed.blocks
    }

    private var seedsNote: String {
        let planned = max(first.plannedCount, second.plannedCount)
        let count = ReportText.count(difference.count, "seed")
        let basis = ReportText.basis(scale) + (scale.hasPerfect ? " each" : "")
        if difference.count == planned { return "Paired on \(count), \(basis)" }
        return "Paired on the \(count) that both have (a has \(first.seedsText), b \(second.seedsText)), \(basis)"
    }

    private var scale: Scale { firstScores.scale }

    private var table: TextTable {
        typealias Column = TextTable.Column
        let rows = [scoreRow] + (perfectRow.map { [$0] } ?? []) + others.map(row(of:))
        return TextTable(columns: [
            Column("", rows.map(\.name), isLeftAligned: true, isSetting: true),
            Column("a", rows.map(\.first)),
            Column("a 95 %", rows.map(\.firstInterval), droppedAs: 0),
            Column("b", rows.map(\.second)),
            Column("b 95 %", rows.map(\.secondInterval), droppedAs: 0),
            Column("b - a", rows.map(\.change)),
            Column("95 % interval", rows.map(\.interval)),
            Column("p", rows.map(\.p)),
        ])
    }

    /// The cells of a measure.
    private struct Row {
        let name: String
        let first, second, change: String
        var firstInterval = ReportText.missing, secondInterval = ReportText.missing, interval = ReportText.missing
        var p = ReportText.missing
    }

    private var scoreRow: Row {
        let decimals = scale.decimals
        return Row(
            name: scale.metric.title, first: firstScores.mean.fixed(decimals), second: secondScores.mean.fixed(decimals),
            change: ReportText.change(difference.delta, decimals: decimals),
            firstInterval: ReportText.interval(firstScores.interval, decimals: decimals),
            secondInterval: ReportText.interval(secondScores.interval, decimals: decimals),
            interval: ReportText.interval(difference.interval, decimals: decimals), p: ReportText.p(difference.test?.p))
    }

    private var perfectRow: Row? {
        perfect.map { perfect in
            Row(
                name: "perfect", first: ReportText.percent(firstScores.perfectRate),
                second: ReportText.percent(secondScores.perfectRate), change: "+\(perfect.gained) -\(perfect.lost)",
                firstInterval: Self.percents(firstScores.perfectInterval),
                secondInterval: Self.percents(secondScores.perfectInterval),
                p: difference.count > 1 ? ReportText.p(perfect.p) : ReportText.missing)
        }
    }

    private func row(of other: RealDifference) -> Row {
        Row(
            name: other.metric.title, first: other.first.fixed(4), second: other.second.fixed(4),
            change: ReportText.change(other.delta, decimals: 4), interval: ReportText.interval(other.interval, decimals: 4),
            p: ReportText.p(other.wilcoxon?.p))
    }

    /// `[13, 35]`
    private static func percents(_ interval: Interval?) -> String {
        guard let interval else { return ReportText.missing }
        return "[\((100 * (interval.low ?? 0)).fixed(0)), \((100 * (interval.high ?? 1)).fixed(0))]"
    }

    private var balanceNote: String {
        let interval = difference.superiorityInterval.map { " \(ReportText.interval($0))" } ?? ""
        return "b against a: won–tied–lost \(ReportText.balance(difference)), \(scale.superiority) = \(ReportText.share(difference.superiority))\(interval)."
    }

    private var conclusionNote: String {
        guard let test = difference.test, let conclusion = difference.conclusion else { return ReportText.oneSeed }
        switch conclusion {
        case .undecidable where test.nonzeroCount == 0:
            return "Nothing can be concluded: no seed differs, and the test needs \(SignFlipTest.fewestNonzero) that do."
        case .undecidable:
            return "Nothing can be concluded: \(Self.differing(test.nonzeroCount)), so p can't be below "
                + "\(test.smallestP.fixed(4)), and the test needs \(SignFlipTest.fewestNonzero) that differ."
        case .inseparable: return "a and b can't be told apart (p > 0.05)."
        case .better(let isMeaningful): return "b is better (p ≤ 0.05), \(Self.weight("b", isMeaningful))."
        case .worse(let isMeaningful): return "a is better (p ≤ 0.05), \(Self.weight("a", isMeaningful))."
        }
    }

    private static func differing(_ count: Int) -> String { count == 1 ? "1 seed differs" : "\(count) seeds differ" }

    private static func weight(_ side: String, _ isMeaningful: Bool) -> String {
        isMeaningful
            ? "and meaningfully: its chance to win is surely above 0.5 and may be above 0.75"
            : "but not meaningfully, which asks for a chance to win that is surely above 0.5 and may be above 0.75"
    }

    private var testNote: String? {
        guard difference.test != nil else { return nil }
        let mcNemar = perfect == nil ? "" : ", McNemar exact"
        let methods = Set(others.compactMap(\.wilcoxon?.method)).sorted { $0.rawValue < $1.rawValue }
        let wilcoxon = methods.map { $0 == .exact ? ", Wilcoxon exact" : ", Wilcoxon normal approximation" }.joined()
        return "p: sign-flip exact\(mcNemar)\(wilcoxon)."
    }

    private var resolutionNote: String? {
        let needed = difference.seedsNeeded.map { "the difference seen needs \(Int(exactly: $0).map(String.init) ?? "too many") seeds" }
        guard let smallest = difference.smallestDetectable, smallest > 0, difference.count >= SignFlipTest.fewestNonzero else {
            return difference.count > 1 ? needed.map { "To be relied on, \($0)." } : nil
        }
        return "The smallest difference that \(ReportText.count(difference.count, "seed")) can be relied on to show is "
            + "\(smallest.fixed(scale.decimals))\(needed.map { "; \($0)" } ?? "")."
    }
}

// The numbers of a pair for programs, unrounded.
extension PairComparison {
    var fields: [Field] {
        [
            ("kind", .string("pair")), ("paired", .boolean(true)),
            ("a", .object(JSONObject(first.fields + firstScores.fields + others.map { ($0.metric.name, JSONValue($0.first)) }))),
            ("b", .object(JSONObject(second.fields + secondScores.fields + others.map { ($0.metric.name, JSONValue($0.second)) }))),
            ("seeds", JSONValue(difference.count)), scale.field, failed.field,
            ("measures", .array(measures.map { .object(JSONObject($0)) })),
            ("wins", JSONValue(difference.wins)), ("ties", JSONValue(difference.ties)), ("losses", JSONValue(difference.losses)),
            ("p_b_better", JSONValue(difference.superiority)),
            ("p_b_better_low", JSONValue(difference.superiorityInterval?.low)),
            ("p_b_better_high", JSONValue(difference.superiorityInterval?.high)),
            ("conclusion", .string(conclusionNote)),
            ("meaningful", .boolean(difference.isMeaningful)),
            ("smallest_p", JSONValue(difference.test?.smallestP)),
            ("smallest_detectable", JSONValue(difference.smallestDetectable)),
            ("seeds_needed", JSONValue(difference.seedsNeeded.flatMap(Int.init(exactly:)))),
        ] + (perfect.map { [("perfect_gained", JSONValue($0.gained)), ("perfect_lost", JSONValue($0.lost))] } ?? [])
    }

    /// A row each for what is compared, the perfect rate if it is a count, and the other real metrics.
    var measures: [[Field]] {
        let score = measure(
            scale.metric.name, firstScores.mean, secondScores.mean, difference.delta, difference.interval,
            difference.test?.p, difference.test.map { _ in "sign-flip, exact" })
        return [score] + (perfectMeasure.map { [$0] } ?? []) + others.map { other in
            measure(
                other.metric.name, other.first, other.second, other.delta, other.interval, other.wilcoxon?.p,
                other.wilcoxon.map { "Wilcoxon, \($0.method.rawValue)" })
        }
    }

    private var perfectMeasure: [Field]? {
        let hasTest = difference.count > 1
        return perfect.map { perfect in
            measure(
                "perfect", firstScores.perfectRate, secondScores.perfectRate,
                secondScores.perfectRate - firstScores.perfectRate, nil, hasTest ? perfect.p : nil,
                hasTest ? "McNemar, exact" : nil)
        }
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
