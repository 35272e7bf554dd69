extension Model {
    /// Draws one epoch's dropout masks, in the order in which the forward pass uses them.
    func drawMasks(from stream: inout ModelStream) {
        guard shape.hasDropout else { return }
        let threshold = ModelStream.keepThreshold(dropout: dropout)
        drawMatrix(buffers.keepEmbedding, threshold, &stream)
        for block in buffers.blocks {
            if shape.hasPairs {
                drawPairs(block.keepPairs, threshold, &stream)
            } else {
                drawScores(block.keepScores, threshold, &stream)
            }
            drawMatrix(block.keepAttended, threshold, &stream)
            drawMatrix(block.keepHidden, threshold, &stream)
        }
    }

    /// A (B, H, T, T) mask, row by row of scores, 16 decisions a word.
    private func drawScores(_ keep: UnsafeMutablePointer<UInt16>, _ threshold: UInt64, _ stream: inout ModelStream) {
        let words = Panels.paddedColumns(shape.T) / 16
        for row in 0..<shape.rows * shape.H {
            stream.drawKeepMask(buffers.keepDrawn, count: shape.T, threshold: threshold)
            stream.pack(buffers.keepDrawn, into: keep + row * words, count: shape.T)
        }
    }

    /// A (B, H, 2, 2) mask, laid out as (H, 3, padded B): the first position sees nothing of the second.
    private func drawPairs(_ keep: UnsafeMutablePointer<UInt8>, _ threshold: UInt64, _ stream: inout ModelStream) {
        let drawn = buffers.keepDrawn, padded = Panels.paddedColumns(shape.B)
        stream.drawKeepMask(drawn, count: 4 * shape.B * shape.H, threshold: threshold)
        for example in 0..<shape.B {
            for h in 0..<shape.H {
                let four = drawn + 4 * (example * shape.H + h), target = keep + 3 * h * padded + example
                (target[0], target[padded], target[2 * padded]) = (four[0], four[2], four[3])
            }
        }
    }

    /// A (B, T, C) mask: drawn example by example, then laid out in panels.
    private func drawMatrix(_ keep: UnsafeMutablePointer<UInt8>, _ threshold: UInt64, _ stream: inout ModelStream) {
        let rows = shape.rows, C = shape.C, B = shape.B, T = shape.T, drawn = buffers.keepDrawn
        stream.drawKeepMask(drawn, count: rows * C, threshold: threshold)
        guard C % 16 == 0 else {
            for i in 0..<rows {
                let row = i % T * B + i / T
                for col in 0..<C { keep[Panels.offset(row: row, col: col, rows: rows, cols: C)] = drawn[i * C + col] }
            }
            return
        }
        for col in stride(from: 0, to: C, by: 16) {
            let target = keep + Panels.offset(row: 0, col: col, rows: rows, cols: C)
            let stride = Panels.widthOfPanel(holding: col, cols: C)
            for t in 0..<T {
                for example in 0..<B {
                    let source = drawn + (example * T + t) * C + col
                    let sixteen = UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt8>.self)
                    UnsafeMutableRawPointer(target + (t * B + example) * stride)
                        .storeBytes(of: sixteen, as: SIMD16<UInt8>.self)
                }
            }
        }
    }
}
