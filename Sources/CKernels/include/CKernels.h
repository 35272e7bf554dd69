// The loops of the training engine, over float32 matrices stored in panels.
//
// A matrix of `rows` × `cols` lies in panels of 32 columns, one after the other, each row-major:
// [cols / 32][rows][32]. The last panel is 16 wide when 16 columns are enough. Columns past `cols`
// are padding: zero in whatever is an operand of a product or goes through a sum; elsewhere (GELU's slope, attention's
// result) it may hold anything finite, and is multiplied by such a zero or not read. Vectors (biases, norms)
// are plain arrays padded with zeros to a multiple of 16. A matrix of T * examples rows holds position t of an
// example in row t * examples + example.
//
// Every function comes in several variants, one for each kind of processor, and every variant gives
// the same bits: an element of a product is one chain of fused multiply-adds over the inner index in
// ascending order; every other sum runs in one fixed order; no function calls the C library's maths.
#ifndef CKERNELS_H
#define CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The words of one block of the Mersenne Twister.
enum { CK_TWISTER_WORDS = 624 };

/// Inner indices that a product takes at a time, and the floats of a panel of so many.
enum { CK_PRODUCT_BLOCK = 512, CK_PRODUCT_STRIP = CK_PRODUCT_BLOCK * 32 };

/// What an update makes of gradients.
typedef enum { CK_ADAMW, CK_ADAM, CK_SGD } ck_update_rule;

/// The numbers one update needs, worked out by the caller once an epoch.
typedef struct {
    ck_update_rule rule;
    float clip;              // the gradient is scaled by this first
    float decay;             // of AdamW a value's factor, 1 - learning rate * weight decay; else what share of a value is added to its gradient
    float step_size;         // learning rate / (1 - beta1^t); of SGD the learning rate
    float root_correction;   // sqrt(1 - beta2^t)
    float mean_share;        // 1 - beta1
    float square_keep;       // beta2
    float square_share;      // 1 - beta2
    float momentum;          // of SGD: what is kept of the first moment
} ck_update_step;

/// What an update of a product's weights needs, laid out as the weights are. SGD leaves the second moments alone.
typedef struct {
    float *first_moments, *second_moments;
    const float *gradients;
    ck_update_step step;
} ck_update;

/// What becomes of a product's sums.
typedef enum {
    CK_STORE,        // y = sum
    CK_GELU,         // y = gelu(sum), other = gelu'(sum)
    CK_RESIDUAL,     // y += dropout(sum)
    CK_TIMES         // y = sum * other
} ck_epilogue;

/// Some rows of a matrix of `rows` rows: those from `first` on.
typedef struct {
    float *start;            // of the whole matrix
    size_t rows, first;
} ck_rows;

/// y (rows, cols) = epilogue(start + x (rows, inner) · w).
typedef struct {
    ck_rows y, x;
    float *w;                // (inner, cols); when `transposed`, (cols, inner)
    bool updates;            // w is updated first, each block just before its use
    ck_update update;
    const float *bias;       // (cols), where sums start; null: zero
    size_t rows, inner, cols;
    bool transposed;
    bool adds;               // sums start from y instead of the bias
    bool is_bf16;            // in bf16: x is what `to_bf16` made of it along columns, w is rounded on the way
    ck_epilogue epilogue;
    float *other;            // beside y: what the epilogue writes or reads
    const uint8_t *keep;     // beside y: dropout's mask; null: no dropout
    float scale;             // of what dropout keeps
    float *partial;          // as large as all columns of these rows, when inner > CK_PRODUCT_BLOCK
} ck_product;

/// dw (inner, cols) = xᵀ · dy and dbias (cols) = column sums of dy, for x (rows, inner), dy (rows, cols).
typedef struct {
    float *dw;
    float *dbias;            // null: there is no bias
    ck_rows x, dy;
    double *squares;         // one for each panel of dw: the sum of its squares
    size_t rows, inner, cols;
    const float *bf16_x, *bf16_dy;   // in bf16: what `to_bf16` made of x and dy along rows; else null
} ck_weight_gradient;

/// What an operand in bf16 is for: where its inner index runs.
typedef enum {
    CK_COLUMNS,      // a product's x
    CK_ROWS_OF_X,    // a weight gradient's x
    CK_ROWS_OF_DY    // and its dy
} ck_bf16_operand;

/// One variant of every loop. Matrices are (rows, cols) in panels unless a comment says otherwise.
/// Constant, so it may be used from every thread.
typedef struct __attribute__((swift_attr("@Sendable"))) {
    /// "avx512_bf16", "avx512", "avx2", "neon" or "baseline".
    const char *name;

    // MARK: Products

    /// The panels `first` ..< `end` of a product's columns. `strip`: CK_PRODUCT_STRIP floats.
    void (*product)(const ck_product *p, size_t first, size_t end, float *strip);
    /// The panels `first` ..< `end` of a weight gradient's columns.
    void (*weight_gradient)(const ck_weight_gradient *g, size_t first, size_t end);
    /// y = `rows` rows of x (rows, cols) rounded to bf16, laid out as this variant's products like it. `y` has room
    /// for (rows + 1, cols) floats.
    void (*to_bf16)(float *y, const ck_rows *x, size_t rows, size_t cols, ck_bf16_operand along);

    // MARK: Embedding

    /// x (rows, cols) = dropout(wte[token] + wpe[position]) for all examples' positions from `first` on; `keep` null: no
    /// dropout.
    void (*embed)(float *x, const float *wte, const float *wpe, const int32_t *tokens, const uint8_t *keep, float scale,
                  size_t rows, size_t first, size_t examples, size_t T, size_t V, size_t cols);
    /// dwte (V, cols) and dwpe (T, cols) from dx (examples * T, cols). Overwrites both.
    void (*embed_backward)(float *dwte, float *dwpe, const float *dx, const int32_t *tokens,
                           const uint8_t *keep, float scale, size_t examples, size_t T, size_t V, size_t cols);

    /// y (cols, rows) = xᵀ for x (rows, cols).
    void (*transpose)(float *y, const float *x, size_t rows, size_t cols);
    /// y (cols, rows) += xᵀ for x (rows, cols); for each panel of y the sum of its squares.
    void (*add_transposed)(float *y, double *squares, const float *x, size_t rows, size_t cols);

    // MARK: LayerNorm

    /// y = (x - mean) * rstd * w + b by row; keeps xhat = (x - mean) * rstd and rstd (rows). `b` null: no bias.
    void (*layer_norm)(float *y, float *xhat, float *rstd, const float *x, const float *w, const float *b,
                       size_t rows, size_t cols);
    /// dx += the gradient through the norm; dw (cols) and db (cols) are overwritten. `db` null: no bias.
    void (*layer_norm_backward)(float *dx, float *dw, float *db, const float *dy, const float *xhat,
                                const float *rstd, const float *w, size_t rows, size_t cols);

    // MARK: Attention

    /// y = causal attention over q, k and v, all (T * examples, C) with H heads, C = H * head_size. Keeps two
    /// numbers a row of scores in `statistics` (examples, H, T, 2), not in panels. `keep` (examples, H, T,
    /// padded T / 16) holds 16 decisions a word; null: no dropout. `scratch`: ck_attention_scratch floats.
    void (*attention)(float *y, float *statistics, const float *q, const float *k, const float *v,
                      const uint16_t *keep, float scale, size_t examples, size_t T, size_t H, size_t head_size,
                      float *scratch);
    /// dq, dk and dv from dy.
    void (*attention_backward)(float *dq, float *dk, float *dv, const float *dy, const float *statistics,
                               const float *q, const float *k, const float *v, const uint16_t *keep, float scale,
                               size_t examples, size_t T, size_t H, size_t head_size, float *scratch);
    /// y (queries, C) = the attention of one example's positions `first` ..< `first` + `rows`, or of the last `queries` of
    /// them, to all up to themselves: `attention`'s bits, but for the sign of a zero. Their keys and values, k and v
    /// (rows, C), join those of the positions before them in `keys` (H, width, padded T) and `values` (H, T, width), not
    /// in panels; width is the head size rounded up to 16. `weights` (H, queries, padded T), not in panels, gets their
    /// softmax, and anything past the last position; null: it is not kept.
    void (*cached_attention)(float *y, float *weights, float *keys, float *values, const float *q, const float *k,
                             const float *v, size_t first, size_t rows, size_t queries, size_t T, size_t H,
                             size_t head_size, float *scratch);
    /// Sixteen decisions a word, from `count` of 255 or 0 each.
    void (*pack_mask)(uint16_t *bits, const uint8_t *keep, size_t count);

    // MARK: Attention over two positions, for head sizes that are multiples of 16

    /// y = causal attention, v and y (2 * examples, C), from the second positions' queries q and the key
    /// differences k, both (examples, C). Keeps the second position's weights (H, 2, padded examples).
    /// `keep` (H, 3, padded examples): first to first, second to first, second to second; null: no dropout.
    void (*pair_attention)(float *y, float *weights, const float *q, const float *k, const float *v,
                           const uint8_t *keep, float scale, size_t examples, size_t H, size_t head_size);
    /// dq and dk (examples, C) and dv from dy.
    void (*pair_attention_backward)(float *dq, float *dk, float *dv, const float *dy, const float *weights,
                                    const float *q, const float *k, const float *v, const uint8_t *keep, float scale,
                                    size_t examples, size_t H, size_t head_size);
    /// y (examples, cols) = the second positions of x (2 * examples, cols) less the first.
    void (*pair_difference)(float *y, const float *x, size_t examples, size_t cols);
    /// The second positions of x (2 * examples, cols) += y (examples, cols), the first -= y.
    void (*add_pair_difference)(float *x, const float *y, size_t examples, size_t cols);

    // MARK: Element by element, over `count` floats (a multiple of 16)

    /// y = dropout(x): what the gradient of a dropped value is.
    void (*dropout)(float *y, const float *x, const uint8_t *keep, float scale, size_t count);

    // MARK: Loss and update

    /// The sum over rows and cols of the binary cross-entropy of logits against targets;
    /// dlogits = (sigmoid(logits) - targets) * factor, and may be `logits` itself.
    double (*binary_cross_entropy)(float *dlogits, const float *logits, const float *targets, float factor,
                  size_t rows, size_t cols);
    /// The softmax cross-entropy of logits (rows, cols) against one right column a row, `targets` (rows), in nats: each
    /// row's in `nats` (rows), and their sum. Its gradient, (softmax - 1 at the target) * factor, takes the logits'
    /// place; padding becomes 0.
    double (*next_token_loss)(float *logits, float *nats, const int32_t *targets, float factor, size_t rows, size_t cols);
    /// For each row of x (rows, cols) the column of its largest value, the first of equals.
    void (*arg_max)(int32_t *columns, const float *x, size_t rows, size_t cols);
    /// The sum of squares, in double. `count` is a multiple of 16.
    double (*squared_norm)(const float *x, size_t count);
    /// One update of `count` (a multiple of 16) parameters; eps is 1e-8.
    void (*update)(float *p, float *m, float *v, const float *g, size_t count, ck_update_step step);

    // MARK: Random words

    /// Advances the twister's state by one block and writes its 624 tempered words.
    void (*twister_block)(uint32_t *state, uint32_t *words);
    /// keep[i] = 255 where the 53-bit number of words 2i (high) and 2i + 1 is below `threshold`, else 0.
    void (*keep_mask)(uint8_t *keep, const uint32_t *words, uint64_t threshold, size_t count);
    /// y[i] = u * spread + low, rounded once, for u the low 24 bits of words[i], times 2^-24.
    void (*uniform)(float *y, const uint32_t *words, float low, float spread, size_t count);
    /// Uniform values become normal ones of mean 0, 16 at a time (Box & Muller 1958): the first eight are radii, the next
    /// eight angles. `count`: a multiple of 16.
    void (*box_muller)(float *values, float deviation, size_t count);

    // MARK: Functions, for tests and measurement

    void (*exponentials)(float *y, const float *x, size_t count);   // count: a multiple of 16
    void (*log1p_unit)(float *y, const float *x, size_t count);     // x in [0, 1]
    void (*logarithms)(float *y, const float *x, size_t count);     // x normal
    void (*gelu)(float *y, float *slope, const float *x, size_t count);
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

/// Tells the processor that this thread is waiting for another.
static inline void ck_pause(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

/// The variant called `name`, or null when there is none or this processor can't run it.
const ck_kernels *ck_kernels_named(const char *name);

/// The fastest variant that this processor can run.
const ck_kernels *ck_kernels_fastest(void);

#endif
