import Experiments
import Foundation
import TestSupport
import Testing

/// `status`, `stop`, `cancel` and `attach` where there is no cluster: folders that processes of this machine work on, or nobody.
@Suite(.timeLimit(.minutes(5)))
struct StatusTests {
    private let watch: FolderWatch
    private var sweepbook: Sweepbook { watch.sweepbook }

    init() throws {
        watch = try FolderWatch()
    }

    /// A sweep that would take minutes, once it has recorded something.
    private func startLongSweep(in folder: String) throws -> RunningCommand {
        let command = try sweepbook.start(["sweep", "--out", folder, "--jobs", "1", "--n_embd_factor", "8", "--epochs", "400", "--seeds", "50"])
        try command.waitForOutput("Random seed 00")
        return command
    }

    private struct Status: Decodable {
        struct Worker: Decodable {
            let process: Int32, state: String, units: Int, silent_seconds: Double, job: String?
        }
        let folder: String, runs: Int, done: Int, failed: Int, complete: Bool, stopping: Bool
        let workers: [Worker]
        let core_seconds_left: Double?
    }

    private func status(of folder: String) throws -> Status {
        let result = try sweepbook.run("status", folder, "--json")
        #expect(result.complaint == "" && result.status == 0)
        #expect(result.output.split(separator: "\n").count == 1)
        return try JSONDecoder().decode(Status.self, from: Data(result.output.utf8))
    }

    @Test func `a complete folder`() throws {
        let before = try watch.texts(of: "whole")
        let result = try sweepbook.run("status", "whole")
        #expect(result.output.wholeMatch(of: #/whole: all 40 runs are done, best \d\.\d{4} with n_layer=[12], n_head=1, n_embd_factor=8, dropout=0\.[01]\n/#) != nil, "\(result.output)")
        #expect(result.complaint == "" && result.status == 0)
        let told = try status(of: "whole")
        #expect(told.folder == "whole" && told.runs == 40 && told.done == 40 && told.complete && told.workers.isEmpty && told.core_seconds_left == 0)
        for verb in ["stop", "cancel"] {
            #expect(try sweepbook.run(verb, "whole").output == "whole: nobody works on it; all 40 runs are done\n")
        }
        #expect(try sweepbook.run("attach", "whole").status == 0)
        #expect(try watch.texts(of: "whole") == before)
    }

    @Test func `a sweep under way is seen, followed and stopped from elsewhere, and goes on`() throws {
        let sweep = try startLongSweep(in: "busy")
        let told = try status(of: "busy")
        #expect(told.workers.map(\.process) == [sweep.processIdentifier] && told.workers[0].state == "lives" && told.workers[0].units >= 1)
        #expect(told.done >= 1 && !told.complete && !told.stopping && told.core_seconds_left ?? 0 > 0)
        let page = try sweepbook.run("status", "busy").output
        #expect(page.contains(#/^busy: \d+ of 1200 runs (is|are) done/#))
        #expect(page.contains("\n  process \(sweep.processIdentifier) on "))
        #expect(page.hasSuffix("\n  follow it with: sweepbook attach busy, end it with: sweepbook stop busy\n"))

        let follower = try sweepbook.start(["attach", "busy"])
        try follower.waitForOutput("Random seed 00")
        follower.send(SIGINT)
        let left = try follower.end()
        #expect(left.status == 130)
        #expect(left.complaint.contains("come back with: sweepbook attach busy, end it with: sweepbook cancel busy\n"), "\(left.complaint)")
        #expect(try status(of: "busy").workers.map(\.process) == [sweep.processIdentifier])

        let stopped = try sweepbook.run("stop", "busy")
        #expect(stopped.output.contains(#/^busy: 1 process finishes its runs and leaves; \d+ of 1200 runs are done; go on with: sweepbook resume busy\n$/#), "\(stopped.output)")
        let ended = try sweep.end()
        #expect(ended.complaint.contains(#/^sweepbook: asked to stop; \d+ of 1200 runs are kept in busy; resume with: sweepbook resume busy\n$/#), "\(ended.complaint)")
        #expect(ended.status == 1)
        let after = try status(of: "busy")
        #expect(after.workers.isEmpty && after.done >= told.done && !after.complete)
        #expect(try sweepbook.run("status", "busy").output.hasSuffix("\n  nobody works on it; resume with: sweepbook resume busy\n"))
    }

    @Test func `who was killed is told of`() throws {
        let sweep = try startLongSweep(in: "killed")
        sweep.send(SIGKILL)
        _ = try sweep.end()
        let told = try status(of: "killed")
        #expect(told.workers.map(\.process) == [sweep.processIdentifier] && told.workers[0].state == "gone")
        let page = try sweepbook.run("status", "killed").output
        #expect(page.contains(#/\n  process \d+ on \S+ is gone; its \d+ units? (is|are) free\n/#), "\(page)")
        #expect(page.hasSuffix("\n  nobody works on it; resume with: sweepbook resume killed\n"))
        #expect(try sweepbook.run("stop", "killed").output.contains("killed: nobody works on it; "))
        #expect(try !sweepbook.folder.names(in: "killed").contains("workers"))
    }

    /// Slurm's programs as far as this test asks them: a submission that never answers, and a queue that has it under its name.
    private func makeSlurm() throws -> [String: String] {
        let folder = sweepbook.folder.file("slurm")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let scripts = [
            "sbatch": "echo $$ > '\(folder)/new' && mv '\(folder)/new' '\(folder)/submitting' && exec sleep 600",
            "squeue": "case \"$*\" in *--name=sweepbook-*) echo 77;; *--jobs=77*) echo '77_0|PD|Resources|';; *) exit 1;; esac",
            "scancel": "echo \"$@\" > '\(folder)/cancelled'",
        ]
        for (name, script) in scripts {
            try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "\(folder)/\(name)")
        }
        return ["PATH": "\(folder):/usr/bin:/bin"]
    }

    @Test func `a job whose submission was killed is found by its name`() throws {
        let slurm = try makeSlurm()
        let sweep = try sweepbook.start(["train", "--epochs", "1", "--out", "lost", "--on", "slurm"], environment: slurm)
        while try !sweepbook.folder.names(in: "slurm").contains("submitting") { usleep(1000) }
        sweep.send(SIGKILL)
        if let submitting = Int32(try sweepbook.folder.text(of: "slurm/submitting").dropLast()) { kill(submitting, SIGKILL) }
        _ = try sweep.end()
        let told = try sweepbook.run("status", "lost", environment: slurm)
        #expect(told.output.contains("\n  job 77: 0 workers run, 1 waits: the nodes are busy (Resources)\n"), "\(told.output)")
        #expect(try sweepbook.run("cancel", "lost", environment: slurm).output.hasPrefix("lost: 1 worker on the cluster is cancelled; "))
        #expect(try sweepbook.folder.text(of: "slurm/cancelled") == "77\n")
    }

    @Test func `several folders are told of one after the other`() throws {
        let result = try sweepbook.run("status", "whole", "whole", "--json")
        #expect(result.output.split(separator: "\n").count == 2)
    }

    @Test(arguments: ["status", "attach", "stop", "cancel"])
    func `what is no results folder is said`(verb: String) throws {
        let nothing = try sweepbook.run(verb)
        #expect(nothing.status == 2)
        #expect(nothing.complaint.contains("a result or a results folder"))
        let missing = try sweepbook.run(verb, "whale")
        #expect(missing.status == 1)
        #expect(missing.complaint == "sweepbook: there is no result or folder \"whale\"; did you mean \"whole\"?\n")
        try FileManager.default.createDirectory(atPath: sweepbook.folder.file("empty"), withIntermediateDirectories: false)
        let empty = try sweepbook.run(verb, "empty")
        #expect(empty.status == 1)
        #expect(empty.complaint == "sweepbook: empty is not a results folder: it has no sweep.json\n")
    }

    @Test(arguments: [
        (["train", "--n_head", "1"], ["--seeds", "4"], "seeds 0..2 instead of 0..3"),
        (["train", "--n_head", "1"], ["--seeds", "3", "--checkpoints", "best"], "checkpoints=last"),
        (["train", "--n_head", "1"], ["--seeds", "3", "--embeddings"], "no embeddings"),
        (["sweep", "--n_head", "1", "2"], ["--seeds", "3", "--race"], "no race"),
        (["sweep", "--n_head", "1", "2"], ["--seeds", "3", "--where", "n_head > 1"], "2 combinations instead of 1"),
        (["sweep", "--n_head", "1", "2", "4", "--random", "2"], ["--seeds", "3", "--random_seed", "1"], "n_head 1, 2 instead of 1, 4"),
    ])
    func `a command that is given again goes on, and with another plan says what differs`(command: [String], other: [String], difference: String) throws {
        let fixed = ["--n_layer", "1", "--n_embd_factor", "4", "--dropout", "0.1", "--epochs", "2", "--out", "again"]
        #expect(try sweepbook.run(command + fixed + ["--seeds", "3"]).status == 0)
        let whole = try watch.texts(of: "again")
        #expect(try sweepbook.run(command + fixed + ["--seeds", "3"]).complaint == "sweepbook: again holds all runs of this sweep already; nothing is trained\n")
        let refused = try sweepbook.run(command + fixed + other)
        #expect(refused.complaint == "sweepbook: again holds another sweep: \(difference); name another folder\n")
        #expect(refused.status == 1)
        #expect(try watch.texts(of: "again") == whole)
    }
}
