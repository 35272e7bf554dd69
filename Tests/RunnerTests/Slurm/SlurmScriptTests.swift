import Engine
import Experiments
import Foundation
import Runner
import Testing

struct SlurmScriptTests {
    private let memory = MachineMemory(bytes: 64e9)

    private func plan(epochs: Int = 1, seeds: Int = 4) throws -> SweepPlan {
        try SweepPlan([.nHead: [.integer(1)], .nEmbdFactor: [.integer(4)], .epochs: [.integer(epochs)]], seeds: Seeds(count: seeds))
    }

    private func script(
        _ plan: SweepPlan, in folder: String = "/data/out", _ arguments: [String] = [], _ change: (inout SlurmSettings) -> Void = { _ in }
    ) throws -> SlurmScript {
        var settings = SlurmSettings()
        change(&settings)
        return try SlurmScript(
            settings, for: plan, tasks: .familyTree, memory: memory, in: folder, program: "/opt/sweepbook", arguments: arguments)
    }

    @Test func `a script says all that a worker needs`() throws {
        let script = try script(plan(), ["--lost_after", "60.0"]) { settings in
            (settings.workers, settings.cpus, settings.memory, settings.time) = (8, 2, "4G", "2:00:00")
            (settings.partition, settings.account, settings.sbatch) = ("short", "lm", "--qos=long --constraint=\"zen4&ib\"")
        }
        #expect(script.text == """
            #!/bin/sh
            #SBATCH --job-name=\(script.name)
            #SBATCH --array=0-7
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --signal=B:USR1@60
            #SBATCH --output=/data/out/workers/logs/%A_%a.log
            #SBATCH --chdir=\(FileManager.default.currentDirectoryPath)
            #SBATCH --cpus-per-task=2
            #SBATCH --mem=4G
            #SBATCH --time=2:00:00
            #SBATCH --partition=short
            #SBATCH --account=lm
            #SBATCH --qos=long "--constraint=zen4&ib"
            exec '/opt/sweepbook' worker '/data/out' --jobs 2 --lost_after 60.0

            """)
        #expect(script.name.wholeMatch(of: /sweepbook-[0-9a-f]{8}/) != nil)
    }

    @Test func `paths with blanks, quotes and percent signs are quoted`() throws {
        let text = try script(plan(), in: "/data/it's 50%").text
        #expect(text.contains("\n#SBATCH \"--output=/data/it's 50%%/workers/logs/%A_%a.log\"\n"))
        #expect(text.hasSuffix("\nexec '/opt/sweepbook' worker '/data/it'\\''s 50%' --jobs 1\n"))
    }

    @Test func `where Slurm can't name the logs the script does`() throws {
        let text = try script(plan(), in: #"/data/a\b 5%"#).text
        #expect(text.contains("\n#SBATCH --output=/dev/null\n"))
        #expect(text.contains(#"""

            exec >> '/data/a\b 5%/workers/logs'/"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID.log" 2>&1
            exec '/opt/sweepbook' worker
            """#))
    }

    @Test func `a folder below the working directory is named from the root`() throws {
        #expect(try script(plan(), in: "out").text.contains(" worker '\(FileManager.default.currentDirectoryPath)/out' "))
    }

    @Test func `a small sweep needs one worker, ten minutes and little memory`() throws {
        let settings = try script(plan()).settings
        #expect((settings.workers, settings.cpus, settings.memory, settings.time) == (1, 1, "256M", "0:10:00"))
    }

    @Test func `a large sweep has workers with some ten minutes of work each`() throws {
        let plan = try plan(epochs: 1_000_000, seeds: 400)
        let seconds = PlanForecast(plan, jobs: 1, tasks: .familyTree, memory: memory, cores: 1).seconds
        let settings = try script(plan).settings
        #expect(settings.workers == min(32, Int(seconds / 600)))
        #expect(settings.workers ?? 0 > 1)
        let few = try script(plan) { $0.workers = 2 }.settings
        #expect(few.time != settings.time)
    }

    @Test func `memory that a further option asks for is not asked for twice`() throws {
        #expect(!(try script(plan()) { $0.sbatch = "--mem-per-cpu=2G" }.text.contains("--mem=")))
        #expect(try script(plan()).text.contains("--mem="))
    }

    @Test func `wrong settings make no script`() throws {
        #expect(throws: SlurmError.self) { try script(plan()) { $0.time = "soon" } }
    }
}
