import Engine
import Foundation
import Testing

/// Runs of text beside PyTorch's. `Soak` makes all 48.
struct TextTaskTests {
    /// Small ones, without dropout and with.
    static let cheap = [8, 20]

    @Test(arguments: cheap)
    func runsGoAsPyTorchs(number: Int) throws {
        let run = try Reference.textRuns()[number]
        let outcome = try Trainer(configuration: run.configuration(), seed: run.seed, task: .text(Reference.shakespeare())).train()
        try run.expectAgreement(with: outcome)
    }

    @Test(arguments: [4, 20])
    func batchesAndRatesArePyTorchs(number: Int) throws {
        let run = try Reference.textRuns()[number], count = run.first_batches.count
        let probe = try TextProbe(
            run.configuration(), seed: run.seed, corpus: Reference.shakespeare(), updates: run.rates.count)
        #expect(Array(probe.starts.prefix(count)) == run.first_batches)
        for (found, expected) in zip(probe.rates, run.rates) { #expect(abs(found - expected) <= 1e-15) }
    }
}
