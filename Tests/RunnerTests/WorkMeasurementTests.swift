import Engine
import Experiments
import Runner
import Testing

/// The one estimate of time: what was measured, a plan's forecast and a sweep under way.
struct WorkMeasurementTests {
    private func record(_ run: Run, seconds: Double) -> RunRecord {
        RunRecord(
            configuration: run.configuration, seed: run.seed, ending: .failed(epoch: 0, loss: .nan), seconds: seconds)
    }

    @Test func `work takes what it took`() throws {
        let plan = try plan(combinations: 2, seeds: 1)
        var measured = WorkMeasurement()
        #expect(measured.scale == 1)
        for run in plan.runs { measured.add(record(run, seconds: 3), tasks: .familyTree) }
        let work = plan.runs.reduce(0) { $0 + $1.configuration.workEstimate(for: .familyTree) }
        #expect(abs(measured.scale / (6 / work) - 1) < 1e-12)
    }

    @Test func `runs that share a core take longer than the same ones alone`() throws {
        let run = try plan(combinations: 1, seeds: 1).runs[0]
        var (alone, sharing) = (WorkMeasurement(), WorkMeasurement())
        alone.add(record(run, seconds: 2), tasks: .familyTree, jobs: 2, cores: 4)
        sharing.add(record(run, seconds: 8), tasks: .familyTree, jobs: 8, cores: 2)
        #expect(alone.scale == sharing.scale)
    }

    @Test(arguments: [1, 2, 5, 40])
    func `a sweep under way expects what its forecast said`(jobs: Int) throws {
        let plan = try plan(combinations: 3, seeds: 8)
        let cores = 4
        let seconds = 2.0 * Double(max(jobs, cores)) / Double(cores)
        var progress = SweepProgress(of: plan, tasks: .familyTree, jobs: min(jobs, 24), cores: cores)
        var measured = WorkMeasurement()
        let first = record(plan.runs[0], seconds: seconds)
        progress.begin()
        progress.note(.recorded(first, plan.runs[0].id))
        measured.add(first, tasks: .familyTree, jobs: min(jobs, 24), cores: cores)
        let forecast = PlanForecast(
            plan, jobs: jobs, tasks: .familyTree, memory: MachineMemory(bytes: 1e12), cores: cores, scale: measured.scale)
        #expect(progress.secondsLeft(after: .zero) == forecast.seconds)
    }
}
