import Engine
import Formats

/// Every run of a folder as a table, for other programs.
package enum RunExport: String, CaseIterable, Sendable {
    /// A line of names, then a line a run.
    case csv
    /// A JSON object a run, as in `runs.jsonl`.
    case jsonl

    /// The lines, in the plan's order.
    package func lines(of folder: ResultsFolder) -> [String] {
        let records = folder.plan.combinations.flatMap { folder.records(of: $0.index) }
        return switch self {
        case .csv: [CSV.line(Self.columns.map(\.name))] + records.map(Self.row)
        case .jsonl: records.map { String(decoding: $0.jsonLine, as: UTF8.self) }
        }
    }

    private static func row(_ record: RunRecord) -> String {
        CSV.line(columns.map { $0.text(record) })
    }

    private typealias Column = (name: String, text: @Sendable (RunRecord) -> String)

    private static let columns = settings + run + metrics + rest

    private static let settings: [Column] = Hyperparameter.all.map { parameter in
        (parameter.name, { "\($0.configuration[parameter])" })
    }

    /// What a run lacks is empty.
    private static let run: [Column] = [
        ("n_embd", { String($0.configuration.nEmbd) }),
        ("seed", { String($0.seed) }),
        ("status", { $0.failure == nil ? "finished" : "failed" }),
        ("reason", { $0.failure ?? "" }),
    ]

    private static let metrics: [Column] = Metric.all.flatMap { metric -> [Column] in
        let number: Column = (metric.name, { found(metric, in: $0) { $0.number.pythonDescription } })
        let right: Column = (metric.fieldName, { found(metric, in: $0) { "\($0.steps)" } })
        let size: Column = ("test_size", { found(metric, in: $0) { "\($0.stepsInOne)" } })
        return switch metric.kind {
        case .count(.test): [right, size, number]
        case .count(.train): [right, number]       // train_size is a hyper-parameter
        case .real: [number]
        }
    }

    private static let rest: [Column] = [
        ("wte_sum", { $0.result.map { Double($0.tokenEmbeddingSum).pythonDescription } ?? "" }),
        ("seconds", { $0.seconds.pythonDescription }),
    ]

    private static func found(_ metric: Metric, in record: RunRecord, _ text: (MetricValue) -> String) -> String {
        record.result?.metrics[metric].map(text) ?? ""
    }
}
