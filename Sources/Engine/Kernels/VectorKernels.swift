internal import CKernels

/// The fast kernels: the variant of the C loops that suits this processor, or one asked for by name.
package struct VectorKernels: Kernels {
    package typealias Scalar = Float
    let table: ck_kernels

    package init(_ variant: KernelVariant = .fastest) {
        table = variant.table
    }

    package func product(_ y: Floats, _ x: Floats, _ w: Floats, bias: Floats?, rows: Int, inner: Int, cols: Int) {
        table.product(y, x, w, bias, rows, inner, cols)
    }

    package func weightGradient(_ dw: Floats, _ dbias: Floats, _ x: Floats, _ dy: Floats, rows: Int, inner: Int, cols: Int) {
        table.weight_gradient(dw, dbias, x, dy, rows, inner, cols)
    }

    package func transpose(_ out: Floats, _ x: Floats, rows: Int, cols: Int) {
        table.transpose(out, x, rows, cols)
    }

    package func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int
    ) {
        table.embed(x, wte, wpe, tokens, keep, scale, examples, shape.T, shape.V, shape.C)
    }

    package func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int
    ) {
        table.embed_backward(dwte, dwpe, dx, tokens, keep, scale, examples, shape.T, shape.V, shape.C)
    }

    package func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats, rows: Int, cols: Int
    ) {
        table.layer_norm(y, xhat, rstd, x, w, b, rows, cols)
    }

    package func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int
    ) {
        table.layer_norm_backward(dx, dw, db, dy, xhat, rstd, w, rows, cols)
    }

    package func attention(
        _ y: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Float, shape: ModelShape, examples: Int,
        scratch: Floats
    ) {
        table.attention(y, weights, qkv, keep, scale, examples, shape.T, shape.H, shape.headSize, scratch)
    }

    package func attentionBackward(
        _ dqkv: Floats, _ dy: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Float, shape: ModelShape,
        examples: Int, scratch: Floats
    ) {
        table.attention_backward(
            dqkv, dy, weights, qkv, keep, scale, examples, shape.T, shape.H, shape.headSize, scratch)
    }

    package func gelu(_ x: Floats, slope: Floats, count: Int) {
        table.gelu(x, slope, count)
    }

    package func addDropout(_ x: Floats, _ y: Floats, keep: Keep, scale: Float, count: Int) {
        table.add_dropout(x, y, keep, scale, count)
    }

    package func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Float, count: Int) {
        table.dropout(y, x, keep, scale, count)
    }

    package func multiply(_ x: Floats, _ y: Floats, count: Int) {
        table.multiply(x, y, count)
    }

    package func crossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Float, rows: Int, cols: Int
    ) -> Double {
        table.bce(dlogits, logits, targets, factor, rows, cols)
    }

    package func squaredNorm(_ x: Floats, count: Int) -> Double {
        table.squared_norm(x, count)
    }

    package func adamW(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: AdamWStep) {
        let rounded = ck_adamw_step(
            clip: Float(step.clip), decay: Float(step.decay), step_size: Float(step.stepSize),
            root_correction: Float(step.rootCorrection))
        table.adamw(p, m, v, g, count, rounded)
    }
}
