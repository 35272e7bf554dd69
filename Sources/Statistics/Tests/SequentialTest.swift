/// Looking at results more than once, after equal blocks of seeds, without raising the chance of an error: every
/// look tests at one nominal level (Pocock 1977).
package enum SequentialTest {
    /// The two-sided level of each of `looks` looks that errs in `overall` of all cases: 0.0158 for 5 looks and 5 %.
    ///
    /// From the distribution of the largest |Z| by recursive numerical integration (Armitage, McPherson & Rowe 1969),
    /// within 1e-7.
    ///
    /// - Parameter looks: at least 1.
    package static func nominalLevel(looks: Int, overall: Double = 0.05) -> Double {
        guard looks > 1 else { return overall }
        // Secants between the bound of one look and the one that would do for independent looks.
        var last = -Normal.quantile(overall / 2), bound = -Normal.quantile(overall / 2 / Double(looks))
        var lastError = crossing(last, looks: looks) - overall, error = crossing(bound, looks: looks) - overall
        while abs(error) > 1e-10, error != lastError {
            let next = bound - error * (bound - last) / (error - lastError)
            (last, lastError) = (bound, error)
            bound = next
            error = crossing(bound, looks: looks) - overall
        }
        return 2 * Normal.cumulative(-bound)
    }

    /// The chance that |Z| exceeds a bound at any of the looks.
    private static func crossing(_ bound: Double, looks: Int) -> Double {
        // The density of the sum of the blocks so far, at its nodes, among those that were never out of bounds.
        var nodes = GaussLegendre(halfWidth: bound, count: count(bound))
        var density = nodes.points.map(Normal.density)
        for look in 2...looks {
            let width = bound * Double(look).squareRoot()
            let next = GaussLegendre(halfWidth: width, count: count(width))
            let weighted = zip(density, nodes.weights).map { $0 * $1 }
            density = next.points.map { end in
                zip(nodes.points, weighted).reduce(0) { $0 + $1.1 * Normal.density(end - $1.0) }
            }
            nodes = next
        }
        return 1 - zip(density, nodes.weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Nodes enough for densities no narrower than that of one block.
    private static func count(_ halfWidth: Double) -> Int { 16 + Int(4 * halfWidth) }
}
