import Engine
import Formats

extension Importance {
    var blocks: [TextPage.Block] {
        let rows = shares(most: 40)
        return [
            .paragraph("Importance: the share of the variance of the combinations' means that each explains."),
            .table(TextTable(columns: [
                TextTable.Column("hyper-parameter", rows.map(\.name), isLeftAligned: true, isSetting: true),
                TextTable.Column("share", rows.map { ReportText.percent($0.share, decimals: 1) }),
                TextTable.Column("p", rows.map { row in row.p.map { ReportText.p($0) } ?? "" }),
            ])),
        ] + [basis, caution, unimportant].compactMap { $0.map(TextPage.Block.paragraph) } + failed.blocks
    }

    /// What is shown: the terms that can be told from noise, the other ones' share, and that of noise; with one seed all terms.
    package func shares(most: Int) -> [(name: String, share: Double, p: Double?)] {
        let shown = named.filter { $0.isImportant || $0.share >= 0.005 }.prefix(most).map { ($0.name, $0.share, $0.p) }
        guard let noiseShare else { return shown }
        return shown + [("not told from noise", max(0, 1 - noiseShare - importantShare), nil), ("noise", noiseShare, nil)]
    }

    /// The terms that are shown by name: those that can be told from noise, where that is known.
    private var named: [Term] { noise == nil ? terms : terms.filter(\.isImportant) }

    private var importantShare: Double { min(1, named.reduce(0) { $0 + $1.share }) }

    private var basis: String? {
        let grid = isFullGrid
            ? "Functional ANOVA of the full grid; × is an interaction beyond the effects of its parts."
            : "The grid is incomplete: main effects only, which overlap and need not add up."
        let together = terms.contains { $0.name.contains("+") } ? " + joins what always changes together." : ""
        let test = noise == nil ? "" : " p is of exchanges within seeds, for all terms together."
        return grid + together + ReportText.leftOut(leftOutCount) + test
    }

    /// What is said with every form; nil with more than one seed.
    package var caution: String? { noise == nil ? "With one seed effects can't be told from noise." : nil }

    /// Which terms can't be told from noise; nil where all can, and for one seed.
    package var unimportant: String? {
        let rest = terms.filter { !$0.isImportant }
        guard noise != nil, !rest.isEmpty else { return nil }
        let shown = rest.filter { $0.order == 1 }.map(\.name) + (rest.contains { $0.order > 1 } ? [interactions(rest)] : [])
        return "Not told from noise (p > 0.05): \(shown.joined(separator: ", "))."
    }

    private func interactions(_ rest: [Term]) -> String { ReportText.count(rest.count { $0.order > 1 }, "interaction") }

    /// One line for below a table; nil where a single hyper-parameter varies.
    var note: String? {
        guard terms.count > 1 else { return nil }
        let start = "Importance\(isFullGrid ? "" : " (main effects of an incomplete grid)")"
        if let caution { return "\(start): none is known. \(caution)" }
        guard !named.isEmpty else { return "\(start): no effect can be told from noise." }
        let shown = named.filter { $0.share >= 0.01 }.prefix(6)
        let list = (shown.map { ($0.name, $0.share) } + [("noise", noiseShare ?? 0)])
            .map { "\($0) \(ReportText.percent($1))" }.joined(separator: ", ")
        return "\(start): \(list)" + (shown.count < named.count ? "; each of the rest less." : named.count < terms.count ? "; nothing else can be told from noise." : ".")
    }

    var fields: [Field] {
        [
            ("kind", .string("importance")), ("full_grid", .boolean(isFullGrid)), ("left_out", JSONValue(leftOutCount)),
            failed.field, ("noise", JSONValue(noise)), ("noise_share", JSONValue(noiseShare)),
            ("caution", caution.map(JSONValue.string) ?? .null),
            ("terms", .array(rows.map { .object(JSONObject($0)) })),
        ]
    }

    /// A row for each term and one for noise.
    var rows: [[Field]] {
        let caution = caution.map(JSONValue.string) ?? .null
        return terms.map { term in
            [
                ("term", .string(term.name)), ("order", JSONValue(term.order)), ("variance", JSONValue(term.variance)),
                ("share", JSONValue(term.share)), ("p", JSONValue(term.p)),
                ("important", noise == nil ? .null : .boolean(term.isImportant)), ("caution", caution),
            ]
        } + (noiseShare.map { share in
            [[
                ("term", .string("noise")), ("order", JSONValue(0)), ("variance", JSONValue(noiseVariance)), ("share", JSONValue(share)),
                ("p", .null), ("important", .null), ("caution", caution),
            ]]
        } ?? [])
    }
}
