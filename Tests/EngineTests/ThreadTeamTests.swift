import Engine
import Foundation
import Testing

struct ThreadTeamTests {
    /// Trains with that many threads helping from the start.
    private func train(_ configuration: TrainingConfiguration, helpers: Int, variant: KernelVariant) throws -> TrainingOutcome {
        let team = ThreadTeam(), done = DispatchGroup()
        for _ in 0..<helpers {
            done.enter()
            Thread {
                team.help()
                done.leave()
            }.start()
        }
        let outcome = try Trainer(configuration: configuration, seed: 5, task: .familyTree, variant: variant)
            .train(helpedBy: team)
        done.wait()
        return outcome
    }

    /// Large enough for its products to be shared; more helpers than cores, so that all interleavings happen.
    @Test(arguments: KernelVariant.runnable.map(\.name), Precision.allCases)
    func helpersChangeNoBit(variant: String, precision: Precision) throws {
        let variant = try #require(KernelVariant.named(variant))
        let configuration = try TrainingConfiguration([
            .nLayer: .integer(1), .nHead: .integer(4), .nEmbdFactor: .integer(33), .epochs: .integer(4),
            .precision: .word(precision.rawValue),
        ])
        let expected = try Trainer(configuration: configuration, seed: 5, task: .familyTree).train()
        for helpers in [1, 3] {
            #expect(try train(configuration, helpers: helpers, variant: variant) == expected, "\(helpers) helpers")
        }
    }

    @Test func whoComesTooLateGoesHome() throws {
        let team = ThreadTeam()
        let configuration = try TrainingConfiguration([.epochs: .integer(1), .nEmbdFactor: .integer(16)])
        let outcome = try Trainer(configuration: configuration, seed: 0, task: .familyTree).train(helpedBy: team)
        team.help()
        #expect(outcome.losses.count == 1)
    }

    @Test func helpersGoHomeWhenTheRunFails() throws {
        let team = ThreadTeam(), done = DispatchGroup()
        done.enter()
        Thread {
            team.help()
            done.leave()
        }.start()
        let configuration = try TrainingConfiguration([:])
        #expect(throws: TrainingFailure.stopped) {
            try Trainer(configuration: configuration, seed: 0, task: .familyTree).train(helpedBy: team) { true }
        }
        #expect(done.wait(timeout: .now() + 60) == .success)
    }
}
