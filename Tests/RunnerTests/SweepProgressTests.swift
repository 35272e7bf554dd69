import Engine
import Experiments
import Runner
import Testing

struct SweepProgressTests {
    /// A small and a large combination with two seeds each, and their estimated work.
    private func sweep() throws -> (plan: SweepPlan, small: Double, large: Double) {
        let plan = try SweepPlan([.nEmbdFactor: [.integer(16), .integer(256)]], seeds: Seeds(count: 2))
        let work = plan.combinations.map { $0.configuration.workEstimate(for: .familyTree) }
        return (plan, work[0], work[1])
    }

    private func recorded(_ run: Run, seconds: Double) -> RunProgress {
        .recorded(record(run, seconds: seconds), run.id)
    }

    private func learned(_ run: Run, seconds: Double) -> RunProgress {
        .recordedElsewhere(record(run, seconds: seconds), run.id)
    }

    private func record(_ run: Run, seconds: Double) -> RunRecord {
        RunRecord(
            configuration: run.configuration, seed: run.seed, ending: .failed(epoch: 0, loss: .nan), seconds: seconds)
    }

    @Test func `the time left is that of the remaining work, not of the remaining count`() throws {
        let (plan, small, large) = try sweep()
        #expect(large > 10 * small)
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: 1)
        #expect(progress.secondsLeft(after: .seconds(5)) == nil)
        for run in plan.runs.prefix(2) { progress.note(recorded(run, seconds: 3)) }
        #expect(progress.doneCount == 2)
        #expect(progress.runCount == 4)
        #expect(progress.rate(after: .seconds(6)) == 2.0 / 6)
        let left = try #require(progress.secondsLeft(after: .seconds(6)))
        #expect(abs(left / (2 * 3 * large / small) - 1) < 1e-9)
    }

    @Test func `jobs share the work, and time passes while they do`() throws {
        let plan = try plan(combinations: 1, seeds: 10)
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: 5)
        progress.note(.started(combination: 0))
        progress.note(recorded(plan.runs[0], seconds: 10))
        let left = try #require(progress.secondsLeft(after: .seconds(12)))
        #expect(abs(left - 8) < 1e-9)
        #expect(progress.secondsLeft(after: .seconds(100)) == 0)
    }

    @Test func `equal processes that share the work tell the same time, whatever was recorded before`() throws {
        let plan = try plan(combinations: 1, seeds: 40)
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: 2)
        for run in plan.runs.prefix(4) { progress.note(learned(run, seconds: 1000)) }
        progress.begin()
        // Three processes with two jobs each have trained six runs in five seconds.
        for run in plan.runs.dropFirst(4).prefix(2) { progress.note(recorded(run, seconds: 5)) }
        for run in plan.runs.dropFirst(6).prefix(4) { progress.note(learned(run, seconds: 5)) }
        #expect(progress.doneCount == 10)
        #expect(progress.rate(after: .seconds(5)) == 6.0 / 5)
        let left = try #require(progress.secondsLeft(after: .seconds(5)))
        #expect(abs(left - 25) < 1e-9)
    }

    @Test func `refused combinations are not waited for`() throws {
        let (plan, _, _) = try sweep()
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: 1)
        progress.note(.refused(combination: 1, MemoryShortage(needed: 2, available: 1, remedies: [])))
        progress.note(recorded(plan.runs[0], seconds: 4))
        #expect(progress.runCount == 2)
        let left = try #require(progress.secondsLeft(after: .seconds(4)))
        #expect(abs(left - 4) < 1e-9)
    }

    @Test func `what only others do is timed by their pace since the first of them began`() throws {
        let plan = try plan(combinations: 1, seeds: 4)
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: 1, cores: 0)
        progress.begin()
        #expect(progress.secondsLeft(after: .seconds(1000)) == nil)
        // Two that end at once have taken an hour side by side, and so will the other two.
        for run in plan.runs.prefix(2) { progress.note(learned(run, seconds: 3600)) }
        let left = try #require(progress.secondsLeft(after: .seconds(1000)))
        #expect(left >= 3600 && left < 3700)
        for run in plan.runs.dropFirst(2) { progress.note(learned(run, seconds: 3600)) }
        #expect(progress.secondsLeft(after: .seconds(1000)) == 0)
    }
}
