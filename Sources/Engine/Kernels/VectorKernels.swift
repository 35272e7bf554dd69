internal import CKernels

/// The fast kernels: the variant of the C loops that suits this processor, or one asked for by name.
package struct VectorKernels: Kernels {
    package typealias Scalar = Float
    let table: ck_kernels

    package init(_ variant: KernelVariant = .fastest) {
        table = variant.table
    }

    package func product(_ product: MatrixProduct<Float>, scratch: Floats) {
        var described = product.described
        table.product(&described, 0, Panels.panelCount(cols: product.cols), scratch)
    }

    package func weightGradient(_ gradient: WeightGradient<Float>) {
        var described = gradient.described
        table.weight_gradient(&described, 0, Panels.panelCount(cols: gradient.cols))
    }

    package func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int
    ) {
        table.embed(x, wte, wpe, tokens, keep, scale, examples, shape.T, shape.V, shape.C)
    }

    package func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int
    ) {
        table.embed_backward(dwte, dwpe, dx, tokens, keep, scale, examples, shape.T, shape.V, shape.C)
    }

    package func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats, rows: Int, cols: Int
    ) {
        table.layer_norm(y, xhat, rstd, x, w, b, rows, cols)
    }

    package func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int
    ) {
        table.layer_norm_backward(dx, dw, db, dy, xhat, rstd, w, rows, cols)
    }

    package func attention(
        _ y: Floats, statistics: Floats, _ qkv: Heads<Float>, keep: UnsafePointer<UInt16>?, scale: Float,
        shape: ModelShape, examples: Int, scratch: Floats
    ) {
        table.attention(
            y, statistics, qkv.q, qkv.k, qkv.v, keep, scale, examples, shape.T, shape.H, shape.headSize, scratch)
    }

    package func attentionBackward(
        _ dqkv: Heads<Float>, _ dy: Floats, statistics: Floats, _ qkv: Heads<Float>, keep: UnsafePointer<UInt16>?,
        scale: Float, shape: ModelShape, examples: Int, scratch: Floats
    ) {
        table.attention_backward(
            dqkv.q, dqkv.k, dqkv.v, dy, statistics, qkv.q, qkv.k, qkv.v, keep, scale, examples, shape.T, shape.H,
            shape.headSize, scratch)
    }

    package func pairAttention(
        _ y: Floats, weights: Floats, _ qkv: Heads<Float>, keep: Keep, scale: Float, shape: ModelShape, examples: Int
    ) {
        table.pair_attention(y, weights, qkv.q, qkv.k, qkv.v, keep, scale, examples, shape.H, shape.headSize)
    }

    package func pairAttentionBackward(
        _ dqkv: Heads<Float>, _ dy: Floats, weights: Floats, _ qkv: Heads<Float>, keep: Keep, scale: Float,
        shape: ModelShape, examples: Int
    ) {
        table.pair_attention_backward(
            dqkv.q, dqkv.k, dqkv.v, dy, weights, qkv.q, qkv.k, qkv.v, keep, scale, examples, shape.H, shape.headSize)
    }

    package func pairDifference(_ y: Floats, _ x: Floats, examples: Int, cols: Int) {
        table.pair_difference(y, x, examples, cols)
    }

    package func addPairDifference(_ x: Floats, _ y: Floats, examples: Int, cols: Int) {
        table.add_pair_difference(x, y, examples, cols)
    }

    package func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Float, count: Int) {
        table.dropout(y, x, keep, scale, count)
    }

    package func crossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Float, rows: Int, cols: Int
    ) -> Double {
        table.bce(dlogits, logits, targets, factor, rows, cols)
    }

    package func squaredNorm(_ x: Floats, count: Int) -> Double {
        table.squared_norm(x, count)
    }

    package func adamW(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: AdamWStep) {
        let rounded = ck_adamw_step(
            clip: Float(step.clip), decay: Float(step.decay), step_size: Float(step.stepSize),
            root_correction: Float(step.rootCorrection))
        table.adamw(p, m, v, g, count, rounded)
    }
}

extension MatrixProduct<Float> {
    /// As the C loops take it.
    fileprivate var described: ck_product {
        var p = ck_product()
        (p.y, p.x, p.w) = (y.described, x.described, UnsafePointer(w))
        (p.rows, p.inner, p.cols, p.transposed) = (rows, inner, cols, transposed)
        switch start {
        case .zero: break
        case .bias(let bias): p.bias = UnsafePointer(bias)
        case .y: p.adds = true
        }
        switch epilogue {
        case .store: p.epilogue = CK_STORE
        case .gelu(let slope): (p.epilogue, p.other) = (CK_GELU, slope)
        case .residual(let keep, let scale): (p.epilogue, p.keep, p.scale) = (CK_RESIDUAL, keep, scale)
        case .times(let slope): (p.epilogue, p.other) = (CK_TIMES, slope)
        }
        return p
    }
}

extension WeightGradient<Float> {
    fileprivate var described: ck_weight_gradient {
        ck_weight_gradient(
            dw: dw, dbias: dbias, x: x.described, dy: dy.described, rows: rows, inner: inner, cols: cols)
    }
}

extension MatrixRows<Float> {
    fileprivate var described: ck_rows { ck_rows(start: matrix, rows: stored, first: first) }
}
