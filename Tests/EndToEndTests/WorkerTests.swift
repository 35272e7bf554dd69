import Experiments
import Foundation
import TestSupport
import Testing

/// Workers that share a folder, and what becomes of them.
@Suite(.serialized, .timeLimit(.minutes(15)))
struct WorkerTests {
    private let watch: FolderWatch
    private var sweepbook: Sweepbook { watch.sweepbook }

    init() throws {
        watch = try FolderWatch()
    }

    /// The folder of the same sweep, in which nothing is trained yet.
    private func plan(_ folder: String) throws {
        let path = sweepbook.folder.path
        try FileManager.default.createDirectory(atPath: "\(path)/\(folder)", withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: "\(path)/whole/sweep.json", toPath: "\(path)/\(folder)/sweep.json")
        try sweepbook.folder.write("", to: "\(folder)/runs.jsonl")
    }

    private func worker(_ folder: String, lostAfter: String = "60") throws -> RunningCommand {
        try sweepbook.start(["worker", folder, "--jobs", "1", "--lost_after", lostAfter])
    }

    private func results(_ folder: String) throws -> ResultsFolder {
        try ResultsFolder(reading: sweepbook.folder.file(folder))
    }

    /// Waits until so many runs of a folder are recorded.
    private func waitForRecords(_ count: Int, in folder: String) throws {
        while try results(folder).recordedCount < count { usleep(1000) }
    }

    private func claimOwners(in folder: String) -> [Int32] {
        let names = (try? sweepbook.folder.names(in: "\(folder)/claims")) ?? []
        return names.compactMap { name in
            (try? sweepbook.folder.text(of: "\(folder)/claims/\(name)"))?.firstMatch(of: #/"process":(\d+)/#).flatMap { Int32($0.1) }
        }
    }

    /// What a worker has said behind the line that it starts with; nil where it has none.
    private func afterStart(_ complaint: String) -> String? {
        complaint.prefixMatch(of: #/sweepbook: process \d+ on \S+ starts; out has \d+ of 40 runs\n/#).map { String(complaint[$0.range.upperBound...]) }
    }

    @Test func `workers and a local sweep share a folder, and whoever is last puts it in order`() throws {
        try plan("out")
        let workers = [try worker("out"), try worker("out"), try sweepbook.start(["resume", "out", "--jobs", "1"])]
        for (index, worker) in workers.enumerated() {
            let result = try worker.end()
            #expect(index < 2 ? afterStart(result.complaint) == "" : result.complaint == "")
            #expect(result.status == 0)
        }
        #expect(try watch.texts(of: "out") == watch.expected)
    }

    @Test func `one is killed and one stands still past its lease: every run is there once`() throws {
        try plan("out")
        let (killed, stopped) = (try worker("out", lostAfter: "1"), try worker("out", lostAfter: "1"))
        while Set(claimOwners(in: "out")).count < 2, try results("out").recordedCount < 20 { usleep(1000) }
        killed.send(SIGKILL)
        stopped.send(SIGSTOP)
        let heirs = [try worker("out", lostAfter: "1"), try worker("out", lostAfter: "1")]
        #expect(try killed.end().status == 128 + SIGKILL)
        for heir in heirs {
            let result = try heir.end()
            #expect(afterStart(result.complaint) == "")
            #expect(result.status == 0)
        }
        stopped.send(SIGCONT)
        let late = try stopped.end()
        #expect(afterStart(late.complaint) == "")
        #expect(late.status == 0)
        #expect(try watch.texts(of: "out", without: ["workers"]) == watch.expected)
    }

    @Test(arguments: [(SIGTERM, "ended by SIGTERM"), (SIGUSR1, "ended by SIGUSR1")])
    func `a signal with time to spare ends a worker with its runs recorded`(signal: Int32, word: String) throws {
        try plan("out")
        let command = try worker("out")
        try waitForRecords(1, in: "out")
        command.send(signal)
        let result = try command.end()
        // All may have been through.
        if try results("out").isComplete { return }
        #expect(result.status == 75)
        let told = try #require(try #/sweepbook: (.+); trained (\d+) runs?; out has (\d+) of 40 runs\n/#.wholeMatch(in: afterStart(result.complaint) ?? ""))
        #expect(told.1 == word)
        #expect(told.2 == told.3)
        #expect(try results("out").recordedCount == Int(told.3))
        #expect(claimOwners(in: "out") == [])
        #expect(try worker("out").end().status == 0)
        #expect(try watch.texts(of: "out") == watch.expected)
    }

    @Test func `a worker that is asked to stop leaves without an error`() throws {
        try plan("out")
        let command = try worker("out", lostAfter: "0.1")
        try waitForRecords(1, in: "out")
        try WorkerFiles(in: sweepbook.folder.file("out")).askToStop()
        let result = try command.end()
        #expect(afterStart(result.complaint) == "")
        #expect(result.status == 0)
        #expect(result.output.contains(#/^(asked to stop; )?trained \d+ runs?; out has \d+ of 40 runs\n$/#), "\(result.output)")
        #expect(try sweepbook.run("resume", "out").status == 0)
        #expect(try watch.texts(of: "out") == watch.expected)
    }
}
