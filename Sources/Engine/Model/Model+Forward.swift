extension Model {
    /// The logits of the loaded examples, in `buffers.logits`, and everything `backward` needs. Weights that
    /// wait for an update get it on the way.
    ///
    /// - Parameters:
    ///   - examples: how many are loaded; with `dropping`, the whole training batch.
    ///   - dropping: whether dropout is on; its masks must have been drawn.
    ///   - observer: told when the kind of work changes; it may stop the pass.
    func forward(examples: Int, dropping: Bool, observer: any PassObserver) throws(TrainingFailure) {
        let rows = examples * shape.T, b = buffers
        let scale = dropoutScale, drops = dropping && shape.hasDropout
        if shape.isTied { try updateTable(observer: observer) }
        try observer.enter(.embedding)
        kernels.embed(
            b.residual, shape.isTied ? b.table : parameter(layout.wte), parameter(layout.wpe), b.tokens,
            keep: drops ? UnsafePointer(b.keepEmbedding) : nil, scale: scale, shape: shape,
            positions: 0..<shape.T, examples: examples)
        for (block, at) in zip(b.blocks, layout.blocks) {
            try normalize(block.norm1, at.ln1, rows: rows, observer: observer)
            try attend(block, at, examples: examples, drops: drops, observer: observer)
            try linear(
                b.residual, block.attended, at.attentionProjection, rows: rows,
                .residual(keep: drops ? UnsafePointer(block.keepAttended) : nil, scale: scale), observer: observer)

            try normalize(block.norm2, at.ln2, rows: rows, observer: observer)
            try linear(
                block.hidden, block.norm2.output, at.mlpFC, rows: rows, .gelu(slope: block.slope), observer: observer)
            try linear(
                b.residual, block.hidden, at.mlpProjection, rows: rows,
                .residual(keep: drops ? UnsafePointer(block.keepHidden) : nil, scale: scale), observer: observer)
        }
        try normalize(b.finalNorm, layout.lnF, rows: rows, observer: observer)
        // A tied head has had its update.
        if shape.isTied { pendingUpdate = nil }
        try linear(b.logits, b.finalNorm.output, layout.head, rows: rows, observer: observer)
        pendingUpdate = nil
    }

    /// The embedding reads a tied head before the head's product does: it gets its update first, and `table` is made of it.
    private func updateTable(observer: any PassObserver) throws(TrainingFailure) {
        let head = layout.wte
        if let step = pendingUpdate {
            try observer.enter(.update)
            update(head.start..<head.start + head.count, step)
        }
        try observer.enter(.embedding)
        makeTable()
    }

    /// Copies a tied head into the table that the embedding reads.
    func makeTable() { kernels.transpose(buffers.table, parameter(layout.wte), rows: shape.C, cols: shape.V) }

    /// Where a product's sums start.
    private func start(_ at: ParameterLayout.Pair) -> MatrixProduct<Scalar>.Start {
        at.bias.map { .bias(parameter($0)) } ?? .zero
    }

    /// Queries, keys and values, and what attention makes of them, in `block.attended`.
    private func attend(
        _ block: ModelBuffers<Scalar>.Block, _ at: ParameterLayout.Block, examples: Int, drops: Bool, observer: any PassObserver
    ) throws(TrainingFailure) {
        let rows = examples * shape.T, C = shape.C, x = block.norm1.output
        let (queries, keys, values) = (at.attention.part(0), at.attention.part(1), at.attention.part(2))
        guard shape.hasPairs else {
            try linear(block.qkv.q, x, queries, rows: rows, observer: observer)
            try linear(block.qkv.k, x, keys, rows: rows, observer: observer)
            try linear(block.qkv.v, x, values, rows: rows, observer: observer)
            try observer.enter(.attention)
            return kernels.attention(
                block.attended, statistics: block.scores, block.qkv,
                keep: drops ? UnsafePointer(block.keepScores) : nil, scale: dropoutScale, shape: shape,
                examples: examples, scratch: buffers.scratch)
        }
        // Of the queries only the second positions', of the keys only the difference: a bias cancels in it.
        try observer.enter(.attention)
        kernels.pairDifference(block.difference, x, examples: examples, cols: C)
        try linear(
            block.qkv.q, MatrixRows(x, stored: rows, first: examples), queries, rows: examples, observer: observer)
        kernels.product(
            MatrixProduct(
                MatrixRows(block.qkv.k, stored: examples), MatrixRows(block.difference, stored: examples),
                parameter(keys.weight), rows: examples, inner: C, cols: C, partial: buffers.partial,
                bf16Scratch: buffers.bf16Scratch?.x, update: pendingUpdate(of: keys.weight)),
            strip: buffers.strip)
        try linear(block.qkv.v, x, values, rows: rows, observer: observer)
        try observer.enter(.attention)
        kernels.pairAttention(
            block.attended, weights: block.scores, block.qkv, keep: drops ? UnsafePointer(block.keepPairs) : nil,
            scale: dropoutScale, shape: shape, examples: examples)
    }

    func normalize(
        _ norm: ModelBuffers<Scalar>.Norm, _ at: ParameterLayout.Pair, rows: Int, observer: any PassObserver
    ) throws(TrainingFailure) {
        try observer.enter(.layerNorm)
        kernels.layerNorm(
            norm.output, xhat: norm.xhat, rstd: norm.rstd, buffers.residual, parameter(at.weight), at.bias.map(parameter),
            rows: rows, cols: shape.C)
    }

    /// The same of all rows that x has.
    func linear(
        _ y: UnsafeMutablePointer<Scalar>, _ x: UnsafeMutablePointer<Scalar>, _ at: ParameterLayout.Pair, rows: Int,
        _ epilogue: MatrixProduct<Scalar>.Epilogue = .store, observer: any PassObserver
    ) throws(TrainingFailure) {
        try linear(y, MatrixRows(x, stored: rows), at, rows: rows, epilogue, observer: observer)
    }

    /// y (rows, fan-out) = epilogue(x (rows, fan-in) · Wᵀ + bias).
    func linear(
        _ y: UnsafeMutablePointer<Scalar>, _ x: MatrixRows<Scalar>, _ at: ParameterLayout.Pair, rows: Int,
        _ epilogue: MatrixProduct<Scalar>.Epilogue = .store, observer: any PassObserver
    ) throws(TrainingFailure) {
        try observer.enter(.products)
        kernels.product(
            MatrixProduct(
                MatrixRows(y, stored: rows), x, parameter(at.weight), rows: rows, inner: at.weight.cols, cols: at.weight.rows,
                partial: buffers.partial, start: start(at), epilogue: epilogue, bf16Scratch: buffers.bf16Scratch?.x,
                update: pendingUpdate(of: at.weight)),
            strip: buffers.strip)
    }
}
