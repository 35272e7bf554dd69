import Engine
import Experiments
import Foundation
import TestSupport
import Testing

/// The folder and console that the original wrote, rebuilt from their numbers.
struct SampleTests {
    private static let folderName = "sweep_results_20261122_213431"

    @Test func `the console and every file are the original's, to the character`() throws {
        let temporary = try TemporaryFolder()
        let folder = "\(temporary.path)/\(Self.folderName)"
        let plan = try plan(nLayer: [1, 2], nHead: [1, 2], seeds: 3)
        let tree = try ResultsTree(at: folder, plan: plan, tasks: .familyTree, now: .now)

        var report = SweepReport(of: plan, style: .blocks, in: tree)
        var console = report.opening.lines
        for combination in plan.combinations {
            console += try report.started(combination: combination.index).lines
            for run in plan.runs where run.id.combination == combination.index {
                console += try report.finished(try Self.record(of: run, combination), as: run.id).lines
            }
        }
        console += try report.close(at: Self.date("2026-11-22 21:35:19")).lines

        let text = console.map { $0 + "\n" }.joined().replacing("\(temporary.path)/", with: "")
        #expect(Self.withoutTimes(text) == Self.withoutTimes(try Self.sample("console.txt")))
        for name in plan.combinations.map(ResultsTree.textName) + ["sweep_summary.txt"] {
            #expect(try temporary.text(of: "\(Self.folderName)/\(name)") == Self.sample("\(Self.folderName)/\(name)"))
        }
    }

    /// The record that a run's line in the sample tells of.
    private static func record(of run: Run, _ combination: Combination) throws -> RunRecord {
        let text = try sample("\(folderName)/\(ResultsTree.textName(of: combination))")
        let line = #/
            Random\ seed\ (\d+)\ Test\ accuracy:\ (\S+)\ Train\ loss:\ (\S+),\ Train\ acc:\ (\S+),
            \ Time\ taken:\ (\S+)s,\ WTE\ weight:\ (\S+),\ Train\ input\ first:\ \[(\d+),\ (\d+)\]
            /#
        let match = try #require(text.matches(of: line).first { UInt32($0.1) == run.seed })
        return RunRecord.finished(
            run, right: Int(try #require(Double(match.2)) * 4),
            trainRight: Int((try #require(Double(match.4)) * 100).rounded()),
            loss: try #require(Double(match.3)), sum: Float(try #require(Double(match.6))),
            first: [try #require(Int(match.7)), try #require(Int(match.8))], seconds: try #require(Double(match.5)))
    }

    /// The original's time of a combination holds its process's start, which is no run's.
    private static func withoutTimes(_ console: String) -> String {
        console.replacing(#/Time taken: \d+\.\d\d seconds/#, with: "Time taken: 0.00 seconds")
    }

    private static func sample(_ name: String) throws -> String {
        let url = try #require(Bundle.module.resourceURL).appendingPathComponent("Reference/\(name)")
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// A moment that the local clock shows so.
    private static func date(_ text: String) throws -> Timestamp {
        let numbers = try text.matches(of: #/\d+/#).map { try #require(Int($0.output)) }
        let parts = DateComponents(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
            second: numbers[5])
        let date = try #require(Calendar(identifier: .gregorian).date(from: parts))
        return Timestamp(secondsSince1970: Int(date.timeIntervalSince1970))
    }
}
