/// Choices of a sign for each seed: all there are, or some that are drawn and the one that leaves all as they are.
struct SignFlips {
    let seedCount: Int
    /// The share of them that may go against what is true.
    let level: Double
    let count: Int
    /// The mean sign of each choice, -1 to 1.
    let tilts: [Double]
    /// (seed, choice), each 1 or -1
    private let signs: [[Double]]

    /// - Parameter draw: a whole number below the one given, all with one chance.
    init(seedCount: Int, level: Double, draw: (Int) -> Int) {
        self.seedCount = seedCount
        self.level = level
        // A choice and its opposite are the same: with all of them the last seed's sign stays.
        let isExact = seedCount <= BestComparison.largestExact
        let count = isExact ? 1 << max(0, seedCount - 1) : BestComparison.resampleCount + 1
        self.count = count
        signs = (0..<seedCount).map { seed in
            (0..<count).map { choice in
                choice == 0 || (isExact ? choice >> seed & 1 : draw(2)) == 0 ? 1 : -1
            }
        }
        tilts = Self.sums(signs.map { (1, $0) }, count: count).map { $0 / Double(seedCount) }
    }

    /// For each choice the mean of the signed scores, less their mean.
    func means(of scores: [Int]) -> [Double] {
        let mean = Double(scores.reduce(0, +)) / Double(seedCount)
        return Self.sums(zip(scores, signs).map { ((Double($0) - mean) / Double(seedCount), $1) }, count: count)
    }

    private static func sums(_ parts: [(factor: Double, signs: [Double])], count: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        sums.withUnsafeMutableBufferPointer { sums in
            for (factor, signs) in parts {
                signs.withUnsafeBufferPointer { signs in
                    for choice in sums.indices { sums[choice] += factor * signs[choice] }
                }
            }
        }
        return sums
    }
}
