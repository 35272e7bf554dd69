internal import CKernels

/// The fast kernels: the variant of the C loops that suits this processor, or one asked for by name.
package struct VectorKernels: Kernels {
    package typealias Scalar = Float
    let table: ck_kernels
    private let team: ThreadTeam?

    /// - Parameter team: who helps with the products.
    package init(_ variant: KernelVariant = .standard, team: ThreadTeam? = nil) {
        table = variant.table
        self.team = team
    }

    package func product(_ product: MatrixProduct<Float>, strip: Floats) {
        var described = product.described
        if let room = product.bf16Scratch {
            table.to_bf16(room, &described.x, product.rows, product.inner, CK_COLUMNS)
            described.x = ck_rows(start: room, rows: product.rows, first: 0)
            described.is_bf16 = true
        }
        let panels = Panels.panelCount(cols: product.cols)
        if let team, team.isWorthSharing(multiplyAdds: product.rows * product.inner * product.cols) {
            team.share(PanelTask(work: .product(described, with: table), panels: panels), strip: strip)
        } else {
            table.product(&described, 0, panels, strip)
        }
    }

    package func weightGradient(_ gradient: WeightGradient<Float>, strip: Floats) {
        var described = gradient.described
        if let room = gradient.bf16Scratch {
            table.to_bf16(room.x, &described.x, gradient.rows, gradient.inner, CK_ROWS_OF_X)
            table.to_bf16(room.dy, &described.dy, gradient.rows, gradient.cols, CK_ROWS_OF_DY)
            (described.bf16_x, described.bf16_dy) = (UnsafePointer(room.x), UnsafePointer(room.dy))
        }
        let panels = Panels.panelCount(cols: gradient.cols)
        if let team, team.isWorthSharing(multiplyAdds: gradient.rows * gradient.inner * gradient.cols) {
            team.share(PanelTask(work: .gradient(described, with: table), panels: panels), strip: strip)
        } else {
            table.weight_gradient(&described, 0, panels)
        }
    }

    package func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        positions: Range<Int>, examples: Int
    ) {
        table.embed(
            x, wte, wpe, tokens, keep, scale, positions.count * examples, positions.lowerBound, examples, shape.T, shape.V, shape.C)
    }

    package func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int
    ) {
        table.embed_backward(dwte, dwpe, dx, tokens, keep, scale, examples, shape.T, shape.V, shape.C)
    }

    package func transpose(_ y: Floats, _ x: Floats, rows: Int, cols: Int) {
        table.transpose(y, x, rows, cols)
    }

    package func addTransposed(_ y: Floats, squares: UnsafeMutablePointer<Double>, _ x: Floats, rows: Int, cols: Int) {
        table.add_transposed(y, squares, x, rows, cols)
    }

    package func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats?, rows: Int, cols: Int
    ) {
        table.layer_norm(y, xhat, rstd, x, w, b, rows, cols)
    }

    package func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats?, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
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

    package func cachedAttention(
        _ y: Floats, weights: Floats?, _ cache: CachedHeads<Float>, _ qkv: Heads<Float>, positions: Range<Int>,
        queries: Int, shape: ModelShape, scratch: Floats
    ) {
        table.cached_attention(
            y, weights, cache.keys, cache.values, qkv.q, qkv.k, qkv.v, positions.lowerBound, positions.count, queries,
            shape.T, shape.H, shape.headSize, scratch)
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

    package func binaryCrossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Float, rows: Int, cols: Int
    ) -> Double {
        table.binary_cross_entropy(dlogits, logits, targets, factor, rows, cols)
    }

    package func nextTokenLoss(
        _ logits: Floats, nats: Floats, targets: Tokens, factor: Float, rows: Int, cols: Int
    ) -> Double {
        table.next_token_loss(logits, nats, targets, factor, rows, cols)
    }

    package func argMax(_ columns: UnsafeMutablePointer<Int32>, _ x: Floats, rows: Int, cols: Int) {
        table.arg_max(columns, x, rows, cols)
    }

    package func squaredNorm(_ x: Floats, count: Int) -> Double {
        table.squared_norm(x, count)
    }

    package func update(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: UpdateStep) {
        table.update(p, m, v, g, count, step.rounded)
    }
}

extension UpdateStep {
    fileprivate var rounded: ck_update_step {
        ck_update_step(
            rule: rule.described, clip: Float(clip), decay: Float(decay), step_size: Float(stepSize),
            root_correction: Float(rootCorrection), mean_share: Float(1 - beta1), square_keep: Float(beta2),
            square_share: Float(1 - beta2), momentum: Float(momentum))
    }
}

extension UpdateRule {
    fileprivate var described: ck_update_rule {
        switch self {
        case .adamw: CK_ADAMW
        case .adam: CK_ADAM
        case .sgd: CK_SGD
        }
    }
}

extension MatrixProduct<Float> {
    /// As the C loops take it.
    fileprivate var described: ck_product {
        var p = ck_product()
        (p.y, p.x, p.w) = (y.described, x.described, w)
        (p.rows, p.inner, p.cols, p.transposed) = (rows, inner, cols, transposed)
        p.partial = partial
        if let update {
            p.updates = true
            p.update = ck_update(
                first_moments: update.firstMoments, second_moments: update.secondMoments,
                gradients: UnsafePointer(update.gradients), step: update.step.rounded)
        }
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
            dw: dw, dbias: dbias, x: x.described, dy: dy.described, squares: squares, rows: rows, inner: inner,
            cols: cols, bf16_x: nil, bf16_dy: nil)
    }
}

extension MatrixRows<Float> {
    fileprivate var described: ck_rows { ck_rows(start: matrix, rows: stored, first: first) }
}
