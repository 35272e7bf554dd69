import Engine
import Experiments
import Runner
import Testing

struct PlanForecastTests {
    private static let plenty = MachineMemory(bytes: 0x1p40)

    private func plan(_ factors: [Int], seeds: Int) throws -> SweepPlan {
        try SweepPlan([.nEmbdFactor: factors.map(Hyperparameter.Value.integer)], seeds: Seeds(count: seeds))
    }

    private func forecast(
        _ plan: SweepPlan, jobs: Int, memory: MachineMemory = plenty, cores: Int = 64, scale: Double = 1
    ) -> PlanForecast {
        PlanForecast(plan, jobs: jobs, tasks: .familyTree, memory: memory, cores: cores, scale: scale)
    }

    @Test func `jobs share the work, which costs what was measured`() throws {
        let plan = try plan([16, 64], seeds: 10)
        let work = plan.combinations.map { $0.configuration.workEstimate(for: .familyTree) }
        let forecast = forecast(plan, jobs: 4, scale: 3)
        #expect(abs(forecast.seconds / ((work[0] + work[1]) * 10 * 3 / 4) - 1) < 1e-12)
        #expect(forecast.seconds(of: plan.combinations[1]) == work[1] * 3)
        #expect(forecast.runCount == 20)
        #expect(forecast.jobs == 4)
        #expect(forecast.refused == [])
    }

    @Test func `no more runs go at a time than there are, and none ends before it has run`() throws {
        let plan = try plan([16, 256], seeds: 1)
        let forecast = forecast(plan, jobs: 8)
        #expect(forecast.jobs == 2)
        #expect(forecast.seconds == plan.combinations[1].configuration.workEstimate(for: .familyTree))
        #expect(forecast.memoryAtOnce == 2 * plan.combinations[1].configuration.memoryNeeded(for: .familyTree))
    }

    @Test func `more jobs than cores are no faster`() throws {
        let plan = try plan([16, 64], seeds: 10)
        #expect(forecast(plan, jobs: 8, cores: 2).seconds == forecast(plan, jobs: 2).seconds)
        #expect(forecast(plan, jobs: 8, cores: 2).jobs == 8)
    }

    @Test func `what doesn't fit is named and costs nothing`() throws {
        let plan = try plan([16, 1_000_000, 32], seeds: 2)
        let memory = MachineMemory(bytes: 0x18p30)
        let forecast = forecast(plan, jobs: 1, memory: memory)
        let rest = try self.plan([16, 32], seeds: 2)
        #expect(forecast.refused == [1])
        #expect(forecast.runCount == 4)
        #expect(forecast.seconds == self.forecast(rest, jobs: 1).seconds)
        #expect(forecast.shortage(of: plan.combinations[1])?.remedies == [.nEmbdFactor, .nHead])
        #expect(forecast.shortage(of: plan.combinations[0]) == nil)
    }

    @Test func `memory at once is never more than there is`() throws {
        let plan = try plan([16], seeds: 100)
        let one = plan.combinations[0].configuration.memoryNeeded(for: .familyTree)
        #expect(forecast(plan, jobs: 50, memory: MachineMemory(bytes: one * 3)).memoryAtOnce == one * 3)
    }
}
