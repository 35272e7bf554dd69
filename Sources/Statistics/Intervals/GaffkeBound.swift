/// The 95 % interval of a mean of values from 0 to 1, for any number of them and any distribution (Gaffke 2005;
/// Learned-Miller & Thomas 2019).
///
/// A bound is a quantile of Σ wᵢ zᵢ, with z the sample and an end of the range, and w uniform over all shares that add up to
/// 1. Of zeros and ones it is Clopper and Pearson's. Of other values nobody has proved it, nor found a case where it fails.
enum GaffkeBound {
    /// - Parameter values: at least one, from 0 to 1.
    static func interval(of values: [Double]) -> Interval {
        .between(lower(of: values, 0.025), 1 - lower(of: values.map { 1 - $0 }, 0.025))
    }

    /// What the mean is at least, but for a chance of `level`.
    private static func lower(of values: [Double], _ level: Double) -> Double {
        let nodes = values + [0]
        var low = 0.0, high = values.max() ?? 0
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if probability(nodes, upTo: middle) < level { low = middle } else { high = middle }
        }
        return low
    }

    /// P(Σ wᵢ zᵢ ≤ t). With w as exponential variables over their sum, it is P(Σ over z above t of (z - t) E ≤ Σ over the
    /// others of (t - z) E): two chains of exponential steps race, and the one whose step ends first goes on.
    private static func probability(_ nodes: [Double], upTo t: Double) -> Double {
        let above = nodes.filter { $0 > t }.map { $0 - t }, below = nodes.filter { $0 < t }.map { t - $0 }
        // The chance that what is above ends first, with so many steps of each side left.
        var chances = [Double](repeating: 1, count: below.count + 1)
        chances[0] = 0
        for step in above {
            for (i, other) in below.enumerated() {
                chances[i + 1] = (other * chances[i + 1] + step * chances[i]) / (step + other)
            }
        }
        return chances[below.count]
    }
}
