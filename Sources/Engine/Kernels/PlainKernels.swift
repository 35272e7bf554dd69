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
    package func product(_ p: MatrixProduct<Scalar>, strip: Floats) {
        let toBF16 = p.bf16Scratch != nil
        if let update = p.update {
            self.update(
                p.w, update.firstMoments, update.secondMoments, update.gradients,
                count: Panels.count(rows: p.inner, cols: p.cols), step: update.step)
        }
        for i in 0..<p.rows {
            for j in 0..<Panels.paddedColumns(p.cols) {
                let place = p.y.offset(i, j, cols: p.cols)
                var sum: Scalar = switch p.start {
                case .zero: 0
                case .bias(let bias): bias[j]
                case .y: p.y.matrix[place]
                }
                for k in 0..<p.inner where j < p.cols || !p.transposed {
                    let weight = p.transposed ? offset(j, k, p.cols, p.inner) : offset(k, j, p.inner, p.cols)
                    let factor = p.x.matrix[p.x.offset(i, k, cols: p.inner)]
                    sum.addProduct(rounded(factor, toBF16: toBF16), rounded(p.w[weight], toBF16: toBF16))
                }
                finish(sum, p, at: place)
            }
        }
    }

    private func finish(_ sum: Scalar, _ p: MatrixProduct<Scalar>, at place: Int) {
        switch p.epilogue {
        case .store: p.y.matrix[place] = sum
        case .gelu(let slope): (p.y.matrix[place], slope[place]) = gelu(sum)
        case .residual(let keep, let scale): p.y.matrix[place] += dropped(sum, keep, place, scale)
        case .times(let slope): p.y.matrix[place] = sum * slope[place]
        }
    }

    /// gelu(x) and gelu'(x).
    private func gelu(_ x: Scalar) -> (Scalar, Scalar) {
        let area = mapped(x) { 0.5 * erfc(-$0 * 0.5.squareRoot()) }
        let density = mapped(x) { exp(-0.5 * $0 * $0) / (2 * Double.pi).squareRoot() }
        return (x * area, area + x * density)
    }

    package func weightGradient(_ g: WeightGradient<Scalar>, strip: Floats) {
        let toBF16 = g.bf16Scratch != nil
        for j in 0..<Panels.paddedColumns(g.cols) {
            // Four sums, of every fourth row each, added up in pairs.
            let sums = (0..<4).map { first in
                stride(from: first, to: g.rows, by: 4).reduce(Scalar(0)) { $0 + g.dy.matrix[g.dy.offset($1, j, cols: g.cols)] }
            }
            g.dbias?[j] = (sums[0] + sums[1]) + (sums[2] + sums[3])
            for k in 0..<g.inner {
                var sum: Scalar = 0
                for i in 0..<g.rows {
                    let factor = g.x.matrix[g.x.offset(i, k, cols: g.inner)], dy = g.dy.matrix[g.dy.offset(i, j, cols: g.cols)]
                    sum.addProduct(rounded(factor, toBF16: toBF16), rounded(dy, toBF16: toBF16))
                }
                g.dw[offset(k, j, g.inner, g.cols)] = sum
            }
        }
        sumSquares(g.squares, g.dw, rows: g.inner, cols: g.cols)
    }
}

extension PlainKernels {
    /// The value as it is, or rounded to the nearest bf16: float with seven bits of mantissa, denormals zero.
    private func rounded(_ x: Scalar, toBF16: Bool) -> Scalar {
        guard toBF16, x.isFinite, x != 0 else { return x }
        let float = Float(x)
        guard float.isNormal else { return 0 }
        let unit = Float(sign: .plus, exponent: float.exponent - 7, significand: 1)
        return Scalar((float / unit).rounded(.toNearestOrEven) * unit)
    }
}

// MARK: Embedding

extension PlainKernels {
    package func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        positions: Range<Int>, examples: Int
    ) {
        let rows = positions.count * examples
        for i in 0..<rows {
            let t = positions.lowerBound + i / examples
            for c in 0..<Panels.paddedColumns(shape.C) {
                let place = offset(i, c, rows, shape.C)
                let sum = wte[offset(Int(tokens[i]), c, shape.V, shape.C)] + wpe[offset(t, c, shape.T, shape.C)]
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
                dwpe[offset(i / examples, c, shape.T, shape.C)] += d
            }
        }
    }
}

// MARK: Transposition

extension PlainKernels {
    package func transpose(_ y: Floats, _ x: Floats, rows: Int, cols: Int) {
        for i in 0..<rows {
            for j in 0..<cols { y[offset(j, i, cols, rows)] = x[offset(i, j, rows, cols)] }
        }
    }

    package func addTransposed(_ y: Floats, squares: UnsafeMutablePointer<Double>, _ x: Floats, rows: Int, cols: Int) {
        for i in 0..<rows {
            for j in 0..<cols { y[offset(j, i, cols, rows)] += x[offset(i, j, rows, cols)] }
        }
        sumSquares(squares, y, rows: cols, cols: rows)
    }

    /// The sum of squares of each panel of x.
    private func sumSquares(_ squares: UnsafeMutablePointer<Double>, _ x: Floats, rows: Int, cols: Int) {
        for panel in 0..<Panels.panelCount(cols: cols) {
            let start = panel * Panels.width
            squares[panel] = squaredNorm(x + start * rows, count: rows * Panels.widthOfPanel(holding: start, cols: cols))
        }
    }
}

// MARK: LayerNorm

extension PlainKernels {
    package func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats?, rows: Int, cols: Int
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
                y[place] = xhat[place] * w[c] + (b?[c] ?? 0)
            }
        }
    }

    package func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats?, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int
    ) {
        dw.update(repeating: 0, count: Panels.paddedColumns(cols))
        db?.update(repeating: 0, count: Panels.paddedColumns(cols))
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
                db?[c] += dy[place]
                let inner: Scalar = dy[place] * w[c] - mean - xhat[place] * along
                dx[place] += rstd[i] * inner
            }
        }
    }
}

// MARK: Element by element

extension PlainKernels {
    package func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Scalar, count: Int) {
        for i in 0..<count { y[i] = dropped(x[i], keep, i, scale) }
    }
}

// MARK: Loss and update

extension PlainKernels {
    package func binaryCrossEntropy(
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

    package func nextTokenLoss(
        _ logits: Floats, nats: Floats, targets: Tokens, factor: Scalar, rows: Int, cols: Int
    ) -> Double {
        for i in 0..<rows {
            let row = (0..<cols).map { logits[offset(i, $0, rows, cols)] }, largest = row.max() ?? 0
            let powers = row.map { z in mapped(z - largest, exp) }, total = powers.reduce(0, +)
            nats[i] = mapped(total, log) - (row[Int(targets[i])] - largest)
            for c in 0..<Panels.paddedColumns(cols) {
                let isTarget: Scalar = c == Int(targets[i]) ? 1 : 0
                logits[offset(i, c, rows, cols)] = c < cols ? (powers[c] / total - isTarget) * factor : 0
            }
        }
        return (0..<rows).reduce(0) { $0 + Double(nats[$1]) }
    }

    package func argMax(_ columns: UnsafeMutablePointer<Int32>, _ x: Floats, rows: Int, cols: Int) {
        for i in 0..<rows {
            let row = (0..<cols).map { x[offset(i, $0, rows, cols)] }
            columns[i] = Int32(row.indices.reduce(0) { row[$1] > row[$0] ? $1 : $0 })
        }
    }

    package func squaredNorm(_ x: Floats, count: Int) -> Double {
        (0..<count).reduce(0) { $0 + Double(x[$1]) * Double(x[$1]) }
    }

    package func update(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: UpdateStep) {
        for i in 0..<count {
            let d = g[i] * Scalar(step.clip), decayed = d + p[i] * Scalar(step.decay)
            switch step.rule {
            case .adamw:
                p[i] *= Scalar(step.decay)
                adam(&p[i], &m[i], &v[i], d, step)
            case .adam:
                adam(&p[i], &m[i], &v[i], decayed, step)
            case .sgd:
                m[i] = m[i] * Scalar(step.momentum) + decayed
                p[i] -= Scalar(step.stepSize) * m[i]
            }
        }
    }

    private func adam(_ p: inout Scalar, _ m: inout Scalar, _ v: inout Scalar, _ d: Scalar, _ step: UpdateStep) {
        m += (d - m) * Scalar(1 - step.beta1)
        v = v * Scalar(step.beta2) + d * d * Scalar(1 - step.beta2)
        p -= Scalar(step.stepSize) * (m / (v.squareRoot() / Scalar(step.rootCorrection) + 1e-8))
    }
}
