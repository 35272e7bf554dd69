import Engine
import Statistics

// The numbers of a whole sweep for programs, unrounded.
extension SweepComparison {
    var fields: [JSONValue.Field] {
        [
            ("kind", .text("sweep")),
            scale.field,
            ("out_of_bag", JSONValue(outOfBag)),
            ("resamples", .integer(WinnerResampling.resampleCount)),
            ("resampled_seeds", .integer(resampledSeedCount)),
            ("rows", .list(rows.map { .object(fields(of: $0)) })),
            ("not_separable", .list(inseparable.map { JSONValue($0.rank) })),
            ("unfinished", .list(unscored.map { .object($0.fields) })),
            ("importance", importance.map { .object($0.fields) } ?? .none),
        ]
    }

    func fields(of row: Row) -> [JSONValue.Field] {
        let difference = row.difference
        return [("rank", JSONValue(row.rank))] + row.contender.fields + row.scores.fields + [
            ("reference", .boolean(row.isReference)),
            ("delta", JSONValue(difference?.delta)),
            ("delta_low", JSONValue(difference?.interval?.low)),
            ("delta_high", JSONValue(difference?.interval?.high)),
            ("wins", JSONValue(difference?.wins)),
            ("ties", JSONValue(difference?.ties)),
            ("losses", JSONValue(difference?.losses)),
            ("p", JSONValue(difference?.test?.p)),
            ("p_holm", JSONValue(row.p)),
            ("p_best", JSONValue(row.winShare)),
        ]
    }
}

extension Contender {
    var fields: [JSONValue.Field] {
        [("source", .text(source))] + Hyperparameter.all.map { ($0.name, JSONValue(configuration[$0])) } + [
            ("n_embd", .integer(configuration.nEmbd)),
            ("seeds", .integer(scores.count)),
            ("planned_seeds", .integer(plannedCount)),
        ]
    }
}

extension ScoreSummary {
    var fields: [JSONValue.Field] {
        [
            ("mean", .number(mean)), ("sd", JSONValue(deviation)),
            ("mean_low", JSONValue(interval?.low)), ("mean_high", JSONValue(interval?.high)),
        ] + (scale.itemCount == nil ? [] : perfectFields)
    }

    private var perfectFields: [JSONValue.Field] {
        [
            ("perfect", .number(perfectRate)),
            ("perfect_low", JSONValue(perfectInterval?.low)), ("perfect_high", JSONValue(perfectInterval?.high)),
        ] + histogram.enumerated().map { ("right_\($0.offset)", .integer($0.element)) }
    }
}
