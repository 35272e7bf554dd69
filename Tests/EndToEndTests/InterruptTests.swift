import Experiments
import Foundation
import TestSupport
import Testing

/// Ctrl-C and its like stop within a second and keep what is finished.
struct InterruptTests {
    private let sweepbook: Sweepbook
    /// A combination of a moment, then one of hours.
    private let arguments = [
        "sweep", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0",
        "--epochs", "1", "10000000", "--seeds", "3", "--jobs", "2", "--out", "out",
    ]

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131)] as [(Int32, Int32)])
    func `keeps what is finished`(signal: Int32, status: Int32) throws {
        let command = try sweepbook.start(arguments)
        try command.waitForOutput("✓ Successfully completed")
        // The ten million epochs under way would take minutes: that it ends at all is the stop.
        command.send(signal)
        let result = try command.end()
        #expect(result.status == status)
        #expect(result.complaint == "sweepbook: interrupted; 3 of 6 runs are kept in out; resume with: sweepbook resume out\n")
        #expect(try sweepbook.folder.names(in: "out") == [
            "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0_epochs_1.txt", "runs.jsonl", "sweep.json",
        ])
        #expect(try sweepbook.folder.text(of: "out/runs.jsonl").split(separator: "\n").count == 3)
    }

    /// Two combinations of three runs, of which each takes more than a moment.
    private func sweepOfSeconds() throws -> RunningCommand {
        try sweepbook.start([
            "sweep", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "1000", "1001",
            "--seeds", "3", "--jobs", "1", "--out", "out",
        ])
    }

    @Test func `SIGTERM leaves time for the run under way`() throws {
        let command = try sweepOfSeconds()
        try command.waitForOutput("Random seed 00")
        waitForClaims(1)
        command.send(SIGTERM)
        let result = try command.end()
        #expect(result.status == 143)
        let recorded = try ResultsFolder(reading: sweepbook.folder.path + "/out").recordedCount
        // That which was told of, and the one that was under way.
        #expect(recorded >= 2)
        #expect(recorded < 6)
        #expect(result.complaint == "sweepbook: interrupted; \(recorded) of 6 runs are kept in out; resume with: sweepbook resume out\n")
        #expect(try !sweepbook.folder.names(in: "out").contains("claims"))
    }

    @Test func `SIGTERM keeps the state of a run of hours`() throws {
        let command = try sweepbook.start([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "10000000", "--seeds", "1", "--out", "out",
        ], environment: ["SWEEPBOOK_SAVE_SECONDS": "0.01"])
        while RunStateFile.count(in: sweepbook.folder.path + "/out") == 0 { usleep(1000) }
        command.send(SIGTERM)
        let result = try command.end()
        #expect(result.status == 143)
        #expect(result.complaint == "sweepbook: interrupted; no run had finished; the state of 1 run is kept in out; resume with: sweepbook resume out\n")
        #expect(RunStateFile.seconds(in: sweepbook.folder.path + "/out") > 0)
    }

    @Test func `a second signal ends the process at once`() throws {
        let command = try sweepbook.start([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "64", "--epochs", "1000", "--seeds", "4", "--jobs", "1", "--out", "out",
        ])
        waitForClaims(1)
        // Two of a kind may arrive as one, and of two kinds either may come first; each alone would wait for the run.
        command.send(SIGTERM)
        command.send(SIGUSR1)
        let result = try command.end()
        #expect(result.complaint == "")
        #expect([128 + SIGTERM, 128 + SIGUSR1].contains(result.status))
        #expect(try ResultsFolder(reading: sweepbook.folder.path + "/out").recordedCount == 0)
    }

    @Test func `leaves nothing when nothing was finished`() throws {
        let command = try sweepbook.start([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "10000000", "--out", "a/b",
        ])
        try command.waitForOutput("Training and evaluating")
        command.send(SIGINT)
        let result = try command.end()
        #expect(result.status == 130)
        #expect(result.complaint == "sweepbook: interrupted; no run had finished, so nothing is kept; to train them all, give the command again\n")
        #expect(try sweepbook.folder.names() == [])
    }

    /// Two combinations of one run, of which the first takes hours.
    private func company(_ epochs: String, _ other: String) throws -> (maker: RunningCommand, guest: RunningCommand) {
        let maker = try sweepbook.start([
            "sweep", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", epochs, other,
            "--seeds", "1", "--jobs", "1", "--out", "out",
        ])
        waitForClaims(1)
        return (maker, try sweepbook.start(["resume", "out", "--jobs", "1"]))
    }

    private func waitForClaims(_ count: Int) {
        while (try? sweepbook.folder.names(in: "out/claims").count) != count {}
    }

    @Test func `whoever made the folder leaves what others have recorded in it`() throws {
        let (maker, guest) = try company("10000000", "1")
        while (try? ResultsFolder(reading: sweepbook.folder.path + "/out").recordedCount) != 1 {}
        for command in [guest, maker] {
            command.send(SIGINT)
            let result = try command.end()
            #expect(result.complaint == "sweepbook: interrupted; 1 of 2 runs is kept in out; resume with: sweepbook resume out\n")
            #expect(result.status == 130)
        }
        #expect(try sweepbook.folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
        #expect(try sweepbook.folder.text(of: "out/runs.jsonl").split(separator: "\n").count == 1)
    }

    @Test func `whoever made the folder leaves it to others that work in it`() throws {
        let (maker, guest) = try company("10000000", "10000001")
        waitForClaims(2)
        for command in [maker, guest] {
            command.send(SIGINT)
            #expect(try command.end().complaint
                == "sweepbook: interrupted; 0 of 2 runs are kept in out; resume with: sweepbook resume out\n")
        }
        #expect(try sweepbook.folder.names(in: "out") == ["runs.jsonl", "sweep.json"])
    }

    @Test func `a folder that somebody has taken away is not to be gone on with`() throws {
        let command = try sweepbook.start([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "10000000", "--seeds", "1",
            "--out", "out",
        ])
        waitForClaims(1)
        try FileManager.default.moveItem(
            atPath: sweepbook.folder.path + "/out", toPath: sweepbook.folder.path + "/elsewhere")
        command.send(SIGINT)
        let result = try command.end()
        #expect(result.complaint == "sweepbook: interrupted; the folder out is gone; to train them all, give the command again\n")
        #expect(result.status == 130)
        #expect(try sweepbook.folder.names() == ["elsewhere"])
    }

    @Test func `a reader that takes nothing does not hold it up`() throws {
        // More lines than a pipe holds, and nobody reads them.
        let command = try sweepbook.start([
            "train", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "1", "--seeds", "600",
            "--out", "out",
        ])
        var recorded = 0
        while recorded < 600 {
            recorded = (try? ResultsFolder(reading: sweepbook.folder.path + "/out").recordedCount) ?? 0
        }
        command.send(SIGINT)
        let result = try command.end(readingOutput: false)
        #expect(result.complaint == "sweepbook: interrupted; 600 of 600 runs are kept in out; "
            + "resume with: sweepbook resume out\n")
        #expect(result.status == 130)
    }

    @Test func `a signal that was ignored from the start stays ignored`() throws {
        let result = try sweepbook.shell("""
            trap '' HUP
            : > console
            "$SWEEPBOOK" train --n_layer 1 --n_head 1 --n_embd_factor 4 --epochs 300 --seeds 3 --out out > console &
            process=$!
            while ! grep -q 'seed 00' console; do kill -0 $process || break; done
            kill -HUP $process
            wait $process
            """)
        #expect(result.complaint == "")
        #expect(result.status == 0)
        #expect(try sweepbook.folder.text(of: "console").hasSuffix("All output files saved to: out\n"))
    }
}
