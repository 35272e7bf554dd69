internal import CKernels

/// How fast one of the loops besides the products is by itself: the bytes it reads and writes, in cache.
package struct LoopTiming: Sendable {
    package let name: String
    /// 10⁹ bytes a second.
    package let gigabytesPerSecond: Double

    /// The loops of a run with n_embd 64 and its batch of 100, best of several.
    ///
    /// - Throws: `TrainingFailure.outOfMemory`.
    package static func measure(_ variant: KernelVariant = .standard) throws(TrainingFailure) -> [LoopTiming] {
        let bench = try LoopBench(variant)
        return withExtendedLifetime(bench.workspace) {
            bench.loops.map { loop in
                LoopTiming(name: loop.name, gigabytesPerSecond: Double(loop.bytes) / Stopwatch.best(of: loop.body) / 1e9)
            }
        }
    }
}

/// The loops, ready to run on memory of their own.
private struct LoopBench {
    private typealias Floats = UnsafeMutablePointer<Float>

    /// Holds what the loops work on.
    let workspace: Workspace
    let loops: [(name: String, bytes: Int, body: () -> Void)]

    init(_ variant: KernelVariant) throws(TrainingFailure) {
        let rows = 200, C = 64, H = 2, examples = 100, count = rows * C, k = variant.table
        let workspace = try Workspace(byteCount: 64 * count * MemoryLayout<Float>.stride)
        self.workspace = workspace
        let a: [Floats] = (0..<8).map { _ in workspace.reserve(4 * count) }
        let keep: UnsafeMutablePointer<UInt8> = workspace.reserve(4 * count)
        let words: UnsafeMutablePointer<UInt32> = workspace.reserve(Int(CK_TWISTER_WORDS))
        let state: UnsafeMutablePointer<UInt32> = workspace.reserve(Int(CK_TWISTER_WORDS))
        for array in a { for i in 0..<4 * count { array[i] = Float(i % 17) * 0.01 + 0.01 } }
        for i in 0..<4 * count { keep[i] = i % 5 == 0 ? 0 : 255 }
        for i in 0..<Int(CK_TWISTER_WORDS) { state[i] = UInt32(i) &* 1_812_433_253 &+ 1 }
        let step = ck_update_step(
            rule: CK_ADAMW, clip: 1, decay: 0.9999, step_size: 1e-9, root_correction: 0.5, mean_share: 0.1, square_keep: 0.999,
            square_share: 0.001, momentum: 0)
        let logits = rows * 48
        loops = [
            ("LayerNorm", 12 * count, { k.layer_norm(a[0], a[1], a[2], a[3], a[4], a[5], rows, C) }),
            ("LayerNorm, backward", 16 * count, { k.layer_norm_backward(a[6], a[4], a[5], a[0], a[1], a[2], a[3], rows, C) }),
            ("attention", 12 * count, {
                k.pair_attention(a[0], a[1], a[2], a[3], a[4], keep, 1.25, examples, H, C / H)
            }),
            ("attention, backward", 20 * count, {
                k.pair_attention_backward(a[0], a[5], a[6], a[7], a[1], a[2], a[3], a[4], keep, 1.25, examples, H, C / H)
            }),
            ("GELU and its slope", 48 * count, { k.gelu(a[0], a[1], a[2], 4 * count) }),
            ("dropout, backward", 9 * count, { k.dropout(a[0], a[1], keep, 1.25, count) }),
            ("cross-entropy", 12 * logits, { _ = k.binary_cross_entropy(a[0], a[1], a[2], 1e-3, rows, 48) }),
            ("AdamW", 112 * count, { k.update(a[0], a[1], a[2], a[3], 4 * count, step) }),
            ("gradient's norm", 16 * count, { _ = k.squared_norm(a[3], 4 * count) }),
            ("random words", 12 * Int(CK_TWISTER_WORDS), { k.twister_block(state, words) }),
            ("dropout's masks", 9 * Int(CK_TWISTER_WORDS) / 2, { k.keep_mask(keep, words, 1 << 52, Int(CK_TWISTER_WORDS) / 2) }),
        ]
    }
}
