internal import CKernels

/// Where everything a model computes with lies in its workspace. Matrices are in panels.
struct ModelBuffers<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    typealias Floats = UnsafeMutablePointer<Scalar>
    typealias Keep = UnsafeMutablePointer<UInt8>

    /// What the backward pass needs of one LayerNorm.
    struct Norm {
        let output: Floats         // (rows, C)
        let xhat: Floats           // (rows, C)
        let rstd: Floats           // (rows)

        init(_ workspace: Workspace, rows: Int, C: Int) {
            output = workspace.reserve(Panels.count(rows: rows, cols: C))
            xhat = workspace.reserve(Panels.count(rows: rows, cols: C))
            rstd = workspace.reserve(rows)
        }
    }

    /// What the backward pass needs of one block.
    struct Block {
        let norm1: Norm
        let difference: Floats     // (B, C), with pairs: norm1's second positions less the first
        let qkv: Heads<Scalar>     // (rows, C) each; with pairs, q and k (B, C)
        let scores: Floats         // attention's memory: (B, H, T, 2), or with pairs (H, 2, padded B)
        let attended: Floats       // (rows, C)
        let norm2: Norm
        let hidden: Floats         // (rows, 4C), after GELU
        let slope: Floats          // (rows, 4C), GELU's derivative
        let keepScores: UnsafeMutablePointer<UInt16>     // (B, H, T, padded T / 16), 16 decisions a word
        let keepPairs: Keep        // (H, 3, padded B), with pairs
        let keepAttended: Keep     // (rows, C)
        let keepHidden: Keep       // (rows, C)

        init(_ workspace: Workspace, _ shape: ModelShape) {
            let rows = shape.largestBatch * shape.T, C = shape.C
            norm1 = Norm(workspace, rows: rows, C: C)
            let pairs = shape.hasPairs ? shape.largestBatch : 0
            difference = workspace.reserve(Panels.count(rows: pairs, cols: C))
            qkv = Heads(workspace, shape)
            scores = workspace.reserve(2 * shape.H * (pairs > 0 ? Panels.paddedColumns(pairs) : rows))
            attended = workspace.reserve(Panels.count(rows: rows, cols: C))
            norm2 = Norm(workspace, rows: rows, C: C)
            hidden = workspace.reserve(Panels.count(rows: rows, cols: 4 * C))
            slope = workspace.reserve(Panels.count(rows: rows, cols: 4 * C))
            let masked = shape.hasDropout ? shape.rows : 0
            keepScores = workspace.reserve(shape.hasPairs ? 0 : masked * shape.H * Panels.paddedColumns(shape.T) / 16)
            keepPairs = workspace.reserve(shape.hasPairs && masked > 0 ? 3 * shape.H * Panels.paddedColumns(shape.B) : 0)
            keepAttended = workspace.reserve(Panels.count(rows: masked, cols: C))
            keepHidden = workspace.reserve(Panels.count(rows: masked, cols: C))
        }
    }

    let parameters: Floats, gradients: Floats, firstMoments: Floats, secondMoments: Floats   // arenas
    let table: Floats, tableGradient: Floats     // (V, C), of a tied head: the embedding's copy, and its gradient alone
    let blocks: [Block]
    let finalNorm: Norm
    let logits: Floats             // (rows, V); after the loss, their gradient
    let targets: Floats            // (rows, V), of relations
    let answers: UnsafeMutablePointer<Int32>     // (rows), of text: the token that follows
    let predictions: UnsafeMutablePointer<Int32> // (rows), of text
    let nats: Floats               // (rows), of text: each row's loss
    let residual: Floats           // (rows, C), the residual stream; backward, its gradient
    let branch: Floats             // (rows, C), gradients on the way
    let branchGradient: Floats     // (rows, C)
    let qkvGradient: Heads<Scalar> // as qkv
    let differenceGradient: Floats // (B, C), with pairs
    let scratch: Floats            // attention's
    let strip: Floats              // a product's
    let partial: Floats            // a product's: (rows, the most columns of one with more than a block of indices)
    let bf16Scratch: (x: Floats, dy: Floats)?      // a product's operands in bf16: (rows + 1, the most columns) each
    let tokens: UnsafeMutablePointer<Int32>      // (largest batch, T)
    let keepEmbedding: Keep        // (rows, C)
    let keepDrawn: Keep            // a mask as drawn, before it is laid out

    let squares: UnsafeMutablePointer<Double>    // of the gradient, a sum for each panel of a weight

    init(_ workspace: Workspace, _ shape: ModelShape, _ layout: ParameterLayout) {
        let rows = shape.largestBatch * shape.T, C = shape.C, parameterCount = layout.count
        squares = workspace.reserve(layout.panelCount)
        parameters = workspace.reserve(parameterCount)
        gradients = workspace.reserve(parameterCount)
        firstMoments = workspace.reserve(parameterCount)
        secondMoments = workspace.reserve(parameterCount)
        let tableCount = shape.isTied ? Panels.count(rows: shape.V, cols: C) : 0
        (table, tableGradient) = (workspace.reserve(tableCount), workspace.reserve(tableCount))
        blocks = (0..<shape.L).map { _ in Block(workspace, shape) }
        finalNorm = Norm(workspace, rows: rows, C: C)
        logits = workspace.reserve(Panels.count(rows: rows, cols: shape.V))
        let textRows = shape.kind == .text ? rows : 0
        targets = workspace.reserve(Panels.count(rows: rows - textRows, cols: shape.V))
        answers = workspace.reserve(textRows)
        predictions = workspace.reserve(textRows)
        nats = workspace.reserve(textRows)
        residual = workspace.reserve(Panels.count(rows: rows, cols: C))
        branch = workspace.reserve(Panels.count(rows: rows, cols: C))
        branchGradient = workspace.reserve(Panels.count(rows: rows, cols: C))
        qkvGradient = Heads(workspace, shape)
        differenceGradient = workspace.reserve(Panels.count(rows: shape.hasPairs ? shape.largestBatch : 0, cols: C))
        scratch = workspace.reserve(shape.hasPairs ? 0 : ck_attention_scratch(shape.T, shape.headSize))
        strip = workspace.reserve(Panels.productStrip)
        let widest = C > CK_PRODUCT_BLOCK ? max(4 * C, shape.V) : max(4 * C, shape.V) > CK_PRODUCT_BLOCK ? C : 0
        partial = workspace.reserve(Panels.count(rows: rows, cols: widest))
        let largest = Panels.count(rows: rows + 1, cols: max(4 * C, shape.V))
        bf16Scratch = shape.precision == .bf16 ? (workspace.reserve(largest), workspace.reserve(largest)) : nil
        tokens = workspace.reserve(rows)
        let masked = shape.hasDropout ? shape.rows : 0
        keepEmbedding = workspace.reserve(Panels.count(rows: masked, cols: C))
        keepDrawn = workspace.reserve(masked * max(C, shape.hasPairs ? 2 * shape.H : shape.T))
    }
}

extension Heads {
    init(_ workspace: Workspace, _ shape: ModelShape) {
        let rows = shape.largestBatch * shape.T
        let queries = Panels.count(rows: shape.hasPairs ? shape.largestBatch : rows, cols: shape.C)
        self.init(
            q: workspace.reserve(queries), k: workspace.reserve(queries),
            v: workspace.reserve(Panels.count(rows: rows, cols: shape.C)))
    }
}
