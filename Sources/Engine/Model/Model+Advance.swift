extension Model {
    /// The logits (answering, V) of the last `answering` of the `rows` positions that follow those in the cache, in
    /// `buffers.logits`, dropout off. Position by position or all at once, they are the bits of `forward` for one example,
    /// but for the sign of a zero. The tokens are in `buffers.tokens`; no update may be pending.
    ///
    /// Not for shapes with pairs. A tied model has made its table.
    ///
    /// - Parameters:
    ///   - weights: room for attention's (L, H, rows, padded T), where all rows are answering.
    ///   - observer: told when the kind of work changes; it may stop the pass, whose positions are then not in the cache.
    func advance(
        rows: Int, answering: Int, _ cache: KeyValueCache<Scalar>, weights: UnsafeMutablePointer<Scalar>? = nil,
        observer: any PassObserver
    ) throws(TrainingFailure) {
        let b = buffers, block = b.blocks[0], positions = cache.count..<cache.count + rows
        try observer.enter(.embedding)
        kernels.embed(
            b.residual, shape.isTied ? b.table : parameter(layout.wte), parameter(layout.wpe), b.tokens, keep: nil, scale: 1,
            shape: shape, positions: positions, examples: 1)
        for (layer, at) in layout.blocks.enumerated() {
            // Of the last block nobody needs more than what is answered.
            let asked = layer == shape.L - 1 ? answering : rows
            try normalize(block.norm1, at.ln1, rows: rows, observer: observer)
            try attend(
                block, at, cache.blocks[layer], positions, queries: asked,
                weights: weights.map { $0 + layer * shape.H * rows * Panels.paddedColumns(shape.T) }, observer: observer)
            keepLastRows(asked, of: rows)
            try linear(
                b.residual, block.attended, at.attentionProjection, rows: asked, .residual(keep: nil, scale: 1),
                observer: observer)
            try normalize(block.norm2, at.ln2, rows: asked, observer: observer)
            try linear(
                block.hidden, block.norm2.output, at.mlpFC, rows: asked, .gelu(slope: block.slope), observer: observer)
            try linear(
                b.residual, block.hidden, at.mlpProjection, rows: asked, .residual(keep: nil, scale: 1), observer: observer)
        }
        try normalize(b.finalNorm, layout.lnF, rows: answering, observer: observer)
        try linear(b.logits, b.finalNorm.output, layout.head, rows: answering, observer: observer)
        cache.count += rows
    }

    /// What the last `queries` of the positions attend to, in `block.attended`; the cache takes the keys and values of all.
    private func attend(
        _ block: ModelBuffers<Scalar>.Block, _ at: ParameterLayout.Block, _ cache: CachedHeads<Scalar>, _ positions: Range<Int>,
        queries: Int, weights: UnsafeMutablePointer<Scalar>?, observer: any PassObserver
    ) throws(TrainingFailure) {
        let rows = positions.count, x = block.norm1.output
        let asked = MatrixRows(x, stored: rows, first: rows - queries)
        try linear(block.qkv.q, asked, at.attention.part(0), rows: queries, observer: observer)
        try linear(block.qkv.k, x, at.attention.part(1), rows: rows, observer: observer)
        try linear(block.qkv.v, x, at.attention.part(2), rows: rows, observer: observer)
        try observer.enter(.attention)
        kernels.cachedAttention(
            block.attended, weights: weights, cache, block.qkv, positions: positions, queries: queries, shape: shape,
            scratch: buffers.scratch)
    }

    /// The residual stream's last rows become all that it has: panel by panel they move forward.
    private func keepLastRows(_ count: Int, of rows: Int) {
        guard count < rows else { return }
        for col in stride(from: 0, to: shape.C, by: Panels.width) {
            let width = Panels.widthOfPanel(holding: col, cols: shape.C)
            (buffers.residual + col * count).update(
                from: buffers.residual + col * rows + (rows - count) * width, count: count * width)
        }
    }
}
