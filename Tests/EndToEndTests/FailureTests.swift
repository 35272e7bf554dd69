import Foundation
import TestSupport
import Testing

/// What fails at run time: one sentence, exit code 1.
struct FailureTests {
    private let sweepbook: Sweepbook
    private let tiny = ["--n_layer", "1", "--n_head", "1", "--n_embd_factor", "4", "--dropout", "0", "--epochs", "3"]

    init() throws {
        sweepbook = try Sweepbook()
    }

    @Test func `a run whose loss is no number fails, and the other combinations go on`() throws {
        let result = try sweepbook.run(
            ["sweep", "--learning_rate", "1e30", "0.01", "--seeds", "2", "--out", "out"] + tiny)
        #expect(result.status == 1)
        #expect(result.complaint == "sweepbook: of 2 combinations 1 failed\n")
        #expect(result.output.contains(#/
            \nRandom\ seed\ 01\ failed:\ loss\ is\ (nan|inf|-inf)\ in\ epoch\ [123]
            \n✗\ Failed\ with\ n_layer=1,\ n_head=1,\ n_embd_factor=4,\ dropout=0\.0,\ learning_rate=1e\+30
            \nTime\ taken:\ \d
            /#))
        #expect(result.output.contains("\nSuccessful runs: 1\nFailed runs: 1\nError runs: 0\n"))
        let records = try sweepbook.folder.text(of: "out/runs.jsonl").split(separator: "\n")
        #expect(records.map { $0.contains(#""status":"failed""#) } == [true, true, false, false])
        #expect(try sweepbook.folder.text(of: "out/sweep_summary.txt").contains("""

            Failed combinations:
              n_layer=1, n_head=1, n_embd_factor=4, dropout=0.0, learning_rate=1e+30, n_embd=4

            """))
    }

    @Test func `a training with a failed run is told`() throws {
        let result = try sweepbook.run(["train", "--learning_rate", "1e30", "--seeds", "1", "--out", "out"] + tiny)
        #expect(result.status == 1)
        #expect(result.complaint == "sweepbook: 1 of 1 runs failed\n")
        #expect(result.output.split(separator: "\n").count == 4)
        #expect(!result.output.contains("Average"))
    }

    @Test func `too large a model is refused before anything is made`() throws {
        let result = try sweepbook.run("train", "--n_embd_factor", "1000000")
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.complaint.wholeMatch(of: #/
            sweepbook:\ n_layer=2,\ n_head=2,\ n_embd_factor=1000000,\ dropout=0\.2:
            \ needs\ \S+\ [TP]B,\ this\ machine\ has\ \S+\ [MGT]B;\ lower\ n_embd_factor\ or\ n_head\n
            /#) != nil)
        #expect(try sweepbook.folder.names() == [])
    }

    @Test func `too large a combination is an error of its own`() throws {
        let result = try sweepbook.run(
            "sweep", "--n_layer", "1", "--n_head", "1", "--n_embd_factor", "1000000", "4", "--dropout", "0",
            "--epochs", "1", "--seeds", "2", "--out", "out")
        #expect(result.status == 1)
        #expect(result.complaint == "sweepbook: of 2 combinations 1 could not start\n")
        #expect(result.output.contains(#/
            \n✗\ Error\ running\ n_layer=1,\ n_head=1,\ n_embd_factor=1000000,\ dropout=0\.0:
            \ needs\ \S+\ [TP]B,\ this\ machine\ has\ \S+\ [MGT]B;\ lower\ n_embd_factor\ or\ n_head
            \nTime\ taken:\ 0\.00\ seconds\n
            /#))
        #expect(try sweepbook.folder.names(in: "out") == [
            "n_layer_1_n_head_1_n_embd_factor_4_dropout_0.0.txt", "runs.jsonl", "sweep.json", "sweep_summary.txt",
        ])
        let summary = try sweepbook.folder.text(of: "out/sweep_summary.txt")
        #expect(summary.contains(#/\nError combinations:\n  n_layer=1,.*: needs .*/#))
        #expect(try sweepbook.run("collect", "out").status == 0)
        #expect(try sweepbook.folder.text(of: "out/sweep_summary.txt") == summary)
    }

    @Test func `a folder that holds something is refused`() throws {
        try FileManager.default.createDirectory(
            atPath: sweepbook.folder.path + "/taken/inside", withIntermediateDirectories: true)
        let result = try sweepbook.run(["train", "--out", "taken"] + tiny)
        #expect(result.complaint == "sweepbook: the folder taken exists and is not empty; name a new or an empty one\n")
        #expect(result.status == 1)
        #expect(try sweepbook.folder.names(in: "taken") == ["inside"])
    }

    @Test func `a folder that can't be made is told`() throws {
        let result = try sweepbook.run(["train", "--out", "/dev/null/x"] + tiny)
        #expect(result.complaint == "sweepbook: cannot make /dev/null/x: Not a directory\n")
        #expect(result.status == 1)
    }

    @Test(arguments: [
        (">/dev/full", "No space left on device"), (">&-", "Bad file descriptor"),
    ])
    func `output that can't be written ends the sweep`(redirection: String, reason: String) throws {
        let arguments = (["train", "--seeds", "2", "--jobs", "1", "--out", "out"] + tiny).joined(separator: " ")
        let result = try sweepbook.shell("\"$SWEEPBOOK\" \(arguments) \(redirection)")
        #expect(result.status == 1)
        #expect(result.complaint.hasPrefix("sweepbook: cannot write to standard output: \(reason)"))
        #expect(result.complaint.split(separator: "\n").count == 1)
        let kept = try sweepbook.folder.names()
        // A run may have ended before the first line was to be shown.
        #expect(kept == [] || result.complaint.contains(#/ of 2 runs (is|are) kept in out; resume with: sweepbook resume out\n$/#))
    }

    @Test func `a reader that goes away ends the sweep`() throws {
        let arguments = (["train", "--seeds", "0..99999"] + tiny).joined(separator: " ")
        let result = try sweepbook.shell("""
            { "$SWEEPBOOK" \(arguments) --out out; echo "status $?" >&2; } | head -n 2
            """)
        #expect(result.output.split(separator: "\n").count == 2)
        #expect(result.complaint.wholeMatch(of: #/
            sweepbook:\ \d+\ of\ 100000\ runs\ are\ kept\ in\ out;\ resume\ with:\ sweepbook\ resume\ out\nstatus\ 141\n
            /#) != nil)
    }

    @Test func `help into a closed pipe is silent`() throws {
        #expect(try sweepbook.shell("\"$SWEEPBOOK\" train --help | true").complaint == "")
    }
}
