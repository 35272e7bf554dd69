import Engine
import Foundation
import TestSupport
import Testing

/// The same bits, whichever kernels compute them, however many runs go at once, and whoever helps.
struct KernelVariantTests {
    /// Twelve combinations of three seeds, small and large enough for the last runs to be shared out.
    private static let sweep = [
        "sweep", "--n_layer", "1", "2", "--n_head", "1", "4", "--n_embd_factor", "16", "--dropout", "0", "0.1", "0.3",
        "--seeds", "3", "--epochs", "12", "--out", "results",
    ]

    /// The text of a sweep without its times and what is set for all: what stands in the twelve files, one after the other.
    private func text(jobs: Int, kernels: String, _ more: [String] = []) throws -> String {
        let sweepbook = try Sweepbook()
        let result = try sweepbook.run(
            Self.sweep + ["--jobs", "\(jobs)"] + more, environment: [KernelVariant.environmentName: kernels])
        #expect(result.status == 0, "\(result.complaint)")
        let folder = URL(fileURLWithPath: sweepbook.folder.path).appendingPathComponent("results")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasPrefix("n_layer") }.sorted()
        #expect(files.count == 12)
        return try files.map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined()
            .replacing(#/Time taken: [0-9.]+s|Also set: .*\n/#, with: "")
    }

    /// 64-bit FNV-1a.
    private func checksum(_ text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    @Test(arguments: KernelVariant.runnable.map(\.name), [1, 2, 3])
    func everySweepIsTheSame(kernels: String, jobs: Int) throws {
        let text = try text(jobs: jobs, kernels: kernels)
        #expect(checksum(text) == 0x41c4_9b00_b709_301f, "\(text)")
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func everySweepInBF16IsTheSame(kernels: String) throws {
        let text = try text(jobs: 2, kernels: kernels, ["--precision", "bf16"])
        #expect(text.contains(", precision: bf16, n_embd: "))
        #expect(checksum(text) == 0x5b89_2d97_1fbb_11fa, "\(text)")
    }

    @Test func unknownKernelsAreRefused() throws {
        let result = try Sweepbook().run(["-c", "print 1"], environment: [KernelVariant.environmentName: "avx3"])
        #expect(result.status == 2)
        #expect(result.output == "")
        #expect(result.complaint.hasPrefix("sweepbook: SWEEPBOOK_KERNELS: found \"avx3\", expected one that this processor runs: "))
    }
}
