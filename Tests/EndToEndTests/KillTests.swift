import Experiments
import Foundation
import TestSupport
import Testing

/// A sweep that is killed, that meets a full or broken disk, or that has company: no run is lost or there twice.
@Suite(.serialized, .timeLimit(.minutes(15)))
struct KillTests {
    private let watch: FolderWatch
    private var sweepbook: Sweepbook { watch.sweepbook }

    init() throws {
        watch = try FolderWatch()
    }

    @Test func `killed at any moment and resumed, a sweep comes to the same bytes`() throws {
        for (index, moment) in [0, 20_000, 60_000, 120_000, 200_000, 300_000].enumerated() {
            try watch.killAndResume(after: UInt32(moment), in: "killed\(index)")
        }
    }

    private static let textArguments = [
        "--data", "words.txt", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "8", "--dropout", "0.1", "--block_size", "16",
        "--max_iters", "600", "--eval_interval", "200", "--learning_rate", "1e-3", "2e-3", "--seeds", "2", "--jobs", "1",
    ]
    private static let often = ["SWEEPBOOK_SAVE_SECONDS": "0.02"]

    private func writeWords() throws {
        let words = ["old", "sea", "ship", "wind", "sail", "storm", "calm", "night", "star"]
        let text = (0..<3000).map { (index: Int) -> String in words[index * index % 7 + index % 3] }
        try sweepbook.folder.write(text.joined(separator: " "), to: "words.txt")
    }

    /// Starts a sweep over a text and kills it once the state of a run is kept.
    private func killInside(_ folder: String, checkpoints rule: String = "none") throws {
        let command = try sweepbook.start(
            ["sweep", "--out", folder, "--checkpoints", rule] + Self.textArguments, environment: Self.often)
        let deadline = Date(timeIntervalSinceNow: 300)
        while RunStateFile.count(in: sweepbook.folder.file(folder)) == 0, Date() < deadline { usleep(2000) }
        command.send(SIGKILL)
        #expect(try command.end().status == 128 + SIGKILL)
    }

    @Test func `killed inside a run of text and resumed, a sweep comes to the same bytes`() throws {
        try writeWords()
        #expect(try sweepbook.run(["sweep", "--out", "text"] + Self.textArguments).status == 0)
        try killInside("killed")
        let resumed = try sweepbook.run(["resume", "killed"], environment: Self.often)
        #expect(resumed.complaint == "")
        #expect(resumed.status == 0)
        #expect(try watch.texts(of: "killed") == watch.texts(of: "text"))
    }

    @Test(arguments: [("best", 4), ("every", 4 * 4)])
    func `killed inside a run and resumed, the models that are kept have the same bytes`(rule: String, count: Int) throws {
        try writeWords()
        #expect(try sweepbook.run(["sweep", "--out", "text", "--checkpoints", rule] + Self.textArguments).status == 0)
        try killInside("killed", checkpoints: rule)
        #expect(try sweepbook.run(["resume", "killed"], environment: Self.often).complaint == "")
        #expect(try watch.models(of: "text").count == count)
        #expect(try watch.models(of: "killed") == watch.models(of: "text"))
        #expect(try watch.texts(of: "killed") == watch.texts(of: "text"))
    }

    @Test func `a run whose state is damaged starts anew, and says so`() throws {
        try writeWords()
        #expect(try sweepbook.run(["sweep", "--out", "text"] + Self.textArguments).status == 0)
        try killInside("damaged")
        for name in try sweepbook.folder.names(in: "damaged/claims") where name.hasSuffix(".resume") {
            try sweepbook.folder.write(try sweepbook.folder.bytes(of: "damaged/claims/\(name)").dropLast(7), to: "damaged/claims/\(name)")
        }
        let resumed = try sweepbook.run("resume", "damaged")
        #expect(resumed.complaint.contains(#/^sweepbook: claims/[0-9a-f]{20}\.resume is of no use, and its run starts anew: it is damaged\n$/#), "\(resumed.complaint)")
        #expect(try watch.texts(of: "damaged") == watch.texts(of: "text"))
    }

    @Test func `of three processes on a folder one is killed and one stopped: every run is there once`() throws {
        let arguments = ["--lost_after", "1", "--jobs", "1"]
        let first = try sweepbook.start(["sweep", "--out", "shared"] + FolderWatch.arguments + arguments)
        try first.waitForOutput("Random seed 00")
        let killed = try sweepbook.start(["resume", "shared"] + arguments)
        let stopped = try sweepbook.start(["resume", "shared"] + arguments)
        try killed.waitForOutput("Random seed 00")
        killed.send(SIGKILL)
        try stopped.waitForOutput("Random seed 00")
        stopped.send(SIGSTOP)
        #expect(try killed.end().status == 128 + SIGKILL)
        let result = try first.end()
        #expect(result.complaint == "")
        #expect(result.status == 0)
        stopped.send(SIGCONT)
        let late = try stopped.end()
        #expect(late.complaint == "")
        #expect(late.status == 0)
        #expect(try watch.texts(of: "shared") == watch.expected)
    }

    @Test func `a folder that is extended while it is worked on keeps everything`() throws {
        let first = try sweepbook.start(["sweep", "--out", "grown", "--jobs", "1"] + FolderWatch.arguments)
        try first.waitForOutput("Random seed 00")
        let second = try sweepbook.run(["extend", "grown", "--seeds", "10..11", "--jobs", "1"])
        #expect(second.complaint == "")
        #expect(second.status == 0)
        let old = try first.end()
        #expect(old.status == 0)
        #expect(old.complaint == "" || old.complaint == "sweepbook: grown was extended meanwhile, and is not complete yet\n")
        let results = try ResultsFolder(reading: sweepbook.folder.path + "/grown")
        #expect(results.isComplete)
        #expect(results.plan.runs.count == 48)
        #expect(results.problems == [])
        #expect(try sweepbook.folder.text(of: "grown/runs.jsonl").split(separator: "\n").count == 48)
        let texts = try watch.texts(of: "grown").filter { $0.key.hasPrefix("n_layer") }
        #expect(texts.count == 4)
        #expect(texts.values.allSatisfy { $0.hasPrefix("Training and evaluating with 12 random seeds") })
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `a disk that fills up ends the sweep with a sentence, and with more room it goes on`() throws {
        let disk = try SmallDisk(at: sweepbook.folder.path + "/disk", kilobytes: 40)
        defer { disk.unmount() }
        let result = try sweepbook.run(["sweep", "--out", "disk/out"] + FolderWatch.arguments)
        #expect(result.status == 1)
        #expect(result.complaint.contains(#/^sweepbook: cannot (write|make) disk/out/.*: No space left on device; \d+ of 40 runs (is|are) kept in disk/out; resume with: sweepbook resume disk/out\n$/#), "\(result.complaint)")
        try watch.checkKept(result.output, in: "disk/out")
        try disk.grow(kilobytes: 4096)
        let resumed = try sweepbook.run("resume", "disk/out")
        #expect(resumed.status == 0)
        #expect(try watch.texts(of: "disk/out") == watch.expected)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a small disk can be mounted only by root"))
    func `a disk that is too small for models keeps the records, and it is said`() throws {
        let disk = try SmallDisk(at: sweepbook.folder.path + "/disk", kilobytes: 100)
        defer { disk.unmount() }
        let arguments = ["sweep", "--out", "disk/out", "--checkpoints", "last", "--n_head", "1", "--n_embd_factor", "64", "--epochs", "1", "--seeds", "2"]
        let result = try sweepbook.run(arguments + ["--n_layer", "1", "2", "--jobs", "1"])
        #expect(result.status == 0)
        #expect(result.complaint.contains(
            #/^sweepbook: cannot write disk/out/checkpoints/\.\S+: No space left on device; runs are recorded without their models\n$/#), "\(result.complaint)")
        #expect(try watch.models(of: "disk/out").isEmpty)
        #expect(try ResultsFolder(reading: disk.path + "/out").isComplete)
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `a write that fails ends the sweep with a sentence, and it can be gone on with`() throws {
        let trace = try Trace(in: sweepbook, ["-e", "inject=fsync:error=EIO:when=20"], ["sweep", "--out", "bad"] + FolderWatch.arguments)
        #expect(trace.result.status == 1)
        #expect(trace.result.complaint.contains(#/^sweepbook: cannot write bad/.*: Input/output error; \d+ of 40 runs (is|are) kept in bad; resume with: sweepbook resume bad\n$/#), "\(trace.result.complaint)")
        try watch.checkKept(trace.result.output, in: "bad")
        #expect(try sweepbook.run("resume", "bad").status == 0)
        #expect(try watch.texts(of: "bad") == watch.expected)
    }

    @Test func `the same sweep given again goes on, and another is refused field by field`() throws {
        let first = try sweepbook.start(["sweep", "--out", "again", "--jobs", "1"] + FolderWatch.arguments)
        try first.waitForOutput("Random seed 00")
        first.send(SIGKILL)
        _ = try first.end()
        let other = try sweepbook.run(
            "sweep", "--out", "again", "--n_layer", "1", "2", "--n_head", "1", "--n_embd_factor", "8", "--dropout", "0.3", "--epochs", "40", "--seeds", "9")
        #expect(other.status == 1)
        #expect(other.complaint == "sweepbook: again holds another sweep: dropout 0.1, 0.0 instead of 0.3; seeds 0..9 instead of 0..8; name another folder\n")
        let rest = try sweepbook.run(["sweep", "--out", "again"] + FolderWatch.arguments)
        #expect(rest.status == 0)
        #expect(rest.complaint.contains(#/^sweepbook: again holds \d+ of this sweep's 40 runs; the others are trained\n$/#))
        #expect(try watch.texts(of: "again") == watch.expected)
        let whole = try sweepbook.run(["sweep", "--out", "again"] + FolderWatch.arguments)
        #expect(whole.complaint == "sweepbook: again holds all runs of this sweep already; nothing is trained\n")
        #expect(whole.status == 0)
        #expect(try watch.texts(of: "again") == watch.expected)
    }

    @Test(.enabled(if: SmallDisk.isPossible, "a disk can be mounted only by root"))
    func `a complete folder that can't be written to is shown, and read by every command`() throws {
        let disk = try SmallDisk(at: sweepbook.folder.path + "/disk", kilobytes: 4096)
        defer { disk.unmount() }
        #expect(try sweepbook.run(["sweep", "--out", "disk/out"] + FolderWatch.arguments).status == 0)
        try disk.makeReadOnly()
        let commands = [
            ["resume", "disk/out"], ["sweep", "--out", "disk/out"] + FolderWatch.arguments, ["collect", "disk/out"], ["compare", "disk/out"],
            ["results", "disk"], ["export", "disk/out", "csv"], ["plot", "seeds", "disk/out"],
        ]
        for command in commands {
            let result = try sweepbook.run(command)
            #expect(result.status == 0, "\(command[0]): \(result.complaint)")
            #expect(!result.output.isEmpty)
        }
        let export = try sweepbook.run("export", "disk/out", "csv", "--out", "disk/runs.csv")
        #expect(export.complaint == "sweepbook: cannot write \"disk/runs.csv\": Read-only file system\n")
    }

    @Test func `beside a claim that says nothing, it is told what is waited for`() throws {
        #expect(try sweepbook.run(["sweep", "--out", "claimed"] + FolderWatch.arguments).status == 0)
        let lines = try sweepbook.folder.text(of: "claimed/runs.jsonl").split(separator: "\n")
        try sweepbook.folder.write(lines.dropLast(10).map { $0 + "\n" }.joined(), to: "claimed/runs.jsonl")
        let plan = try ResultsFolder(reading: sweepbook.folder.path + "/claimed").plan
        let unit = WorkUnit(plan.combinations[3], seeds: 0..<10, of: plan)
        mkdir(sweepbook.folder.path + "/claimed/claims", 0o700)
        try sweepbook.folder.write("damaged", to: "claimed/claims/\(unit.name).jsonl")
        let result = try sweepbook.run("resume", "claimed")
        #expect(result.status == 0)
        #expect(result.complaint.contains(#/
            sweepbook:\ waiting\ for\ a\ process\ that\ claims/[0-9a-f]+\.jsonl\ does\ not\ name,\ which\ has\ claimed\ 10\ runs
            \ of\ n_layer=2,\ n_head=1,\ n_embd_factor=8,\ dropout=0\.0;\ without\ a\ sign\ of\ life\ of\ it\ they\ are\ trained\ here\ in\ \d\ s\n
            /#), "\(result.complaint)")
        #expect(try ResultsFolder(reading: sweepbook.folder.path + "/claimed").isComplete)
    }

    @Test func `single file calls that fail lose nothing`() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Faults/inject-faults")
        let result = try RunningCommand(
            executable: "/usr/bin/env", ["python3", script.path, try Sweepbook.binary, "--count", "40"], in: sweepbook.folder.path,
            environment: [:]).end()
        #expect(result.status == 0, "\(result.output) \(result.complaint)")
        #expect(result.output.hasPrefix("40 of "))
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `a line is on the disk before it is shown, and a file before it gets its name`() throws {
        var trace = try Trace(in: sweepbook, [], ["sweep", "--out", "traced"] + FolderWatch.arguments)
        for attempt in 0..<5 where !trace.isWhole {
            trace = try Trace(in: sweepbook, [], ["sweep", "--out", "traced\(attempt)"] + FolderWatch.arguments)
        }
        #expect(trace.result.status == 0)
        // What was written to each path and not synced yet: lines of runs, or at least something.
        var unsynced: [String: Int] = [:]
        var synced = 0, shown = 0, renames = 0
        for call in trace.calls {
            switch call.name {
            case "write" where call.path.contains("/claims/"):
                // A claim's first line, which tells whose it is, is no run's.
                unsynced[call.path, default: 0] += call.text.contains(#"\"boot\""#) ? 0 : call.lineCount
            case "write" where call.path.hasSuffix(".new"): unsynced[call.path] = 1
            case "write" where call.path.hasPrefix("pipe:"):
                shown += call.text.ranges(of: "Random seed ").count
                #expect(shown <= synced)
            case "fsync" where call.path.contains("/claims/"):
                synced += unsynced.removeValue(forKey: call.path) ?? 0
            case "fsync": unsynced[call.path] = nil
            case "rename" where call.text.contains(".new"):
                renames += 1
                #expect(!unsynced.keys.contains { call.text.contains($0.split(separator: "/").last ?? "") }, "\(call)")
            default: break
            }
        }
        #expect(shown == 40)
        // Four texts, runs.jsonl and the summary.
        #expect(renames >= 6)
        // A claim goes by one rename: no name is taken away that another process may have given to a file of its own.
        #expect(!trace.calls.contains { $0.name == "unlink" && $0.text.contains("/claims/") })
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `a file system that knows only the plain rename comes to the same bytes`() throws {
        let trace = try Trace(
            in: sweepbook, ["-e", "trace=link,unlink,fsync,renameat2", "-e", "inject=renameat2:error=EINVAL"],
            ["sweep", "--out", "plain"] + FolderWatch.arguments)
        #expect(trace.result.status == 0)
        #expect(try watch.texts(of: "plain") == watch.expected)
        let ends = trace.calls.indices.filter {
            trace.calls[$0].name == "unlink" && trace.calls[$0].text.contains("/claims/")
        }
        #expect(!ends.isEmpty)
        for end in ends where trace.isWhole {
            let before = trace.calls[..<end]
            let link = try #require(before.lastIndex { $0.name == "link" && $0.text.contains("/claims/") })
            #expect(before[link...].contains { $0.name == "fsync" && $0.path.hasSuffix("/records") })
        }
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `a file that can't be read stays as it is`() throws {
        let trace = try Trace(
            in: sweepbook,
            ["-P", sweepbook.folder.path + "/whole/runs.jsonl", "-e", "trace=pread64", "-e", "inject=pread64:error=EIO:when=1"],
            ["collect", "whole"])
        #expect(trace.result.status == 1)
        #expect(trace.result.complaint == "sweepbook: cannot read whole/runs.jsonl: Input/output error\n")
        #expect(try watch.texts(of: "whole") == watch.expected)
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `where there are no locks units' files stay, and extending says why it can't`() throws {
        let options = ["-e", "trace=flock", "-e", "inject=flock:error=ENOSYS"]
        let trace = try Trace(in: sweepbook, options, ["sweep", "--out", "unlocked"] + FolderWatch.arguments)
        #expect(trace.result.complaint == "")
        #expect(trace.result.status == 0)
        #expect(try sweepbook.folder.names(in: "unlocked/records").count == 4)
        let refused = try Trace(in: sweepbook, options, ["extend", "unlocked", "--seeds", "10..11"]).result
        #expect(refused.complaint == "sweepbook: cannot lock unlocked/runs.jsonl: Function not implemented\n")
        #expect(refused.status == 1)
        #expect(try sweepbook.run("collect", "unlocked").status == 0)
        #expect(try watch.texts(of: "unlocked") == watch.expected)
    }

    @Test(.enabled(if: Trace.isPossible, "needs strace"))
    func `where locks exclude nobody, a late process overwrites nothing`() throws {
        // Ten runs of forty, in the wrong order.
        let path = sweepbook.folder.path
        try FileManager.default.createDirectory(atPath: path + "/late", withIntermediateDirectories: false)
        try FileManager.default.copyItem(atPath: path + "/whole/sweep.json", toPath: path + "/late/sweep.json")
        let lines = try sweepbook.folder.text(of: "whole/runs.jsonl").split(separator: "\n").prefix(10).reversed()
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: path + "/late/runs.jsonl"))
        func start(_ options: [String], _ arguments: [String]) throws -> RunningCommand {
            try RunningCommand(
                executable: "/usr/bin/env",
                ["strace", "-f", "-o", "/dev/null", "-e", "trace=flock,renameat2", "-e", "inject=flock:retval=0"] + options
                    + [try Sweepbook.binary] + arguments,
                in: path, environment: [:])
        }
        let late = try start(["-e", "inject=renameat2:delay_enter=3000000:when=1"], ["collect", "late"])
        while (try? sweepbook.folder.names(in: "late/records").contains { $0.hasPrefix("runs.") }) != true {}
        #expect(try start([], ["resume", "late"]).end().status == 0)
        #expect(try late.end().status == 0)
        #expect(try watch.texts(of: "late") == watch.expected)
    }
}
