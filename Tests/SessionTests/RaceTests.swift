import Engine
import Experiments
import Runner
import Session
import Testing

/// `race=true` in a session, with a trainer of the test's own.
struct RaceTests {
    /// n_layer=1 is worse than n_layer=2 in every seed.
    private let harness = Harness(SessionEnvironment(jobs: 2, worker: Worker { run, _, _ in
        TrainingOutcome(
            configuration: run.configuration, seed: run.seed, tokenEmbeddingSum: 1, evaluation: Evaluation(
                firstTrainingInput: [0, 24],
                testInputs: [[0, 24], [1, 25], [2, 26], [3, 27]], testItemsRight: (0..<4).map { $0 < 2 * run.configuration.nLayer - 1 },
                trainItemsRight: 50, trainSize: run.configuration.trainSize), losses: Array(repeating: 0.5, count: run.configuration.epochs), gradientNorms: [1])
    }))

    @Test func `a combination that is out is told of as such everywhere`() async throws {
        _ = ScriptCase.folder
        let lines = try await harness.run("let s = sweep n_layer=1..2 seeds=30 race=true out=\"race_1\"")
        #expect(lines.count { $0.hasPrefix("Random seed") } == 40)
        #expect(lines.contains("– Stopped by the race after 10 seeds: n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2"))
        #expect(lines.suffix(8) == [
            "Successful runs: 1", "Failed runs: 0", "Error runs: 0", "Stopped runs: 1",
            "Best average test accuracy: 0.7500", "", "Summary saved to: race_1/sweep_summary.txt",
            "All output files saved to: race_1",
        ])
        #expect(try await harness.run("for r in s { print r.n_layer, r.raced_out, len(r.seeds), r.test_accuracy }")
            == ["1 10 10 0.25", "2 none 30 0.75"])
        #expect(try await harness.run("print s.best.n_layer, len(s)\ns[0]") == [
            "2 2",
            "n_layer=1, n_head=2, n_embd_factor=32, dropout=0.2, n_embd=64: test accuracy 0.2500, "
                + "train accuracy 0.5000, train loss 0.5000, stopped after 10 seeds",
        ])
    }

    @Test func `a race says in a dry run that it may be shorter`() async throws {
        let lines = try await harness.run("sweep n_layer=1..2 seeds=30 race=true dry=true")
        #expect(lines.first == "2 combinations with 30 seeds each, 60 runs or as many as the race leaves")
    }

    @Test(arguments: [
        (
            "sweep train_size=[50, 100] race=true",
            """
            t:1:28: error: a race compares test accuracies, which are not of the same items where train_size varies
              1 | sweep train_size=[50, 100] race=true
                |                            ^~~~~~~~~
            """
        ),
        (
            "sweep n_layer=1..2 race=10",
            """
            t:1:25: error: race: found 10, expected true or false
              1 | sweep n_layer=1..2 race=10
                |                         ^~
            """
        ),
        (
            "train race=true",
            """
            t:1:7: error: train takes no "race"
              1 | train race=true
                |       ^~~~ did you mean sweep?
            """
        ),
    ])
    func `says what is no race`(text: String, message: String) async throws {
        #expect(try await harness.run(text) == message.split(separator: "\n").map(String.init))
    }
}
