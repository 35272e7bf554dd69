import Engine
import Experiments
import Testing

/// Random plans: the draws are those of CPython's `random`, by which the expected values were made.
struct RandomSearchTests {
    private static let ranges: [Hyperparameter: Distribution] = {
        do {
            return [
                .nHead: try Distribution(.uniform, from: .integer(1), to: .integer(8)),
                .dropout: try Distribution(.uniform, from: .integer(0), to: .real(0.5)),
                .learningRate: try Distribution(.loguniform, from: .real(1e-4), to: .real(1e-1)),
            ]
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    private let space = SweepSpace(
        choices: [.nLayer: [1, 2, 3].map(Hyperparameter.Value.integer), .epochs: [.integer(7)]], distributions: ranges)

    private func plan(
        _ space: SweepSpace, count: Int, seed: UInt32 = 0, where isWanted: (TrainingConfiguration) -> Bool = { _ in true }
    ) throws -> SweepPlan {
        var search = try RandomSearch(of: space, count: count, seed: seed)
        while let candidate = try search.candidate() {
            if isWanted(candidate.configuration) { search.keep() }
        }
        return try search.plan(seeds: .standard)
    }

    @Test(arguments: [
        (0, [
            "n_layer=2, n_head=7, n_embd_factor=32, dropout=0.02024, learning_rate=0.07878",
            "n_layer=2, n_head=7, n_embd_factor=32, dropout=0.4591, learning_rate=0.03087",
            "n_layer=2, n_head=6, n_embd_factor=32, dropout=0.2917, learning_rate=0.05301",
        ]),
        (7, [
            "n_layer=2, n_head=3, n_embd_factor=32, dropout=0.1974, learning_rate=0.0001396",
            "n_layer=3, n_head=2, n_embd_factor=32, dropout=0.1828, learning_rate=0.0001493",
            "n_layer=3, n_head=4, n_embd_factor=32, dropout=0.01875, learning_rate=0.002",
        ]),
        (.max, [
            "n_layer=3, n_head=4, n_embd_factor=32, dropout=0.1077, learning_rate=0.003691",
            "n_layer=3, n_head=6, n_embd_factor=32, dropout=0.4808, learning_rate=0.0104",
            "n_layer=2, n_head=6, n_embd_factor=32, dropout=0.4487, learning_rate=0.001703",
        ]),
    ] as [(UInt32, [String])])
    func `the draws are Python's, in the order of the hyper-parameters`(seed: UInt32, expected: [String]) throws {
        let plan = try plan(space, count: 3, seed: seed)
        #expect(plan.combinations.map(\.assignments) == expected)
        #expect(plan.combinations.allSatisfy { $0.configuration.epochs == 7 })
        #expect(plan.runs.count == 150)
    }

    @Test func `values are listed as they were given, numbers of a distribution from the smallest`() throws {
        let plan = try plan(space, count: 3)
        #expect(plan.axes.map { $0.values.map(\.description) }[2..<8] == [
            ["2"], ["6", "7"], ["32"], ["0.02024", "0.2917", "0.4591"], ["7"], ["0.03087", "0.05301", "0.07878"],
        ])
        #expect(plan.named == [.nLayer, .nHead, .nEmbdFactor, .dropout, .learningRate])
    }

    @Test func `a longer search begins as a shorter one`() throws {
        let (long, short) = (try plan(space, count: 40), try plan(space, count: 10))
        #expect(long.combinations.prefix(10).map(\.configuration) == short.combinations.map(\.configuration))
    }

    @Test func `whole numbers by orders of magnitude`() throws {
        let factor = try Distribution(.loguniform, from: .integer(8), to: .integer(64))
        let plan = try plan(SweepSpace(distributions: [.nEmbdFactor: factor]), count: 8)
        #expect(plan.combinations.map(\.configuration.nEmbdFactor) == [46, 38, 19, 13, 23, 18, 41, 14])
    }

    @Test func `whole numbers of any size`() throws {
        let epochs = try Distribution(.uniform, from: .integer(1), to: .integer(1 << 40 + 12345))
        let space = SweepSpace(distributions: [.epochs: epochs])
        #expect(try plan(space, count: 3, seed: 3).combinations.map(\.configuration.epochs)
            == [285_805_288_267, 1_041_975_902_462, 1_034_389_053_354])
        let largest = try Distribution(.uniform, from: .integer(0), to: .integer(.max))
        #expect(try plan(SweepSpace(distributions: [.warmupEpochs: largest]), count: 2, seed: 5).combinations.count == 2)
        let far = try Distribution(.loguniform, from: .integer(1), to: .integer(.max))
        #expect(try plan(SweepSpace(distributions: [.epochs: far]), count: 30).combinations
            .allSatisfy { $0.configuration.epochs >= 1 })
    }

    @Test func `axes that move together are drawn together`() throws {
        let zipped = try ZippedAxes([.nLayer: [1, 2, 3].map { .integer($0) }, .nHead: [8, 4, 2].map { .integer($0) }])
        let plan = try plan(SweepSpace(zipped: [zipped], distributions: [.dropout: Self.ranges[.dropout]].compactMapValues { $0 }), count: 20)
        let pairs = Set(plan.combinations.map { [$0.configuration.nLayer, $0.configuration.nHead] })
        #expect(pairs == [[1, 8], [2, 4], [3, 2]])
        #expect(plan.axes[2..<4].map { $0.values.map(\.description) } == [["1", "2", "3"], ["8", "4", "2"]])
    }

    @Test func `what a condition rejects is replaced`() throws {
        let plan = try plan(space, count: 12) { $0.nHead <= 2 && $0.dropout < 0.1 }
        #expect(plan.combinations.count == 12)
        #expect(plan.combinations.map(\.index) == Array(0..<12))
        #expect(plan.combinations.allSatisfy { $0.configuration.nHead <= 2 && $0.configuration.dropout < 0.1 })
        #expect(Set(plan.combinations.map(\.configuration)).count == 12)
    }

    @Test func `every combination of a small space is found once`() throws {
        let plan = try plan(SweepSpace(choices: [.nLayer: [1, 2, 3].map { .integer($0) }, .nHead: [1, 2].map { .integer($0) }]), count: 6)
        #expect(Set(plan.combinations.map { [$0.configuration.nLayer, $0.configuration.nHead] })
            == [[1, 1], [1, 2], [2, 1], [2, 2], [3, 1], [3, 2]])
    }

    @Test func `a single draw is named, and sweep.json keeps it`() throws {
        let plan = try plan(space, count: 1)
        #expect(plan.combinations.map(ResultsTree.textName)
            == ["n_layer_2_n_head_7_n_embd_factor_32_dropout_0.02024_learning_rate_0.07878.txt"])
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        #expect(try SweepManifest(json: json).plan == plan)
    }

    @Test func `sweep.json keeps draws exactly`() throws {
        let plan = try plan(space, count: 25, seed: 9)
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        #expect(try SweepManifest(json: json).plan == plan)
    }

    @Test func `numbers have at most four digits and stay within their ends`() throws {
        let narrow = try Distribution(.uniform, from: .real(0.12345), to: .real(0.12375))
        let plan = try plan(SweepSpace(distributions: [.dropout: narrow]), count: 3)
        #expect(Set(plan.combinations.map(\.configuration.dropout)) == [0.1235, 0.1236, 0.1237])
    }

    @Test func `a search that finds no more says so`() throws {
        let heads = SweepSpace(choices: [.nHead: [1, 2, 4].map { .integer($0) }])
        let error = try #require(throws: SweepPlanError.self) { try plan(heads, count: 4) }
        #expect(error.description == "random: found 3 of 4 different combinations, and 10080 draws gave no other; "
            + "ask for fewer, or allow more")
        let none = try #require(throws: SweepPlanError.self) { try plan(space, count: 2) { _ in false } }
        #expect(none.description == "random: found 0 of 2 different combinations, and 10040 draws gave no other; "
            + "ask for fewer, or allow more")
    }

    @Test func `refuses a space with nothing to draw, and a plan that would need draws`() throws {
        let error = try #require(throws: SweepPlanError.self) { try plan(SweepSpace(), count: 2) }
        #expect(error.description == "random: found one combination, expected a list or a distribution to draw from")
        let undrawn = try #require(throws: SweepPlanError.self) { try SweepPlan(space, seeds: .standard) }
        #expect(undrawn.description == "n_head: found uniform(1, 8), which only a random sweep draws from")
    }
}
