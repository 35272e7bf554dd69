/// The loops a model is made of, over matrices in panels (see `Panels`).
///
/// Two implementations keep the contract: `VectorKernels`, the fast one in C, and `PlainKernels`, the
/// same loops written down as their formulas say, for any floating-point type: the oracle of the tests,
/// and the way to check gradients numerically in double. What each loop does stands in `CKernels.h`.
package protocol Kernels {
    associatedtype Scalar: BinaryFloatingPoint & BitwiseCopyable
    typealias Floats = UnsafeMutablePointer<Scalar>
    typealias Keep = UnsafePointer<UInt8>?
    typealias Tokens = UnsafePointer<Int32>

    /// y (rows, cols) = bias + x (rows, inner) · w (inner, cols).
    func product(_ y: Floats, _ x: Floats, _ w: Floats, bias: Floats?, rows: Int, inner: Int, cols: Int)
    /// dw (inner, cols) = xᵀ · dy, dbias (cols) = column sums of dy.
    func weightGradient(_ dw: Floats, _ dbias: Floats, _ x: Floats, _ dy: Floats, rows: Int, inner: Int, cols: Int)
    /// out (cols, rows) = x (rows, cols) transposed.
    func transpose(_ out: Floats, _ x: Floats, rows: Int, cols: Int)

    func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int)
    func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int)

    func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats, rows: Int, cols: Int)
    /// dx += the gradient through the norm.
    func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int)

    func attention(
        _ y: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Scalar, shape: ModelShape, examples: Int,
        scratch: Floats)
    func attentionBackward(
        _ dqkv: Floats, _ dy: Floats, weights: Floats, _ qkv: Floats, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int, scratch: Floats)

    /// x = gelu(x), slope = gelu'(x).
    func gelu(_ x: Floats, slope: Floats, count: Int)
    /// x += dropout(y).
    func addDropout(_ x: Floats, _ y: Floats, keep: Keep, scale: Scalar, count: Int)
    /// y = dropout(x).
    func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Scalar, count: Int)
    /// x *= y.
    func multiply(_ x: Floats, _ y: Floats, count: Int)

    /// The summed binary cross-entropy; dlogits = (sigmoid(logits) - targets) * factor.
    func crossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Scalar, rows: Int, cols: Int) -> Double
    func squaredNorm(_ x: Floats, count: Int) -> Double
    func adamW(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: AdamWStep)
}

/// The numbers that one AdamW update needs, the same for every parameter.
package struct AdamWStep {
    /// The gradient is scaled by this first.
    package let clip: Double
    /// 1 - learning rate × weight decay.
    package let decay: Double
    /// learning rate / (1 - β₁ᵗ).
    package let stepSize: Double
    /// √(1 - β₂ᵗ).
    package let rootCorrection: Double

    package init(clip: Double, decay: Double, stepSize: Double, rootCorrection: Double) {
        self.clip = clip
        self.decay = decay
        self.stepSize = stepSize
        self.rootCorrection = rootCorrection
    }
}
