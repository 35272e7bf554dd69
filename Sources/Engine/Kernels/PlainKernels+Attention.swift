import Glibc

extension PlainKernels {
    package func attention(
        _ y: Floats, statistics: Floats, _ qkv: Heads<Scalar>, keep: UnsafePointer<UInt16>?, scale: Scalar,
        shape: ModelShape, examples: Int, scratch: Floats
    ) {
        for head in Head<Scalar>.all(shape, examples) {
            for t in 0..<shape.T {
                let scores = self.scores(head, qkv, t)
                let largest = scores.max() ?? 0
                let total = scores.reduce(0) { $0 + power($1 - largest) }
                let row = head.row(t)
                (statistics[2 * row], statistics[2 * row + 1]) = (largest, 1 / total)
                for d in 0..<shape.headSize {
                    y[head.place(t, d)] = (0...t).reduce(0) { sum, s in
                        let weight = power(scores[s] - largest) / total
                        return sum + (head.keeps(keep, t, s) ? weight * (keep == nil ? 1 : scale) : 0) * qkv.v[head.place(s, d)]
                    }
                }
            }
        }
    }

    package func attentionBackward(
        _ dqkv: Heads<Scalar>, _ dy: Floats, statistics: Floats, _ qkv: Heads<Scalar>, keep: UnsafePointer<UInt16>?,
        scale: Scalar, shape: ModelShape, examples: Int, scratch: Floats
    ) {
        let byRoot = 1 / Scalar(shape.headSize).squareRoot(), channels = 0..<shape.headSize
        for head in Head<Scalar>.all(shape, examples) {
            for t in 0..<shape.T {
                for d in channels {
                    let place = head.place(t, d)
                    (dqkv.q[place], dqkv.k[place], dqkv.v[place]) = (0, 0, 0)
                }
            }
            for t in 0..<shape.T {
                let row = head.row(t)
                let weights = scores(head, qkv, t).map { power($0 - statistics[2 * row]) * statistics[2 * row + 1] }
                let factors = (0...t).map { s in head.keeps(keep, t, s) ? (keep == nil ? 1 : scale) : Scalar(0) }
                let dweights = (0...t).map { s in
                    factors[s] * channels.reduce(0) { $0 + dy[head.place(t, $1)] * qkv.v[head.place(s, $1)] }
                }
                let mean = (0...t).reduce(0) { $0 + dweights[$1] * weights[$1] }
                for s in 0...t {
                    let dscore = weights[s] * (dweights[s] - mean) * byRoot
                    for d in channels {
                        dqkv.q[head.place(t, d)] += dscore * qkv.k[head.place(s, d)]
                        dqkv.k[head.place(s, d)] += dscore * qkv.q[head.place(t, d)]
                        dqkv.v[head.place(s, d)] += weights[s] * factors[s] * dy[head.place(t, d)]
                    }
                }
            }
        }
    }

    package func cachedAttention(
        _ y: Floats, weights: Floats?, _ cache: CachedHeads<Scalar>, _ qkv: Heads<Scalar>, positions: Range<Int>,
        queries: Int, shape: ModelShape, scratch: Floats
    ) {
        let channels = 0..<shape.headSize, padded = Panels.paddedColumns(shape.T), width = Panels.paddedColumns(shape.headSize)
        let byRoot = 1 / Scalar(shape.headSize).squareRoot(), skipped = positions.count - queries
        for h in 0..<shape.H {
            func key(_ t: Int, _ d: Int) -> Int { (h * width + d) * padded + t }
            func value(_ t: Int, _ d: Int) -> Int { (h * shape.T + t) * width + d }
            func place(_ row: Int, _ d: Int, of rows: Int) -> Int { offset(row, h * shape.headSize + d, rows, shape.C) }
            for (row, t) in positions.enumerated() {
                for d in channels {
                    cache.keys[key(t, d)] = qkv.k[place(row, d, of: positions.count)]
                    cache.values[value(t, d)] = qkv.v[place(row, d, of: positions.count)]
                }
            }
            for (row, t) in positions.dropFirst(skipped).enumerated() {
                let scores = (0...t).map { s in
                    channels.reduce(0) { $0 + qkv.q[place(row, $1, of: queries)] * cache.keys[key(s, $1)] } * byRoot
                }
                let powers = scores.map { power($0 - (scores.max() ?? 0)) }, total = powers.reduce(0, +)
                for s in 0...t { weights?[(h * queries + row) * padded + s] = powers[s] / total }
                for d in channels {
                    y[place(row, d, of: queries)] = (0...t).reduce(0) { $0 + powers[$1] / total * cache.values[value($1, d)] }
                }
            }
        }
    }

    private func power(_ x: Scalar) -> Scalar { Scalar(exp(Double(x))) }

    /// The scores of position t with those up to itself.
    private func scores(_ head: Head<Scalar>, _ qkv: Heads<Scalar>, _ t: Int) -> [Scalar] {
        let byRoot = 1 / Scalar(head.shape.headSize).squareRoot()
        return (0...t).map { s in
            (0..<head.shape.headSize).reduce(0) { $0 + qkv.q[head.place(t, $1)] * qkv.k[head.place(s, $1)] } * byRoot
        }
    }
}

// MARK: Two positions

extension PlainKernels {
    package func pairAttention(
        _ y: Floats, weights: Floats, _ qkv: Heads<Scalar>, keep: Keep, scale: Scalar, shape: ModelShape, examples: Int
    ) {
        for head in Head<Scalar>.all(shape, examples) {
            let score = channels(head).reduce(0) { $0 + qkv.q[head.single($1)] * qkv.k[head.single($1)] }
                / Scalar(shape.headSize).squareRoot()
            let (first, second) = (1 / (1 + power(score)), 1 / (1 + power(-score)))
            (weights[head.weight(0, of: 2)], weights[head.weight(1, of: 2)]) = (first, second)
            let (f00, f10, f11) = factors(head, keep, scale)
            for d in channels(head) {
                let v0 = qkv.v[head.place(0, d)], v1 = qkv.v[head.place(1, d)]
                y[head.place(0, d)] = f00 * v0
                y[head.place(1, d)] = first * f10 * v0 + second * f11 * v1
            }
        }
    }

    package func pairAttentionBackward(
        _ dqkv: Heads<Scalar>, _ dy: Floats, weights: Floats, _ qkv: Heads<Scalar>, keep: Keep, scale: Scalar,
        shape: ModelShape, examples: Int
    ) {
        for head in Head<Scalar>.all(shape, examples) {
            let first = weights[head.weight(0, of: 2)], second = weights[head.weight(1, of: 2)]
            let (f00, f10, f11) = factors(head, keep, scale)
            func along(_ t: Int) -> Scalar {
                channels(head).reduce(0) { $0 + dy[head.place(1, $1)] * qkv.v[head.place(t, $1)] }
            }
            let dscore: Scalar = first * second * (f11 * along(1) - f10 * along(0)) / Scalar(shape.headSize).squareRoot()
            for d in channels(head) {
                let d0 = dy[head.place(0, d)], d1 = dy[head.place(1, d)]
                dqkv.q[head.single(d)] = dscore * qkv.k[head.single(d)]
                dqkv.k[head.single(d)] = dscore * qkv.q[head.single(d)]
                dqkv.v[head.place(0, d)] = f00 * d0 + first * f10 * d1
                dqkv.v[head.place(1, d)] = second * f11 * d1
            }
        }
    }

    package func pairDifference(_ y: Floats, _ x: Floats, examples: Int, cols: Int) {
        for i in 0..<examples {
            for c in 0..<Panels.paddedColumns(cols) {
                y[offset(i, c, examples, cols)] =
                    x[offset(examples + i, c, 2 * examples, cols)] - x[offset(i, c, 2 * examples, cols)]
            }
        }
    }

    package func addPairDifference(_ x: Floats, _ y: Floats, examples: Int, cols: Int) {
        for i in 0..<examples {
            for c in 0..<Panels.paddedColumns(cols) {
                x[offset(i, c, 2 * examples, cols)] -= y[offset(i, c, examples, cols)]
                x[offset(examples + i, c, 2 * examples, cols)] += y[offset(i, c, examples, cols)]
            }
        }
    }

    private func channels(_ head: Head<Scalar>) -> Range<Int> { 0..<head.shape.headSize }

    /// What dropout multiplies the weights by: first → first, second → first, second → second.
    private func factors(_ head: Head<Scalar>, _ keep: Keep, _ scale: Scalar) -> (Scalar, Scalar, Scalar) {
        guard let keep else { return (1, 1, 1) }
        func factor(_ i: Int) -> Scalar { keep[head.weight(i, of: 3)] == 0 ? 0 : scale }
        return (factor(0), factor(1), factor(2))
    }
}

/// One head of one example, and where its numbers lie.
private struct Head<Scalar> {
    let shape: ModelShape
    let examples: Int
    let example: Int
    let h: Int

    static func all(_ shape: ModelShape, _ examples: Int) -> [Head] {
        (0..<examples).flatMap { example in
            (0..<shape.H).map { Head(shape: shape, examples: examples, example: example, h: $0) }
        }
    }

    /// Position t's channel d in a matrix (T * examples, C).
    func place(_ t: Int, _ d: Int) -> Int {
        Panels.offset(row: t * examples + example, col: h * shape.headSize + d, rows: shape.T * examples, cols: shape.C)
    }

    /// Channel d in a matrix (examples, C).
    func single(_ d: Int) -> Int {
        Panels.offset(row: example, col: h * shape.headSize + d, rows: examples, cols: shape.C)
    }

    /// Position t's row of scores, among all.
    func row(_ t: Int) -> Int { (example * shape.H + h) * shape.T + t }

    /// Number i of `count` in an array (H, count, padded examples).
    func weight(_ i: Int, of count: Int) -> Int { (h * count + i) * Panels.paddedColumns(examples) + example }

    func keeps(_ keep: UnsafePointer<UInt16>?, _ t: Int, _ s: Int) -> Bool {
        guard let keep else { return true }
        return keep[row(t) * (Panels.paddedColumns(shape.T) / 16) + s / 16] >> UInt16(s % 16) & 1 == 1
    }
}
