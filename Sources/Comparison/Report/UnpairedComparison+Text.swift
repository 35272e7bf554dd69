import Engine
import Experiments
import Formats
import Statistics

extension UnpairedComparison {
    var blocks: [TextPage.Block] {
        let names = ReportText.names(of: first, second)
        return [.paragraph("a: \(names.first)"), .paragraph("b: \(names.second)"), .paragraph(heading), .table(table), .paragraph(note)]
            + scale.notes.map(TextPage.Block.paragraph) + failed.blocks
    }

    private var scale: Scale { firstScores.scale }

    private var heading: String {
        let common = [first, second].commonSeeds.count
        return "Unpaired: \(common == 0 ? "no seed" : "1 seed") in common (a has \(first.seedsText), b \(second.seedsText)), "
            + ReportText.basis(scale) + (scale.hasPerfect ? " each" : "")
    }

    private var table: TextTable {
        typealias Column = TextTable.Column
        let decimals = scale.decimals
        return TextTable(columns: [
            Column("", [scale.metric.title], isLeftAligned: true, isSetting: true),
            Column("a", [firstScores.mean.fixed(decimals)]),
            Column("a 95 %", [ReportText.interval(firstScores.interval, decimals: decimals)], droppedAs: 0),
            Column("b", [secondScores.mean.fixed(decimals)]),
            Column("b 95 %", [ReportText.interval(secondScores.interval, decimals: decimals)], droppedAs: 0),
            Column("b - a", [ReportText.change(difference.delta, decimals: decimals)]),
            Column("p", [ReportText.p(difference.test?.p)]),
        ])
    }

    private var note: String {
        guard let test = difference.test else { return "With one seed each there is no p-value." }
        return "p: \(test.name). The same seeds on both sides would show smaller differences."
    }
}

// The numbers for programs, unrounded.
extension UnpairedComparison {
    var fields: [Field] {
        [
            ("kind", .string("pair")), ("paired", .boolean(false)),
            ("a", .object(JSONObject(first.fields + firstScores.fields))),
            ("b", .object(JSONObject(second.fields + secondScores.fields))),
            ("common_seeds", JSONValue([first, second].commonSeeds.count)), scale.field, failed.field,
            ("measures", .array(measures.map { .object(JSONObject($0)) })),
        ]
    }

    var measures: [[Field]] {
        [[
            ("measure", .string(scale.metric.name)), ("a", JSONValue(firstScores.mean)), ("b", JSONValue(secondScores.mean)),
            ("delta", JSONValue(difference.delta)), ("delta_low", .null), ("delta_high", .null),
            ("p", JSONValue(difference.test?.p)), ("test", difference.test.map { .string($0.name) } ?? .null),
        ]]
    }
}
