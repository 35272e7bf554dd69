import CKernels
import Engine
import Testing

/// Against the numbers that the twister's authors published, and CPython's and NumPy's own.
struct MersenneTwisterTests {
    @Test func seededByOneInteger() {
        var twister = MersenneTwister(seed: 5489)
        #expect(twister.nextWord() == 3_499_211_612)
        for _ in 2..<10_000 { _ = twister.nextWord() }
        #expect(twister.nextWord() == 4_123_659_995)        // the 10,000th, as the C++ standard gives it
    }

    @Test func seededByAnArray() {
        var twister = MersenneTwister(key: [0x123, 0x234, 0x345, 0x456])
        #expect((0..<5).map { _ in twister.nextWord() } == [1_067_595_299, 955_945_823, 477_289_528, 4_107_218_783, 4_228_976_476])
    }

    /// `random.seed(7); x = list(range(10)); random.shuffle(x)` in CPython 3.11.
    @Test func shufflesAsCPython() {
        var twister = MersenneTwister(key: [7])
        var order = Array(0..<10)
        twister.shuffle(&order)
        #expect(order == cpythonShuffleOfSeed7)
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func blocksAreTheSameWords(variant: String) throws {
        let table = try #require(ck_kernels_named(variant)).pointee
        var plain = MersenneTwister(seed: 42)
        // The state that one word's drawing has not touched yet: seeded again by hand.
        var state: [UInt32] = [42]
        for i in 1..<624 { state.append(1_812_433_253 &* (state[i - 1] ^ (state[i - 1] >> 30)) &+ UInt32(i)) }
        var words = [UInt32](repeating: 0, count: 624)
        for _ in 0..<4 {
            table.twister_block(&state, &words)
            #expect(words == (0..<624).map { _ in plain.nextWord() })
        }
    }

    @Test(arguments: KernelVariant.runnable.map(\.name))
    func keepMaskComparesFiftyThreeBits(variant: String) throws {
        let table = try #require(ck_kernels_named(variant)).pointee
        let threshold: UInt64 = 0x12_3456_789a_bcde
        var words: [UInt32] = [0x0012_3456, 0x789a_bcdd, 0x0012_3456, 0x789a_bcde, 0xfff2_3456, 0x789a_bcdd, 0, 0, 0x001f_ffff, 0xffff_ffff]
        var twister = MersenneTwister(seed: 1)
        while words.count < 74 { words.append(twister.nextWord()) }
        var keep = [UInt8](repeating: 7, count: 37)
        table.keep_mask(&keep, words, threshold, 37)
        #expect(Array(keep[..<5]) == [255, 0, 255, 255, 0])
        for i in 5..<37 {
            let number = (UInt64(words[2 * i]) << 32 | UInt64(words[2 * i + 1])) & (1 << 53 - 1)
            #expect(keep[i] == (number < threshold ? 255 : 0))
        }
    }
}
private let cpythonShuffleOfSeed7 = [8, 3, 1, 4, 7, 0, 9, 6, 2, 5]
