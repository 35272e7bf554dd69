/// Turns records, in whatever order runs finish, into the text of a sweep in the plan's order: lines for
/// the console as they come due, and in the results tree each combination's file and the summary.
///
///     var report = SweepReport(of: plan, style: .sweep, in: tree)
///     show(report.opening)
///     show(try report.started(combination: 0))
///     show(try report.finished(record, as: RunID(combination: 0, seed: 0)))   // … every run, then
///     show(try report.close(at: .now))
package struct SweepReport: Sendable {
    /// How much the console shows around the texts of the combinations.
    package enum Style: Sendable {
        /// Nothing: `train`.
        case text
        /// Headings, endings and the counts: `sweep`.
        case blocks
    }

    private let plan: SweepPlan
    private let style: Style
    private let tree: ResultsTree

    /// The combination whose turn it is; nil when all are through.
    private var page: CombinationPage?
    private var results: [CombinationResult] = []
    /// What came before its turn.
    private var records: [RunID: RunRecord] = [:]
    private var refusals: [Int: String] = [:]
    /// How many seeds each combination has that a race stopped.
    private var stops: [Int: Int] = [:]
    /// Runs start in the plan's order: every combination below this index has started or was refused.
    private var startedCount = 0

    package init(of plan: SweepPlan, style: Style, in tree: ResultsTree) {
        self.plan = plan
        self.style = style
        self.tree = tree
        page = plan.combinations.first.map(CombinationPage.init)
    }

    /// What the console shows before anything starts.
    package var opening: [ReportPart] {
        guard style == .blocks else { return [] }
        return [ReportPart(.opening, ConsoleText.opening(plan, folder: tree.folder)), ReportPart(.combination, heading)]
    }

    /// The best of the combinations that are through, at most a dozen, the best first; of equal ones the first in the plan. One
    /// none of whose runs finished is not among them, and of several data, which can't be compared, none is.
    package private(set) var leaders: [Summary.Ranked] = []
    private static let mostLeaders = 12

    /// The results of all combinations that are through.
    package var summary: Summary { Summary(results) }

    /// Takes note that a combination's first run has started; returns the lines that come due.
    package mutating func started(combination: Int) throws(StorageError) -> [ReportPart] {
        startedCount = max(startedCount, combination + 1)
        return try linesDue()
    }

    /// Takes note that a combination can't start; returns the lines that come due.
    package mutating func refused(combination: Int, reason: String) throws(StorageError) -> [ReportPart] {
        refusals[combination] = reason
        return try started(combination: combination)
    }

    /// Takes note that a race has stopped a combination after its first seeds; returns the lines that come due.
    package mutating func eliminated(combination: Int, at seeds: Int) throws(StorageError) -> [ReportPart] {
        stops[combination] = seeds
        return try linesDue()
    }

    /// Takes a recorded run; returns the lines that come due.
    package mutating func finished(_ record: RunRecord, as id: RunID) throws(StorageError) -> [ReportPart] {
        records[id] = record
        return try linesDue()
    }

    /// Takes note of the combinations that could not start here and that others have trained meanwhile, as far as a
    /// folder of the same plan has them complete; returns their indices.
    package mutating func corrected(by folder: ResultsFolder) -> [Int] {
        guard folder.plan == plan else { return [] }
        var corrected: [Int] = []
        for (index, result) in results.enumerated() {
            guard case .error = result.ending else { continue }
            let found = folder.result(of: result.combination)
            if case .unfinished = found.ending { continue }
            results[index] = found
            corrected.append(index)
        }
        return corrected
    }

    /// Writes the summary, once all combinations are through; returns the console's last lines.
    package func close(at date: Timestamp) throws(StorageError) -> [ReportPart] {
        precondition(page == nil, "the sweep is not complete")
        try tree.publish(summary: summary.text(date: date))
        let closing = style == .blocks ? ConsoleText.closing(summary, savedTo: tree.summaryPath) : []
        return [ReportPart(.summary, closing + [ConsoleText.whereFilesAre(tree.folder)])]
    }
}

extension SweepReport {
    private var heading: [String] {
        guard style == .blocks, let page else { return [] }
        return ConsoleText.heading(page.combination)
    }

    private mutating func linesDue() throws(StorageError) -> [ReportPart] {
        var parts: [ReportPart] = []
        while let more = try nextLines() {
            if parts.last?.kind == more.kind { parts[parts.count - 1].lines += more.lines } else { parts.append(more) }
        }
        return parts.filter { !$0.lines.isEmpty }
    }

    /// The lines of one step of the combination whose turn it is; nil when it waits for something.
    private mutating func nextLines() throws(StorageError) -> ReportPart? {
        guard let combination = page?.combination, combination.index < startedCount else { return nil }
        if let reason = refusals.removeValue(forKey: combination.index) {
            return ReportPart(.combination, turn(after: CombinationResult(
                combination: combination, ending: .error(reason: reason), seconds: 0)))
        }
        // The page is changed in place, never in a copy: its lines may be many.
        if page?.isOpen == false { return (page?.open(seeds: plan.seeds.count)).map { ReportPart(.combination, $0) } }
        let id = RunID(combination: combination.index, seed: page?.runCount ?? 0)
        if id.seed == plan.seeds.count { return try finish(page?.close()) }
        if id.seed == stops[combination.index] { return try finish(page?.closeEliminated(of: plan.seeds.count)) }
        guard let record = records.removeValue(forKey: id), let lines = page?.add(record) else { return nil }
        return ReportPart(record.failure == nil ? .run : .failure, lines)
    }

    private mutating func finish(
        _ end: (lines: [String], result: CombinationResult)?
    ) throws(StorageError) -> ReportPart? {
        guard let (lines, result) = end, let text = page?.text else { return nil }
        try tree.publish(text, of: result.combination)
        return ReportPart(.combination, lines + turn(after: result))
    }

    private mutating func place(_ ranked: Summary.Ranked) {
        let place = leaders.firstIndex { ranked.averages.isBetter(than: $0.averages) } ?? leaders.endIndex
        guard place < Self.mostLeaders else { return }
        leaders.insert(ranked, at: place)
        if leaders.count > Self.mostLeaders { leaders.removeLast() }
    }

    /// Ends the combination whose turn it is with a result, and gives the turn to the next.
    private mutating func turn(after result: CombinationResult) -> [String] {
        results.append(result)
        if plan.data.count == 1, let ranked = Summary.Ranked(result), ranked.averages.isRanked { place(ranked) }
        let next = results.count
        page = next < plan.combinations.count ? CombinationPage(plan.combinations[next]) : nil
        let ending = style == .blocks ? ConsoleText.ending(result) : []
        return ending + heading
    }
}
