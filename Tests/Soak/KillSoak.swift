import Foundation
import Testing

/// `SWEEPBOOK_SOAK=1 swift test -c release --filter KillSoak`: a sweep of 4 combinations with 10 seeds is killed at 200
/// random moments, gone on with each time, and must come to the bytes of one that was left alone.
@Suite(.enabled(if: Soak.isOn, "set SWEEPBOOK_SOAK=1 to run it"))
struct KillSoak {
    private static let arguments = [
        "--n_layer", "1", "2", "--n_head", "1", "--n_embd_factor", "8", "--dropout", "0.1", "0", "--epochs", "40",
        "--seeds", "10",
    ]

    private let folder = FileManager.default.temporaryDirectory.appending(path: "sweepbook-\(UUID().uuidString)")

    @Test func `killed at 200 random moments`() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        // The shortest of three, so that few moments lie behind the end.
        let length = try (0..<3).map { try seconds(of: "whole\($0)") }.min() ?? 0
        let expected = try texts(in: "whole0")
        var reachedEnd = 0
        for index in 0..<200 {
            let moment = UInt32.random(in: 0...UInt32(length * 1e6))
            let name = "killed\(index)"
            let sweep = try self.start(["sweep", "--out", name] + Self.arguments)
            usleep(moment)
            kill(sweep.processIdentifier, SIGKILL)
            sweep.waitUntilExit()
            if sweep.terminationReason == .exit { reachedEnd += 1 }
            let isPlanned = FileManager.default.fileExists(atPath: folder.appending(path: "\(name)/sweep.json").path)
            let rest = try self.start(isPlanned ? ["resume", name] : ["sweep", "--out", name] + Self.arguments)
            rest.waitUntilExit()
            #expect(rest.terminationStatus == 0, "killed after \(moment) µs")
            try #require(try texts(in: name) == expected, "killed after \(moment) µs")
            try FileManager.default.removeItem(at: folder.appending(path: name))
        }
        print("200 sweeps of \(Int(length * 1000)) ms killed and resumed, \(reachedEnd) of them at their end")
    }

    /// The seconds of a sweep that is left alone.
    private func seconds(of name: String) throws -> Double {
        let begin = ContinuousClock.now
        let sweep = try start(["sweep", "--out", name] + Self.arguments)
        sweep.waitUntilExit()
        return Double((ContinuousClock.now - begin) / .microseconds(1)) / 1e6
    }

    private func start(_ arguments: [String]) throws -> Process {
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tests).deletingLastPathComponent().appending(path: "sweepbook")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Every file in a folder, times and dates aside.
    private func texts(in name: String) throws -> [String: String] {
        var texts: [String: String] = [:]
        let path = folder.appending(path: name).path
        for file in try FileManager.default.contentsOfDirectory(atPath: path) {
            texts[file] = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
                .replacing(#/(Time taken: |"seconds":|"crc32":")[-+.e0-9a-f]+/#, with: "time")
                .replacing(#/(Date: |"created" : ).*/#, with: "date")
        }
        return texts
    }
}
