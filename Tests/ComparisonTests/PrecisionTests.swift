import Comparison
import Engine
import Testing

/// Comparisons over a hyper-parameter of words that came later than others.
struct PrecisionTests {
    /// FNV-1a of `2,2,32,0.2,400,0.01,0.01,1.0,0,100,2`, and the same with bf16 before the last.
    @Test(arguments: [("fp32", 3_515_037_606), ("bf16", 2_382_822_753)] as [(String, UInt32)])
    func `resamples of fp32 are drawn as before there was precision`(word: String, seed: UInt32) throws {
        #expect(try [contender([.precision: .word(word)], [1, 2])].streamSeed == seed)
    }

    @Test func `tables, CSV and JSON name the words`() throws {
        let contenders = [
            try contender([:], [1, 2, 1, 2]), try contender([.precision: .word("bf16")], [2, 2, 2, 3]),
        ]
        let sweep = ComparisonReport.sweep(try SweepComparison(contenders))
        #expect(sweep.text(width: 80).filter { $0.contains("  bf16 ") || $0.contains("  fp32 ") }.count == 2)
        #expect(sweep.json.contains(#""train_size":100,"precision":"bf16","n_embd":64"#))
        let factors = ComparisonReport.factors([try FactorComparison(contenders, by: .parameter(.precision))])
        #expect(factors.text(width: 80).prefix(5) == [
            "precision: 2 values, over the 4 seeds that every combination has",
            "",
            "precision  combinations   mean",
            "     fp32             1  0.375",
            "     bf16             1  0.562",
        ])
        #expect(factors.json.contains(#"{"value":"bf16","combinations":1,"mean":0.5625}"#))
        let pair = ComparisonReport.pair(try PairComparison(contenders[0], contenders[1]))
        #expect(pair.text(width: 80)[1].hasSuffix("dropout=0.2, precision=bf16"))
        let alone = ComparisonReport.sweep(try SweepComparison([contenders[1]]))
        #expect(alone.text(width: 120)[0]
            == "1 combination, 4 seeds, 4 test items; with n_layer=2, n_head=2, n_embd_factor=32, dropout=0.2, precision=bf16")
    }
}
