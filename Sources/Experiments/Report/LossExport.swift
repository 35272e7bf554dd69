import Engine
import Formats

/// How the losses of a folder's runs fell, in long form: a line for each epoch or evaluation that is recorded of each run.
///
/// A table of relations has the train loss over epochs, counted from 0, of the epochs that ``LossCurve`` keeps. Text has the train and
/// the validation loss over iterations, at the evaluations. What a run has no losses of has no lines.
package struct LossExport: Sendable {
    private let folder: ResultsFolder
    private let form: RunExport
    private let settings: [Hyperparameter]

    package init(_ folder: ResultsFolder, as form: RunExport) {
        self.folder = folder
        self.form = form
        settings = folder.plan.swept
    }

    /// How many runs have finished, and how many of them were recorded without their losses.
    package var counts: (finished: Int, lacking: Int) {
        let records = folder.plan.combinations.lazy.flatMap { folder.records(of: $0.index) }.filter { $0.result != nil }
        return (records.count, records.count { Self.points(of: $0).isEmpty })
    }

    private var names: [String] {
        settings.map(\.name) + ["seed"] + (folder.plan.kind == .text ? ["iteration", "train_loss", "val_loss"] : ["epoch", "train_loss"])
    }

    /// The line of names where there is one, then the lines of each combination in the plan's order, each made when it is asked for.
    package var parts: some Sequence<[String]> {
        let head = form == .csv ? [CSV.line(names.map { .text($0) })] : []
        return (-1..<folder.plan.combinations.count).lazy.map { index in
            index < 0 ? head : folder.records(of: folder.plan.combinations[index].index).flatMap(lines)
        }
    }

    private func lines(of record: RunRecord) -> [String] {
        let run = settings.map { record.configuration.uses($0) ? JSONValue(exact: record.configuration[$0]) : .null } + [JSONValue(Int(record.seed))]
        return Self.points(of: record).map { point in line(run + point) }
    }

    private func line(_ values: [JSONValue]) -> String {
        switch form {
        case .csv: CSV.line(values.map { CSV.Cell($0) })
        case .jsonl: JSONWriter.text(of: .object(JSONObject(Array(zip(names, values)))), .unsortedLine)
        }
    }

    private static func points(of record: RunRecord) -> [[JSONValue]] {
        if let evaluations = record.result?.text?.evaluations {
            return evaluations.map { [JSONValue($0.iteration), JSONValue($0.train), JSONValue($0.validation)] }
        }
        guard let curve = record.result?.lossCurve else { return [] }
        return zip(curve.epochs, curve.losses).map { [JSONValue($0), JSONValue(exact: $1)] }
    }
}

extension JSONValue {
    /// A number in the fewest digits that read back as the same float32.
    fileprivate init(exact number: Float) { self.init(Double("\(number)")) }
}
