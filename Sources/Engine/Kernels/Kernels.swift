/// The loops a model is made of, over matrices in panels (see `Panels`).
///
/// Two implementations keep the contract: `VectorKernels`, the fast one in C, and `PlainKernels`, the
/// same loops written down as their formulas say, for any floating-point type: the oracle of the tests,
/// and the way to check gradients numerically in double. What each loop does stands in `CKernels.h`.
package protocol Kernels<Scalar> {
    associatedtype Scalar: BinaryFloatingPoint & BitwiseCopyable
    typealias Floats = UnsafeMutablePointer<Scalar>
    typealias Keep = UnsafePointer<UInt8>?
    typealias Tokens = UnsafePointer<Int32>

    /// `strip`, here and below: `Panels.productStrip` values.
    func product(_ product: MatrixProduct<Scalar>, strip: Floats)
    func weightGradient(_ gradient: WeightGradient<Scalar>, strip: Floats)

    /// x (positions.count * examples, C), of all examples' tokens at these positions.
    func embed(
        _ x: Floats, _ wte: Floats, _ wpe: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        positions: Range<Int>, examples: Int)
    func embedBackward(
        _ dwte: Floats, _ dwpe: Floats, _ dx: Floats, _ tokens: Tokens, keep: Keep, scale: Scalar, shape: ModelShape,
        examples: Int)

    /// y (cols, rows) = xᵀ for x (rows, cols).
    func transpose(_ y: Floats, _ x: Floats, rows: Int, cols: Int)
    /// y (cols, rows) += xᵀ; for each panel of y the sum of its squares.
    func addTransposed(_ y: Floats, squares: UnsafeMutablePointer<Double>, _ x: Floats, rows: Int, cols: Int)

    /// `b`, and `db`, are nil where a norm has no bias.
    func layerNorm(
        _ y: Floats, xhat: Floats, rstd: Floats, _ x: Floats, _ w: Floats, _ b: Floats?, rows: Int, cols: Int)
    /// dx += the gradient through the norm.
    func layerNormBackward(
        _ dx: Floats, _ dw: Floats, _ db: Floats?, _ dy: Floats, xhat: Floats, rstd: Floats, _ w: Floats,
        rows: Int, cols: Int)

    /// Causal attention over q, k and v (T * examples, C); `statistics` (examples, H, T, 2) is for the backward
    /// pass, `keep` (examples, H, T, padded T / 16) holds 16 decisions a word.
    func attention(
        _ y: Floats, statistics: Floats, _ qkv: Heads<Scalar>, keep: UnsafePointer<UInt16>?, scale: Scalar,
        shape: ModelShape, examples: Int, scratch: Floats)
    func attentionBackward(
        _ dqkv: Heads<Scalar>, _ dy: Floats, statistics: Floats, _ qkv: Heads<Scalar>, keep: UnsafePointer<UInt16>?,
        scale: Scalar, shape: ModelShape, examples: Int, scratch: Floats)

    /// y (queries, C) = the attention of one example's `positions`, or of the last `queries` of them, dropout off. Keys and
    /// values, k and v of `qkv` (positions.count, C), join those of earlier positions in the cache; `weights`
    /// (H, queries, padded T), if there is room, gets the softmax of the queries, q of `qkv` (queries, C).
    func cachedAttention(
        _ y: Floats, weights: Floats?, _ cache: CachedHeads<Scalar>, _ qkv: Heads<Scalar>, positions: Range<Int>,
        queries: Int, shape: ModelShape, scratch: Floats)

    /// The same as `attention` for two positions: q and k are the second positions' queries and the key differences, both
    /// (examples, C); `weights` (H, 2, padded examples), `keep` (H, 3, padded examples).
    func pairAttention(
        _ y: Floats, weights: Floats, _ qkv: Heads<Scalar>, keep: Keep, scale: Scalar, shape: ModelShape, examples: Int)
    func pairAttentionBackward(
        _ dqkv: Heads<Scalar>, _ dy: Floats, weights: Floats, _ qkv: Heads<Scalar>, keep: Keep, scale: Scalar,
        shape: ModelShape, examples: Int)
    /// y (examples, cols) = the second positions of x (2 * examples, cols) less the first.
    func pairDifference(_ y: Floats, _ x: Floats, examples: Int, cols: Int)
    /// The second positions of x (2 * examples, cols) += y (examples, cols), the first -= y.
    func addPairDifference(_ x: Floats, _ y: Floats, examples: Int, cols: Int)

    /// y = dropout(x).
    func dropout(_ y: Floats, _ x: Floats, keep: Keep, scale: Scalar, count: Int)

    /// The summed binary cross-entropy of logits (rows, cols) and targets of 0 or 1; dlogits = (sigmoid(logits) - targets) * factor.
    func binaryCrossEntropy(
        _ dlogits: Floats, _ logits: Floats, _ targets: Floats, factor: Scalar, rows: Int, cols: Int) -> Double
    /// The summed softmax cross-entropy of logits (rows, cols) and one right column a row, and each row's in `nats`;
    /// the logits become (softmax - 1 at the target) * factor.
    func nextTokenLoss(
        _ logits: Floats, nats: Floats, targets: Tokens, factor: Scalar, rows: Int, cols: Int) -> Double
    /// The column of each row's largest value, the first of equals.
    func argMax(_ columns: UnsafeMutablePointer<Int32>, _ x: Floats, rows: Int, cols: Int)
    func squaredNorm(_ x: Floats, count: Int) -> Double
    /// One update of values p by gradients g; m and v are their first and second moments. SGD leaves v alone.
    func update(_ p: Floats, _ m: Floats, _ v: Floats, _ g: Floats, count: Int, step: UpdateStep)
}

/// Queries, keys and values, or their gradients: matrices in panels.
package struct Heads<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    package let q: UnsafeMutablePointer<Scalar>
    package let k: UnsafeMutablePointer<Scalar>
    package let v: UnsafeMutablePointer<Scalar>

    package init(q: UnsafeMutablePointer<Scalar>, k: UnsafeMutablePointer<Scalar>, v: UnsafeMutablePointer<Scalar>) {
        self.q = q
        self.k = k
        self.v = v
    }
}

/// The keys and values of one block's positions so far. Neither lies in panels; `width` is the head size rounded up to 16.
package struct CachedHeads<Scalar: BinaryFloatingPoint & BitwiseCopyable> {
    package let keys: UnsafeMutablePointer<Scalar>       // (H, width, padded T)
    package let values: UnsafeMutablePointer<Scalar>     // (H, T, width)

    package init(keys: UnsafeMutablePointer<Scalar>, values: UnsafeMutablePointer<Scalar>) {
        self.keys = keys
        self.values = values
    }
}
