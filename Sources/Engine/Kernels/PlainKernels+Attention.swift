import Glibc

extension PlainKernels {
    /// Calls `body` for every head of every example, with the row of its position t and the columns
    /// of its channel d in q, k and v, and the place of weight (t, s).
    private func forEachHead(
        _ shape: ModelShape, _ examples: Int,
        _ body: (_ row: (Int) -> Int, _ column: (Int) -> Int, _ weight: (Int, Int) -> Int) -> Void
    ) {
        for example in 0..<examples {
            for h in 0..<shape.H {
                body({ example * shape.T + $0 }, { h * shape.headSize + $0 },
                     { (t, s) in ((example * shape.H + h) * shape.T + t) * shape.T + s })
            }
        }
    }

    package func attention(
        _ y: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Scalar, shape: ModelShape, examples: Int,
        scratch: Floats
    ) {
        let T = shape.T, C = shape.C, rows = examples * shape.T, channels = 0..<shape.headSize
        let byRoot = 1 / Scalar(shape.headSize).squareRoot()
        forEachHead(shape, examples) { row, column, weight in
            func q(_ t: Int, _ d: Int) -> Scalar { qkv[offset(row(t), column(d), rows, 3 * C)] }
            func k(_ t: Int, _ d: Int) -> Scalar { qkv[offset(row(t), C + column(d), rows, 3 * C)] }
            func v(_ t: Int, _ d: Int) -> Scalar { qkv[offset(row(t), 2 * C + column(d), rows, 3 * C)] }
            for t in 0..<T {
                let scores = (0...t).map { s in channels.reduce(0) { $0 + q(t, $1) * k(s, $1) } * byRoot }
                let largest = scores.max()!
                let powers = scores.map { Scalar(exp(Double($0 - largest))) }
                let total = powers.reduce(0, +)
                for s in 0..<T { weights[weight(t, s)] = s <= t ? powers[s] / total : 0 }
                for d in channels {
                    y[offset(row(t), column(d), rows, C)] = (0...t).reduce(0) {
                        $0 + dropped(weights[weight(t, $1)], keep, weight(t, $1), scale) * v($1, d)
                    }
                }
            }
        }
    }

    package func attentionBackward(
        _ dqkv: Floats, _ dy: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int, scratch: Floats
    ) {
        let T = shape.T, C = shape.C, rows = examples * shape.T, channels = 0..<shape.headSize
        let byRoot = 1 / Scalar(shape.headSize).squareRoot()
        forEachHead(shape, examples) { row, column, weight in
            func place(_ t: Int, _ part: Int, _ d: Int) -> Int {
                offset(row(t), part * C + column(d), rows, 3 * C)
            }
            func dout(_ t: Int, _ d: Int) -> Scalar { dy[offset(row(t), column(d), rows, C)] }
            for t in 0..<T { for part in 0..<3 { for d in channels { dqkv[place(t, part, d)] = 0 } } }
            for t in 0..<T {
                let dweights = (0...t).map { s in
                    dropped(channels.reduce(0) { $0 + dout(t, $1) * qkv[place(s, 2, $1)] }, keep, weight(t, s), scale)
                }
                let mean = (0...t).reduce(0) { $0 + dweights[$1] * weights[weight(t, $1)] }
                for s in 0...t {
                    let dscore = weights[weight(t, s)] * (dweights[s] - mean) * byRoot
                    let after = dropped(weights[weight(t, s)], keep, weight(t, s), scale)
                    for d in channels {
                        dqkv[place(t, 0, d)] += dscore * qkv[place(s, 1, d)]
                        dqkv[place(s, 1, d)] += dscore * qkv[place(t, 0, d)]
                        dqkv[place(s, 2, d)] += after * dout(t, d)
                    }
                }
            }
        }
    }
}
