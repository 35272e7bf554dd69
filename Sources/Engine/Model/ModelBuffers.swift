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
        let qkv: Floats            // (rows, 3C)
        let weights: Floats        // (B, H, T, T), the softmax before dropout
        let attended: Floats       // (rows, C)
        let norm2: Norm
        let hidden: Floats         // (rows, 4C), after GELU
        let slope: Floats          // (rows, 4C), GELU's derivative
        let keepWeights: Keep      // (B, H, T, T)
        let keepAttended: Keep     // (rows, C)
        let keepHidden: Keep       // (rows, C)

        init(_ workspace: Workspace, _ shape: ModelShape) {
            let rows = shape.largestBatch * shape.T, C = shape.C
            norm1 = Norm(workspace, rows: rows, C: C)
            qkv = workspace.reserve(Panels.count(rows: rows, cols: 3 * C))
            weights = workspace.reserve(rows * shape.H * shape.T)
            attended = workspace.reserve(Panels.count(rows: rows, cols: C))
            norm2 = Norm(workspace, rows: rows, C: C)
            hidden = workspace.reserve(Panels.count(rows: rows, cols: 4 * C))
            slope = workspace.reserve(Panels.count(rows: rows, cols: 4 * C))
            let masked = shape.hasDropout ? shape.rows : 0
            keepWeights = workspace.reserve(masked * shape.H * shape.T)
            keepAttended = workspace.reserve(Panels.count(rows: masked, cols: C))
            keepHidden = workspace.reserve(Panels.count(rows: masked, cols: C))
        }
    }

    let parameters: Floats, gradients: Floats, firstMoments: Floats, secondMoments: Floats   // arenas
    let blocks: [Block]
    let finalNorm: Norm
    let logits: Floats             // (rows, V); after the loss, their gradient
    let targets: Floats            // (rows, V)
    let residual: Floats           // (rows, C), the residual stream; backward, its gradient
    let branch: Floats             // (rows, C), what a block adds to it, and gradients on the way
    let branchGradient: Floats     // (rows, C)
    let hiddenGradient: Floats     // (rows, 4C)
    let qkvGradient: Floats        // (rows, 3C)
    let transposed: Floats         // a weight as the backward product wants it
    let scratch: Floats            // attention's
    let tokens: UnsafeMutablePointer<Int32>      // (largest batch, T)
    let keepEmbedding: Keep        // (rows, C)
    let keepDrawn: Keep            // (rows * C), as drawn, before it goes into panels

    init(_ workspace: Workspace, _ shape: ModelShape, parameterCount: Int) {
        let rows = shape.largestBatch * shape.T, C = shape.C
        parameters = workspace.reserve(parameterCount)
        gradients = workspace.reserve(parameterCount)
        firstMoments = workspace.reserve(parameterCount)
        secondMoments = workspace.reserve(parameterCount)
        blocks = (0..<shape.L).map { _ in Block(workspace, shape) }
        finalNorm = Norm(workspace, rows: rows, C: C)
        logits = workspace.reserve(Panels.count(rows: rows, cols: shape.V))
        targets = workspace.reserve(Panels.count(rows: rows, cols: shape.V))
        residual = workspace.reserve(Panels.count(rows: rows, cols: C))
        branch = workspace.reserve(Panels.count(rows: rows, cols: C))
        branchGradient = workspace.reserve(Panels.count(rows: rows, cols: C))
        hiddenGradient = workspace.reserve(Panels.count(rows: rows, cols: 4 * C))
        qkvGradient = workspace.reserve(Panels.count(rows: rows, cols: 3 * C))
        transposed = workspace.reserve(
            max(Panels.count(rows: 4 * C, cols: C), Panels.count(rows: C, cols: 4 * C),
                Panels.count(rows: shape.V, cols: C)))
        scratch = workspace.reserve(ck_attention_scratch(shape.T, shape.headSize))
        tokens = workspace.reserve(rows)
        let masked = shape.hasDropout ? shape.rows : 0
        keepEmbedding = workspace.reserve(Panels.count(rows: masked, cols: C))
        keepDrawn = workspace.reserve(masked * C)
    }
}
