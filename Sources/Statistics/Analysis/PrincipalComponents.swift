/// The directions in which some vectors differ most, and where the vectors lie along them.
///
/// With X the vectors less their mean, one a row, the components are the eigenvectors of XXᵀ times the roots of their
/// eigenvalues. XXᵀ is as large as there are vectors, however long they are; of many vectors it is XᵀX that is taken apart,
/// and X is projected on its eigenvectors. These are found by Jacobi's rotations, cyclic by rows (Golub and Van Loan, Matrix
/// Computations, 8.5). The same numbers give the same bits.
package struct PrincipalComponents: Hashable, Sendable {
    /// For each component, the first first, the place of each vector. The place of largest magnitude, of equals the
    /// first, is positive: a component and its opposite are the same.
    package let places: [[Double]]
    /// Each component's share of the vectors' variance, 0 to 1; 0 where all vectors are equal.
    package let shares: [Double]

    /// - Parameters:
    ///   - vectors: of one length.
    ///   - count: how many components; there are no more than vectors.
    package init(of vectors: [[Double]], count: Int) {
        let centered = Self.centered(vectors), length = vectors.first?.count ?? 0
        let isTall = vectors.count > Self.manyVectors && length < vectors.count
        let rows = isTall ? (0..<length).map { column in centered.map { $0[column] } } : centered
        let (values, directions) = Self.eigen(Self.products(of: rows))
        let order = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }.prefix(max(0, count))
        let total = values.reduce(0) { $0 + max(0, $1) }
        shares = order.map { total > 0 ? max(0, values[$0]) / total : 0 }
        places = order.map { component in
            let direction = directions.map { $0[component] }, root = max(0, values[component]).squareRoot()
            return Self.withFixedSign(isTall ? centered.map { Self.product($0, direction) } : direction.map { $0 * root })
        }
    }

    /// From here on the smaller matrix is worth it.
    private static let manyVectors = 256

    private static func withFixedSign(_ places: [Double]) -> [Double] {
        let largest = places.max { $0.magnitude < $1.magnitude } ?? 0
        // Of places of one magnitude, as far as rounding lets them be told apart, the first decides.
        let first = places.first { $0.magnitude >= largest.magnitude * (1 - 1e-9) } ?? 0
        return first < 0 ? places.map { -$0 } : places
    }

    /// The vectors less their mean.
    private static func centered(_ vectors: [[Double]]) -> [[Double]] {
        guard let length = vectors.first?.count else { return [] }
        let means = (0..<length).map { column in vectors.reduce(0) { $0 + $1[column] } / Double(vectors.count) }
        return vectors.map { vector in zip(vector, means).map { $0 - $1 } }
    }

    /// Each row by each, (rows, rows).
    private static func products(of rows: [[Double]]) -> [[Double]] {
        rows.map { one in rows.map { product(one, $0) } }
    }

    private static func product(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }

    /// Eigenvalues and, as columns, eigenvectors of a symmetric matrix.
    private static func eigen(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
        let n = matrix.count
        var a = matrix
        var v = (0..<n).map { row in (0..<n).map { $0 == row ? 1.0 : 0 } }
        let size = a.joined().reduce(0) { $0 + $1 * $1 }
        // Converges quadratically: a matrix of 24 rows takes some six sweeps.
        for _ in 0..<50 {
            var rest = 0.0
            for p in 0..<n { for q in 0..<p { rest += a[p][q] * a[p][q] } }
            if rest <= 1e-30 * size { break }
            for p in 0..<n { for q in (p + 1)..<max(n, p + 1) { rotate(&a, &v, p, q) } }
        }
        return (a.indices.map { a[$0][$0] }, v)
    }

    /// Turns the plane of p and q so that a[p][q] becomes 0.
    private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
        guard a[p][q] != 0 else { return }
        let theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (theta < 0 ? -1 : 1) / (theta.magnitude + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot(), s = t * c
        for k in a.indices {
            (a[k][p], a[k][q]) = (c * a[k][p] - s * a[k][q], s * a[k][p] + c * a[k][q])
        }
        for k in a.indices {
            (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k])
            (v[k][p], v[k][q]) = (c * v[k][p] - s * v[k][q], s * v[k][p] + c * v[k][q])
        }
    }
}
