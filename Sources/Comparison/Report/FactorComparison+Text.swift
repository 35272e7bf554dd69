import Engine
import Experiments
import Formats
import Statistics

extension FactorComparison {
    var blocks: [TextPage.Block] {
        [.paragraph(heading), .table(levelTable), .table(pairTable), .paragraph(note)]
            + [factor.confounding, togetherNote].compactMap { $0.map(TextPage.Block.paragraph) } + failed.blocks
            + scale.notes.map(TextPage.Block.paragraph)
    }

    private var heading: String {
        "\(factor.name): \(levels.count) values, over the \(ReportText.count(seedCount, "seed")) that every combination has"
    }

    private var levelTable: TextTable {
        TextTable(columns: [
            TextTable.Column(factor.name, levels.map(\.value.description), isSetting: true),
            TextTable.Column("combinations", levels.map { "\($0.cellCount)" }),
            TextTable.Column("mean", levels.map { $0.mean.fixed(scale.decimals) }),
        ])
    }

    private var pairTable: TextTable {
        typealias Column = TextTable.Column
        return TextTable(columns: [
            Column("a", pairs.map(\.first.description), isSetting: true),
            Column("b", pairs.map(\.second.description), isSetting: true),
            Column("settings", pairs.map { "\($0.cellCount)" }, droppedAs: 0),
            Column("b - a", pairs.map { ReportText.change($0.difference?.delta, decimals: scale.decimals) }),
            Column("95 % interval", pairs.map { ReportText.interval($0.difference?.interval, decimals: scale.decimals) }),
            Column("won–tied–lost", pairs.map { ReportText.balance($0.difference) }, droppedAs: 1),
            Column(scale.superiority, pairs.map { ReportText.share($0.difference?.superiority) }, droppedAs: 2),
            Column("p", pairs.map { ReportText.p($0.p) }),
        ])
    }

    private var togetherNote: String? {
        guard !together.isEmpty else { return nil }
        let names = together.map(\.name).joined(separator: " and ")
        return "\(names) \(together.count == 1 ? "changes" : "change") together with \(factor.name) in these results: the effect is of all of them."
    }

    private var note: String {
        let tests = pairs.count { $0.p != nil }
        let grid = isFullGrid
            ? "Each seed's scores are averaged over all settings of the others."
            : "The grid is incomplete: each pair is over the settings of the others that both values have."
        let basis = grid + ReportText.leftOut(leftOutCount)
        if seedCount == 1 { return basis + " \(ReportText.oneSeed)" }
        if tests == 0 { return basis + " There are none." }
        let holm = tests > 1 ? ", after Holm over \(tests) tests" : ""
        return basis + " p is of the exact sign-flip test\(holm)."
    }
}

// The numbers of a factor for programs, unrounded.
extension FactorComparison {
    var fields: [Field] {
        [
            ("kind", .string("factor")), ("factor", .string(factor.name)), ("together", .array(together.map { .string($0.name) })), ("seeds", JSONValue(seedCount)),
            scale.field, ("full_grid", .boolean(isFullGrid)), ("left_out", JSONValue(leftOutCount)), failed.field,
            ("levels", .array(levels.map { level in
                [
                    "value": JSONValue(level.value), "combinations": JSONValue(level.cellCount), "mean": JSONValue(level.mean),
                ]
            })),
            ("pairs", .array(pairRows.map { .object(JSONObject($0)) })),
        ]
    }

    var pairRows: [[Field]] {
        pairs.map { pair in
            let difference = pair.difference
            return [
                ("factor", .string(factor.name)), ("a", JSONValue(pair.first)), ("b", JSONValue(pair.second)),
                ("settings", JSONValue(pair.cellCount)), ("delta", JSONValue(difference?.delta)),
                ("delta_low", JSONValue(difference?.interval?.low)), ("delta_high", JSONValue(difference?.interval?.high)),
                ("wins", JSONValue(difference?.wins)), ("ties", JSONValue(difference?.ties)),
                ("losses", JSONValue(difference?.losses)), ("p_b_better", JSONValue(difference?.superiority)),
                ("p", JSONValue(difference?.test?.p)), ("p_holm", JSONValue(pair.p)),
            ]
        }
    }
}
