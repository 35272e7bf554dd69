import Engine

/// The random numbers that a plan is drawn with: those of Python's `random.seed(seed)`.
struct DrawStream: Sendable {
    private var twister: MersenneTwister

    init(seed: UInt32) {
        twister = MersenneTwister(key: [seed])
    }

    /// A number in [0, 1) of 53 bits, as `random.random()`.
    mutating func unit() -> Double {
        let high = UInt64(twister.nextWord() >> 5), low = UInt64(twister.nextWord() >> 6)
        return Double(high << 26 | low) * 0x1p-53
    }

    /// A whole number below `bound`, as `random.randrange(bound)`. `bound` is at least 1.
    mutating func whole(below bound: UInt64) -> UInt64 {
        let bits = UInt64.bitWidth - bound.leadingZeroBitCount
        while true {
            let drawn = word(bits: bits)
            if drawn < bound { return drawn }
        }
    }

    /// 1 to 64 bits, the low word first.
    private mutating func word(bits: Int) -> UInt64 {
        if bits <= 32 { return UInt64(twister.nextWord() >> (32 - UInt32(bits))) }
        let low = UInt64(twister.nextWord())
        return low | UInt64(twister.nextWord() >> (64 - UInt32(bits))) << 32
    }
}
