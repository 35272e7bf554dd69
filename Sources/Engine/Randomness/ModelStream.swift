internal import CKernels
import Statistics

/// The model stream: one seed's initial values, then its dropout masks, in the order PyTorch draws them.
///
/// A Mersenne Twister worked a block of 624 words at a time; it owns the block's memory.
struct ModelStream: ~Copyable, WordStream {
    private let kernels: ck_kernels
    private let state: UnsafeMutablePointer<UInt32>      // (624), the twister's state
    private let words: UnsafeMutablePointer<UInt32>      // (624), the current block, tempered
    private var position = MersenneTwister.wordCount     // of the next word in the block
    private var keptNormal: Double?                      // the second of a pair, when the first one alone was asked for

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

    /// The twister's state, and the position in its block: what the words still to come follow from.
    var snapshot: [UInt32] { Array(UnsafeBufferPointer(start: state, count: MersenneTwister.wordCount)) + [UInt32(position)] }

    /// Goes on after a snapshot; false where the words are none.
    mutating func restore(_ snapshot: [UInt32]) -> Bool {
        guard snapshot.count == MersenneTwister.wordCount + 1, Int(snapshot[MersenneTwister.wordCount]) <= MersenneTwister.wordCount
        else { return false }
        position = Int(snapshot[MersenneTwister.wordCount])
        for i in 0..<MersenneTwister.wordCount { (state[i], words[i]) = (snapshot[i], MersenneTwister.tempered(snapshot[i])) }
        return true
    }
}

// MARK: Initial values, each bit PyTorch's

extension ModelStream {
    /// A Linear's initial weight or bias: uniform in ±1/√fanIn.
    mutating func linear(count: Int, fanIn: Int) -> [Float] {
        let bound = Float(1 / Double(fanIn).squareRoot())
        return uniform(count: count, low: -bound, spread: bound + bound)
    }

    /// Normal values as PyTorch draws a tensor of `count` of them: from 16 on in blocks of 16, the last 16 drawn anew
    /// where blocks don't fit; below that one by one.
    mutating func normal(count: Int, deviation: Double = 1) -> [Float] {
        if count < 16 { return (0..<count).map { _ in Float(nextNormal() * deviation) } }
        let values = normalBlocks(uniform(count: count), deviation)
        return count % 16 == 0 ? values : values.dropLast(16) + normalBlocks(uniform(count: 16), deviation)
    }

    /// The low 24 bits of one word each, times 2⁻²⁴ · spread, plus low, rounded once.
    private mutating func uniform(count: Int, low: Float = 0, spread: Float = 1) -> [Float] {
        var values = [Float](repeating: 0, count: count), done = 0
        while done < count {
            if position == MersenneTwister.wordCount { refill() }
            let part = min(MersenneTwister.wordCount - position, count - done)
            values.withUnsafeMutableBufferPointer { kernels.uniform($0.baseAddress! + done, words + position, low, spread, part) }
            position += part
            done += part
        }
        return values
    }

    /// Uniform values in whole blocks of 16 become normal; those of a part of a block stay as they are.
    private func normalBlocks(_ uniform: [Float], _ deviation: Double) -> [Float] {
        var values = uniform
        kernels.box_muller(&values, Float(deviation), values.count / 16 * 16)
        return values
    }

    /// One standard normal value in double. Box–Muller yields two: the other one is kept for the next call, which may be
    /// another tensor's.
    private mutating func nextNormal() -> Double {
        if let kept = keptNormal.take() { return kept }
        let u1 = preciseUniform(), u2 = preciseUniform()
        let radius = (-2 * ElementaryFunctions.log(1 - u2)).squareRoot()
        let (cosine, sine) = ElementaryFunctions.cosineAndSine(2 * Double.pi * u1)
        keptNormal = radius * sine
        return radius * cosine
    }

    /// A double in [0, 1): the low 53 bits of two words, the first of them high, times 2⁻⁵³.
    private mutating func preciseUniform() -> Double {
        let high = UInt64(nextWord())
        return Double((high << 32 | UInt64(nextWord())) & (1 << 53 - 1)) * 0x1p-53
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
