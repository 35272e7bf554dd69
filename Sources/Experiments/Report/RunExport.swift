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

    private static let columns = settings + findings

    private static let settings: [Column] = Hyperparameter.all.map { parameter in
        (parameter.name, { "\($0.configuration[parameter])" })
    }

    /// What a failed run lacks is empty.
    private static let findings: [Column] = [
        ("n_embd", { String($0.configuration.nEmbd) }),
        ("seed", { String($0.seed) }),
        ("status", { $0.failure == nil ? "finished" : "failed" }),
        ("reason", { $0.failure ?? "" }),
        ("test_items_right", { found(in: $0) { String($0.testItemsRightCount) } }),
        ("test_size", { found(in: $0) { String($0.testSize) } }),
        ("test_accuracy", { found(in: $0) { $0.testAccuracy.pythonDescription } }),
        ("train_items_right", { found(in: $0) { String($0.trainItemsRight) } }),
        ("train_accuracy", { found(in: $0) { $0.trainAccuracy.pythonDescription } }),
        ("train_loss", { found(in: $0) { $0.trainLoss.pythonDescription } }),
        ("wte_sum", { found(in: $0) { Double($0.tokenEmbeddingSum).pythonDescription } }),
        ("seconds", { $0.seconds.pythonDescription }),
    ]

    private static func found(in record: RunRecord, _ text: (RunFindings) -> String) -> String {
        record.findings.map(text) ?? ""
    }
}
