internal import Statistics

/// Draws the next token from logits, as nanoGPT does with PyTorch's generator: the same tokens where the logits agree.
package struct Sampler {
    private let temperature: Double
    private let topK: Int?
    private var stream: MersenneTwister

    /// - Parameters:
    ///   - temperature: what logits are divided by; 0 takes the most probable token and draws nothing.
    ///   - topK: tokens less probable than so many are never drawn, but for ties with the last of these; nil: all may be.
    package init(temperature: Double, topK: Int?, seed: UInt32) {
        precondition(temperature >= 0 && topK ?? 1 >= 1)
        self.temperature = temperature
        self.topK = topK
        stream = MersenneTwister(seed: seed)
    }

    /// The next token after finite logits, one for each of the V tokens.
    package mutating func next(_ logits: [Float]) -> Int {
        var scaled = logits.map { $0 / Float(temperature) }
        // Divided by next to nothing the largest is beyond the floats, and as good as certain.
        guard temperature > 0, scaled.allSatisfy({ !$0.isNaN }), scaled.max()?.isFinite == true else {
            return Self.firstLargest(logits)
        }
        if let topK, topK < scaled.count {
            let least = Self.largest(topK, of: scaled)
            for i in scaled.indices where scaled[i] < least { scaled[i] = -.infinity }
        }
        return draw(Softmax.probabilities(scaled))
    }

    /// `torch.multinomial(p, 1)`: the largest of p / x for exponential x, two words each.
    private mutating func draw(_ probabilities: [Float]) -> Int {
        var best = 0, most: Float = 0
        for (i, p) in probabilities.enumerated() {
            let u = nextUniform()
            guard p > 0 else { continue }
            // `exponential_`: rounded once.
            let share = p / Float(0 - ElementaryFunctions.log(1 - u))
            if share > most { (best, most) = (i, share) }
        }
        return best
    }

    /// 53 bits of two words, times 2⁻⁵³.
    private mutating func nextUniform() -> Double {
        let high = UInt64(stream.nextWord())
        return Double((high << 32 | UInt64(stream.nextWord())) & (1 << 53 - 1)) * 0x1p-53
    }

    /// The first of equals.
    private static func firstLargest(_ values: [Float]) -> Int {
        var best = 0
        for i in values.indices where values[i] > values[best] { best = i }
        return best
    }

    /// Number k, from 1, of the values in descending order (Hoare 1961).
    private static func largest(_ k: Int, of values: [Float]) -> Float {
        var values = values, range = 0...values.count - 1
        while true {
            let pivot = values[(range.lowerBound + range.upperBound) / 2]
            var (i, j) = (range.lowerBound, range.upperBound)
            while i <= j {
                while values[i] > pivot { i += 1 }
                while values[j] < pivot { j -= 1 }
                guard i <= j else { break }
                values.swapAt(i, j)
                (i, j) = (i + 1, j - 1)
            }
            if k - 1 <= j {
                range = range.lowerBound...j
            } else if k - 1 >= i {
                range = i...range.upperBound
            } else {
                return values[k - 1]
            }
        }
    }
}
