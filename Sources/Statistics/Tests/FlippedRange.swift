/// A row of scores under each choice of signs.
struct FlippedRow {
    /// For each choice the mean of the signed scores, less their own mean.
    let means: [Double]
    /// How far its mean is below the best one.
    let gap: Double
}

/// How far below and above the best a row's mean may be before it is told from it.
struct FlippedReach {
    let below: Double
    let above: Double

    /// Of a row's mean less the best one's, made to agree with a p: nil where nothing bounds it.
    func interval(gap: Double, leavesOut0: Bool) -> Interval? {
        let below = leavesOut0 ? min(below, gap.nextDown) : max(below, gap)
        let above = max(above, -gap)
        return below.isFinite && above.isFinite ? .between(-gap - above, below - gap) : nil
    }
}

/// The best and the worst mean of some rows under each choice of signs.
struct FlippedRange {
    private let flips: SignFlips
    /// For each choice.
    private var highest: [Double]
    private var lowest: [Double]

    /// Of one row.
    init(_ means: [Double], _ flips: SignFlips) {
        self.flips = flips
        highest = means
        lowest = means
    }

    /// Takes in another row. Less their own mean n scores vary like n - 1, which is made up for.
    mutating func include(_ row: FlippedRow) {
        let factor = (Double(flips.seedCount) / Double(flips.seedCount - 1)).squareRoot()
        for choice in row.means.indices {
            highest[choice] = max(highest[choice], factor * row.means[choice])
            lowest[choice] = min(lowest[choice], factor * row.means[choice])
        }
    }

    /// The share of the choices under which a row as far below the best as this one is within reach.
    func p(of row: FlippedRow) -> Double {
        let least = row.gap * (1 - 1e-12), distances = distances(of: row, sign: 1)
        return Double(distances.count { $0 >= least }) / Double(distances.count)
    }

    func reach(of row: FlippedRow) -> FlippedReach {
        FlippedReach(below: edge(distances(of: row, sign: 1)), above: edge(distances(of: row, sign: -1)))
    }

    /// For each choice the distance x at which the range of the rows and of one with the mean `row's - x · sign · tilt` is
    /// x; infinite where all signs are alike.
    private func distances(of row: FlippedRow, sign: Double) -> [Double] {
        row.means.indices.map { choice in
            let tilt = sign * flips.tilts[choice]
            if tilt.magnitude >= 1 { return .infinity }
            return max(
                highest[choice] - lowest[choice], (row.means[choice] - lowest[choice]) / (1 + tilt),
                (highest[choice] - row.means[choice]) / (1 - tilt))
        }
    }

    /// The largest distance that more choices than the level allows reach.
    private func edge(_ distances: [Double]) -> Double {
        let rank = Int(flips.level * Double(distances.count))
        return distances.sorted(by: >)[rank]
    }
}
