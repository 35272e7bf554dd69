import Engine
import Formats

extension Importance {
    var blocks: [ComparisonReport.Block] {
        let shown = Array(terms.prefix { $0.share >= 0.005 }.prefix(40))
        return [
            .paragraph("Importance: the share of the variance between combinations that each explains."),
            .table(TextTable(columns: [
                TextTable.Column("hyper-parameter", shown.map(\.name), isLeftAligned: true, isSetting: true),
                TextTable.Column("share", shown.map { ReportText.percent($0.share, decimals: 1) }),
            ])),
            .paragraph(basis),
        ] + failed.blocks
    }

    private var basis: String {
        let grid = isFullGrid
            ? "Functional ANOVA of the full grid; × is an interaction beyond the effects of its parts."
            : "The grid is incomplete: main effects only, which overlap and need not add up."
        return grid + ReportText.leftOut(leftOutCount) + (noise == nil ? " With one seed noise can't be told from effects." : " What noise would explain is taken off.")
    }

    /// One line for below a table; nil where a single hyper-parameter varies.
    var note: String? {
        guard terms.count > 1 else { return nil }
        let shown = terms.filter { $0.share >= 0.01 }.prefix(6)
        let list = shown.map { "\($0.name) \(ReportText.percent($0.share))" }.joined(separator: ", ")
        return "Importance\(isFullGrid ? "" : " (main effects of an incomplete grid)"): \(list)"
            + (terms.dropFirst(shown.count).contains { $0.share > 0 } ? "; each of the rest less." : ".")
    }

    var fields: [Field] {
        [
            ("kind", .string("importance")), ("full_grid", .boolean(isFullGrid)), ("left_out", JSONValue(leftOutCount)), failed.field, ("noise", JSONValue(noise)),
            ("terms", .array(terms.map { .object(JSONObject($0.fields)) })),
        ]
    }
}

extension Importance.Term {
    var fields: [Field] {
        [("term", .string(name)), ("order", JSONValue(parameters.count)), ("variance", JSONValue(variance)), ("share", JSONValue(share))]
    }
}
