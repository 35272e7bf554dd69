extension Model {
    /// Every parameter's gradient, in `buffers.gradients`, from the logits' gradient in `buffers.logits`,
    /// after a `forward` of the whole training batch with `dropping`.
    func backward<W: PassWatch>(watch: inout W) throws(TrainingFailure) {
        let rows = shape.rows, b = buffers
        let scale = dropoutScale, drops = shape.hasDropout, narrow = Panels.count(rows: rows, cols: shape.C)
        try linearBackward(b.branch, b.logits, b.finalNorm.output, layout.head, watch: &watch)
        b.residual.update(repeating: 0, count: narrow)
        try normalizeBackward(b.branch, b.finalNorm, layout.lnF, watch: &watch)
        for layer in b.blocks.indices.reversed() {
            let block = b.blocks[layer], at = layout.blocks[layer]
            try watch.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepHidden) : nil, scale: scale, count: narrow)
            // GELU's gradient takes the place of its slope.
            try linearBackward(
                block.slope, b.branch, block.hidden, at.contraction, .times(slope: block.slope), watch: &watch)
            try linearBackward(b.branch, block.slope, block.norm2.output, at.expansion, watch: &watch)
            try normalizeBackward(b.branch, block.norm2, at.ln2, watch: &watch)

            try watch.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepAttended) : nil, scale: scale,
                count: narrow)
            try linearBackward(b.branchGradient, b.branch, block.attended, at.projection, watch: &watch)
            try attendBackward(block, at, watch: &watch)
            try normalizeBackward(b.branch, block.norm1, at.ln1, watch: &watch)
        }
        try watch.enter(.embedding)
        kernels.embedBackward(
            gradient(layout.wte), gradient(layout.wpe), b.residual, b.tokens,
            keep: drops ? UnsafePointer(b.keepEmbedding) : nil, scale: scale, shape: shape, examples: shape.B)
    }

    /// From the gradient of `block.attended`, in `branchGradient`, to that of the norm's output, in `branch`.
    private func attendBackward<W: PassWatch>(
        _ block: ModelBuffers<Scalar>.Block, _ at: ParameterLayout.Block, watch: inout W
    ) throws(TrainingFailure) {
        let B = shape.B, rows = shape.rows, C = shape.C, b = buffers, x = block.norm1.output
        let (queries, keys, values) = (at.attention.part(0), at.attention.part(1), at.attention.part(2))
        let (all, one) = (MatrixRows(b.branch, stored: rows), MatrixRows(b.branch, stored: rows, first: rows - B))
        try watch.enter(.attention)
        guard shape.hasPairs else {
            kernels.attentionBackward(
                b.qkvGradient, b.branchGradient, statistics: block.scores, block.qkv,
                keep: shape.hasDropout ? UnsafePointer(block.keepScores) : nil, scale: dropoutScale, shape: shape,
                examples: B, scratch: b.scratch)
            let input = MatrixRows(x, stored: rows)
            try linearBackward(all, MatrixRows(b.qkvGradient.v, stored: rows), input, values, rows: rows, watch: &watch)
            try linearBackward(
                all, MatrixRows(b.qkvGradient.q, stored: rows), input, queries, rows: rows, start: .y, watch: &watch)
            return try linearBackward(
                all, MatrixRows(b.qkvGradient.k, stored: rows), input, keys, rows: rows, start: .y, watch: &watch)
        }
        kernels.pairAttentionBackward(
            b.qkvGradient, b.branchGradient, weights: block.scores, block.qkv,
            keep: shape.hasDropout ? UnsafePointer(block.keepPairs) : nil, scale: dropoutScale, shape: shape, examples: B)
        try linearBackward(
            all, MatrixRows(b.qkvGradient.v, stored: rows), MatrixRows(x, stored: rows), values, rows: rows, watch: &watch)
        try linearBackward(
            one, MatrixRows(b.qkvGradient.q, stored: B), MatrixRows(x, stored: rows, first: B), queries, rows: B,
            start: .y, watch: &watch)
        try linearBackward(
            MatrixRows(b.differenceGradient, stored: B), MatrixRows(b.qkvGradient.k, stored: B),
            MatrixRows(block.difference, stored: B), keys, rows: B, watch: &watch)
        // No score depends on the keys' bias: its gradient is zero.
        gradient(keys.bias).update(repeating: 0, count: keys.bias.count)
        try watch.enter(.attention)
        kernels.addPairDifference(b.branch, b.differenceGradient, examples: B, cols: C)
    }

    /// The residual stream's gradient += what comes back through a norm from `dy`.
    private func normalizeBackward<W: PassWatch>(
        _ dy: UnsafeMutablePointer<Scalar>, _ norm: ModelBuffers<Scalar>.Norm, _ at: ParameterLayout.Pair,
        watch: inout W
    ) throws(TrainingFailure) {
        try watch.enter(.layerNorm)
        kernels.layerNormBackward(
            buffers.residual, gradient(at.weight), gradient(at.bias), dy, xhat: norm.xhat, rstd: norm.rstd,
            parameter(at.weight), rows: shape.rows, cols: shape.C)
    }

    /// The same for all rows of the training batch.
    private func linearBackward<W: PassWatch>(
        _ dx: UnsafeMutablePointer<Scalar>, _ dy: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>,
        _ at: ParameterLayout.Pair, _ epilogue: MatrixProduct<Scalar>.Epilogue = .store, watch: inout W
    ) throws(TrainingFailure) {
        let rows = shape.rows
        try linearBackward(
            MatrixRows(dx, stored: rows), MatrixRows(dy, stored: rows), MatrixRows(x, stored: rows), at, rows: rows,
            epilogue: epilogue, watch: &watch)
    }

    /// dW = dyᵀ · x and db; then dx (rows, fan-in) = dy (rows, fan-out) · W. `dx` must not be `dy`.
    private func linearBackward<W: PassWatch>(
        _ dx: MatrixRows<Scalar>, _ dy: MatrixRows<Scalar>, _ x: MatrixRows<Scalar>, _ at: ParameterLayout.Pair,
        rows: Int, start: MatrixProduct<Scalar>.Start = .zero, epilogue: MatrixProduct<Scalar>.Epilogue = .store,
        watch: inout W
    ) throws(TrainingFailure) {
        let fanIn = at.weight.cols, fanOut = at.weight.rows
        try watch.enter(.products)
        kernels.weightGradient(
            WeightGradient(
                gradient(at.weight), gradient(at.bias), x, dy, rows: rows, inner: fanIn, cols: fanOut,
                squares: buffers.squares + at.weight.firstPanel, narrowing: buffers.narrowing),
            strip: buffers.strip)
        try watch.enter(.products)
        kernels.product(
            MatrixProduct(
                dx, dy, parameter(at.weight), transposed: true, rows: rows, inner: fanOut, cols: fanIn,
                partial: buffers.partial, start: start, epilogue: epilogue, narrowing: buffers.narrowing?.x),
            strip: buffers.strip)
    }
}
