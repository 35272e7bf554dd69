import Engine
import Experiments
import Testing

struct SweepPlanTests {
    @Test func `goes through the grid with the last axis fastest, whatever the order of typing`() throws {
        let plan = try plan(nLayer: [2, 1], nHead: [1, 4], dropout: [0.3, 0], seeds: 1)
        #expect(plan.combinations.map(\.assignments) == [
            "n_layer=2, n_head=1, n_embd_factor=16, dropout=0.3", "n_layer=2, n_head=1, n_embd_factor=16, dropout=0.0",
            "n_layer=2, n_head=4, n_embd_factor=16, dropout=0.3", "n_layer=2, n_head=4, n_embd_factor=16, dropout=0.0",
            "n_layer=1, n_head=1, n_embd_factor=16, dropout=0.3", "n_layer=1, n_head=1, n_embd_factor=16, dropout=0.0",
            "n_layer=1, n_head=4, n_embd_factor=16, dropout=0.3", "n_layer=1, n_head=4, n_embd_factor=16, dropout=0.0",
        ])
        #expect(plan.combinations.map(\.index) == Array(0..<8))
    }

    @Test func `runs each combination with all seeds before the next`() throws {
        let plan = try SweepPlan([.nLayer: [.integer(1), .integer(3)]], seeds: Seeds(parsing: "8,3"))
        #expect(plan.runs.map(\.id) == [
            RunID(combination: 0, seed: 0), RunID(combination: 0, seed: 1),
            RunID(combination: 1, seed: 0), RunID(combination: 1, seed: 1),
        ])
        #expect(plan.runs.map(\.seed) == [8, 3, 8, 3])
        #expect(plan.runs.map(\.configuration.nLayer) == [1, 1, 3, 3])
    }

    @Test func `names a swept hyper-parameter after the four`() throws {
        let plan = try plan(learningRate: [0.1, 1e-5])
        #expect(plan.named == [.nLayer, .nHead, .nEmbdFactor, .dropout, .learningRate])
        #expect(plan.combinations.map(ResultsTree.textName) == [
            "n_layer_2_n_head_2_n_embd_factor_16_dropout_0.1_learning_rate_0.1.txt",
            "n_layer_2_n_head_2_n_embd_factor_16_dropout_0.1_learning_rate_1e-05.txt",
        ])
    }

    @Test func `does not name what is only set`() throws {
        #expect(try plan(learningRate: [0.5]).combinations[0].assignmentsWithWidth
            == "n_layer=2, n_head=2, n_embd_factor=16, dropout=0.1, n_embd=32")
    }

    @Test func `is one combination of the defaults when nothing is asked for`() throws {
        let plan = try SweepPlan()
        #expect(plan.combinations.map(\.configuration) == [TrainingConfiguration()])
        #expect(plan.runs.count == 50)
    }

    @Test func `the standard grid has 72 combinations, n_embd 16 to 512`() throws {
        let plan = try SweepPlan(SweepPlan.standardGrid)
        #expect(plan.combinations.count == 72)
        #expect(plan.runs.count == 3600)
        #expect(plan.combinations.first?.assignmentsWithWidth
            == "n_layer=1, n_head=1, n_embd_factor=16, dropout=0.1, n_embd=16")
        #expect(plan.combinations.last?.assignmentsWithWidth
            == "n_layer=2, n_head=8, n_embd_factor=64, dropout=0.3, n_embd=512")
    }

    @Test(arguments: [
        ([.nHead: []], "n_head: found no value, expected a whole number of at least 1"),
        ([.nHead: [.integer(0)]], "n_head: found 0, expected a whole number of at least 1"),
        ([.nHead: [.integer(1), .integer(1)]], "n_head: found 1 more than once, expected each value once"),
        ([.dropout: [.integer(0), .real(0)]], "dropout: found 0.0 more than once, expected each value once"),
        (
            [.nHead: [.integer(2), .integer(1)], .nEmbdFactor: [.integer(1), .integer(.max)]],
            "n_embd = n_head * n_embd_factor = 2 * 9223372036854775807 is too large; lower n_embd_factor or n_head"
        ),
        (
            [.nHead: (1...1001).map { .integer($0) }, .epochs: (1...1000).map { .integer($0) }],
            "the grid has more than 1000000 combinations; give fewer values"
        ),
    ] as [([Hyperparameter: [Hyperparameter.Value]], String)])
    func `refuses what no run can have`(choices: [Hyperparameter: [Hyperparameter.Value]], message: String) throws {
        let error = try #require(throws: SweepPlanError.self) { try SweepPlan(choices) }
        #expect(error.description == message)
    }

    @Test func `finds the one width that overflows among large neighbours`() throws {
        // As doubles both factors are 2⁶².
        let fits = Hyperparameter.Value.integer(4_611_686_018_427_387_903)
        let overflows = Hyperparameter.Value.integer(4_611_686_018_427_387_904)
        #expect(throws: SweepPlanError.self) {
            try SweepPlan([.nHead: [.integer(2)], .nEmbdFactor: [fits, overflows]])
        }
        #expect(try SweepPlan([.nHead: [.integer(2)], .nEmbdFactor: [fits]]).combinations[0].configuration.nEmbd
            == 9_223_372_036_854_775_806)
    }
}
