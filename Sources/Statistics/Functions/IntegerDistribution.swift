/// The probabilities of whole numbers from a lowest one up.
struct IntegerDistribution {
    /// What the first probability belongs to.
    let lowest: Int
    let probabilities: [Double]

    private init(lowest: Int, probabilities: [Double]) {
        self.lowest = lowest
        self.probabilities = probabilities
    }

    /// The empirical distribution of a sample that is not empty.
    init(of sample: [Int]) {
        let lowest = sample.min() ?? 0, highest = sample.max() ?? 0
        var counts = [Double](repeating: 0, count: highest - lowest + 1)
        for value in sample { counts[value - lowest] += 1 }
        self.init(lowest: lowest, probabilities: counts.map { $0 / Double(sample.count) })
    }

    /// The distribution of the sum of `count` independent draws, at least 1, by repeated squaring.
    func sum(of count: Int) -> IntegerDistribution {
        var result: IntegerDistribution?
        var power = self, rest = count
        while true {
            if rest & 1 == 1 { result = result?.plus(power) ?? power }
            rest >>= 1
            guard rest > 0 else { return result ?? self }
            power = power.plus(power)
        }
    }

    /// The distribution of the sum of two independent draws.
    func plus(_ other: IntegerDistribution) -> IntegerDistribution {
        var sums = [Double](repeating: 0, count: probabilities.count + other.probabilities.count - 1)
        sums.withUnsafeMutableBufferPointer { sums in
            other.probabilities.withUnsafeBufferPointer { others in
                for (i, probability) in probabilities.enumerated() where probability != 0 {
                    for j in others.indices { sums[i + j] += probability * others[j] }
                }
            }
        }
        return IntegerDistribution(lowest: lowest + other.lowest, probabilities: sums).withoutTails
    }

    /// Leaves out tails that no double can tell from nothing, 1e-20 in all on each side: the support of a sum of n
    /// draws then grows with √n.
    private var withoutTails: IntegerDistribution {
        let negligible = 1e-20
        var low = 0, high = probabilities.count - 1
        var below = probabilities[low], above = probabilities[high]
        while low < high, below < negligible {
            low += 1
            below += probabilities[low]
        }
        while high > low, above < negligible {
            high -= 1
            above += probabilities[high]
        }
        if low == 0, high == probabilities.count - 1 { return self }
        return IntegerDistribution(lowest: lowest + low, probabilities: Array(probabilities[low...high]))
    }
}

extension IntegerDistribution {
    /// P(X ≤ x)
    func probability(upTo x: Int) -> Double {
        probabilities.prefix(max(0, x - lowest + 1)).reduce(0, +)
    }

    /// P(X < x) + ½ P(X = x)
    func middleRank(of x: Int) -> Double {
        (probability(upTo: x - 1) + probability(upTo: x)) / 2
    }

    /// The smallest x with P(X ≤ x) ≥ p.
    func quantile(_ p: Double) -> Int {
        var sum = 0.0
        for (i, probability) in probabilities.enumerated() {
            sum += probability
            if sum >= p { return lowest + i }
        }
        return lowest + probabilities.count - 1
    }
}
