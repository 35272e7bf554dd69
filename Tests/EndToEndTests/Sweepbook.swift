import Foundation
import TestSupport
import Testing

/// The real binary, run in a folder of its own.
struct Sweepbook {
    struct Result {
        let output: String
        let complaint: String
        /// The exit status, or 128 + n for signal n.
        let status: Int32
    }

    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    /// Runs a command to its end.
    func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
        try run(arguments, environment: environment)
    }

    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Result {
        try start(arguments, environment: environment).end()
    }

    func start(_ arguments: [String], environment: [String: String] = [:]) throws -> RunningCommand {
        try RunningCommand(arguments, in: folder.path, environment: environment)
    }

    /// A shell's word for the binary, for redirections that only a shell makes.
    func shell(_ script: String) throws -> Result {
        try RunningCommand(
            executable: "/bin/sh", ["-c", script], in: folder.path,
            environment: ["SWEEPBOOK": try Self.binary]).end()
    }

    /// The binary lies beside the tests' own.
    static var binary: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let path = URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("sweepbook").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "swift build makes \(path)")
            return path
        }
    }
}

/// A command that runs while the test goes on.
final class RunningCommand {
    private let process = Process()
    private let output = Pipe()
    /// Where standard error goes: a file, which never fills up while nobody reads it.
    private let complaints: TemporaryFolder
    private var read = Data()

    convenience init(_ arguments: [String], in folder: String, environment: [String: String]) throws {
        // A test may itself run where signals are ignored, as in the background of a script.
        try self.init(
            executable: "/usr/bin/env",
            ["--default-signal=INT,TERM,HUP,PIPE", try Sweepbook.binary] + arguments, in: folder,
            environment: environment)
    }

    init(executable: String, _ arguments: [String], in folder: String, environment: [String: String]) throws {
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        complaints = try TemporaryFolder()
        let path = complaints.path + "/complaints"
        try Data().write(to: URL(fileURLWithPath: path))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try process.run()
    }

    /// Reads what it prints, until a text is in it so many times.
    func waitForOutput(_ text: String, times: Int = 1) throws {
        while String(decoding: read, as: UTF8.self).ranges(of: text).count < times {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "ended before it printed \(text)")
            read += more
        }
    }

    /// Reads what it prints until that has so many lines.
    func waitForLines(_ count: Int) throws {
        while read.count(where: { $0 == UInt8(ascii: "\n") }) < count {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty, "ended before it printed \(count) lines")
            read += more
        }
    }

    var processIdentifier: Int32 { process.processIdentifier }

    func send(_ signal: Int32) {
        kill(processIdentifier, signal)
    }

    /// Waits for its end, while reading what it prints or leaving it unread.
    func end(readingOutput: Bool = true) throws -> Sweepbook.Result {
        if readingOutput { read += try output.fileHandleForReading.readToEnd() ?? Data() }
        process.waitUntilExit()
        let isSignal = process.terminationReason == .uncaughtSignal
        return Sweepbook.Result(
            output: String(decoding: read, as: UTF8.self), complaint: try complaints.text(of: "complaints"),
            status: process.terminationStatus + (isSignal ? 128 : 0))
    }
}
