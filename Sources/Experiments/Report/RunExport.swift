import Engine
import Formats

/// Every run of a folder as a table, for other programs. Both forms have the same columns.
package enum RunExport: String, CaseIterable, Sendable {
    /// A line of names, then a line a run; what a run lacks is empty.
    case csv
    /// A JSON object a run; what a run lacks is null.
    case jsonl

    /// The lines, in the plan's order.
    ///
    /// - Parameter tasks: what tells how the facts' words are called; nil where the data is not there.
    package func lines(of folder: ResultsFolder, tasks: TaskLibrary? = nil) -> [String] {
        let records = folder.plan.combinations.flatMap { folder.records(of: $0.index) }
        let columns = Self.columns(of: records) + Self.words(of: records, tasks)
        return switch self {
        case .csv:
            [CSV.line(columns.map { .text($0.name) })] + records.map { record in CSV.line(columns.map { CSV.Cell($0.value(record)) }) }
        case .jsonl:
            records.map { record in
                let fields = JSONObject(columns.map { ($0.name, $0.value(record)) })
                return JSONWriter.text(of: .object(fields), .unsortedLine)
            }
        }
    }

    private typealias Column = (name: String, value: @Sendable (RunRecord) -> JSONValue)

    /// Of all runs; what no run has kept is no column.
    private static func columns(of records: [RunRecord]) -> [Column] {
        let kind = records.first?.configuration.kind ?? .relations
        let kept = details(of: kind).filter { column in records.contains { column.value($0) != .null } }
        let recorded = Set(records.flatMap(\.configuration.recorded))
        let settings = Hyperparameter.all.filter { recorded.contains($0) || recorded.isEmpty && $0.presence(for: kind) != .unlessDefault }
        let metrics = Metric.all.filter { metric in
            metric.kind != .real || metric == .trainLoss || records.contains { $0.result?.metrics[metric] != nil }
        }
        return settings.map(column) + run + metrics.flatMap { columns(of: $0, kind) } + rest + kept
    }

    private static func column(of parameter: Hyperparameter) -> Column {
        (parameter.name, { $0.configuration.uses(parameter) ? JSONValue(exact: $0.configuration[parameter]) : .null })
    }

    private static let run: [Column] = [
        ("n_embd", { JSONValue($0.configuration.nEmbd) }),
        ("seed", { JSONValue(Int($0.seed)) }),
        ("status", { $0.failure == nil ? "finished" : "failed" }),
        ("reason", { $0.failure.map(JSONValue.string) ?? .null }),
    ]

    private static func columns(of metric: Metric, _ kind: TaskKind) -> [Column] {
        let number: Column = (metric.name, { found(metric, in: $0) { JSONValue($0.number) } })
        let right: Column = (metric.fieldName(for: .relations), { found(metric, in: $0) { JSONValue($0.steps) } })
        let size: Column = ("test_size", { found(metric, in: $0) { JSONValue($0.stepsInOne) } })
        return switch (metric.kind, kind) {
        case (.count(.test), .relations): [right, size, number]
        case (.count(.train), .relations): [right, number]       // train_size is a hyper-parameter
        case (.count, .text): [number]              // Its counts are among the details.
        case (.real, _): [number]
        }
    }

    private static let rest: [Column] = [
        ("wte_sum", { JSONValue($0.result.map { Double($0.tokenEmbeddingSum) }) }),
        ("seconds", { JSONValue($0.seconds) }),
    ]

    /// What `runs.jsonl` has besides.
    private static func details(of kind: TaskKind) -> [Column] {
        let names = switch kind {
        case .relations: ["failed_epoch", "failed_loss", "train_input_first", "test_inputs", "test_items", "loss_curve", "embedding"]
        case .text: [
            "failed_iter", "failed_loss", "train_input_first", "val_tokens", "val_tokens_right", "train_tokens", "train_tokens_tested", "train_tokens_right",
            "best_iter", "tokens_seen", "epochs_seen", "evaluations", "val_segments", "loss_curve", "embedding",
        ]
        }
        return names.map { name in (name, { $0.fields[name] ?? .null }) }
    }

    /// The test items' words, in the order of `test_items`.
    private static func words(of records: [RunRecord], _ tasks: TaskLibrary?) -> [Column] {
        guard let tasks, records.contains(where: { $0.configuration.kind == .relations }) else { return [] }
        return [("test_facts", { record in
            guard let result = record.result, let names = tasks.relations(of: record.configuration)?.vocabulary else { return .null }
            return .array(result.testInputs.map { fact in .array(fact.map { .string(names[$0]) }) })
        })]
    }

    private static func found(_ metric: Metric, in record: RunRecord, _ value: (MetricValue) -> JSONValue) -> JSONValue {
        record.result?.metrics[metric].map(value) ?? .null
    }
}
