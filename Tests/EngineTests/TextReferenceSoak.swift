import Engine
import Foundation
import Testing

/// All 48 PyTorch runs of text, those of 2,000 iterations among them: ten minutes on two idle cores.
///
///     SWEEPBOOK_SOAK=1 swift test -c release --filter TextReferenceSoak
@Suite(.enabled(if: ProcessInfo.processInfo.environment["SWEEPBOOK_SOAK"] != nil, "set SWEEPBOOK_SOAK=1 to run it"))
struct TextReferenceSoak {
    @Test(arguments: 0..<48)
    func runsGoAsPyTorchs(number: Int) throws {
        let run = try Reference.textRuns()[number]
        let outcome = try Trainer(configuration: run.configuration(), seed: run.seed, task: .text(Reference.shakespeare())).train()
        let errors = try run.expectAgreement(with: outcome)
        print("run \(number), \(run.streams), seed \(run.seed), \(run.config.max_iters) iterations: losses off by \(errors.losses), "
            + "norms by \(errors.norms), evaluations by \(errors.evaluations), validation loss by \(errors.validation), "
            + "right tokens by \(errors.rightTokens)")
    }
}
