import Foundation
import Session
import Testing
import TestSupport

/// What is asked of a cluster: where it is said, and who wins.
struct ClusterTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// The lines of the script that would be submitted for a folder.
    private func script(_ options: String = "", defaults: String) async throws -> [String] {
        try FileManager.default.createDirectory(atPath: folder.file("out/workers"), withIntermediateDirectories: true)
        try folder.write(defaults, to: "out/workers/slurm.sweep")
        let lines = try await Harness().run("train n_layer=1 seeds=4 on=slurm dry=true out=\"\(folder.file("out"))\" \(options)")
        return lines.filter { $0.hasPrefix("#SBATCH ") || $0.hasPrefix("exec ") || $0.contains("error") }.map { $0.replacing("#SBATCH ", with: "") }
    }

    @Test func `a folder's own settings count, and what the command says counts more`() async throws {
        let defaults = """
            # all of it
            let cpus = 2
            let workers = 8 // cpus   # of a node
            let memory = "2G"; let time = 90
            let partition = "short"
            let account = 'proj'
            let sbatch = "--qos=long --comment='two words'"
            """
        let own = try await script(defaults: defaults)
        for line in ["--cpus-per-task=2", "--array=0-3", "--mem=2G", "--time=90", "--partition=short", "--account=proj", "--qos=long \"--comment=two words\""] {
            #expect(own.contains(line), "\(own)")
        }
        #expect(own.last?.hasSuffix("/out' --jobs 2") == true, "\(own)")
        let other = try await script("workers=3 partition=\"long\"", defaults: defaults)
        for line in ["--cpus-per-task=2", "--array=0-2", "--partition=long", "--account=proj"] { #expect(other.contains(line), "\(other)") }
    }

    @Test(arguments: [
        ("let workers = many", "unknown name \"many\""), ("let workers = train seeds=1", "\"train\" gives no value"),
        ("let workers = 2\nlet cpus = workers / 0", "division by zero"), ("let on = \"slurm\"", "unknown setting \"on\""),
        ("let n_layer = 3", "unknown setting \"n_layer\""), ("let workers =", "expected a value, found the end of the text"), ("sweep n_head=[1, 2]", "found another statement"),
    ])
    func `what is wrong in a file of defaults is shown where it stands`(text: String, message: String) async throws {
        try FileManager.default.createDirectory(atPath: folder.file("out/workers"), withIntermediateDirectories: true)
        try folder.write(text, to: "out/workers/slurm.sweep")
        let lines = try await Harness().run("train seeds=1 on=slurm dry=true out=\"\(folder.file("out"))\"")
        #expect(lines.count == 3 && lines[0].hasPrefix("\(folder.file("out"))/workers/slurm.sweep:") && lines[0].contains(": error: \(message)"), "\(lines)")
        #expect(lines.last?.contains("^") == true)
    }
}
