import Glibc

/// The loops as their formulas say, one element at a time: slow, short and general.
package struct PlainKernels<Scalar: BinaryFloatingPoint & BitwiseCopyable>: Kernels {
    package typealias Floats = UnsafeMutablePointer<Scalar>

    package init() {}

    /// The matrix element (row, col) at `x`.
    func offset(_ row: Int, _ col: Int, _ rows: Int, _ cols: Int) -> Int {
        Panels.offset(row: row, col: col, rows: rows, cols: cols)
    }

    private func mapped(_ x: Scalar, _ function: (Double) -> Double) -> Scalar { Scalar(function(Double(x))) }

    func dropped(_ x: Scalar, _ keep: Keep, _ place: Int, _ scale: Scalar) -> Scalar {
        guard let keep else { return x }
        return keep[place] == 0 ? 0 : x * scale
    }
}

// MARK: Products

extension PlainKernels {
    package func product(_ y: Floats, _ x: Floats, _ w: Floats, bias: Floats?, rows: Int, inner: Int, cols: Int) {
        for i in 0..<rows {
            for j in 0..<Panels.paddedColumns(cols) {
                var sum = bias?[j] ?? 0
                for k in 0..<inner {
                    sum.addProduct(x[offset(i, k, rows, inner)], w[offset(k, j, inner, cols)])
                }
                y[offset(i, j, rows, cols)] = sum
            }
        }
    }

    package func weightGradient(_ dw: Floats, _ dbias: Floats, _ x: Floats, _ dy: Floats, rows: Int, inner: Int, cols: Int) {
        for j in 0..<Panels.paddedColumns(cols) {
            dbias[j] = 0
            for i in 0..<rows { dbias[j] += dy[offset(i, j, rows, cols)] }
            for k in 0..<inner {
                var sum: Scalar = 0
                for i in 0..<rows { sum.addProduct(x[offset(i, k, rows, inner)], dy[offset(i, j, rows, cols)]) }
                dw[offset(k, j, inner, cols)] = sum
            }
        }
    }

    package func transpose(_ out: Floats, _ x: Floats, rows: Int, cols: Int) {
        for i in 0..<Panels.paddedColumns(rows) {
            for j in 0..<cols { out[offset(j, i, cols, rows)] = i < rows ? x[offset(i, j, rows, cols)] : 0 }
        }
    }
}

// MARK: Embedding

extension PlainKernels {
    package func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int
    ) {
        let rows = examples * shape.T
        for i in 0..<rows {
            for c in 0..<Panels.paddedColumns(shape.C) {
                let place = offset(i, c, rows, shape.C)
                let sum = wte[offset(Int(tokens[i]), c, shape.V, shape.C)] + wpe[offset(i % shape.T, c, shape.T, shape.C)]
                x[place] = dropped(sum, keep, place, scale)
            }
        }
    }

    package func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int
    ) {
        let rows = examples * shape.T
        dwte.update(repeating: 0, count: Panels.count(rows: shape.V, cols: shape.C))
        dwpe.update(repeating: 0, count: Panels.count(rows: shape.T, cols: shape.C))
        for i in 0..<rows {
            for c in 0..<shape.C {
                let place = offset(i, c, rows, shape.C)
                let d = dropped(dx[place], keep, place, scale)
                dwte[offset(Int(tokens[i]), c, shape.V, shape.C)] += d
                dwpe[offset(i % shape.T, c, shape.T, shape.C)] += d
            }
        }
    }
}

// MARK: LayerNorm

extension PlainKernels {
    package func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats, rows: Int, cols: Int
    ) {
        for i in 0..<rows {
            let row = (0..<cols).map { x[offset(i, $0, rows, cols)] }
            let mean = row.reduce(0, +) / Scalar(cols)
            let squares: Scalar = row.reduce(0) { (sum: Scalar, x: Scalar) -> Scalar in sum + (x - mean) * (x - mean) }
            let variance: Scalar = squares / Scalar(cols)
            rstd[i] = 1 / (variance + 1e-5).squareRoot()
            for c in 0..<Panels.paddedColumns(cols) {
                let place = offset(i, c, rows, cols)
                xhat[place] = c < cols ? (row[c] - mean) * rstd[i] : 0
                y[place] = xhat[place] * w[c] + b[c]
            }
        }
    }

    package func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int
    ) {
        dw.update(repeating: 0, count: Panels.paddedColumns(cols))
        db.update(repeating: 0, count: Panels.paddedColumns(cols))
        for i in 0..<rows {
            var mean: Scalar = 0, along: Scalar = 0
            for c in 0..<cols {
                let place = offset(i, c, rows, cols)
                mean += dy[place] * w[c] / Scalar(cols)
                along += dy[place] * w[c] * xhat[place] / Scalar(cols)
            }
            for c in 0..<cols {
                let place = offset(i, c, rows, cols)
                dw[c] += dy[place] * xhat[place]
                db[c] += dy[place]
                let inner: Scalar = dy[place] * w[c] - mean - xhat[place] * along
                dx[place] += rstd[i] * inner
            }
        }
    }
}

// MARK: Element by element

extension PlainKernels {
    package func gelu(_ x: Floats, slope: Floats, count: Int) {
        for i in 0..<count {
            let area = mapped(x[i]) { 0.5 * erfc(-$0 * 0.5.squareRoot()) }
            let density = mapped(x[i]) { exp(-0.5 * $0 * $0) / (2 * Double.pi).squareRoot() }
            slope[i] = area + x[i] * density
            x[i] *= area
        }
    }

    package func addDropout(_ x: Floats, _ y: Floats, keep: Keep, scale: Scalar, count: Int) {
        for i in 0..<count { x[i] += dropped(y[i], keep, i, scale) }
    }

    package func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Scalar, count: Int) {
        for i in 0..<count { y[i] = dropped(x[i], keep, i, scale) }
    }

    package func multiply(_ x: Floats, _ y: Floats, count: Int) {
        for i in 0..<count { x[i] *= y[i] }
    }
}

// MARK: Loss and update

extension PlainKernels {
    package func crossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Scalar, rows: Int, cols: Int
    ) -> Double {
        var sum = 0.0
        for i in 0..<rows {
            for c in 0..<Panels.paddedColumns(cols) {
                let place = offset(i, c, rows, cols)
                let z = logits[place], t = targets[place]
                guard c < cols else {
                    dlogits[place] = 0
                    continue
                }
                let remainder: Scalar = mapped(z) { log1p(exp(-abs($0))) }
                let sigmoid: Scalar = mapped(z) { 1 / (1 + exp(-$0)) }
                sum += Double(max(z, 0) - z * t + remainder)
                dlogits[place] = (sigmoid - t) * factor
            }
        }
        return sum
    }

    package func squaredNorm(_ x: Floats, count: Int) -> Double {
        (0..<count).reduce(0) { $0 + Double(x[$1]) * Double(x[$1]) }
    }

    package func adamW(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: AdamWStep) {
        for i in 0..<count {
            let d = g[i] * Scalar(step.clip)
            m[i] += (d - m[i]) * 0.1
            v[i] = v[i] * 0.999 + d * d * 0.001
            let denominator = v[i].squareRoot() / Scalar(step.rootCorrection) + 1e-8
            p[i] = p[i] * Scalar(step.decay) - Scalar(step.stepSize) * (m[i] / denominator)
        }
    }
}
