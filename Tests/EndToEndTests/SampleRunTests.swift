import Foundation
import TestSupport
import Testing

/// The command that the reference's sample came from, run for real, beside what the original printed.
struct SampleRunTests {
    /// What a seed's line says.
    private struct SeedLine {
        let testAccuracy: Double, trainLoss: Double, trainAccuracy: Double, tokenSum: Double
        let nEmbd: Int
        let fingerprint: String

        init?(_ line: String) throws {
            let form = #/Random seed (\d\d) Test accuracy: ([\d.]+) Train loss: ([\d.]+), Train acc: ([\d.]+), Time taken: [\d.]+s, WTE weight: (\S+), (Train input first: .*), n_embd: (\d+)/#
            guard let match = try form.wholeMatch(in: line) else { return nil }
            (testAccuracy, trainLoss) = (Double(match.2) ?? .nan, Double(match.3) ?? .nan)
            (trainAccuracy, tokenSum) = (Double(match.4) ?? .nan, Double(match.5) ?? .nan)
            (nEmbd, fingerprint) = (Int(match.7) ?? 0, "\(match.1) \(match.6)")
        }
    }

    private static var sample: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "ExperimentsTests/Reference")
    }

    @Test func consoleAndFilesAreTheOriginals() throws {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(
            "sweep", "--n_layer", "1", "2", "--n_head", "1", "2", "--n_embd_factor", "16", "--dropout", "0.1", "--seeds", "3")
        #expect(result.status == 0)
        #expect(result.complaint == "")
        let console = try String(contentsOf: Self.sample.appending(path: "console.txt"), encoding: .utf8)
        try compare(result.output, with: console)

        let folder = "sweep_results_20261122_213431"
        let made = try #require(try sweepbook.folder.names().first)
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.sample.appending(path: folder).path).sorted()
        #expect(try sweepbook.folder.names(in: made) == (files + ["runs.jsonl", "sweep.json"]).sorted())
        for file in files where file != "sweep_summary.txt" {
            let original = try String(contentsOf: Self.sample.appending(path: "\(folder)/\(file)"), encoding: .utf8)
            try compare(try sweepbook.folder.text(of: "\(made)/\(file)"), with: original)
        }
        // Equal averages keep the sweep's order, and rounding decides some train accuracies: the form alone.
        let summary = try String(contentsOf: Self.sample.appending(path: "\(folder)/sweep_summary.txt"), encoding: .utf8)
        let found = try sweepbook.folder.text(of: "\(made)/sweep_summary.txt")
        #expect(masked(found).filter { !$0.contains("n_layer=") } == masked(summary).filter { !$0.contains("n_layer=") })
        #expect(Set(ranked(found)) == Set(ranked(summary)))
        #expect(bestConfiguration(found) == ranked(found).first)
    }

    /// The combinations as a summary lists them, without their ranks and results.
    private func ranked(_ summary: String) -> [Substring] {
        summary.split(separator: "\n").filter { $0.contains("test_acc=") }.compactMap(combination)
    }

    private func bestConfiguration(_ summary: String) -> Substring? {
        summary.split(separator: "\n").drop { $0 != "Best configuration:" }.dropFirst().first.flatMap(combination)
    }

    private func combination(_ line: Substring) -> Substring? {
        line.firstMatch(of: /n_layer=.*n_embd=\d+/)?.output
    }

    /// Equal to the character where no measured number stands; equal splits; sums and results within the rule.
    private func compare(_ found: String, with original: String) throws {
        #expect(masked(found) == masked(original))
        var seeds = 0, sameTestAccuracy = 0
        for (ours, theirs) in zip(found.split(separator: "\n"), original.split(separator: "\n")) {
            guard let ours = try SeedLine(String(ours)), let theirs = try SeedLine(String(theirs)) else { continue }
            seeds += 1
            sameTestAccuracy += ours.testAccuracy == theirs.testAccuracy ? 1 : 0
            #expect(ours.fingerprint == theirs.fingerprint)
            // Σ|wte| of standard normal values is 0.8 a value.
            #expect(abs(ours.tokenSum - theirs.tokenSum) <= 1e-7 * 0.8 * 36 * Double(ours.nEmbd))
            // After 400 epochs PyTorch itself differs by 6 % between one thread and two.
            #expect(abs(ours.trainLoss - theirs.trainLoss) <= 0.06 * theirs.trainLoss)
            #expect(abs(ours.trainAccuracy - theirs.trainAccuracy) <= 0.1)
        }
        #expect(seeds > 0)
        #expect(sameTestAccuracy >= seeds - 1)
    }

    /// The lines with every measured number and every date as a letter; the settings stay.
    private func masked(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let undated = String(line).replacing(#/20\d{6}_\d{6}/#, with: "DATE").replacing(#/Date: .*/#, with: "Date: DATE")
            let unmeasured = undated.replacing(#/(accuracy|ACCURACY|loss|acc|percentage|taken|weight)(: |=)-?[\d.]+/#) {
                "\($0.1)\($0.2)N"
            }
            return unmeasured.replacing(#/^ \d\. .*/#, with: " RANKED")
        }
    }
}
