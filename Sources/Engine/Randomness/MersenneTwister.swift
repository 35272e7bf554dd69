/// The 32-bit Mersenne Twister (Matsumoto & Nishimura 1998), one word at a time: the plain version.
///
/// It is the data stream as it stands, and the oracle of the model stream's block version.
package struct MersenneTwister: Sendable {
    static let wordCount = 624
    private(set) var state: [UInt32]
    private var position = wordCount

    /// `init_genrand`: the state that PyTorch starts from.
    package init(seed: UInt32) {
        state = [seed]
        state.reserveCapacity(Self.wordCount)
        for i in 1..<UInt32(Self.wordCount) {
            let last = state[Int(i) - 1]
            state.append(1_812_433_253 &* (last ^ (last >> 30)) &+ i)
        }
    }

    /// `init_by_array`: the state that CPython's `random.seed` starts from, for a key of 32-bit words.
    package init(key: [UInt32]) {
        self.init(seed: 19_650_218)
        let n = Self.wordCount
        var i = 1
        func mixed(_ state: [UInt32], _ i: Int) -> UInt32 { state[i - 1] ^ (state[i - 1] >> 30) }
        func wrap(_ state: inout [UInt32], _ i: inout Int) {
            i += 1
            if i == n {
                state[0] = state[n - 1]
                i = 1
            }
        }
        for k in 0..<max(n, key.count) {
            let j = k % key.count
            state[i] = (state[i] ^ (mixed(state, i) &* 1_664_525)) &+ key[j] &+ UInt32(j)
            wrap(&state, &i)
        }
        for _ in 1..<n {
            state[i] = (state[i] ^ (mixed(state, i) &* 1_566_083_941)) &- UInt32(i)
            wrap(&state, &i)
        }
        state[0] = 0x8000_0000
    }

    /// The next word of the stream.
    package mutating func nextWord() -> UInt32 {
        if position == Self.wordCount {
            advance()
            position = 0
        }
        defer { position += 1 }
        return Self.tempered(state[position])
    }

    /// The word that a word of the state stands for.
    static func tempered(_ word: UInt32) -> UInt32 {
        var y = word
        y ^= y >> 11
        y ^= (y << 7) & 0x9d2c_5680
        y ^= (y << 15) & 0xefc6_0000
        return y ^ (y >> 18)
    }

    private mutating func advance() {
        let n = Self.wordCount
        for i in 0..<n {
            let mixed = (state[i] & 0x8000_0000) | (state[(i + 1) % n] & 0x7fff_ffff)
            state[i] = state[(i + 397) % n] ^ (mixed >> 1) ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
        }
    }
}

extension MersenneTwister: WordStream {
    /// The state, and the position in it: what the words still to come follow from.
    var snapshot: [UInt32] { state + [UInt32(position)] }

    /// The stream that goes on after a snapshot; nil where the words are none.
    init?(snapshot: [UInt32]) {
        guard snapshot.count == Self.wordCount + 1, Int(snapshot[Self.wordCount]) <= Self.wordCount else { return nil }
        state = Array(snapshot.prefix(Self.wordCount))
        position = Int(snapshot[Self.wordCount])
    }
}

extension MersenneTwister {
    /// A whole number below `bound`: the top bits of one word, drawn again while they are too large
    /// (CPython's `_randbelow_with_getrandbits`). `bound` is at least 1.
    package mutating func next(below bound: Int) -> Int {
        let bits = Int.bitWidth - bound.leadingZeroBitCount
        while true {
            let drawn = Int(nextWord() >> (32 - UInt32(bits)))
            if drawn < bound { return drawn }
        }
    }

    /// Shuffles as CPython's `random.shuffle`: Fisher–Yates from the end.
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        for i in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(i, next(below: i + 1))
        }
    }
}
