import Engine
import Experiments
import Testing

/// What a condition leaves of a plan.
struct SweepPlanKeepingTests {
    /// Six combinations: n_layer 1, 1, 2, 2, 3, 3 and n_head 1, 4, 1, 4, 1, 4.
    private func grid() throws -> SweepPlan {
        try plan(nLayer: [1, 2, 3], nHead: [1, 4])
    }

    @Test func `keeps the order, and counts combinations and runs anew`() throws {
        let grid = try grid()
        let plan = try grid.keeping(grid.combinations.filter { $0.configuration.nHead == 4 && $0.configuration.nLayer > 1 }.map(\.index))
        #expect(plan.kept == [3, 5])
        #expect(plan.combinations.map(\.index) == [0, 1])
        #expect(plan.combinations.map(\.assignments) == [
            "n_layer=2, n_head=4, n_embd_factor=16, dropout=0.1", "n_layer=3, n_head=4, n_embd_factor=16, dropout=0.1",
        ])
        #expect(plan.runs.map(\.id) == [
            RunID(combination: 0, seed: 0), RunID(combination: 0, seed: 1),
            RunID(combination: 1, seed: 0), RunID(combination: 1, seed: 1),
        ])
        #expect(plan.runs.map(\.configuration.nLayer) == [2, 2, 3, 3])
    }

    @Test func `what was kept can be kept from again`() throws {
        let grid = try grid()
        let wide = try grid.keeping(grid.combinations.filter { $0.configuration.nHead == 4 }.map(\.index))
        let last = try wide.keeping([2])
        #expect(wide.kept == [1, 3, 5])
        #expect(last.kept == [5])
        #expect(last.combinations.map(\.configuration) == [grid.combinations[5].configuration])
    }

    @Test func `a swept hyper-parameter stays named where one value of it is left`() throws {
        let grid = try plan(nLayer: [1], learningRate: [0.1, 0.01])
        let plan = try grid.keeping([1])
        #expect(plan.named == [.nLayer, .nHead, .nEmbdFactor, .dropout, .learningRate])
        #expect(plan.combinations.map(ResultsTree.textName)
            == ["n_layer_1_n_head_2_n_embd_factor_16_dropout_0.1_learning_rate_0.01.txt"])
    }

    @Test func `all of it is the plan itself`() throws {
        let grid = try grid()
        let plan = try grid.keeping(Array(grid.combinations.indices))
        #expect(plan == grid)
        #expect(plan.kept == nil)
    }

    @Test func `nothing kept is refused`() throws {
        let grid = try grid()
        let error = try #require(throws: SweepPlanError.self) { try grid.keeping([]) }
        #expect(error.description == "no combination is left by the condition")
    }

    @Test func `sweep.json tells what was kept`() throws {
        let grid = try grid()
        let plan = try grid.keeping([0, 4])
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        #expect(try SweepManifest(json: json).plan == plan)
        let text = String(decoding: json, as: UTF8.self)
        #expect(text.contains("\"combinations\" : 2,"))
        #expect(text.contains("\"runs\" : 4,"))
    }

    @Test(arguments: ["[]", "[4, 0]", "[0, 0]", "[-1]", "[0, 6]"])
    func `sweep.json with positions that are none of the grid's is refused`(positions: String) throws {
        let grid = try grid()
        let plan = try grid.keeping([0, 4])
        let text = String(decoding: SweepManifest(plan: plan, tasks: .familyTree, created: .now).json, as: UTF8.self)
        let changed = text.replacing(#/"kept" : \[[^\]]*\]/#, with: "\"kept\" : \(positions)")
        #expect(changed != text)
        #expect(throws: SweepPlanError.self) { try SweepManifest(json: Array(changed.utf8)) }
    }
}
