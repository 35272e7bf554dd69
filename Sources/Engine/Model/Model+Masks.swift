extension Model {
    /// Draws one epoch's dropout masks, in the order in which the forward pass uses them.
    func drawMasks(from stream: inout ModelStream) {
        guard shape.hasDropout else { return }
        let threshold = ModelStream.keepThreshold(dropout: dropout)
        drawMatrix(buffers.keepEmbedding, threshold, &stream)
        for block in buffers.blocks {
            stream.drawKeepMask(block.keepWeights, count: shape.rows * shape.H * shape.T, threshold: threshold)
            drawMatrix(block.keepAttended, threshold, &stream)
            drawMatrix(block.keepHidden, threshold, &stream)
        }
    }

    /// A (rows, C) mask: drawn row by row, then laid out in panels.
    private func drawMatrix(_ keep: UnsafeMutablePointer<UInt8>, _ threshold: UInt64, _ stream: inout ModelStream) {
        let rows = shape.rows, C = shape.C, drawn = buffers.keepDrawn
        stream.drawKeepMask(drawn, count: rows * C, threshold: threshold)
        if C % 16 == 0 {
            for col in stride(from: 0, to: C, by: 16) {
                let target = keep + Panels.offset(row: 0, col: col, rows: rows, cols: C)
                let stride = Panels.widthOfPanel(holding: col, cols: C)
                for row in 0..<rows {
                    let sixteen = UnsafeRawPointer(drawn + row * C + col).loadUnaligned(as: SIMD16<UInt8>.self)
                    UnsafeMutableRawPointer(target + row * stride).storeBytes(of: sixteen, as: SIMD16<UInt8>.self)
                }
            }
        } else {
            for row in 0..<rows {
                for col in 0..<C { keep[Panels.offset(row: row, col: col, rows: rows, cols: C)] = drawn[row * C + col] }
            }
        }
    }
}
