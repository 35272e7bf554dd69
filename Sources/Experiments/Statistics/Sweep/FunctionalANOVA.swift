/// Splits the variance of the cells' means into what each set of factors explains.
struct FunctionalANOVA {
    /// A set of factors.
    struct Part {
        /// Their indices, rising; never empty.
        let factors: [Int]
        /// V_U, the mean of f_U².
        let variance: Double
        /// Π (values - 1)
        let degrees: Double
    }

    private let grid: ConfigurationGrid
    private let means: [Double]

    init(_ cells: ScoredCells) {
        grid = cells.grid
        means = cells.right.indices.map { cells.mean(of: [$0]) }
    }

    private var grand: Double { means.reduce(0, +) / Double(means.count) }

    /// The variance of the means.
    var variance: Double {
        let grand = grand
        return means.reduce(0) { $0 + ($1 - grand) * ($1 - grand) } / Double(means.count)
    }

    /// Every set of factors of a full grid.
    var allParts: [Part] {
        var cube = [Double](repeating: 0, count: means.count)
        for (places, mean) in zip(grid.places, means) {
            let position = zip(places, grid.factors).reduce(0) { $0 * $1.1.values.count + $1.0 }
            cube[position] = mean
        }
        return parts(of: cube, factor: 0, chosen: [])
    }

    /// The factors one by one, each over the configurations that there are. A factor of which no value occurs twice
    /// is left out: it would explain everything.
    var mainParts: [Part] {
        let grand = grand
        return grid.factors.indices.compactMap { factor in
            let count = grid.factors[factor].values.count
            guard count < means.count else { return nil }
            var sums = [Double](repeating: 0, count: count), sizes = sums
            for (places, mean) in zip(grid.places, means) {
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
        guard factor < grid.factors.count else {
            if chosen.isEmpty { return [] }
            let degrees = chosen.reduce(1.0) { $0 * Double(grid.factors[$1].values.count - 1) }
            let variance = cube.reduce(0) { $0 + $1 * $1 } / Double(cube.count)
            return [Part(factors: chosen, variance: variance, degrees: degrees)]
        }
        let count = grid.factors[factor].values.count
        let rest = grid.factors[(factor + 1)...].reduce(1) { $0 * $1.values.count }
        // (chosen so far, values of this factor, rest)
        var means = [Double](repeating: 0, count: cube.count / count), centred = cube
        for i in cube.indices { means[i / (count * rest) * rest + i % rest] += cube[i] / Double(count) }
        for i in cube.indices { centred[i] -= means[i / (count * rest) * rest + i % rest] }
        return parts(of: means, factor: factor + 1, chosen: chosen)
            + parts(of: centred, factor: factor + 1, chosen: chosen + [factor])
    }
}
