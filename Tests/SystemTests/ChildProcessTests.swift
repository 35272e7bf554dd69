import Glibc
import System
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5)))
struct ChildProcessTests {
    private let hour = Duration.seconds(3600)

    private func shell(_ script: String, within time: Duration = .seconds(3600), shouldStop: () -> Bool = { false }) throws -> ChildProcess.Ending {
        try ChildProcess.run("sh", ["-c", script], within: time, shouldStop: shouldStop)
    }

    @Test func `output, errors and status are the program's`() throws {
        let ending = try shell("echo out; echo err >&2; exit 3")
        #expect(String(decoding: ending.output, as: UTF8.self) == "out\n")
        #expect(String(decoding: ending.errors, as: UTF8.self) == "err\n")
        #expect(ending.status == 3)
        #expect(try shell("kill -KILL $$").status == 128 + SIGKILL)
    }

    @Test func `arguments come as they are, and there is nothing to read`() throws {
        let words = ["a b", "$HOME", "*", "'\"\\", ""]
        let ending = try ChildProcess.run("printf", ["%s|"] + words, within: hour)
        #expect(String(decoding: ending.output, as: UTF8.self) == "a b|$HOME|*|'\"\\||")
        #expect(try ChildProcess.run("cat", [], within: hour).output == [])
    }

    @Test func `much output is read whole`() throws {
        let ending = try shell("head -c 1000000 /dev/zero; head -c 300000 /dev/zero >&2")
        #expect(ending.output.count == 1_000_000)
        #expect(ending.errors.count == 300_000)
    }

    @Test func `a program that is late is killed with what it has started`() throws {
        let folder = try TemporaryFolder()
        let error = #expect(throws: ChildProcessError.self) {
            try shell("sleep 3600 & echo $! > \(folder.file("pid")); wait", within: .milliseconds(500))
        }
        #expect(error == .late("sh", .milliseconds(500)))
        try expectGone(folder)
    }

    @Test func `what a program leaves behind does not keep its caller waiting`() throws {
        let folder = try TemporaryFolder()
        let ending = try shell("sleep 3600 & echo $! > \(folder.file("pid")); echo done")
        #expect(String(decoding: ending.output, as: UTF8.self) == "done\n")
        try expectGone(folder)
    }

    /// That the process whose number is in a file has ended, or is about to: it has been killed.
    private func expectGone(_ folder: TemporaryFolder) throws {
        let number = try #require(Int32(try folder.text(of: "pid").split(separator: "\n")[0]))
        while kill(number, 0) == 0, (try? String(contentsOf: number))?.contains(") Z ") == false { usleep(1000) }
    }

    @Test func `a program that is wanted no more is killed`() throws {
        var count = 0
        let error = #expect(throws: ChildProcessError.self) {
            try shell("sleep 3600") {
                count += 1
                return count > 2
            }
        }
        #expect(error == .stopped("sh"))
    }

    @Test func `a program that is not there, or is none, is told of`() throws {
        #expect(throws: ChildProcessError.notFound("no-such-program")) { try ChildProcess.run("no-such-program", [], within: hour) }
        #expect(throws: ChildProcessError.notFound("/no/such")) { try ChildProcess.run("/no/such", [], within: hour) }
        let folder = try TemporaryFolder()
        try folder.write("no program", to: "text")
        chmod(folder.file("text"), 0o755)
        #expect(throws: ChildProcessError.cannotStart(folder.file("text"), SystemError(code: ENOEXEC))) {
            try ChildProcess.run(folder.file("text"), [], within: hour)
        }
    }

    @Test func `no pipe is left open, however the program ends`() throws {
        let folder = try TemporaryFolder()
        let says = "readlink /proc/$$/fd/1 /proc/$$/fd/2 | cat >> \(folder.file("pipes"))"
        _ = try shell(says)
        _ = try shell("\(says); exit 3")
        _ = try? shell("\(says); sleep 3600", within: .milliseconds(500))
        _ = try? shell("\(says); sleep 3600") { (try? folder.text(of: "pipes").split(separator: "\n").count) == 8 }
        let pipes = try folder.text(of: "pipes").split(separator: "\n").map(String.init)
        #expect(pipes.count == 8 && pipes.allSatisfy { $0.hasPrefix("pipe:[") }, "\(pipes)")
        #expect(openFiles().isDisjoint(with: pipes))
    }

    /// What this process's open files are: a pipe is `pipe:[`, its number, `]`.
    private func openFiles() -> Set<String> {
        Set(
            (0..<1024).compactMap { descriptor in
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { name in
                    let count = readlink("/proc/self/fd/\(descriptor)", name.baseAddress!, name.count)
                    return count < 0 ? nil : String(decoding: name[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
                }
            })
    }
}

extension String {
    /// `/proc/n/stat`
    fileprivate init(contentsOf process: Int32) throws {
        self = String(decoding: try WholeFile.read("/proc/\(process)/stat"), as: UTF8.self)
    }
}
