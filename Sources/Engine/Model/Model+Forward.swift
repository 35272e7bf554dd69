extension Model {
    /// The logits of the loaded examples, in `buffers.logits`, and everything `backward` needs.
    ///
    /// - Parameters:
    ///   - examples: how many are loaded; with `dropping`, the whole training batch.
    ///   - dropping: whether dropout is on; its masks must have been drawn.
    ///   - watch: told when the kind of work changes; it may stop the pass.
    func forward<W: PassWatch>(examples: Int, dropping: Bool, watch: inout W) throws(TrainingFailure) {
        let rows = examples * shape.T, C = shape.C, b = buffers
        let scale = dropoutScale, drops = dropping && shape.hasDropout
        try watch.enter(.embedding)
        kernels.embed(
            b.residual, parameter(layout.wte), parameter(layout.wpe), b.tokens,
            keep: drops ? UnsafePointer(b.keepEmbedding) : nil, scale: scale, shape: shape, examples: examples)
        for (block, at) in zip(b.blocks, layout.blocks) {
            try normalize(block.norm1, at.ln1, rows: rows, watch: &watch)
            try linear(block.qkv, block.norm1.output, at.attention, rows: rows, watch: &watch)
            try watch.enter(.attention)
            kernels.attention(
                block.attended, weights: block.weights, block.qkv, keep: drops ? UnsafePointer(block.keepWeights) : nil,
                scale: scale, shape: shape, examples: examples, scratch: b.scratch)
            try linear(b.branch, block.attended, at.projection, rows: rows, watch: &watch)
            try watch.enter(.dropout)
            kernels.addDropout(
                b.residual, b.branch, keep: drops ? UnsafePointer(block.keepAttended) : nil, scale: scale,
                count: Panels.count(rows: rows, cols: C))

            try normalize(block.norm2, at.ln2, rows: rows, watch: &watch)
            try linear(block.hidden, block.norm2.output, at.expansion, rows: rows, watch: &watch)
            try watch.enter(.gelu)
            kernels.gelu(block.hidden, slope: block.slope, count: Panels.count(rows: rows, cols: 4 * C))
            try linear(b.branch, block.hidden, at.contraction, rows: rows, watch: &watch)
            try watch.enter(.dropout)
            kernels.addDropout(
                b.residual, b.branch, keep: drops ? UnsafePointer(block.keepHidden) : nil, scale: scale,
                count: Panels.count(rows: rows, cols: C))
        }
        try normalize(b.finalNorm, layout.lnF, rows: rows, watch: &watch)
        try linear(b.logits, b.finalNorm.output, layout.head, rows: rows, watch: &watch)
    }

    private func normalize<W: PassWatch>(
        _ norm: ModelBuffers<Scalar>.Norm, _ at: ParameterLayout.Pair, rows: Int, watch: inout W
    ) throws(TrainingFailure) {
        try watch.enter(.layerNorm)
        kernels.layerNorm(
            norm.output, xhat: norm.xhat, rstd: norm.rstd, buffers.residual, parameter(at.weight), parameter(at.bias),
            rows: rows, cols: shape.C)
    }

    /// y (rows, fan-out) = x (rows, fan-in) · Wᵀ + bias.
    private func linear<W: PassWatch>(
        _ y: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>, _ at: ParameterLayout.Pair, rows: Int,
        watch: inout W
    ) throws(TrainingFailure) {
        try watch.enter(.products)
        kernels.product(
            y, x, parameter(at.weight), bias: parameter(at.bias), rows: rows, inner: at.weight.cols,
            cols: at.weight.rows)
    }
}
