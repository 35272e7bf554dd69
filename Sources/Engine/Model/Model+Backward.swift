extension Model {
    /// Every parameter's gradient, in `buffers.gradients`, from the logits' gradient in `buffers.logits`,
    /// after a `forward` of the whole training batch with `dropping`.
    func backward(observer: any PassObserver) throws(TrainingFailure) {
        let rows = shape.rows, b = buffers
        let scale = dropoutScale, drops = shape.hasDropout, count = Panels.count(rows: rows, cols: shape.C)
        try linearBackward(b.branch, b.logits, b.finalNorm.output, layout.head, observer: observer)
        b.residual.update(repeating: 0, count: count)
        try normalizeBackward(b.branch, b.finalNorm, layout.lnF, observer: observer)
        for layer in b.blocks.indices.reversed() {
            let block = b.blocks[layer], at = layout.blocks[layer]
            try observer.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepHidden) : nil, scale: scale, count: count)
            // GELU's gradient takes the place of its slope.
            try linearBackward(
                block.slope, b.branch, block.hidden, at.mlpProjection, .times(slope: block.slope), observer: observer)
            try linearBackward(b.branch, block.slope, block.norm2.output, at.mlpFC, observer: observer)
            try normalizeBackward(b.branch, block.norm2, at.ln2, observer: observer)

            try observer.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepAttended) : nil, scale: scale,
                count: count)
            try linearBackward(b.branchGradient, b.branch, block.attended, at.attentionProjection, observer: observer)
            try attendBackward(block, at, observer: observer)
            try normalizeBackward(b.branch, block.norm1, at.ln1, observer: observer)
        }
        try observer.enter(.embedding)
        kernels.embedBackward(
            shape.isTied ? b.tableGradient : gradient(layout.wte), gradient(layout.wpe), b.residual, b.tokens,
            keep: drops ? UnsafePointer(b.keepEmbedding) : nil, scale: scale, shape: shape, examples: shape.B)
        guard shape.isTied else { return }
        kernels.addTransposed(
            gradient(layout.wte), squares: b.squares + layout.wte.firstPanel, b.tableGradient, rows: shape.V, cols: shape.C)
    }

    /// From the gradient of `block.attended`, in `branchGradient`, to that of the norm's output, in `branch`.
    private func attendBackward(
        _ block: ModelBuffers<Scalar>.Block, _ at: ParameterLayout.Block, observer: any PassObserver
    ) throws(TrainingFailure) {
        let B = shape.B, rows = shape.rows, C = shape.C, b = buffers, x = block.norm1.output
        let (queries, keys, values) = (at.attention.part(0), at.attention.part(1), at.attention.part(2))
        let (all, one) = (MatrixRows(b.branch, stored: rows), MatrixRows(b.branch, stored: rows, first: rows - B))
        try observer.enter(.attention)
        guard shape.hasPairs else {
            kernels.attentionBackward(
                b.qkvGradient, b.branchGradient, statistics: block.scores, block.qkv,
                keep: shape.hasDropout ? UnsafePointer(block.keepScores) : nil, scale: dropoutScale, shape: shape,
                examples: B, scratch: b.scratch)
            let input = MatrixRows(x, stored: rows)
            try linearBackward(all, MatrixRows(b.qkvGradient.v, stored: rows), input, values, rows: rows, observer: observer)
            try linearBackward(
                all, MatrixRows(b.qkvGradient.q, stored: rows), input, queries, rows: rows, start: .y, observer: observer)
            return try linearBackward(
                all, MatrixRows(b.qkvGradient.k, stored: rows), input, keys, rows: rows, start: .y, observer: observer)
        }
        kernels.pairAttentionBackward(
            b.qkvGradient, b.branchGradient, weights: block.scores, block.qkv,
            keep: shape.hasDropout ? UnsafePointer(block.keepPairs) : nil, scale: dropoutScale, shape: shape, examples: B)
        try linearBackward(
            all, MatrixRows(b.qkvGradient.v, stored: rows), MatrixRows(x, stored: rows), values, rows: rows, observer: observer)
        try linearBackward(
            one, MatrixRows(b.qkvGradient.q, stored: B), MatrixRows(x, stored: rows, first: B), queries, rows: B,
            start: .y, observer: observer)
        try linearBackward(
            MatrixRows(b.differenceGradient, stored: B), MatrixRows(b.qkvGradient.k, stored: B),
            MatrixRows(block.difference, stored: B), keys, rows: B, observer: observer)
        // No score depends on the keys' bias: its gradient is zero.
        if let bias = keys.bias { gradient(bias).update(repeating: 0, count: bias.count) }
        try observer.enter(.attention)
        kernels.addPairDifference(b.branch, b.differenceGradient, examples: B, cols: C)
    }

    /// The residual stream's gradient += what comes back through a norm from `dy`.
    private func normalizeBackward(
        _ dy: UnsafeMutablePointer<Scalar>, _ norm: ModelBuffers<Scalar>.Norm, _ at: ParameterLayout.Pair,
        observer: any PassObserver
    ) throws(TrainingFailure) {
        try observer.enter(.layerNorm)
        kernels.layerNormBackward(
            buffers.residual, gradient(at.weight), at.bias.map(gradient), dy, xhat: norm.xhat, rstd: norm.rstd,
            parameter(at.weight), rows: shape.rows, cols: shape.C)
    }

    /// The same for all rows of the training batch.
    private func linearBackward(
        _ dx: UnsafeMutablePointer<Scalar>, _ dy: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>,
        _ at: ParameterLayout.Pair, _ epilogue: MatrixProduct<Scalar>.Epilogue = .store, observer: any PassObserver
    ) throws(TrainingFailure) {
        let rows = shape.rows
        try linearBackward(
            MatrixRows(dx, stored: rows), MatrixRows(dy, stored: rows), MatrixRows(x, stored: rows), at, rows: rows,
            epilogue: epilogue, observer: observer)
    }

    /// dW = dyᵀ · x and db; then dx (rows, fan-in) = dy (rows, fan-out) · W. `dx` must not be `dy`.
    private func linearBackward(
        _ dx: MatrixRows<Scalar>, _ dy: MatrixRows<Scalar>, _ x: MatrixRows<Scalar>, _ at: ParameterLayout.Pair,
        rows: Int, start: MatrixProduct<Scalar>.Start = .zero, epilogue: MatrixProduct<Scalar>.Epilogue = .store,
        observer: any PassObserver
    ) throws(TrainingFailure) {
        let fanIn = at.weight.cols, fanOut = at.weight.rows
        try observer.enter(.products)
        kernels.weightGradient(
            WeightGradient(
                gradient(at.weight), at.bias.map(gradient), x, dy, rows: rows, inner: fanIn, cols: fanOut,
                squares: buffers.squares + at.weight.firstPanel, bf16Scratch: buffers.bf16Scratch),
            strip: buffers.strip)
        try observer.enter(.products)
        kernels.product(
            MatrixProduct(
                dx, dy, parameter(at.weight), transposed: true, rows: rows, inner: fanOut, cols: fanIn,
                partial: buffers.partial, start: start, epilogue: epilogue, bf16Scratch: buffers.bf16Scratch?.x),
            strip: buffers.strip)
    }
}
