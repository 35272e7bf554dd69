extension Model {
    /// Every parameter's gradient, in `buffers.gradients`, from the logits' gradient in `buffers.logits`,
    /// after a `forward` of the whole training batch with `dropping`.
    func backward<W: PassWatch>(watch: inout W) throws(TrainingFailure) {
        let rows = shape.rows, C = shape.C, b = buffers
        let scale = dropoutScale, drops = shape.hasDropout, narrow = Panels.count(rows: rows, cols: C)
        try linearBackward(b.branch, b.logits, b.finalNorm.output, layout.head, watch: &watch)
        b.residual.update(repeating: 0, count: narrow)
        try normalizeBackward(b.branch, b.finalNorm, layout.lnF, watch: &watch)
        for layer in b.blocks.indices.reversed() {
            let block = b.blocks[layer], at = layout.blocks[layer]
            try watch.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepHidden) : nil, scale: scale, count: narrow)
            try linearBackward(b.hiddenGradient, b.branch, block.hidden, at.contraction, watch: &watch)
            try watch.enter(.gelu)
            kernels.multiply(b.hiddenGradient, block.slope, count: Panels.count(rows: rows, cols: 4 * C))
            try linearBackward(b.branch, b.hiddenGradient, block.norm2.output, at.expansion, watch: &watch)
            try normalizeBackward(b.branch, block.norm2, at.ln2, watch: &watch)

            try watch.enter(.dropout)
            kernels.dropout(
                b.branch, b.residual, keep: drops ? UnsafePointer(block.keepAttended) : nil, scale: scale,
                count: narrow)
            try linearBackward(b.branchGradient, b.branch, block.attended, at.projection, watch: &watch)
            try watch.enter(.attention)
            kernels.attentionBackward(
                b.qkvGradient, b.branchGradient, weights: block.weights, block.qkv,
                keep: drops ? UnsafePointer(block.keepWeights) : nil, scale: scale, shape: shape, examples: shape.B,
                scratch: b.scratch)
            try linearBackward(b.branch, b.qkvGradient, block.norm1.output, at.attention, watch: &watch)
            try normalizeBackward(b.branch, block.norm1, at.ln1, watch: &watch)
        }
        try watch.enter(.embedding)
        kernels.embedBackward(
            gradient(layout.wte), gradient(layout.wpe), b.residual, b.tokens,
            keep: drops ? UnsafePointer(b.keepEmbedding) : nil, scale: scale, shape: shape, examples: shape.B)
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

    /// dW = dyᵀ · x and db; then dx (rows, fan-in) = dy (rows, fan-out) · W. `dx` must not be `dy`.
    private func linearBackward<W: PassWatch>(
        _ dx: UnsafeMutablePointer<Scalar>, _ dy: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>,
        _ at: ParameterLayout.Pair, watch: inout W
    ) throws(TrainingFailure) {
        let fanIn = at.weight.cols, fanOut = at.weight.rows
        try watch.enter(.products)
        kernels.weightGradient(
            gradient(at.weight), gradient(at.bias), x, dy, rows: shape.rows, inner: fanIn, cols: fanOut)
        kernels.transpose(buffers.transposed, parameter(at.weight), rows: fanIn, cols: fanOut)
        try watch.enter(.products)
        kernels.product(dx, dy, buffers.transposed, bias: nil, rows: shape.rows, inner: fanOut, cols: fanIn)
    }
}
