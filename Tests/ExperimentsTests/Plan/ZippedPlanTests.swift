import Engine
import Experiments
import Testing

/// Plans of axes that move together.
struct ZippedPlanTests {
    private func zipped(_ columns: [Hyperparameter: [Int]]) throws -> ZippedAxes {
        try ZippedAxes(columns.mapValues { $0.map(Hyperparameter.Value.integer) })
    }

    private func plan(
        _ zipped: [ZippedAxes], _ choices: [Hyperparameter: [Hyperparameter.Value]] = [:], seeds: Int = 1
    ) throws -> SweepPlan {
        try SweepPlan(SweepSpace(choices: choices, zipped: zipped), seeds: Seeds(count: seeds))
    }

    @Test func `the first value of each, then the second`() throws {
        let plan = try plan([zipped([.nLayer: [1, 2, 1], .nHead: [4, 8, 8]])], seeds: 2)
        #expect(plan.combinations.map(\.assignments) == [
            "n_layer=1, n_head=4, n_embd_factor=32, dropout=0.2", "n_layer=2, n_head=8, n_embd_factor=32, dropout=0.2",
            "n_layer=1, n_head=8, n_embd_factor=32, dropout=0.2",
        ])
        #expect(plan.axes[2..<4].map(\.values) == [[.integer(1), .integer(2)], [.integer(4), .integer(8)]])
        #expect(plan.runs.map(\.id.combination) == [0, 0, 1, 1, 2, 2])
        #expect(plan.swept == [.nLayer, .nHead])
    }

    @Test func `crossed with a grid it stands in the place of its first hyper-parameter`() throws {
        let plan = try plan(
            [zipped([.nLayer: [2, 1], .epochs: [5, 6]])], [.nHead: [.integer(4), .integer(1)], .dropout: [.real(0)]])
        #expect(plan.combinations.map(\.assignments) == [
            "n_layer=2, n_head=4, n_embd_factor=32, dropout=0.0, epochs=5",
            "n_layer=2, n_head=1, n_embd_factor=32, dropout=0.0, epochs=5",
            "n_layer=1, n_head=4, n_embd_factor=32, dropout=0.0, epochs=6",
            "n_layer=1, n_head=1, n_embd_factor=32, dropout=0.0, epochs=6",
        ])
        #expect(plan.combinations.map(\.index) == [0, 1, 2, 3])
    }

    @Test func `two zips cross each other`() throws {
        let plan = try plan([zipped([.epochs: [1, 2], .warmupEpochs: [0, 1]]), zipped([.nLayer: [1, 2], .nHead: [4, 8]])])
        #expect(plan.combinations.map { [$0.configuration.nLayer, $0.configuration.nHead, $0.configuration.epochs, $0.configuration.warmupEpochs] }
            == [[1, 4, 1, 0], [1, 4, 2, 1], [2, 8, 1, 0], [2, 8, 2, 1]])
    }

    @Test func `a condition keeps some`() throws {
        let whole = try plan([zipped([.nLayer: [1, 2, 3], .nHead: [4, 8, 1]])])
        let kept = try whole.keeping(whole.combinations.filter { $0.configuration.nHead != 8 }.map(\.index))
        #expect(kept.combinations.map { [$0.index, $0.configuration.nLayer] } == [[0, 1], [1, 3]])
        let last = try kept.keeping([1])
        #expect(last.combinations.map(\.configuration) == [whole.combinations[2].configuration])
        let error = try #require(throws: SweepPlanError.self) { try whole.keeping([]) }
        #expect(error.description == "no combination is left by the condition")
        #expect(try whole.keeping(Array(whole.combinations.indices)) == whole)
    }

    @Test func `sweep.json holds it whole`() throws {
        let whole = try plan([zipped([.nLayer: [1, 2, 3], .nHead: [4, 8, 1]])], [.learningRate: [.real(0.1), .real(1e-5)]])
        let plan = try whole.keeping(whole.combinations.filter { $0.configuration.nLayer != 2 }.map(\.index))
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        #expect(try SweepManifest(json: json).plan == plan)
        let text = String(decoding: json, as: UTF8.self).filter { !$0.isWhitespace }
        #expect(text.contains(#""combinations":4,"#))
        #expect(text.contains(#""listed":[{"learning_rate":0.1,"n_head":4,"n_layer":1},{"learning_rate":1e-05,"n_head":4,"n_layer":1},"#))
    }

    @Test(arguments: [
        (#"{"n_head":4,"n_layer":9}"#, "n_layer: found 9, which is none of the values listed for it"),
        (#"{"n_head":1,"n_layer":2}"#, "found n_layer=2, n_head=1 more than once, expected each combination once"),
        (#"{"n_head":4,"n_layer":1,"epochs":7}"#, nil),
    ])
    func `a sweep.json that was edited is refused where it makes no plan`(first: String, message: String?) throws {
        let plan = try plan([zipped([.nLayer: [1, 2], .nHead: [4, 1]])])
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        let text = String(decoding: json, as: UTF8.self).filter { !$0.isWhitespace }
        let changed = text.replacing(#"{"n_head":4,"n_layer":1}"#, with: first)
        #expect(changed != text)
        let error = #expect(throws: (any Error).self) { try SweepManifest(json: Array(changed.utf8)) }
        if let message { #expect((error as? SweepPlanError)?.description == message) }
    }

    @Test func `a sweep.json whose combinations don't say what they have is refused`() throws {
        let plan = try plan([zipped([.nLayer: [1, 2], .nHead: [4, 1]])])
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        let text = String(decoding: json, as: UTF8.self).filter { !$0.isWhitespace }
        let changed = text.replacing(#/\{"n_head":(\d),"n_layer":\d\}/#) { "{\"n_head\":\($0.1)}" }
        let error = try #require(throws: SweepPlanError.self) { try SweepManifest(json: Array(changed.utf8)) }
        #expect(error.description == "n_layer: found several values, of which no combination has one")
    }

    @Test(arguments: [
        ([.nLayer: [1, 2]], "zip: expected two hyper-parameters or more, which move together"),
        ([:], "zip: expected two hyper-parameters or more, which move together"),
        ([.nLayer: [1, 2], .nHead: [1]], "zip: found 2 values of n_layer and 1 of n_head, expected as many of each"),
        ([.nLayer: [1], .nHead: []], "n_head: found no value, expected a whole number of at least 1"),
        ([.nLayer: [1, 1], .nHead: [4, 4]], "found n_layer=1, n_head=4 more than once, expected each combination once"),
        ([.nLayer: [1, 2], .nHead: [4, 0]], "n_head: found 0, expected a whole number of at least 1"),
    ] as [([Hyperparameter: [Int]], String)])
    func `refuses what can't move together`(columns: [Hyperparameter: [Int]], message: String) throws {
        let error = try #require(throws: SweepPlanError.self) { try zipped(columns) }
        #expect(error.description == message)
    }

    @Test func `refuses a hyper-parameter in two zips, and more combinations than there may be`() throws {
        let twice = [try zipped([.nLayer: [1, 2], .nHead: [1, 2]]), try zipped([.nLayer: [3, 4], .epochs: [1, 2]])]
        #expect(try #require(throws: SweepPlanError.self) { try plan(twice) }.description
            == "n_layer: found it twice, expected it once")
        let many = try zipped([.nLayer: Array(1...1001), .nHead: Array(1...1001)])
        let error = try #require(throws: SweepPlanError.self) {
            try plan([many], [.epochs: (1...1000).map { .integer($0) }])
        }
        #expect(error.description == "a plan with zip has at most 100000 combinations; give fewer values")
        #expect(try #require(throws: SweepPlanError.self) {
            try zipped([.nLayer: Array(1...100_001), .nHead: Array(1...100_001)])
        }.description == "a plan with zip has at most 100000 combinations; give fewer values")
    }

    @Test func `widths count as they are paired`() throws {
        let huge = Int.max / 2
        #expect(try plan([zipped([.nHead: [1, huge], .nEmbdFactor: [huge, 1]])]).combinations.count == 2)
        let error = try #require(throws: SweepPlanError.self) {
            try plan([zipped([.nHead: [1, huge], .nEmbdFactor: [huge, 3]])])
        }
        #expect(error.description
            == "n_embd = n_head * n_embd_factor = \(huge) * 3 is too large; lower n_embd_factor or n_head")
    }
}
