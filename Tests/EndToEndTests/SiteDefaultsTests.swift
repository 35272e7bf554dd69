import TestSupport
import Testing
import Foundation

/// What a site, a project and a folder say of workers on a cluster, from a shell; nothing is submitted.
struct SiteDefaultsTests {
    private let sweepbook: Sweepbook

    init() throws {
        sweepbook = try Sweepbook()
        for name in ["home/.config/sweepbook", "xdg/sweepbook", "out/workers"] {
            try FileManager.default.createDirectory(atPath: sweepbook.folder.file(name), withIntermediateDirectories: true)
        }
    }

    /// What the script of a dry run asks for.
    private func asked(_ options: String..., xdg: Bool = false) throws -> [Substring] {
        let environment = ["HOME": sweepbook.folder.file("home"), "XDG_CONFIG_HOME": xdg ? sweepbook.folder.file("xdg") : ""]
        let result = try sweepbook.run(["train", "--seeds", "4", "--on", "slurm", "--dry", "--out", "out"] + options, environment: environment)
        #expect(result.complaint == "" && result.status == 0)
        return result.output.split(separator: "\n").filter { $0.hasPrefix("#SBATCH ") }.map { $0.dropFirst(8) }
    }

    @Test func `the nearest wins`() throws {
        try sweepbook.folder.write("let partition = \"home\"\nlet cpus = 4", to: "home/.config/sweepbook/slurm.sweep")
        try sweepbook.folder.write("let partition = \"xdg\"", to: "xdg/sweepbook/slurm.sweep")
        #expect(try asked().contains("--partition=home") && asked().contains("--cpus-per-task=4"))
        #expect(try asked(xdg: true).contains("--partition=xdg") && asked(xdg: true).contains("--cpus-per-task=1"))
        try sweepbook.folder.write("let partition = \"here\"", to: "slurm.sweep")
        #expect(try asked().contains("--partition=here") && asked().contains("--cpus-per-task=4"))
        try sweepbook.folder.write("let partition = \"folder\"", to: "out/workers/slurm.sweep")
        #expect(try asked().contains("--partition=folder") && asked().contains("--cpus-per-task=4"))
        #expect(try asked("--partition", "said", "--cpus=2").contains("--partition=said"))
        #expect(try asked("--sbatch", "--qos=long --exclusive").contains("--qos=long --exclusive"))
        #expect(try asked("--sbatch=--qos=long --exclusive").contains("--qos=long --exclusive"))
    }

    @Test func `a mistake in one is shown where it stands, and nothing is made`() throws {
        try sweepbook.folder.write("# ours\nlet partitoin = \"short\"\n", to: "slurm.sweep")
        let result = try sweepbook.run("train", "--seeds", "4", "--on", "slurm", "--out", "new")
        #expect(result.complaint == """
            slurm.sweep:2:5: error: unknown setting "partitoin"
              2 | let partitoin = "short"
                |     ^~~~~~~~~ did you mean "partition"?

            """)
        #expect(result.status == 1)
        #expect(try !sweepbook.folder.names().contains("new"))
        #expect(try sweepbook.run("train", "--n_head", "1", "--n_embd_factor", "4", "--epochs", "1", "--seeds", "1").status == 0)
        let alone = try sweepbook.run("train", "--workers", "4")
        #expect(alone.complaint.hasPrefix("sweepbook: error: workers needs on=slurm\n") && alone.complaint.contains("add --on slurm"))
        #expect(alone.status == 2)
    }
}
