import Engine
package import Experiments
package import Formats

/// What is said of results folders.
package enum FolderTexts {
    /// How far a folder is: `out: 150 of 200 runs, 3 failed`, and where its summary is.
    package static func state(of folder: ResultsFolder) -> [String] {
        ["\(folder.path): \(counts(folder))", "Summary saved to: \(ResultsTree.summaryPath(of: folder.path))"]
    }

    /// A row for each results folder in a folder, the oldest first.
    ///
    /// - Throws: `StorageError` when the folder can't be read.
    package static func listing(of path: String) throws(StorageError) -> TextPage {
        let folders = try ResultsTree.folders(in: path)
        if folders.isEmpty, path != ".", (try? ResultsFolder(reading: path)) != nil {
            return TextPage("\(path) is itself a results folder; results lists those in a folder")
        }
        if folders.isEmpty { return TextPage("there are no results in \(path == "." ? "this folder" : path)") }
        let rows = folders.map(Row.init)
        let hasOneMetric = rows.allSatisfy { $0.best.map { $0.ranking == .testAccuracy } ?? true }
        let hasOneData = rows.allSatisfy { $0.data.allSatisfy { $0 == Hyperparameter.data.defaultValue } }
        let best = hasOneMetric ? "best \(Metric.testAccuracy.title)" : "best"
        let hasModels = rows.contains { $0.models.count > 0 }
        return TextPage(TextTable(
            rows.map { $0.cells(tellsData: !hasOneData, tellsMetric: !hasOneMetric, tellsModels: hasModels) },
            headings: ["folder"] + (hasOneData ? [] : [Hyperparameter.data.name]) + ["date", "runs", best] + (hasModels ? ["models"] : []) + ["state"]))
    }

    /// What is listed of a folder.
    private struct Row {
        let path: String
        private(set) var data: [Hyperparameter.Value] = []
        private var date = "-", runs = "-"
        private(set) var best: Averages?
        let models: Checkpoints.Size
        private let state: String

        init(_ path: String) {
            self.path = path
            models = Checkpoints(in: path).size
            do throws(FolderError) {
                let folder = try ResultsFolder(reading: path)
                data = folder.plan.data.map(Hyperparameter.Value.word)
                // `2025-08-12T20:05:41+0200` without its zone.
                date = String(folder.manifest.created.prefix(19)).replacing("T", with: " ")
                runs = "\(folder.recordedCount)/\(folder.runCount)"
                best = folder.summary.best?.averages
                state = FolderTexts.state(folder)
            } catch {
                state = "\(error)"
            }
        }

        func cells(tellsData: Bool, tellsMetric: Bool, tellsModels: Bool) -> [String] {
            let score = best.map { $0.score.fixed(4) + (tellsMetric ? " \($0.ranking.title)" : "") } ?? "-"
            let names = data.isEmpty ? "-" : data.map(Hyperparameter.data.label).joined(separator: ", ")
            return [path] + (tellsData ? [names] : []) + [date, runs, score]
                + (tellsModels ? [models.count > 0 ? ByteCount.text(Double(models.bytes)) : "-"] : []) + [state]
        }
    }

    private static func state(_ folder: ResultsFolder) -> String {
        let parts = [
            folder.isComplete ? nil : folder.isInWork ? "in work" : "unfinished",
            folder.failedCount > 0 ? "\(folder.failedCount) failed" : nil,
            folder.problems.isEmpty ? nil : folder.problems.count == 1 ? "1 problem" : "\(folder.problems.count) problems",
        ].compactMap { $0 }
        return parts.isEmpty ? "complete" : parts.joined(separator: ", ")
    }

    private static func counts(_ folder: ResultsFolder) -> String {
        let failed = folder.failedCount > 0 ? ", \(folder.failedCount) failed" : ""
        return "\(folder.recordedCount) of \(folder.runCount) runs\(failed)"
    }
}
