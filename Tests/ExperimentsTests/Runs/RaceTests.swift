import Engine
import Experiments
import Testing

/// Decisions of a race, from records alone. The p's are scipy's permutation_test on the same differences.
struct RaceTests {
    /// Records of n_layer 1 … n, of which `right` tells the test items right.
    private struct Records {
        let plan: SweepPlan
        var table: [RunID: RunRecord] = [:]

        init(combinations: Int, seeds: Int) throws {
            plan = try SweepPlan([.nLayer: (1...combinations).map { .integer($0) }], seeds: Seeds(count: seeds)).raced()
        }

        /// The runs of a combination with the seeds before `count`; a failed one where `right` is nil.
        mutating func add(_ combination: Int, upTo count: Int, right: (Int) -> Int?) {
            for run in plan.runs where run.id.combination == combination && run.id.seed < count {
                table[run.id] = right(run.id.seed).map { .finished(run, right: $0) } ?? .failed(run, epoch: 3, loss: .nan)
            }
        }
    }

    private func race(_ records: Records, refused: Set<Int> = []) -> Race {
        Race(of: records.plan, refused: refused)
    }

    @Test func `goes through blocks of ten, at Pocock's level for their number`() throws {
        let race = race(try Records(combinations: 2, seeds: 50))
        #expect(race.blocks == [0..<10, 10..<20, 20..<30, 30..<40, 40..<50])
        #expect(abs(race.level - 0.0158) < 5e-5)
        #expect(self.race(try Records(combinations: 2, seeds: 25)).blocks == [0..<10, 10..<20, 20..<25])
        #expect(abs(self.race(try Records(combinations: 2, seeds: 25)).level - 0.0221) < 5e-5)
        #expect(self.race(try Records(combinations: 2, seeds: 7)).blocks == [0..<7])
        #expect(self.race(try Records(combinations: 1, seeds: 5000)).blocks.count == 50)
    }

    @Test func `stops what is worse in every seed, at the first look`() throws {
        var records = try Records(combinations: 3, seeds: 50)
        records.add(0, upTo: 10) { _ in 1 }
        records.add(1, upTo: 10) { _ in 4 }
        records.add(2, upTo: 10) { $0 < 4 ? 4 : 3 }
        var race = race(records)
        // p is 2/1024, twice that after Holm; of the third 2/64.
        #expect(race.analyze { records.table[$0] } == [0])
        #expect(race.out == [0: 10])
        #expect(race.combinations == [1, 2])
        #expect(race.block == 1)
    }

    @Test func `waits for every run of the block`() throws {
        var records = try Records(combinations: 2, seeds: 20)
        records.add(0, upTo: 20) { _ in 4 }
        records.add(1, upTo: 9) { _ in 0 }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        #expect(race.block == 0)
        records.add(1, upTo: 10) { _ in 0 }
        #expect(race.analyze { records.table[$0] } == [1])
        #expect(race.block == 1)
    }

    @Test func `looks at seeds of the block and those before, whatever else is recorded`() throws {
        var records = try Records(combinations: 2, seeds: 20)
        records.add(0, upTo: 20) { _ in 4 }
        records.add(1, upTo: 20) { $0 < 10 ? 0 : 4 }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [1])
    }

    @Test func `does not wait where nothing could go out`() throws {
        // With 30 tests even 2/1024 is above the level of five looks, so that the first decides nothing.
        var records = try Records(combinations: 31, seeds: 50)
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        #expect(race.block == 1)
        for combination in 0..<31 { records.add(combination, upTo: 20) { _ in combination == 7 ? 4 : 3 } }
        #expect(race.analyze { records.table[$0] } == (0..<31).filter { $0 != 7 })
        #expect(race.out[0] == 20)
        // The winner has nobody to be compared with.
        #expect(race.block == 4)
    }

    @Test func `one that leads by less than chance stays`() throws {
        var records = try Records(combinations: 2, seeds: 20)
        // Differences +1 seven times and -1 once: p = 18/256.
        records.add(0, upTo: 10) { $0 == 0 ? 1 : $0 < 8 ? 2 : 3 }
        records.add(1, upTo: 10) { $0 == 0 ? 2 : $0 < 8 ? 1 : 3 }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        #expect(race.combinations == [0, 1])
        #expect(race.block == 1)
    }

    @Test func `of equals the first leads, and none goes out`() throws {
        var records = try Records(combinations: 3, seeds: 30)
        for combination in 0..<3 { records.add(combination, upTo: 10) { _ in 2 } }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        #expect(race.combinations == [0, 1, 2])
    }

    @Test func `a failed run counts as no item right`() throws {
        var records = try Records(combinations: 3, seeds: 20)
        records.add(0, upTo: 10) { $0 == 4 ? nil : 4 }
        records.add(1, upTo: 10) { _ in 3 }
        records.add(2, upTo: 10) { $0 == 0 ? nil : 1 }
        var race = race(records)
        // The first leads with 36 items to 30. Against the third 4 of 1,024 choices of signs are as far from 0, twice that
        // after Holm: .0078 is at most the level of two looks, .0294.
        #expect(race.analyze { records.table[$0] } == [2])
        #expect(race.combinations == [0, 1])
    }

    @Test func `what lost its worst seeds does not lead by the others`() throws {
        var records = try Records(combinations: 2, seeds: 20)
        records.add(0, upTo: 10) { $0 < 6 ? nil : 4 }
        records.add(1, upTo: 10) { $0 < 6 ? 4 : 3 }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        records.add(0, upTo: 10) { _ in nil }
        race = self.race(records)
        #expect(race.analyze { records.table[$0] } == [0])
    }

    @Test func `where every run failed nothing is decided`() throws {
        var records = try Records(combinations: 2, seeds: 20)
        for combination in 0..<2 { records.add(combination, upTo: 10) { _ in nil } }
        var race = race(records)
        #expect(race.analyze { records.table[$0] } == [])
        #expect(race.block == 1)
    }

    @Test func `what can't run is not waited for`() throws {
        var records = try Records(combinations: 3, seeds: 20)
        records.add(0, upTo: 10) { _ in 0 }
        records.add(2, upTo: 10) { _ in 4 }
        var race = race(records, refused: [1])
        #expect(race.combinations == [0, 2])
        #expect(race.analyze { records.table[$0] } == [0])
    }

    @Test func `is the same however the records came`() throws {
        var records = try Records(combinations: 4, seeds: 40)
        for combination in 0..<4 { records.add(combination, upTo: 40) { ($0 * 7 + combination * 3) % 4 / (4 - combination) + combination } }
        var whole = race(records)
        _ = whole.analyze { records.table[$0] }
        var slow = race(records)
        var known: [RunID: RunRecord] = [:]
        for id in records.table.keys.sorted(by: { ($0.seed * 5 % 40, $0.combination) < ($1.seed * 5 % 40, $1.combination) }) {
            known[id] = records.table[id]
            _ = slow.analyze { known[$0] }
        }
        #expect(!whole.out.isEmpty)
        #expect(slow.out == whole.out)
        #expect(slow.combinations == whole.combinations)
    }

    @Test func `a race over train_size is refused, and sweep.json says what a race is`() throws {
        let sizes = try SweepPlan([.trainSize: [.integer(99), .integer(100)]])
        let error = try #require(throws: SweepPlanError.self) { try sizes.raced() }
        #expect(error.description
            == "a race compares test accuracies, which are not of the same items where train_size varies")
        let plan = try Records(combinations: 2, seeds: 50).plan
        #expect(plan.isRaced)
        let json = SweepManifest(plan: plan, tasks: .familyTree, created: .now).json
        #expect(try SweepManifest(json: json).plan == plan)
        #expect(String(decoding: json, as: UTF8.self).contains("\"race\" : true"))
    }
}
