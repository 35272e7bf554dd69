import Comparison
import Engine
import Experiments
import Foundation
import Statistics
import Testing

struct SweepComparisonTests {
    private func layers(_ right: [[Int?]], outOf testSize: Int = 4, planned: Int? = nil) throws -> [Contender] {
        try right.enumerated().map {
            try contender([.nLayer: .integer($0 + 1)], $1, outOf: testSize, planned: planned)
        }
    }

    /// A sweep of 2 × 2 with 20 seeds.
    private func grid() throws -> [Contender] {
        var simulated = SimulatedScores(seed: 5)
        let right = simulated.draw([0.2, 0.6, 0.3, 0.7], seeds: 20)
        return try right.enumerated().map { index, right in
            try contender([.nLayer: .integer(index / 2 + 1), .nHead: .integer(index % 2 * 3 + 1)], right)
        }
    }

    @Test func `ranks by mean and compares with the best, for all rows together`() throws {
        let sweep = try SweepComparison(grid())
        #expect(sweep.rows.map { $0.rank } == [1, 2, 3, 4])
        #expect(sweep.rows.map { $0.contender.configuration.nHead } == [4, 4, 1, 1])
        #expect(sweep.rows.map(\.isReference) == [true, false, false, false])
        let raw = sweep.rows.dropFirst().compactMap { $0.difference?.test?.p }, p = sweep.rows.dropFirst().compactMap(\.p)
        // With random signs p is within a hundredth of the pair's own, or above it.
        #expect(zip(raw, p).allSatisfy { $0 - 0.01 < $1 })
        #expect(p == p.sorted(by: >))
        #expect(sweep.rows.dropFirst().allSatisfy { (($0.interval?.high ?? 1) < 0) == (($0.p ?? 1) <= 0.05) })
        #expect(abs(sweep.rows.compactMap(\.winShare).reduce(0, +) - 1) < 1e-9)
        #expect(sweep.resampledSeedCount == 20)
        #expect(try SweepComparison(grid()).outOfBag == sweep.outOfBag)
    }

    @Test func `another reference`() throws {
        let sweep = try SweepComparison(grid(), reference: 0)
        #expect(sweep.reference?.contender.configuration.nLayer == 1)
        #expect(sweep.reference?.rank == 4)
        #expect(sweep.rows.first?.difference.map { $0.delta > 0 } == true)
        let raw = sweep.rows.compactMap { $0.difference?.test?.p }
        #expect(sweep.rows.compactMap(\.p) == Holm.adjusted(raw))
    }

    @Test func `the text of a sweep`() throws {
        let sweep = ComparisonReport.sweep(try SweepComparison(grid()))
        #expect(sweep.text(width: 160) == [
            "4 combinations, 20 seeds each, 4 test items; all with n_embd_factor=32, dropout=0.2",
            "",
            "rank  n_layer  n_head  n_embd   mean   95 % interval  0–4 right  perfect       Δ            Δ 95 %  won–tied–lost       p  P(best)",
            "   1        2       4     128  0.675  [0.550, 0.775]  1 0 8 6 5     25 %       -                 -              -    ref.    0.750",
            "   2        1       4     128  0.637  [0.537, 0.738]  0 2 9 5 4     20 %  -0.037   [-0.218, 0.143]          5–7–8   0.697    0.250",
            "   3        2       1      32  0.263  [0.163, 0.362]  7 6 6 1 0      0 %  -0.412  [-0.592, -0.236]         1–3–16  <0.001    0.000",
            "   4        1       1      32  0.250  [0.163, 0.362]  7 8 3 2 0      0 %  -0.425  [-0.607, -0.248]         2–1–17  <0.001    0.000",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 20 seeds; p is of sign flips of whole seeds, stepped down from the worst. p and Δ's intervals hold",
            "for all rows at once: where all combinations are equal, any of them is called worse in at most 5 % of sweeps.",
            "Not separable from rank 1 (p > 0.05): rank 2. In at least 95 % of sweeps these and rank 1 include the best of the combinations compared.",
            "The best mean is 0.675; a winner picked on some seeds scores 0.641 on the others (out-of-bag, 2000 resamples of 20 seeds). P(best) is the share of resamples",
            "won.",
            "Importance: n_head 98 %, noise 2 %; nothing else can be told from noise.",
            "With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(sweep.text(width: 80) == [
            "4 combinations, 20 seeds each, 4 test items; all with n_embd_factor=32,",
            "dropout=0.2",
            "",
            "rank  n_layer  n_head   mean   95 % interval       Δ       p  P(best)",
            "   1        2       4  0.675  [0.550, 0.775]       -    ref.    0.750",
            "   2        1       4  0.637  [0.537, 0.738]  -0.037   0.697    0.250",
            "   3        2       1  0.263  [0.163, 0.362]  -0.412  <0.001    0.000",
            "   4        1       1  0.250  [0.163, 0.362]  -0.425  <0.001    0.000",
            "(left out in 80 columns: n_embd, 0–4 right, perfect, Δ 95 %, won–tied–lost)",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 20 seeds; p is of",
            "sign flips of whole seeds, stepped down from the worst. p and Δ's intervals hold",
            "for all rows at once: where all combinations are equal, any of them is called",
            "worse in at most 5 % of sweeps.",
            "Not separable from rank 1 (p > 0.05): rank 2. In at least 95 % of sweeps these",
            "and rank 1 include the best of the combinations compared.",
            "The best mean is 0.675; a winner picked on some seeds scores 0.641 on the others",
            "(out-of-bag, 2000 resamples of 20 seeds). P(best) is the share of resamples won.",
            "Importance: n_head 98 %, noise 2 %; nothing else can be told from noise.",
            "With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of",
            "cases, not always in 95 %.",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(sweep.text(width: 30) == [
            "4 combinations, 20 seeds each,",
            "4 test items; all with",
            "n_embd_factor=32, dropout=0.2",
            "",
            "rank 1, n_layer 2, n_head 4",
            "  mean 0.675, p ref.",
            "rank 2, n_layer 1, n_head 4",
            "  mean 0.637, p 0.697",
            "rank 3, n_layer 2, n_head 1",
            "  mean 0.263, p <0.001",
            "rank 4, n_layer 1, n_head 1",
            "  mean 0.250, p <0.001",
            "(left out in 30 columns:",
            "n_embd, 95 % interval, 0–4",
            "right, perfect, Δ, Δ 95 %,",
            "won–tied–lost, P(best))",
            "",
            "Δ, won–tied–lost and p are to",
            "rank 1, the best of these,",
            "over 20 seeds; p is of sign",
            "flips of whole seeds, stepped",
            "down from the worst. p and Δ's",
            "intervals hold for all rows at",
            "once: where all combinations",
            "are equal, any of them is",
            "called worse in at most 5 % of",
            "sweeps.",
            "Not separable from rank 1 (p >",
            "0.05): rank 2. In at least 95",
            "% of sweeps these and rank 1",
            "include the best of the",
            "combinations compared.",
            "The best mean is 0.675; a",
            "winner picked on some seeds",
            "scores 0.641 on the others",
            "(out-of-bag, 2000 resamples of",
            "20 seeds). P(best) is the",
            "share of resamples won.",
            "Importance: n_head 98 %, noise",
            "2 %; nothing else can be told",
            "from noise.",
            "With 11 to 29 seeds, intervals",
            "of means cover the true mean",
            "in 91 to 98 % of cases, not",
            "always in 95 %.",
            "p-values and intervals are for",
            "new seeds on this data set.",
        ])
        #expect(sweep.markdown == [
            "4 combinations, 20 seeds each, 4 test items; all with n_embd_factor=32, dropout=0.2",
            "",
            "| rank | n_layer | n_head | n_embd | mean | 95 % interval | 0–4 right | perfect | Δ | Δ 95 % | won–tied–lost | p | P(best) |",
            "| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
            "| 1 | 2 | 4 | 128 | 0.675 | [0.550, 0.775] | 1 0 8 6 5 | 25 % | - | - | - | ref. | 0.750 |",
            "| 2 | 1 | 4 | 128 | 0.637 | [0.537, 0.738] | 0 2 9 5 4 | 20 % | -0.037 | [-0.218, 0.143] | 5–7–8 | 0.697 | 0.250 |",
            "| 3 | 2 | 1 | 32 | 0.263 | [0.163, 0.362] | 7 6 6 1 0 | 0 % | -0.412 | [-0.592, -0.236] | 1–3–16 | <0.001 | 0.000 |",
            "| 4 | 1 | 1 | 32 | 0.250 | [0.163, 0.362] | 7 8 3 2 0 | 0 % | -0.425 | [-0.607, -0.248] | 2–1–17 | <0.001 | 0.000 |",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 20 seeds; p is of sign flips of whole seeds, stepped down from the worst. p and Δ's intervals hold for all rows at once: where all combinations are equal, any of them is called worse in at most 5 % of sweeps.",
            "",
            "Not separable from rank 1 (p > 0.05): rank 2. In at least 95 % of sweeps these and rank 1 include the best of the combinations compared.",
            "",
            "The best mean is 0.675; a winner picked on some seeds scores 0.641 on the others (out-of-bag, 2000 resamples of 20 seeds). P(best) is the share of resamples won.",
            "",
            "Importance: n_head 98 %, noise 2 %; nothing else can be told from noise.",
            "",
            "With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %.",
            "",
            "p-values and intervals are for new seeds on this data set.",
        ])
        #expect(sweep.csv == [
            "rank,source,n_layer,n_head,n_embd_factor,dropout,epochs,learning_rate,weight_decay,grad_clip,warmup_epochs,train_size,precision,n_embd,seeds,planned_seeds,failed_seeds,mean,sd,mean_low,mean_high,perfect,perfect_low,perfect_high,right_0,right_1,right_2,right_3,right_4,reference,common_seeds,delta,delta_low,delta_high,wins,ties,losses,p,test,p_holm,p_best",
            "1,results,2,4,32,0.2,400,0.01,0.01,1.0,0,100,fp32,128,20,20,0,0.675,0.25777387071045943,0.55,0.775,0.25,0.11186170140766569,0.46870087761874407,1,0,8,6,5,true,,,,,,,,,,,0.75",
            #"2,results,1,4,32,0.2,400,0.01,0.01,1.0,0,100,fp32,128,20,20,0,0.6375,0.2361283103470832,0.5375,0.7375,0.2,0.08065766257979808,0.41601743225189364,0,2,9,5,4,false,20,-0.0375,-0.21759783520851542,0.14285714285714282,5,7,8,0.697151424287856,"sign flips of whole seeds, step-down",0.697151424287856,0.25"#,
            #"3,results,2,1,32,0.2,400,0.01,0.01,1.0,0,100,fp32,32,20,20,0,0.2625,0.23612831034708318,0.1625,0.3625,0.0,0.0,0.16112515805281938,7,6,6,1,0,false,20,-0.4125,-0.5917214822138375,-0.23587635299467788,1,3,16,0.0009995002498750624,"sign flips of whole seeds, step-down",0.0009995002498750624,0.0"#,
            #"4,results,1,1,32,0.2,400,0.01,0.01,1.0,0,100,fp32,32,20,20,0,0.25,0.2433321316961438,0.1625,0.3625,0.0,0.0,0.16112515805281938,7,8,3,2,0,false,20,-0.425,-0.6071428571428572,-0.24821369087400552,2,1,17,0.0009995002498750624,"sign flips of whole seeds, step-down",0.0009995002498750624,0.0"#,
        ])
        let object = try #require(try JSONSerialization.jsonObject(with: Data(sweep.json.utf8)) as? [String: Any])
        #expect(abs(try #require(object["out_of_bag"] as? Double) - 0.6410779085497829) < 1e-14)
        #expect(object["not_separable"] as? [Int] == [2])
        let rows = try #require(object["rows"] as? [[String: Any]])
        #expect(rows.map { $0["mean_low"] as? Double } == [0.55, 0.5375, 0.1625, 0.1625])
        #expect(rows[0]["delta"] is NSNull)
        #expect(object["note"] as? String == ComparisonReport.caution)
    }

    @Test func `equal means keep the sweep's order and share the resamples`() throws {
        let sweep = try SweepComparison(layers([[1, 2, 3], [3, 2, 1], [1, 2, 3]]))
        #expect(sweep.rows.map { $0.contender.configuration.nLayer } == [1, 2, 3])
        #expect(sweep.rows[2].p == 1)
        #expect(sweep.rows[0].winShare == sweep.rows[2].winShare)
        #expect(abs(sweep.rows.compactMap(\.winShare).reduce(0, +) - 1) < 1e-9)
    }

    @Test func `one combination, one seed`() throws {
        let combination = ComparisonReport.sweep(try SweepComparison(layers([[2]])))
        #expect(combination.text(width: 80) == [
            "1 combination, 1 seed, 4 test items; with n_layer=1, n_head=2, n_embd_factor=32,",
            "dropout=0.2",
            "",
            "rank   mean  95 % interval  0–4 right  perfect",
            "   1  0.500              -  0 0 1 0 0      0 %",
            "",
            "p-values and intervals are for new seeds on this data set.",
        ])
        let seed = ComparisonReport.sweep(try SweepComparison(layers([[2], [4]])))
        #expect(seed.text(width: 80) == [
            "2 combinations, 1 seed each, 4 test items; all with n_head=2, n_embd_factor=32,",
            "dropout=0.2",
            "",
            "                          95 %                           won–tied",
            "rank  n_layer   mean  interval  perfect       Δ  Δ 95 %     –lost     p  P(best)",
            "   1        2  1.000         -    100 %       -       -         -  ref.        -",
            "   2        1  0.500         -      0 %  -0.500       -     0–0–1     -        -",
            "(left out in 80 columns: 0–4 right)",
            "",
            "Δ is to rank 1. With one seed there is no interval and no p-value.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `all perfect`() throws {
        let ends = try layers([Array(repeating: 4, count: 20), Array(repeating: 0, count: 20)])
        let comparison = ComparisonReport.sweep(try SweepComparison(ends))
        #expect(comparison.text(width: 160) == [
            "2 combinations, 20 seeds each, 4 test items; all with n_head=2, n_embd_factor=32, dropout=0.2",
            "",
            "rank  n_layer   mean  95 % interval       0–4 right  perfect       Δ            Δ 95 %  won–tied–lost       p  P(best)",
            "   1        1  1.000        ≥ 0.861   0  0  0  0 20    100 %       -                 -              -    ref.    1.000",
            "   2        2  0.000        ≤ 0.139  20  0  0  0  0      0 %  -1.000  [-1.000, -1.000]         0–0–20  <0.001    0.000",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 20 seeds; p is of the exact sign-flip test. p and Δ's intervals hold for all rows at once: where",
            "all combinations are equal, any of them is called worse in at most 5 % of sweeps.",
            "Separable from rank 1 (p ≤ 0.05): all others.",
            "The best mean is 1.000; a winner picked on some seeds scores 1.000 on the others (out-of-bag, 2000 resamples of 20 seeds). P(best) is the share of resamples",
            "won.",
            "With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `unfinished combinations say how many seeds they have`() throws {
        let full = (0..<20).map { Optional($0 % 4) }
        let part = full.enumerated().map { $0 < 8 ? Optional(4) : ($1, nil as Int?).1 }
        let sweep = try SweepComparison(layers([full, part, Array(repeating: nil, count: 20)]))
        #expect(sweep.rows.map { $0.rank } == [1, nil])
        #expect(sweep.rows[1].winShare == nil)
        #expect(sweep.rows[1].difference?.count == 8)
        let comparison = ComparisonReport.sweep(sweep)
        #expect(comparison.text(width: 160) == [
            "3 combinations, 4 test items; all with n_head=2, n_embd_factor=32, dropout=0.2",
            "",
            "rank  n_layer  seeds   mean   95 % interval  0–4 right  perfect       Δ           Δ 95 %  won–tied–lost      p  P(best)",
            "   1        1     20  0.375  [0.250, 0.500]  5 5 5 5 0      0 %       -                -              -   ref.    1.000",
            "   -        2   8/20  1.000         ≥ 0.688  0 0 0 0 8    100 %  +0.625  [-0.000, 0.000]          8–0–0  0.008        -",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 8 seeds; p is of the exact sign-flip test. p and Δ's intervals hold for all rows at once: where",
            "all combinations are equal, any of them is called worse in at most 5 % of sweeps.",
            "Separable from rank 1 (p ≤ 0.05): all others.",
            "With 11 to 29 seeds, intervals of means cover the true mean in 91 to 98 % of cases, not always in 95 %.",
            "Without a rank: fewer than 90 % of the seeds that others have.",
            "No seed has finished: n_layer=3 (0/20 seeds).",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `a combination that lost one seed of twenty keeps its rank`() throws {
        let full = (0..<20).map { Optional($0 % 4) }, lost = full.dropLast() + [nil]
        let sweep = try SweepComparison(layers([full, Array(lost)]))
        #expect(sweep.rows.compactMap { $0.rank } == [1, 2])
        #expect(sweep.resampledSeedCount == 19)
    }

    @Test func `several folders are a column`() throws {
        let both = try ["runs/a", "runs/b"].map { try contender([:], [0, 1, 2, 3], source: $0) }
        let comparison = ComparisonReport.sweep(try SweepComparison(both))
        #expect(comparison.text(width: 160) == [
            "2 combinations, 4 seeds each, 4 test items; all with n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2",
            "",
            "rank  source   mean   95 % interval  0–4 right  perfect      Δ  Δ 95 %  won–tied–lost      p  P(best)",
            "   1  runs/a  0.375  [0.089, 0.780]  1 1 1 1 0      0 %      -       -              -   ref.    0.500",
            "   2  runs/b  0.375  [0.089, 0.780]  1 1 1 1 0      0 %  0.000       -          0–4–0  1.000    0.500",
            "",
            "Δ, won–tied–lost and p are to rank 1, the best of these, over 4 seeds; p is of the exact sign-flip test. p and Δ's intervals hold for all rows at once: where",
            "all combinations are equal, any of them is called worse in at most 5 % of sweeps.",
            "Too few seeds differ for any p to reach 0.05: nothing is separable.",
            "The best mean is 0.375; a winner picked on some seeds scores 0.365 on the others (out-of-bag, 2000 resamples of 4 seeds). P(best) is the share of resamples won.",
            "p-values and intervals are for new seeds on this data set.",
        ])
    }

    @Test func `errors`() throws {
        #expect(throws: ComparisonError.noScores) { try SweepComparison([]) }
        #expect(throws: ComparisonError.noScores) { try SweepComparison(layers([[nil], [nil]])) }
    }

    @Test func `the stream follows from configurations and seeds asked for, not from what has finished`() throws {
        let whole = try layers([[1, 2], [3, 4]]), part = try layers([[1, nil], [3, 4]])
        #expect(whole.streamSeed == part.streamSeed)
        #expect(try whole.streamSeed != layers([[1, 2, 3], [3, 4, 1]]).streamSeed)
        #expect(whole.streamSeed != Array(whole.reversed()).streamSeed)
    }

    @Test func `a thousand combinations of fifty seeds`() throws {
        var simulated = SimulatedScores(seed: 9)
        let right = simulated.draw((0..<1000).map { 0.3 + Double($0) / 2500 }, seeds: 50)
        let contenders = try right.enumerated().map { try contender([.epochs: .integer($0 + 1)], $1) }
        let sweep = try SweepComparison(contenders)
        #expect(sweep.rows.count == 1000)
        #expect(sweep.inseparable.count < 700)
        #expect(sweep.inseparable.allSatisfy { $0.contender.configuration.epochs > 300 })
    }
}
