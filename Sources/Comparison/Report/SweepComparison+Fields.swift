import Engine
import Formats
import Statistics

// The numbers of a whole sweep for programs, unrounded.
extension SweepComparison {
    var fields: [Field] {
        [
            ("kind", .string("sweep")),
            scale.field,
            ("out_of_bag", JSONValue(outOfBag)),
            ("method", referenceNote.map(JSONValue.string) ?? .null),
            ("resamples", JSONValue(WinnerResampling.resampleCount)),
            ("resampled_seeds", JSONValue(resampledSeedCount)),
            ("rows", .array(rows.map { .object(JSONObject(fields(of: $0))) })),
            ("not_separable", .array(inseparable.map { JSONValue($0.rank) })),
            ("unfinished", .array(unscored.filter(\.failures.isEmpty).map { .object(JSONObject($0.fields)) })),
            failed.field,
            ("importance", importance.map { .object(JSONObject($0.fields)) } ?? .null),
        ]
    }

    /// What p is of where seeds are in common.
    private var pairedTestName: String {
        isSignFlipTest ? "sign-flip, exact" : "sign flips of whole seeds, step-down"
    }

    /// Whether p is of the exact test of two rows.
    var isSignFlipTest: Bool { method == .named || rows.count == 2 }

    func fields(of row: Row) -> [Field] {
        let difference = row.difference
        return [("rank", JSONValue(row.rank))] + row.contender.fields + row.scores.fields + [
            ("reference", .boolean(row.isReference)),
            ("common_seeds", row.isReference ? .null : JSONValue(row.commonSeedCount)),
            ("delta", JSONValue(row.delta)),
            ("delta_low", JSONValue(row.interval?.low)),
            ("delta_high", JSONValue(row.interval?.high)),
            ("wins", JSONValue(difference?.wins)),
            ("ties", JSONValue(difference?.ties)),
            ("losses", JSONValue(difference?.losses)),
            ("p", JSONValue(method == .named ? row.ownP : row.p)),
            ("test", row.p.flatMap { _ in row.unpaired?.test?.name ?? pairedTestName }.map(JSONValue.string) ?? .null),
            ("p_holm", JSONValue(row.p)),
            ("p_best", JSONValue(row.winShare)),
        ]
    }
}

extension SweepComparison.Row {
    /// Of the means, over the seeds that are compared.
    var delta: Double? { difference?.delta ?? unpaired?.delta }
    /// The p of its test by itself.
    fileprivate var ownP: Double? { difference?.test?.p ?? unpaired?.test?.p }
}

extension Contender {
    var fields: [Field] {
        [(ComparisonReport.sourceName, .string(source))] + configuration.recorded.map { ($0.name, configuration.uses($0) ? JSONValue(configuration[$0]) : .null) } + [
            ("n_embd", JSONValue(configuration.nEmbd)),
            ("seeds", JSONValue(scores.count)),
            ("planned_seeds", JSONValue(plannedCount)),
            ("failed_seeds", JSONValue(failures.count)),
        ]
    }
}

extension ScoreSummary {
    var fields: [Field] {
        [
            ("mean", JSONValue(mean)), ("sd", JSONValue(deviation)),
            ("mean_low", JSONValue(interval?.low)), ("mean_high", JSONValue(interval?.high)),
        ] + (scale.hasPerfect ? perfectFields : [])
    }

    private var perfectFields: [Field] {
        [
            ("perfect", JSONValue(perfectRate)),
            ("perfect_low", JSONValue(perfectInterval?.low)), ("perfect_high", JSONValue(perfectInterval?.high)),
        ] + histogram.enumerated().map { ("right_\($0.offset)", JSONValue($0.element)) }
    }
}
