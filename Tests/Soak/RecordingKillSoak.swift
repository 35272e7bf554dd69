import Foundation
import Notebook
import Testing

/// `SWEEPBOOK_SOAK=1 swift test -c release --filter RecordingKillSoak`: a recorded session that prints fast, or trains, is
/// killed at 200 random moments; every line that it has shown must be recorded, before and after the recording goes on.
@Suite(.enabled(if: Soak.isOn, "set SWEEPBOOK_SOAK=1 to run it"))
struct RecordingKillSoak {
    private static let printing = String(repeating: "for i in 1..400 { print \"line\", i }\n", count: 100)
    private static let training = "set n_layer=1 n_head=1 n_embd_factor=4 seeds=5\n"
        + String(repeating: "sweep dropout=[0.0, 0.1] epochs=3\nprint \"done\"\n", count: 20)

    private let folder = FileManager.default.temporaryDirectory.appending(path: "sweepbook-\(UUID().uuidString)")
    private var notebook: String { folder.appending(path: "s.ipynb").path }

    @Test func `killed while recording`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        var lines = 0
        for index in 0..<200 {
            let isTraining = index % 4 == 0
            let moment = UInt32.random(in: 0...(isTraining ? 1_500_000 : 400_000))
            let shown = try killed(after: moment, isTraining ? Self.training : Self.printing)
            lines += shown.count { $0 == "\n" }
            if FileManager.default.fileExists(atPath: notebook) {
                try #require(try recorded().hasPrefix(shown), "killed after \(moment) µs")
                try record()
                try #require(try recorded().hasPrefix(shown), "gone on with after \(moment) µs")
            } else {
                try #require(shown.isEmpty, "killed after \(moment) µs")
            }
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                try FileManager.default.removeItem(at: folder.appending(path: name))
            }
        }
        print("200 recordings killed, \(lines) lines shown, every one recorded")
    }

    /// The whole lines that a session has shown.
    private func killed(after moment: UInt32, _ script: String) throws -> String {
        let output = Pipe()
        let session = try start(["-c", script, "--record", "s.ipynb"], output)
        DispatchQueue.global().asyncAfter(deadline: .now() + .microseconds(Int(moment))) {
            kill(session.processIdentifier, SIGKILL)
        }
        let shown = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        session.waitUntilExit()
        return shown.lastIndex(of: "\n").map { String(shown[...$0]) } ?? ""
    }

    /// Goes on recording.
    private func record() throws {
        let session = try start(["-c", "print 5", "--record", "s.ipynb", "--append"], Pipe())
        session.waitUntilExit()
        #expect(session.terminationStatus == 0)
    }

    private func start(_ arguments: [String], _ output: Pipe) throws -> Process {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "sweepbook")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// All that the cells have printed.
    private func recorded() throws -> String {
        try NotebookFile.notebook(notebook).cells.flatMap(\.outputs).map { output in
            if case .stream(_, let text) = output.content { text } else { "" }
        }.joined()
    }
}
