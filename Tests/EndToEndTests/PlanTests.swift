import Experiments
import TestSupport
import Testing

/// Sweeps that are no grids, from the command line.
struct PlanTests {
    private let sweepbook: Sweepbook
    private let small = ["--n_embd_factor", "2", "--dropout", "0", "--epochs", "1", "--seeds", "1"]

    init() throws {
        sweepbook = try Sweepbook()
    }

    private func names(in output: String) -> [String] {
        output.split(separator: "\n").filter { $0.hasPrefix("Running with ") }.map { String($0.dropFirst(13)) }
    }

    @Test func `zips move together, and may be several`() throws {
        let result = try sweepbook.run(
            ["sweep", "--zip", "n_layer=1,2", "n_head=2,1", "--zip", "weight_decay=0,0.1", "warmup_epochs=1,2"] + small)
        #expect(result.complaint == "")
        #expect(names(in: result.output) == [
            "n_layer=1, n_head=2, n_embd_factor=2, dropout=0.0, weight_decay=0.0, warmup_epochs=1",
            "n_layer=1, n_head=2, n_embd_factor=2, dropout=0.0, weight_decay=0.1, warmup_epochs=2",
            "n_layer=2, n_head=1, n_embd_factor=2, dropout=0.0, weight_decay=0.0, warmup_epochs=1",
            "n_layer=2, n_head=1, n_embd_factor=2, dropout=0.0, weight_decay=0.1, warmup_epochs=2",
        ])
    }

    @Test func `a random sweep is the same each time, and the same as a session's`() throws {
        let arguments = ["sweep", "--random", "3", "--random_seed", "7", "--n_layer", "1", "2", "--n_head", "1"]
            + ["--learning_rate", "loguniform(1e-4, 1e-1)"] + small
        let first = try sweepbook.run(arguments + ["--out", "first"])
        let second = try sweepbook.run(arguments + ["--out", "second", "--jobs", "1"])
        let session = try sweepbook.run("-c", """
            sweep random=3 random_seed=7 n_layer=[1, 2] n_head=1 learning_rate=loguniform(1e-4, 1e-1) n_embd_factor=2 \
            dropout=0 epochs=1 seeds=1 out="third"
            """)
        #expect(names(in: first.output).count == 3)
        #expect(names(in: second.output) == names(in: first.output))
        #expect(names(in: session.output) == names(in: first.output))
        let plans = try ["first", "second", "third"].map { folder in
            try SweepManifest(json: Array(sweepbook.folder.text(of: "\(folder)/sweep.json").utf8)).plan
        }
        #expect(plans[1] == plans[0])
        #expect(plans[2] == plans[0])
    }

    @Test func `a race's plan is kept as one`() throws {
        let result = try sweepbook.run(["sweep", "--race", "--n_layer", "1", "2", "--n_head", "1", "--out", "race"] + small)
        #expect(result.complaint == "")
        let manifest = try SweepManifest(json: Array(sweepbook.folder.text(of: "race/sweep.json").utf8))
        #expect(manifest.plan.isRaced)
    }

    @Test func `a dry run makes nothing`() throws {
        for command in ["sweep", "train"] {
            let result = try sweepbook.run(command, "--dry", "--seeds", "3", "--n_embd_factor", "2")
            #expect(result.complaint == "")
            #expect(result.status == 0)
            #expect(result.output.hasPrefix(command == "sweep" ? "24 combinations with 3 seeds each, 72 runs\n" : "1 combination with 3 seeds, 3 runs\n"))
        }
        #expect(try sweepbook.folder.names() == [])
    }
}
