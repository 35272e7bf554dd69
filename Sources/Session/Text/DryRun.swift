import Engine
import Experiments
package import Formats
package import Runner

/// What `dry=true` shows: a plan and what it will take, with nothing started or made.
package struct DryRun: Sendable {
    private let forecast: PlanForecast
    /// What a cluster is asked for; nil where this machine trains.
    private let workers: SlurmSettings?

    package init(_ forecast: PlanForecast, on workers: SlurmSettings? = nil) {
        self.forecast = forecast
        self.workers = workers
    }

    package var page: TextPage {
        let end = workers.map { [clusterTotals($0)] } ?? [totals] + refusals
        return TextPage([.paragraph(counts), .table(table), .paragraph(end.joined(separator: "\n"))])
    }

    /// `about 12 min once 8 workers of 1 core and 512M run; time limit 0:30:00, partition short`
    private func clusterTotals(_ workers: SlurmSettings) -> String {
        "\(SpokenTime.about(forecast.seconds)) once \(Self.count(workers.workers ?? 1, "worker")) of \(Self.count(workers.cpus ?? 1, "core"))"
            + "\(workers.memory.map { " and \($0)" } ?? "") \(workers.workers == 1 ? "runs" : "run")"
            + (workers.time.map { "; time limit \($0)" } ?? "") + (workers.partition.map { ", partition \($0)" } ?? "")
    }

    /// `6 combinations with 50 seeds each, 300 runs`
    private var counts: String {
        let plan = forecast.plan
        let (combinations, seeds) = (plan.combinations.count, plan.seeds.count)
        return Self.count(combinations, "combination") + " with " + Self.count(seeds, "seed")
            + (combinations > 1 && seeds > 1 ? " each" : "") + ", " + Self.count(plan.runs.count, "run")
            + (plan.isRaced ? " or as many as the race leaves" : "")
    }

    /// The most combinations that are all shown.
    private static let longestTable = 24
    /// Of more, how many are shown at the start and at the end.
    private static let folded = (first: 16, last: 4)

    private var table: TextTable {
        let combinations = forecast.plan.combinations
        let headings = forecast.plan.named.map(\.name) + ["n_embd", "parameters", "s a run", "memory a run"]
        guard combinations.count > Self.longestTable else {
            return TextTable(combinations.map(row), headings: headings, isRightAligned: true)
        }
        let (first, last) = Self.folded
        let rows = combinations.prefix(first).map(row) + combinations.suffix(last).map(row)
        return TextTable(
            rows, headings: headings, isRightAligned: true, gap: (first, "… \(combinations.count - first - last) more"))
    }

    private func row(_ combination: Combination) -> [String] {
        let configuration = combination.configuration
        return combination.named.map { "\(configuration[$0])" } + [
            "\(configuration.nEmbd)", Grouping.text(configuration.parameterCount(in: forecast.tasks)),
            Self.digits(forecast.seconds(of: combination)), ByteCount.text(forecast.memoryNeeded(of: combination)),
        ]
    }

    /// `about 12 min with 2 runs at a time, which need at most 35 MB of 24 GB`
    private var totals: String {
        guard forecast.runCount > 0 else { return "nothing can run on this machine" }
        return "\(SpokenTime.about(forecast.seconds)) with \(Self.count(forecast.jobs, "run")) at a time, "
            + "in at most \(ByteCount.text(forecast.memoryAtOnce)) of this machine's \(ByteCount.text(forecast.memory.bytes))"
    }

    /// The combinations that can't run, the first of many.
    private var refusals: [String] {
        let refused = forecast.refused
        if refused.isEmpty { return [] }
        let shown = refused.prefix(refused.count > Self.longestTable ? Self.folded.first : refused.count)
        let lines = shown.map { index in
            let combination = forecast.plan.combinations[index]
            return "  \(combination.assignments)" + (forecast.shortage(of: combination).map { ": \($0)" } ?? "")
        }
        let more = refused.count - shown.count
        return ["does not fit in memory:"] + lines + (more > 0 ? ["  … \(more) more"] : [])
    }

    private static func count(_ number: Int, _ thing: String) -> String {
        number == 1 ? "1 \(thing)" : "\(number) \(thing)s"
    }

    /// Seconds with three digits or so.
    private static func digits(_ seconds: Double) -> String {
        seconds.fixed(seconds < 1 ? 3 : seconds < 10 ? 2 : seconds < 100 ? 1 : 0)
    }
}
