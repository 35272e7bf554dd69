// The loops of the training engine, over float32 matrices stored in panels.
//
// A matrix of `rows` × `cols` lies in panels of 32 columns, one after the other, each row-major:
// [cols / 32][rows][32]. The last panel is 16 wide when 16 columns are enough. Columns past `cols`
// are padding: zero in every matrix, and kept zero by every function here. Vectors (biases, norms)
// are plain arrays padded with zeros to a multiple of 16.
//
// Every function comes in several variants, one for each kind of processor, and every variant gives
// the same bits: an element of a product is one chain of fused multiply-adds over the inner index in
// ascending order; every other sum runs in one fixed order; no function calls the C library's maths.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stddef.h>
#include <stdint.h>

/// The words of one block of the Mersenne Twister.
enum { CK_TWISTER_WORDS = 624 };

/// The numbers one AdamW update needs, worked out by the caller once an epoch.
typedef struct {
    float clip;              // the gradient is scaled by this first
    float decay;             // 1 - learning rate * weight decay
    float step_size;         // learning rate / (1 - beta1^t)
    float root_correction;   // sqrt(1 - beta2^t)
} ck_adamw_step;

/// One variant of every loop. Matrices are (rows, cols) in panels unless a comment says otherwise.
/// Constant, so it may be used from every thread.
typedef struct __attribute__((swift_attr("@Sendable"))) {
    /// "avx512", "avx2", "neon" or "baseline".
    const char *name;

    // MARK: Products

    /// y (rows, cols) = bias + x (rows, inner) · w (inner, cols). `bias` (cols) may be null: zero.
    void (*product)(float *y, const float *x, const float *w, const float *bias,
                    size_t rows, size_t inner, size_t cols);
    /// dw (inner, cols) = xᵀ · dy and dbias (cols) = column sums of dy, for x (rows, inner), dy (rows, cols).
    void (*weight_gradient)(float *dw, float *dbias, const float *x, const float *dy,
                            size_t rows, size_t inner, size_t cols);
    /// out (cols, rows) = in (rows, cols) transposed.
    void (*transpose)(float *out, const float *in, size_t rows, size_t cols);

    // MARK: Embedding

    /// x (examples * T, cols) = dropout(wte[token] + wpe[position]); `keep` null: no dropout.
    void (*embed)(float *x, const float *wte, const float *wpe, const int32_t *tokens,
                  const uint8_t *keep, float scale, size_t examples, size_t T, size_t V, size_t cols);
    /// dwte (V, cols) and dwpe (T, cols) from dx (examples * T, cols). Overwrites both.
    void (*embed_backward)(float *dwte, float *dwpe, const float *dx, const int32_t *tokens,
                           const uint8_t *keep, float scale, size_t examples, size_t T, size_t V, size_t cols);

    // MARK: LayerNorm

    /// y = (x - mean) * rstd * w + b by row; keeps xhat = (x - mean) * rstd and rstd (rows).
    void (*layer_norm)(float *y, float *xhat, float *rstd, const float *x, const float *w, const float *b,
                       size_t rows, size_t cols);
    /// dx += the gradient through the norm; dw (cols) and db (cols) are overwritten.
    void (*layer_norm_backward)(float *dx, float *dw, float *db, const float *dy, const float *xhat,
                                const float *rstd, const float *w, size_t rows, size_t cols);

    // MARK: Attention

    /// y (examples * T, C) = causal attention over qkv (examples * T, 3C) with H heads, C = H * head_size.
    /// Keeps the softmax weights before dropout in att (examples, H, T, T), not in panels.
    /// `keep` (examples, H, T, T) null: no dropout. `scratch`: ck_attention_scratch floats.
    void (*attention)(float *y, float *att, const float *qkv, const uint8_t *keep, float scale,
                      size_t examples, size_t T, size_t H, size_t head_size, float *scratch);
    /// dqkv (examples * T, 3C) from dy (examples * T, C).
    void (*attention_backward)(float *dqkv, const float *dy, const float *att, const float *qkv,
                               const uint8_t *keep, float scale,
                               size_t examples, size_t T, size_t H, size_t head_size, float *scratch);

    // MARK: Element by element, over `count` floats (a multiple of 16)

    /// In place x = gelu(x), and slope = gelu'(x).
    void (*gelu)(float *x, float *slope, size_t count);
    /// x += dropout(y).
    void (*add_dropout)(float *x, const float *y, const uint8_t *keep, float scale, size_t count);
    /// y = dropout(x): what the gradient of a dropped value is.
    void (*dropout)(float *y, const float *x, const uint8_t *keep, float scale, size_t count);
    /// x *= y.
    void (*multiply)(float *x, const float *y, size_t count);

    // MARK: Loss and update

    /// The sum over rows and cols of the binary cross-entropy of logits against targets;
    /// dlogits = (sigmoid(logits) - targets) * factor, and may be `logits` itself.
    double (*bce)(float *dlogits, const float *logits, const float *targets, float factor,
                  size_t rows, size_t cols);
    /// The sum of squares, in double. `count` is a multiple of 16.
    double (*squared_norm)(const float *x, size_t count);
    /// One AdamW update with betas 0.9 and 0.999 and eps 1e-8, of `count` (a multiple of 16) parameters.
    void (*adamw)(float *p, float *m, float *v, const float *g, size_t count, ck_adamw_step step);

    // MARK: Random words

    /// Advances the twister's state by one block and writes its 624 tempered words.
    void (*twister_block)(uint32_t *state, uint32_t *words);
    /// keep[i] = 255 where the 53-bit number of words 2i (high) and 2i + 1 is below `threshold`, else 0.
    void (*keep_mask)(uint8_t *keep, const uint32_t *words, uint64_t threshold, size_t count);

    // MARK: Functions, for tests and measurement

    void (*exponentials)(float *y, const float *x, size_t count);   // count: a multiple of 16
    void (*log1p_unit)(float *y, const float *x, size_t count);     // x in [0, 1]
    /// Independent fused multiply-adds, 16 lanes each; returns how many floating-point operations.
    double (*multiply_add_burst)(size_t rounds, float *sink);
    /// a[i] = b[i] + s * c[i].
    void (*triad)(float *a, const float *b, const float *c, float s, size_t count);
} ck_kernels;

/// Floats that the attention functions need as scratch.
size_t ck_attention_scratch(size_t T, size_t head_size);

/// From here on this thread's arithmetic takes denormal floats for zero, in and out; returns what
/// `ck_restore_arithmetic` needs. Saturated units yield denormal gradients by the million, and processors
/// multiply those a hundred times more slowly: without this a run with 512 channels takes ten times as long.
uint64_t ck_flush_denormals(void);
void ck_restore_arithmetic(uint64_t state);

/// The variant called `name`, or null when there is none or this processor can't run it.
const ck_kernels *ck_kernels_named(const char *name);

/// The fastest variant that this processor can run.
const ck_kernels *ck_kernels_fastest(void);

#endif
