internal import CKernels
import Statistics

/// The model stream: one seed's initial values, then its dropout masks, in the order PyTorch draws them.
///
/// A Mersenne Twister worked a block of 624 words at a time; it owns the block's memory.
struct ModelStream: ~Copyable {
    private let kernels: ck_kernels
    private let state: UnsafeMutablePointer<UInt32>      // (624), the twister's state
    private let words: UnsafeMutablePointer<UInt32>      // (624), the current block, tempered
    private var position = MersenneTwister.wordCount     // of the next word in the block

    init(seed: UInt32, kernels: ck_kernels) {
        self.kernels = kernels
        state = .allocate(capacity: MersenneTwister.wordCount)
        words = .allocate(capacity: MersenneTwister.wordCount)
        _ = UnsafeMutableBufferPointer(start: state, count: MersenneTwister.wordCount)
            .initialize(from: MersenneTwister(seed: seed).state)
        words.initialize(repeating: 0, count: MersenneTwister.wordCount)
    }

    deinit {
        state.deallocate()
        words.deallocate()
    }

    private mutating func refill() {
        kernels.twister_block(state, words)
        position = 0
    }

    mutating func nextWord() -> UInt32 {
        if position == MersenneTwister.wordCount { refill() }
        defer { position += 1 }
        return words[position]
    }
}

// MARK: Initial values

extension ModelStream {
    /// A float in [0, 1): the low 24 bits of one word, times 2⁻²⁴.
    private mutating func uniform() -> Float {
        Float(nextWord() & 0xff_ffff) * 0x1p-24
    }

    /// A double in [0, 1): the low 53 bits of two words, the first of them high, times 2⁻⁵³.
    private mutating func preciseUniform() -> Double {
        let high = UInt64(nextWord())
        return Double((high << 32 | UInt64(nextWord())) & (1 << 53 - 1)) * 0x1p-53
    }

    /// A Linear's initial weight or bias: uniform in ±1/√fanIn.
    mutating func linear(count: Int, fanIn: Int) -> [Float] {
        let bound = Float(1 / Double(fanIn).squareRoot())
        return (0..<count).map { _ in uniform() * (bound - -bound) + -bound }
    }

    /// Standard normal values by Box–Muller, as PyTorch draws a tensor of `count` of them:
    /// from 16 on in blocks of 16, the last 16 drawn anew where blocks don't fit; below that in pairs.
    mutating func normal(count: Int) -> [Float] {
        if count < 16 { return normalPairs(count: count) }
        var values = (0..<count).map { _ in uniform() }
        for start in stride(from: 0, through: count - 16, by: 16) { Self.boxMuller(&values, from: start) }
        if count % 16 != 0 {
            for i in count - 16..<count { values[i] = uniform() }
            Self.boxMuller(&values, from: count - 16)
        }
        return values
    }

    /// Eight radii from the first eight uniforms, eight angles from the next, in float32.
    private static func boxMuller(_ values: inout [Float], from start: Int) {
        for i in start..<start + 8 {
            let radius = (-2 * Float(ElementaryFunctions.log(Double(1 - values[i])))).squareRoot()
            let angle = Float(2 * Double.pi) * values[i + 8]
            let (cosine, sine) = ElementaryFunctions.cosineAndSine(Double(angle))
            values[i] = radius * Float(cosine)
            values[i + 8] = radius * Float(sine)
        }
    }

    private mutating func normalPairs(count: Int) -> [Float] {
        var values: [Float] = []
        while values.count < count {
            let u1 = preciseUniform(), u2 = preciseUniform()
            let radius = (-2 * ElementaryFunctions.log(1 - u2)).squareRoot()
            let (cosine, sine) = ElementaryFunctions.cosineAndSine(2 * Double.pi * u1)
            values += [Float(radius * cosine), Float(radius * sine)]
        }
        return Array(values.prefix(count))
    }
}

// MARK: Dropout masks

extension ModelStream {
    /// The number of 53 bits below which a value is kept.
    static func keepThreshold(dropout: Double) -> UInt64 {
        UInt64(((1 - dropout) * 0x1p53).rounded(.up))
    }

    /// Draws `count` dropout decisions: 255 to keep, 0 to drop. Two words each.
    mutating func drawKeepMask(_ keep: UnsafeMutablePointer<UInt8>, count: Int, threshold: UInt64) {
        var done = 0
        while done < count {
            if position == MersenneTwister.wordCount { refill() }
            let pairs = min((MersenneTwister.wordCount - position) / 2, count - done)
            kernels.keep_mask(keep + done, words + position, threshold, pairs)
            position += 2 * pairs
            done += pairs
            if done < count, position == MersenneTwister.wordCount - 1 {
                let high = UInt64(nextWord())
                let drawn = (high << 32 | UInt64(nextWord())) & (1 << 53 - 1)
                keep[done] = drawn < threshold ? 255 : 0
                done += 1
            }
        }
    }

    /// Sixteen decisions a word.
    func pack(_ keep: UnsafePointer<UInt8>, into bits: UnsafeMutablePointer<UInt16>, count: Int) {
        kernels.pack_mask(bits, keep, count)
    }
}
