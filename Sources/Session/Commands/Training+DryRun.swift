import Experiments
import Language
import Runner

extension Interpreter {
    /// Shows a plan and what it will take, and for a cluster also the script that would be submitted.
    func showDryRun(
        of plan: SweepPlan, _ tasks: TaskLibrary, _ jobs: Int, _ settings: SlurmSettings?, _ invocation: Invocation
    ) async throws {
        let scale = measured.scale, folder = invocation[TrainingOption.out] ?? "sweep_results_…"
        guard let settings else {
            return try await invocation.context.show(try await apart {
                DryRun(PlanForecast(plan, jobs: jobs, tasks: tasks, memory: .current, scale: scale)).page
            })
        }
        do {
            let (page, script) = try await apart {
                let memory = MachineMemory.largestNode
                let script = try SlurmScript(settings, for: plan, tasks: tasks, memory: memory, in: folder, program: try SlurmScript.ownProgram())
                let jobs = (script.settings.workers ?? 1) * jobs
                let forecast = PlanForecast(plan, jobs: jobs, tasks: tasks, memory: memory, cores: jobs, scale: scale)
                return (DryRun(forecast, on: script.settings).page, script.text)
            }
            try await invocation.context.show(page)
            try await invocation.context.show([""] + script.split(separator: "\n").map(String.init))
        } catch let error as SlurmError {
            throw invocation.fail(.failed("\(error)"))
        }
    }
}
