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
        var rows: [[String]] = [], rankings: Set<Metric> = []
        for folder in folders {
            do throws(FolderError) {
                let folder = try ResultsFolder(reading: folder), best = folder.summary.best?.averages
                rows.append(row(folder, best))
                if let best { rankings.insert(best.ranking) }
            } catch {
                rows.append([folder, "-", "-", "-", "\(error)"])
            }
        }
        let best = rankings.isSubset(of: [.testAccuracy]) ? "best \(Metric.testAccuracy.title)" : "best"
        return TextPage(TextTable(rows, headings: ["folder", "date", "runs", best, "state"]))
    }

    /// A score that is no accuracy has its metric's name.
    private static func row(_ folder: ResultsFolder, _ best: Averages?) -> [String] {
        let best = best.map { $0.score.fixed(4) + ($0.ranking == .testAccuracy ? "" : " \($0.ranking.title)") } ?? "-"
        // `2025-08-12T20:05:41+0200` without its zone.
        let date = String(folder.manifest.created.prefix(19)).replacing("T", with: " ")
        return [folder.path, date, "\(folder.recordedCount)/\(folder.runCount)", best, state(folder)]
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
