import Foundation
import Runner
import System
import TestSupport
import Testing

/// Slurm's programs are real programs that do what a site's may.
@Suite(.timeLimit(.minutes(5)))
struct SlurmClientTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// Writes a program of that name, by another process: a file that somebody may still write, or has inherited, can't be run.
    private func make(_ name: String, _ script: String) throws {
        let write = #"printf '%s\n' "$1" > "$2"; chmod 755 "$2""#
        let ending = try ChildProcess.run("sh", ["-c", write, "sh", "#!/bin/sh\n\(script)", folder.file(name)], within: .seconds(3600))
        try #require(ending.status == 0)
    }

    private func client(patience: Duration = .seconds(3600)) -> SlurmClient { SlurmClient(in: folder.path, patience: patience) }

    @Test(arguments: [("1234", "1234"), ("77;cluster", "77"), ("a notice\n5", "5")])
    func `a submission gives the job's number`(output: String, id: String) throws {
        try make("sbatch", "echo \"$@\" > '\(folder.file("arguments"))'; printf '%s\\n' '\(output)'")
        #expect(try client().submit("/a b/worker.sbatch", ["--mem=1G"], name: "sweepbook-1") == id)
        #expect(try folder.text(of: "arguments") == "--parsable --mem=1G /a b/worker.sbatch\n")
    }

    @Test func `a program that is not there is named`() {
        let error = #expect(throws: SlurmError.self) { try client().submit("x", name: "sweepbook-1") }
        #expect("\(error ?? .stopped)"
            == "sbatch is not on PATH; submit from a machine of the cluster, where a module may have to be loaded (module load slurm)")
    }

    @Test func `a refusal has the site's own words`() throws {
        try make("sbatch", "echo 'sbatch: error: invalid partition specified: foo' >&2; exit 1")
        let error = #expect(throws: SlurmError.self) { try client().submit("x", name: "sweepbook-1") }
        #expect("\(error ?? .stopped)" == "sbatch refuses: sbatch: error: invalid partition specified: foo")
    }

    @Test func `an answer that is no number is shown`() throws {
        try make("sbatch", "echo 'Job 5 to start at noon'")
        let error = #expect(throws: SlurmError.self) { try client().submit("x", name: "sweepbook-1") }
        #expect("\(error ?? .stopped)" == "sbatch says \"Job 5 to start at noon\", which is not what Slurm's sbatch says")
    }

    @Test func `what a silent sbatch may have submitted is cancelled by its name`() throws {
        try make("sbatch", "sleep 3600")
        try make("scancel", "echo \"$@\" >> '\(folder.file("cancelled"))'")
        try make("squeue", "true")
        let error = #expect(throws: SlurmError.self) { try client(patience: .milliseconds(500)).submit("x", name: "sweepbook-1") }
        #expect("\(error ?? .stopped)" == "sbatch gave no answer in 0.5 s; whatever it submitted is cancelled")
        #expect(try folder.text(of: "cancelled").hasPrefix("--name=sweepbook-1\n"))
    }

    @Test func `where even that is not answered it is said`() throws {
        try make("sbatch", "sleep 3600")
        try make("scancel", "echo 'scancel: error: no controller' >&2; exit 1")
        let error = #expect(throws: SlurmError.self) { try client(patience: .milliseconds(500)).submit("x", name: "sweepbook-1") }
        #expect(error == .uncertain(job: "sweepbook-1"))
    }

    @Test func `jobs that Slurm has forgotten are over`() throws {
        try make("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1")
        try make("scancel", "echo 'scancel: error: Kill job error on job id 9: Invalid job id specified' >&2; exit 1")
        #expect(try client().queue(of: ["9"]).isEmpty)
        try client().cancel(["9"], pendingOnly: true)
    }

    @Test func `an unreachable controller is an error, not an empty queue`() throws {
        try make("squeue", "echo 'slurm_load_jobs error: Unable to contact slurm controller (connect failure)' >&2; exit 1")
        let error = #expect(throws: SlurmError.self) { try client().queue(of: ["9"]) }
        #expect("\(error ?? .stopped)" == "squeue refuses: slurm_load_jobs error: Unable to contact slurm controller (connect failure)")
    }
}
