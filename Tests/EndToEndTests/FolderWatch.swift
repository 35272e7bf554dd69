import Experiments
import Foundation
import TestSupport
import Testing

/// A small sweep of 4 combinations with 10 seeds, and what its folder must come to, whatever happened on the way.
struct FolderWatch {
    static let arguments = [
        "--n_layer", "1", "2", "--n_head", "1", "--n_embd_factor", "8", "--dropout", "0.1", "0", "--epochs", "40",
        "--seeds", "10",
    ]

    let sweepbook: Sweepbook
    /// Every file of an uninterrupted sweep.
    let expected: [String: String]

    init() throws {
        sweepbook = try Sweepbook()
        let result = try sweepbook.run(["sweep", "--out", "whole"] + Self.arguments)
        try #require(result.status == 0)
        expected = try Self.texts(sweepbook, "whole")
    }

    /// Every file in a folder, times and dates aside.
    static func texts(_ sweepbook: Sweepbook, _ folder: String, without left: Set<String> = []) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in try sweepbook.folder.names(in: folder) where name != "checkpoints" && !left.contains(name) {
            texts[name] = try sweepbook.folder.text(of: "\(folder)/\(name)")
                .replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time")
                .replacing(#/(Date: |"created" : ).*/#, with: "date")
        }
        return texts
    }

    func texts(of folder: String, without left: Set<String> = []) throws -> [String: String] {
        try Self.texts(sweepbook, folder, without: left)
    }

    /// The files of a folder's models.
    func models(of folder: String) throws -> [String: [UInt8]] {
        let names = try sweepbook.folder.names(in: "\(folder)/checkpoints")
        return Dictionary(uniqueKeysWithValues: try names.map { ($0, try sweepbook.folder.bytes(of: "\(folder)/checkpoints/\($0)")) })
    }

    /// Checks that every run whose line was shown is recorded.
    func checkKept(_ output: String, in folder: String) throws {
        let shown = output.split(separator: "\n").count { $0.hasPrefix("Random seed") }
        if shown == 0 { return }
        let results = try ResultsFolder(reading: sweepbook.folder.path + "/" + folder)
        #expect(results.recordedCount >= shown)
        #expect(results.problems == [])
        // Lines are shown in the plan's order: the first ones are those that were.
        for run in results.plan.runs.prefix(shown) { #expect(results[run.id] != nil) }
    }

    /// Kills a sweep after a time, goes on with it, and checks what it comes to.
    func killAndResume(after microseconds: UInt32, in folder: String) throws {
        let command = try sweepbook.start(["sweep", "--out", folder] + Self.arguments)
        usleep(microseconds)
        command.send(SIGKILL)
        try checkKept(try command.end().output, in: folder)
        let isPlanned = try sweepbook.folder.names().contains(folder) && sweepbook.folder.names(in: folder).contains("sweep.json")
        let result = try sweepbook.run(isPlanned ? ["resume", folder] : ["sweep", "--out", folder] + Self.arguments)
        #expect(result.complaint == "")
        #expect(result.status == 0)
        #expect(try texts(of: folder) == expected, "killed after \(microseconds) µs")
    }
}
