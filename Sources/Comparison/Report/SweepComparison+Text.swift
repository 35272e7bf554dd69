import Engine
import Experiments
import Formats
import Statistics

extension SweepComparison {
    var blocks: [TextPage.Block] {
        [.paragraph(heading)] + (rows.isEmpty ? [] : [.table(table)]) + notes.map(TextPage.Block.paragraph)
    }

    private var contenders: [Contender] { rows.map(\.contender) + unscored }

    /// The hyper-parameters that vary, and those with one value that are worth naming.
    private var parameters: (varied: [Hyperparameter], constant: [Hyperparameter]) {
        let configurations = contenders.map(\.configuration)
        guard let first = configurations.first else { return ([], []) }
        let varied = Hyperparameter.all.filter { parameter in
            configurations.contains { $0[parameter] != first[parameter] }
        }
        return (varied, first.namedParameters.filter { !varied.contains($0) })
    }

    /// The number of seeds, when every configuration has all of it.
    private var sharedSeedCount: Int? {
        let counts = Set(contenders.map(\.seedsText))
        return counts.count == 1 ? contenders.first.flatMap { Int($0.seedsText) } : nil
    }

    private var heading: String {
        let each = contenders.count == 1 ? "" : " each"
        let seeds = sharedSeedCount.map { ", \(ReportText.count($0, "seed"))\(each)" } ?? ""
        let constant = parameters.constant
        let settings = contenders.first.map { ReportText.assignments($0.configuration, constant) } ?? ""
        return ReportText.count(contenders.count, "combination") + seeds + ", \(ReportText.basis(scale))"
            + (constant.isEmpty ? "" : "; \(contenders.count == 1 ? "" : "all ")with \(settings)")
    }

    /// What stays longest in a narrow terminal: rank, settings, mean and p.
    private var table: TextTable {
        typealias Column = TextTable.Column
        var columns = [Column("rank", rows.map { $0.rank.map(String.init) ?? ReportText.missing }, isSetting: true)]
        if Set(contenders.map(\.source)).count > 1 {
            columns.append(Column(
                "source", rows.map(\.contender.source), isLeftAligned: true, isSetting: true,
                brief: ReportText.briefSources(rows.map(\.contender))))
        }
        columns += parameters.varied.map { parameter in
            Column(parameter.name, rows.map { row in
                let configuration = row.contender.configuration
                return configuration.uses(parameter) ? parameter.label(of: configuration[parameter]) : ReportText.missing
            }, isSetting: true)
        }
        if parameters.varied.contains(.nHead) || parameters.varied.contains(.nEmbdFactor) {
            columns.append(Column("n_embd", rows.map { "\($0.contender.configuration.nEmbd)" }, droppedAs: 1))
        }
        if sharedSeedCount == nil { columns.append(Column("seeds", rows.map(\.contender.seedsText))) }
        if !failed.isEmpty { columns.append(Column("failed", rows.map { "\($0.contender.failures.count)" })) }
        columns.append(Column("mean", rows.map { $0.scores.mean.fixed(scale.decimals) }))
        columns.append(Column("95 % interval", rows.map { ReportText.interval($0.scores.interval, decimals: scale.decimals) }, droppedAs: 7))
        if scale.hasPerfect, let items = scale.itemCount {
            if items <= 8 { columns.append(Column("0–\(items) right", histograms, droppedAs: 0)) }
            columns.append(Column("perfect", rows.map { ReportText.percent($0.scores.perfectRate) }, droppedAs: 2))
        }
        return TextTable(columns: columns + (rows.count > 1 ? differenceColumns : []))
    }

    private var differenceColumns: [TextTable.Column] {
        typealias Column = TextTable.Column
        return (hasUnequalSeeds ? [Column("common", rows.map { $0.isReference ? ReportText.missing : "\($0.commonSeedCount)" })] : []) + [
            Column("Δ", rows.map { ReportText.change($0.delta, decimals: scale.decimals) }, droppedAs: 6),
            Column("Δ 95 %", rows.map { ReportText.interval($0.interval, decimals: scale.decimals) }, droppedAs: 4),
            Column("won–tied–lost", rows.map { ReportText.balance($0.difference) }, droppedAs: 3),
            Column("p", rows.map { $0.isReference ? "ref." : ReportText.p($0.p) }),
            Column("P(best)", rows.map { ReportText.share($0.winShare) }, droppedAs: 5),
        ]
    }

    /// Whether a row shares fewer seeds with the reference than the shorter of the two has.
    private var hasUnequalSeeds: Bool {
        guard let reference else { return false }
        return rows.contains { $0.commonSeedCount < min($0.scores.count, reference.scores.count) }
    }

    /// `12  3 20 10  5`
    private var histograms: [String] {
        let width = rows.flatMap(\.scores.histogram).map { String($0).count }.max() ?? 1
        return rows.map { $0.scores.histogram.map { $0.padded(to: width, with: " ") }.joined(separator: " ") }
    }
}

extension SweepComparison {
    private var notes: [String] {
        [referenceNote, unpairedNote, pooledNote, separationNote, outOfBagNote, importance?.note, pairingNote, coverageNote, rankNote].compactMap { $0 } + overfittingNotes + failed.notes + unscoredNotes + scale.notes
    }

    private var referenceName: String? {
        guard let reference else { return nil }
        if let rank = reference.rank { return "rank \(rank)" }
        return ReportText.assignments(reference.contender.configuration, parameters.varied)
    }

    /// How the reference was chosen, and by what test the others are compared with it.
    var referenceNote: String? {
        let tests = rows.count { $0.p != nil }
        guard rows.count > 1, let referenceName else { return nil }
        guard tests > 0 else {
            let hasSeeds = rows.contains { $0.scores.count > 1 }
            return "Δ is to \(referenceName). \(hasSeeds ? "There is no p-value: no other has a finite mean over seeds in common." : ReportText.oneSeed)"
        }
        switch method {
        case .named:
            return "Δ, won–tied–lost and p are to \(referenceName), over the seeds both have; p is of the exact sign-flip test, "
                + "with Holm's correction over \(ReportText.count(tests, "test"))\(looksNote). They hold only for a reference that was "
                + "chosen before these results were seen. Each of Δ's intervals holds by itself."
        case .best(let seedCount):
            let test = isSignFlipTest ? "the exact sign-flip test" : "sign flips of whole seeds, stepped down from the worst"
            return "Δ, won–tied–lost and p are to \(referenceName), the best of these, over \(ReportText.count(seedCount, "seed")); "
                + "p is of \(test)\(looksNote). p and Δ's intervals hold for all rows at once: where all combinations are equal, "
                + "any of them is called worse in at most 5 % of sweeps."
        }
    }

    private var looksNote: String { times == 1 ? "" : ", times \(times) for as many analyses" }

    private var unpairedNote: String? {
        let tests = Set(rows.compactMap { $0.unpaired?.test?.name }).sorted()
        if tests.isEmpty { return nil }
        return "Where fewer than 2 seeds are in common Δ and p are of two independent groups (\(tests.joined(separator: "; ")))."
    }

    private var pooledNote: String? {
        let pooled = Set(contenders.filter { $0.origins.count > 1 }.map(\.source)).sorted()
        if pooled.isEmpty { return nil }
        return "Seeds of the same combination are pooled: \(pooled.prefix(4).joined(separator: ", "))\(pooled.count > 4 ? ", …" : "")."
    }

    private var separationNote: String? {
        guard rows.contains(where: { $0.p != nil }), let referenceName else { return nil }
        guard smallestP <= BestComparison.level else {
            return "Too few seeds differ for any p to reach 0.05: nothing is separable."
        }
        if inseparable.isEmpty { return "Separable from \(referenceName) (p ≤ 0.05): all others." }
        let ranks = inseparable.compactMap(\.rank), unranked = inseparable.count { $0.rank == nil }
        let names = (ranks.isEmpty ? [] : [(ranks.count == 1 ? "rank " : "ranks ") + ReportText.ranges(ranks)])
            + (unranked == 0 ? [] : ["\(unranked) without a rank"])
        return "Not separable from \(referenceName) (p > 0.05): \(names.joined(separator: ", and "))."
            + (method == .named ? "" : " In at least 95 % of sweeps these and \(referenceName) include the best of the combinations compared.")
    }

    private var outOfBagNote: String? {
        guard rows.count(where: { $0.rank != nil }) > 1, let outOfBag, let best = rows.first else { return nil }
        return "The best mean is \(best.scores.mean.fixed(scale.decimals)); a winner picked on some seeds scores "
            + "\(outOfBag.fixed(scale.decimals)) on the others (out-of-bag, \(WinnerResampling.resampleCount) resamples of "
            + "\(ReportText.count(resampledSeedCount, "seed"))). P(best) is the share of resamples won."
    }

    /// Where intervals of means hold in fewer than 95 % of cases.
    private var coverageNote: String? {
        scale.metric.coverageNote(seeds: rows.filter { $0.scores.interval != nil }.map(\.scores.count), of: scale.kind)
    }

    private var rankNote: String? {
        guard rows.contains(where: { $0.rank == nil }) else { return nil }
        return "Without a rank: fewer than \(ReportText.percent(Contender.rankedShare)) of the seeds that others have."
    }

    private var unscoredNotes: [String] {
        unscored.filter(\.failures.isEmpty).map { contender in
            "No seed has finished: \(ReportText.assignments(contender.configuration, parameters.varied)) "
                + "(\(contender.seedsText) seeds)."
        }
    }
}
