import Engine
import Experiments
import Formats
import Runner
import Session
import Testing

/// What `dry=true` shows. The seconds and the memory are the engine's own, so they are asked for and not written here.
struct DryRunTests {
    /// The memory of a run of a plan's combination, as it is shown, or of several runs at a time.
    private func size(_ plan: SweepPlan, _ index: Int, runs: Double = 1) -> String {
        ByteCount.text(plan.combinations[index].configuration.memoryNeeded(for: .familyTree) * runs)
    }

    private func lines(_ plan: SweepPlan, memory: Double = 0x18p30, scale: Double = 1) -> [String] {
        DryRun(PlanForecast(
            plan, jobs: 2, tasks: .familyTree, memory: MachineMemory(bytes: memory), scale: scale)).page.lines
    }

    private func plan(_ layers: ClosedRange<Int>, factors: [Int] = [4], seeds: Int) throws -> SweepPlan {
        try SweepPlan([
            .nLayer: layers.map { .integer($0) }, .nHead: [.integer(1)], .nEmbdFactor: factors.map { .integer($0) }, .epochs: [.integer(1)],
        ], seeds: Seeds(count: seeds))
    }

    @Test func `a table of the combinations, and what they take together`() throws {
        let plan = try plan(1...2, seeds: 3)
        #expect(lines(plan, scale: 1e-9) == [
            "2 combinations with 3 seeds each, 6 runs",
            "",
            "n_layer  n_head  n_embd_factor  dropout  n_embd  parameters  s a run  memory a run",
            "      1       1              4      0.2       4         584    0.000        \(size(plan, 0))",
            "      2       1              4      0.2       4         828    0.000        \(size(plan, 1))",
            "",
            "less than 0.1 s with 2 runs at a time, in at most \(size(plan, 1, runs: 2)) of this machine's 24 GB",
        ])
    }

    @Test func `one of each is told as one`() throws {
        let plan = try plan(1...1, seeds: 1)
        let lines = lines(plan, scale: 1e-9)
        #expect(lines.first == "1 combination with 1 seed, 1 run")
        #expect(lines.last == "less than 0.1 s with 1 run at a time, in at most \(size(plan, 0)) of this machine's 24 GB")
    }

    @Test func `a long table is folded`() throws {
        let whole = lines(try plan(1...24, seeds: 1))
        #expect(whole.count == 24 + 5)
        let folded = lines(try plan(1...25, seeds: 1))
        #expect(folded.count == 16 + 1 + 4 + 5)
        #expect(folded[19] == "… 5 more")
        #expect(folded[18].hasPrefix("     16 "))
        #expect(folded[20].hasPrefix("     22 "))
    }

    @Test func `what doesn't fit is named`() throws {
        let plan = try plan(1...1, factors: [4, 1_000_000], seeds: 1)
        let lines = lines(plan, scale: 1e-9)
        #expect(lines.suffix(3) == [
            "less than 0.1 s with 1 run at a time, in at most \(size(plan, 0)) of this machine's 24 GB",
            "does not fit in memory:",
            "  n_layer=1, n_head=1, n_embd_factor=1000000, dropout=0.2: needs \(size(plan, 1)), this machine has 24 GB; lower n_embd_factor or n_head",
        ])
    }

    @Test func `a plan of which nothing fits says so`() throws {
        #expect(lines(try plan(1...1, factors: [1_000_000], seeds: 1)).contains("nothing can run on this machine"))
    }

    @Test func `in a session nothing is made, and there is no value`() async throws {
        _ = ScriptCase.folder
        let lines = try await Harness().run(
            "let s = sweep n_layer=1..2 n_head=[1, 2] seeds=3 out=\"dry_out\" dry=true where n_head < n_layer\ns == none")
        #expect(lines.first == "1 combination with 3 seeds, 3 runs")
        #expect(lines.last == "true")
        #expect(try await Harness().run("sweep n_layer=[1, 2] epochs=1 seeds=1 n_head=1 n_embd_factor=2 out=\"dry_out\"")
            .last == "All output files saved to: dry_out")
    }
}
