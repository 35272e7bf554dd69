package import Engine
import Experiments
package import Formats

// MARK: - Facts
extension FactMistakes {
    /// What each combination gets wrong, the facts that are most often missed, and the same by relation.
    ///
    /// - Parameters:
    ///   - data: what the runs learned.
    ///   - top: how many facts are listed.
    package func page(of data: Dataset, top: Int) -> TextPage {
        let several = combinations.count > 1
        return TextPage(
            [.paragraph(heading(data))] + (several ? [.table(combinationTable)] : [])
                + (facts.isEmpty ? [] : [.table(factTable(data, top: top)), .table(relationTable(data)), .paragraph(Self.note(several))]))
    }

    private static func note(_ isOfSeveral: Bool) -> String {
        let runs = isOfSeveral ? "runs" : "seeds"
        return "A seed tests only facts that it has not trained on: 2/3 is 2 wrong of 3 \(runs) that tested it. Most is more than half of these, "
            + "some more than a fifth. The interval is Wilson's, 95 %\(isOfSeveral ? ", as if runs of one seed were independent" : "")."
    }

    /// `98 of 104 facts were tested; 61 of 200 tests are wrong. 12 facts are missed by every seed …`
    private func heading(_ data: Dataset) -> String {
        let all = totals.reduce(Count(), +), runs = combinations.count > 1 ? "run" : "seed"
        let tested = "\(facts.count) of \(ReportText.count(data.count, "fact")) were tested; \(all.wrong) of \(ReportText.count(all.tested, "test")) are wrong."
        let counts = Frequency.allCases.compactMap { frequency -> String? in
            let count = totals.count { $0.frequency == frequency }
            return count == 0 ? nil : "\(count) by \(frequency.text(runs))"
        }
        return counts.isEmpty ? tested : "\(tested) Facts missed by those \(runs)s that tested them: \(counts.joined(separator: ", "))."
    }

    /// A row for each combination, numbered as the columns of facts are.
    private var combinationTable: TextTable {
        let sums = combinations.indices.map { index in counts.reduce(Count()) { $0 + $1[index] } }
        let frequencies = combinations.indices.map { index in counts.map { $0[index].frequency } }
        return TextTable(columns: [.init("combination", combinations.indices.map { "\($0 + 1)" })] + combinations.settingColumns + [
            .init("wrong", sums.map(\.text)), .init("share", sums.map(\.shareText)),
        ] + Frequency.allCases.map { frequency in
            .init(frequency.rawValue, frequencies.map { "\($0.count { $0 == frequency })" }, droppedAs: 1)
        })
    }

    private func factTable(_ data: Dataset, top: Int) -> TextTable {
        let missed = order.filter { totals[$0].wrong > 0 }, shown = Array(missed.prefix(top))
        let answers = data.answersByInput, runs = combinations.count > 1 ? "run" : "seed"
        return TextTable(columns: [
            .init("missed by", shown.map { totals[$0].frequency?.text(runs) ?? "" }, isLeftAligned: true),
            .init("fact", shown.map { data.words(facts[$0]) }, isLeftAligned: true),
            .init("answer", shown.map { answers[facts[$0]].map { data.list($0) } ?? "" }, isLeftAligned: true),
            .init("wrong", shown.map { totals[$0].text }), .init("95 %", shown.map { ReportText.interval(totals[$0].interval, decimals: 2) }),
        ] + combinationColumns(shown.map { counts[$0] })).leavingOut(missed.count - shown.count, "fact")
    }

    /// Of more combinations than these no column is shown.
    private static let mostColumns = 6

    /// Each combination's counts, under its number.
    private func combinationColumns(_ rows: [[Count]]) -> [TextTable.Column] {
        guard (2...Self.mostColumns).contains(combinations.count) else { return [] }
        return combinations.indices.map { index in
            .init("in \(index + 1)", rows.map { $0[index].tested == 0 ? ReportText.missing : $0[index].text }, droppedAs: 0)
        }
    }

    private func relationTable(_ data: Dataset) -> TextTable {
        let rows = relations, sums = rows.map { $0.counts.reduce(Count(), +) }
        let order = rows.indices.sorted { a, b in
            let (left, right) = (sums[a].wrong * sums[b].tested, sums[b].wrong * sums[a].tested)
            return left != right ? left > right : a < b
        }
        return TextTable(columns: [
            .init("relation", order.map { data.words([rows[$0].relation]) }, isLeftAligned: true),
            .init("wrong", order.map { sums[$0].text }), .init("share", order.map { sums[$0].shareText }),
            .init("95 %", order.map { ReportText.interval(sums[$0].interval, decimals: 2) }),
        ] + combinationColumns(order.map { rows[$0].counts }))
    }
}

extension FactMistakes.Count {
    /// `2/3`
    fileprivate var text: String { "\(wrong)/\(tested)" }
    fileprivate var shareText: String { tested == 0 ? ReportText.missing : share.fixed(2) }
}

extension FactMistakes.Frequency {
    /// `every seed`, `most seeds`, `none`
    fileprivate func text(_ noun: String) -> String {
        switch self {
        case .every: "every \(noun)"
        case .most, .some, .few: "\(rawValue) \(noun)s"
        case .none: "none"
        }
    }
}

extension Dataset {
    /// `Christopher wife`
    package func words(_ fact: [Int]) -> String { fact.map { name(of: $0) }.joined(separator: " ") }

    /// `Andrew, Christine`
    package func list(_ answers: [Int]) -> String { answers.map { name(of: $0) }.joined(separator: ", ") }

    private func name(of token: Int) -> String { vocabulary.indices.contains(token) ? vocabulary[token] : "?" }
}

// MARK: - Text
extension StretchLosses {
    /// A piece of the validation text as it stands in its file.
    package struct Excerpt: Sendable {
        /// Counted from 1.
        let line: Int
        let text: String

        package init(line: Int, text: String) {
            self.line = line
            self.text = text
        }
    }

    /// The stretches with the highest loss, and the lowest.
    ///
    /// - Parameters:
    ///   - top: how many of the highest; of the lowest half as many.
    ///   - excerpt: the text of some of the predicted tokens; nil where it isn't there.
    package func page(top: Int, _ excerpt: (Range<Int>) -> Excerpt?) -> TextPage {
        let order = order, low = min(max(1, top / 2), order.count)
        let several = combinations.count > 1
        return TextPage([.paragraph(heading)] + (several ? [.table(combinationTable)] : []) + [
            .paragraph("Highest loss"), .table(table(Array(order.prefix(top)), excerpt)),
            .paragraph("Lowest loss"), .table(table(order.suffix(low).reversed(), excerpt)), .paragraph(Self.note),
        ])
    }

    private static let note =
        "Loss is in nats per token, the mean over seeds, with the range over seeds. Worst tenth: runs in which the stretch is among the tenth "
        + "of all stretches with the highest loss."

    /// `256 stretches of the 111,488 predicted tokens of the validation text; 3 seeds`
    private var heading: String {
        let runs = seedCounts.reduce(0, +)
        let seeds = combinations.count == 1 ? ReportText.count(runs, "seed") : "\(combinations.count) combinations, \(ReportText.count(runs, "run"))"
        return "\(ReportText.count(order.count, "stretch", plural: "stretches")) of the \(tokenCount.grouped) predicted tokens of the validation text; \(seeds)"
    }

    private var combinationTable: TextTable {
        let all = stretches.map { $0.map(\.mean) }
        return TextTable(columns: [.init("combination", combinations.indices.map { "\($0 + 1)" })] + combinations.settingColumns + [
            .init("seeds", seedCounts.map(String.init)), .init("lowest", all.map { ($0.min() ?? .nan).fixed(3) }),
            .init("mean", all.map { ($0.reduce(0, +) / Double($0.count)).fixed(3) }), .init("highest", all.map { ($0.max() ?? .nan).fixed(3) }),
        ])
    }

    private func table(_ shown: [Int], _ excerpt: (Range<Int>) -> Excerpt?) -> TextTable {
        let means = means, runs = seedCounts.reduce(0, +)
        let excerpts = shown.map { excerpt(tokens(of: $0)) }
        let ranges = shown.map { index in
            let own = stretches.map { $0[index] }
            return ((own.map(\.low).min() ?? .nan), (own.map(\.high).max() ?? .nan))
        }
        var columns: [TextTable.Column] = [
            .init("loss", shown.map { means[$0].fixed(3) }), .init("range", ranges.map { "\($0.fixed(3))–\($1.fixed(3))" }),
            .init("worst tenth", shown.map { index in "\(stretches.reduce(0) { $0 + $1[index].worstCount })/\(runs)" }),
        ]
        if combinations.count > 1, combinations.count <= 4 {
            columns += combinations.indices.map { index in .init("in \(index + 1)", shown.map { stretches[index][$0].mean.fixed(3) }, droppedAs: 0) }
        }
        if excerpts.contains(where: { $0 != nil }) {
            columns += [
                .init("line", excerpts.map { $0.map { "\($0.line)" } ?? "" }),
                .init("text", excerpts.map { $0?.text ?? "" }, isLeftAligned: true),
            ]
        } else {
            columns.insert(.init("stretch", shown.map { "\($0 + 1)" }), at: 0)
        }
        return TextTable(columns: columns)
    }
}

extension [Combination] {
    /// The hyper-parameters in which they differ, a column each.
    fileprivate var settingColumns: [TextTable.Column] {
        Hyperparameter.all.filter { parameter in contains { $0.configuration[parameter] != self[0].configuration[parameter] } }.map { parameter in
            .init(parameter.name, map { $0.configuration.uses(parameter) ? parameter.label(of: $0.configuration[parameter]) : ReportText.missing }, isSetting: true)
        }
    }
}

extension TextTable {
    /// The same with a line below that says how much is left out.
    fileprivate func leavingOut(_ count: Int, _ noun: String) -> TextTable {
        count <= 0 ? self : with(gap: (rowCount, "… \(ReportText.count(count, "more \(noun)")); top= shows more"))
    }
}
