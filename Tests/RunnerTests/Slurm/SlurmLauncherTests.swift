import Engine
import Experiments
import Foundation
import Runner
import System
import TestSupport
import Testing

/// Submissions as a sweep makes them, to programs that do what a site's may. A cluster itself has its turn in `LauncherContract`.
@Suite(.timeLimit(.minutes(5)))
struct SlurmLauncherTests {
    private let programs: TemporaryFolder
    private let scratch = ScratchFolder()
    private var folder: String { scratch.path }
    private var files: WorkerFiles { WorkerFiles(in: folder) }

    init() throws { programs = try TemporaryFolder() }

    /// Writes a program of that name, by another process: a file that somebody may still write, or has inherited, can't be run.
    private func make(_ name: String, _ script: String) throws {
        let write = #"printf '%s\n' "$1" > "$2"; chmod 755 "$2""#
        let ending = try ChildProcess.run("sh", ["-c", write, "sh", "#!/bin/sh\n\(script)", programs.file(name)], within: .seconds(3600))
        try #require(ending.status == 0)
    }

    private func execution(following: SlurmLauncher.Following = .own, resumed: Bool = false) throws -> SweepExecution {
        var settings = SlurmSettings()
        (settings.workers, settings.partition) = (2, "short")
        let launcher = SlurmLauncher(
            settings, text: "let workers = 2\n", following: following, slurm: SlurmClient(in: programs.path, patience: .seconds(3600)),
            program: "/opt/sweepbook")
        let request = resumed ? try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1) : SweepRequest(
            plan: try plan(combinations: 2, seeds: 2), tasks: .familyTree, style: .blocks, jobs: 1, folder: folder)
        return SweepExecution(of: request, worker: Worker(), launcher: launcher)
    }

    private func error(_ execution: SweepExecution) async -> SweepStopped? {
        await #expect(throws: SweepStopped.self) { for try await _ in execution.events() {} }
    }

    @Test func `a refused submission leaves nothing, and says the site's words`() async throws {
        try make("sbatch", "echo 'sbatch: error: invalid partition specified: short' >&2; exit 1")
        let stopped = await error(try execution())
        #expect(stopped?.description == "sbatch refuses: sbatch: error: invalid partition specified: short")
        #expect(stopped?.resumeCommand == nil)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `a refused submission leaves a folder that was there as it was`() async throws {
        _ = try ResultsTree(at: folder, plan: plan(combinations: 2, seeds: 2), tasks: .familyTree, now: .now)
        let stopped = await error(try execution(resumed: true))
        #expect(stopped?.description.hasPrefix("sbatch is not on PATH; ") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == ["runs.jsonl", "sweep.json"])
    }

    @Test func `a refused submission leaves what the one before it was told`() async throws {
        try make("sbatch", "echo 1234")
        _ = await error(try execution(following: .detached))
        let script = try String(contentsOfFile: files.script, encoding: .utf8)
        try "let workers = 9\n".write(toFile: files.settings, atomically: true, encoding: .utf8)
        try make("sbatch", "echo 'sbatch: error: no' >&2; exit 1")
        let stopped = await error(try execution(following: .detached, resumed: true))
        #expect(stopped?.description == "sbatch refuses: sbatch: error: no; 0 of 4 runs are kept in \(folder)")
        #expect(try String(contentsOfFile: files.script, encoding: .utf8) == script)
        #expect(try String(contentsOfFile: files.settings, encoding: .utf8) == "let workers = 9\n")
        #expect(try files.jobs.map(\.id) == ["1234"])
    }

    @Test func `what is submitted can be left at once, and is found in the folder`() async throws {
        try make("sbatch", "echo \"$@\" > '\(programs.file("arguments"))'; echo 1234")
        let stopped = await error(try execution(following: .detached))
        #expect(stopped?.description == "detached; job 1234 goes on with \(folder) (0 of 4 runs are done)")
        #expect(stopped?.attachCommand == "attach \(folder)")
        #expect(stopped?.cancelCommand == "cancel \(folder)")
        #expect(stopped?.resumeCommand == nil)
        #expect(try files.jobs.map(\.id) == ["1234"])
        #expect(try files.jobs.map(\.workers) == [2])
        let script = try String(contentsOfFile: files.script, encoding: .utf8)
        #expect(script.contains("\n#SBATCH --partition=short\n"))
        #expect(script.hasSuffix("\nexec '/opt/sweepbook' worker '\(folder)' --jobs 1 --lost_after 60.0\n"))
        #expect(try String(contentsOfFile: files.settings, encoding: .utf8) == "let workers = 2\n")
        // What somebody has said counts more than what the site's environment says.
        let arguments = try programs.text(of: "arguments")
        #expect(arguments.contains(" --partition=short") && !arguments.contains(" --time="))
    }

    @Test func `a reader who is cancelled leaves, and the job goes on`() async throws {
        try make("sbatch", "echo 1234")
        try make("squeue", "echo '1234_0|PD|Resources|'")
        let execution = try execution()
        let (waits, tell) = AsyncStream.makeStream(of: String.self)
        let reading = Task {
            for try await event in execution.events() {
                if case .progress(let progress?) = event, progress.text.contains("Resources") { tell.yield(progress.text) }
            }
        }
        for await text in waits.prefix(1) { #expect(text == "0/4 runs, 0 workers run, 1 waits: the nodes are busy (Resources)") }
        reading.cancel()
        let stopped = await #expect(throws: SweepStopped.self) { try await reading.value }
        #expect(stopped?.description == "detached; job 1234 goes on with \(folder) (0 of 4 runs are done)")
        #expect(FileManager.default.fileExists(atPath: folder + "/sweep.json"))
    }

    @Test func `workers that end without a run are submitted four times, and the last one's words are told`() async throws {
        try make("sbatch", "n=$(cat '\(programs.file("count"))' 2>/dev/null || echo 0); echo $((n + 1)) | tee '\(programs.file("count"))'")
        try make("squeue", """
            mkdir -p '\(files.logs)'; echo 'sweepbook: no such data' > '\(files.logs)/'$(cat '\(programs.file("count"))')_0.log
            echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1
            """)
        let stopped = await error(try execution())
        #expect(stopped?.description == "workers ended 4 times without finishing a run; the last one said \"sweepbook: no such data\" "
            + "(\(files.logs)/4_0.log); 0 of 4 runs are kept in \(folder)")
        #expect(try files.jobs.map(\.id) == ["1", "2", "3", "4"])
    }

    @Test func `workers that were asked to stop are not replaced`() async throws {
        try make("sbatch", "mkdir -p '\(folder)/workers'; touch '\(folder)/workers/stop'; echo 1234")
        try make("squeue", "true")
        let stopped = await error(try execution())
        guard case .wrapUp(.stopFile) = stopped?.cause else { return #expect(Bool(false), "found \(String(describing: stopped))") }
        #expect(try files.jobs.count == 1)
    }

    @Test func `nobody to follow ends with how to go on`() async throws {
        _ = try ResultsTree(at: folder, plan: plan(combinations: 2, seeds: 2), tasks: .familyTree, now: .now)
        var request = try SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1)
        request.lostAfter = .milliseconds(300)
        let launcher = SlurmLauncher(SlurmSettings(), following: .others, slurm: SlurmClient(in: programs.path))
        let stopped = await error(SweepExecution(of: request, worker: Worker(), launcher: launcher))
        #expect(stopped?.description == "nobody is at work on the folder; 0 of 4 runs are kept in \(folder)")
        #expect(stopped?.resumeCommand == "resume \(folder)")
    }

    @Test func `work on this machine can be followed too`() async throws {
        let gate = Gate()
        let local = SweepExecution(
            of: SweepRequest(plan: try plan(combinations: 2, seeds: 2), tasks: .familyTree, style: .blocks, jobs: 1, folder: folder),
            worker: gate.worker(), launcher: LocalLauncher())
        let working = Task { for try await _ in local.events() {} }
        _ = try await gate.waitForStarted(1)
        let follower = try SweepExecution(
            of: SweepRequest(resuming: folder, tasks: .familyTree, jobs: 1), worker: Worker(),
            launcher: SlurmLauncher(SlurmSettings(), following: .others))
        var counts: [Int] = []
        for try await event in follower.events() {
            if case .folder = event { gate.open() }
            if case .finished(let outcome) = event { counts = outcome.records.values.map(\.count) }
        }
        #expect(counts == [2, 2])
        try await working.value
    }
}
