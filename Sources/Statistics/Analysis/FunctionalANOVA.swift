/// Splits the variance of the cells' means into what each set of factors explains.
package struct FunctionalANOVA {
    /// A set of factors.
    package struct Part {
        /// Their indices, rising; never empty.
        package let factors: [Int]
        /// V_U, the mean of f_U².
        package let variance: Double
        /// Π (values - 1)
        package let degrees: Double
    }

    private let means: [Double]
    private let places: [[Int]]
    private let levelCounts: [Int]

    /// - Parameters:
    ///   - means: of each cell.
    ///   - places: of each cell its place among the values of each factor.
    ///   - levelCounts: of each factor the number of its values, two or more.
    package init(means: [Double], places: [[Int]], levelCounts: [Int]) {
        self.means = means
        self.places = places
        self.levelCounts = levelCounts
    }

    private var grand: Double { means.reduce(0, +) / Double(means.count) }

    /// The variance of the means.
    package var variance: Double {
        let grand = grand
        return means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / Double(means.count)
    }

    /// Every set of factors of a full grid.
    package var allParts: [Part] {
        var cube = [Double](repeating: 0, count: means.count)
        for (places, mean) in zip(places, means) {
            let position = zip(places, levelCounts).reduce(0) { $0 * $1.1 + $1.0 }
            cube[position] = mean
        }
        return parts(of: cube, factor: 0, chosen: [])
    }

    /// The factors one by one, each over the configurations that there are. A factor of which no value occurs twice
    /// is left out: it would explain everything.
    package var mainParts: [Part] {
        let grand = grand
        return levelCounts.indices.compactMap { factor in
            let count = levelCounts[factor]
            guard count < means.count else { return nil }
            var sums = [Double](repeating: 0, count: count), sizes = sums
            for (places, mean) in zip(places, means) {
                sums[places[factor]] += mean - grand
                sizes[places[factor]] += 1
            }
            let variance = zip(sums, sizes).reduce(0) { $0 + $1.0 * $1.0 / $1.1 } / Double(means.count)
            return Part(factors: [factor], variance: variance, degrees: Double(count - 1))
        }
    }

    /// Along one factor after the other, the last fastest: the mean over its values goes on without it, what is left
    /// goes on with it. After the last factor what remains is f_U.
    private func parts(of cube: [Double], factor: Int, chosen: [Int]) -> [Part] {
        guard factor < levelCounts.count else {
            if chosen.isEmpty { return [] }
            let degrees = chosen.reduce(1.0) { $0 * Double(levelCounts[$1] - 1) }
            let variance = cube.reduce(0) { $0 + $1 * $1 } / Double(cube.count)
            return [Part(factors: chosen, variance: variance, degrees: degrees)]
        }
        let count = levelCounts[factor]
        let rest = levelCounts[(factor + 1)...].reduce(1, *)
        // (chosen so far, values of this factor, rest)
        var means = [Double](repeating: 0, count: cube.count / count), centred = cube
        for i in cube.indices { means[i / (count * rest) * rest + i % rest] += cube[i] / Double(count) }
        for i in cube.indices { centred[i] -= means[i / (count * rest) * rest + i % rest] }
        return parts(of: means, factor: factor + 1, chosen: chosen)
            + parts(of: centred, factor: factor + 1, chosen: chosen + [factor])
    }
}
