// Causal attention, one head of one example at a time: its q, k and v are copied out of the panels
// into rows of `width` floats (the head size rounded up to 16, the rest zero), worked on, copied back.

INLINE float *element(float *x, size_t row, size_t col, size_t rows, size_t cols) {
    const size_t panel = col / PANEL * PANEL;
    return x + panel * rows + row * panel_width(panel, cols) + (col - panel);
}

/// head (T, width) from columns `col` … of x's rows `row` …
INLINE void gather_head(float *head, const float *x, size_t row, size_t T, size_t col, size_t head_size,
                        size_t rows, size_t cols) {
    const size_t width = 16 * chunk_count(head_size);
    if (head_size % 16 == 0 && col % 16 == 0) {
        for (size_t c = 0; c < width / 16; c++) {
            const chunk_place at = place_of_chunk(col / 16 + c, rows, cols);
            for (size_t t = 0; t < T; t++) {
                store(head + t * width + 16 * c, load(x + at.offset + (row + t) * at.stride));
            }
        }
        return;
    }
    for (size_t t = 0; t < T; t++) {
        for (size_t d = 0; d < head_size; d++) {
            head[t * width + d] = *element((float *)x, row + t, col + d, rows, cols);
        }
        for (size_t d = head_size; d < width; d++) head[t * width + d] = 0;
    }
}

INLINE void scatter_head(float *x, const float *head, size_t row, size_t T, size_t col, size_t head_size,
                         size_t rows, size_t cols) {
    const size_t width = 16 * chunk_count(head_size);
    if (head_size % 16 == 0 && col % 16 == 0) {
        for (size_t c = 0; c < width / 16; c++) {
            const chunk_place at = place_of_chunk(col / 16 + c, rows, cols);
            for (size_t t = 0; t < T; t++) {
                store(x + at.offset + (row + t) * at.stride, load(head + t * width + 16 * c));
            }
        }
        return;
    }
    for (size_t t = 0; t < T; t++) {
        for (size_t d = 0; d < head_size; d++) *element(x, row + t, col + d, rows, cols) = head[t * width + d];
    }
}

/// The square root by which scores are divided, rounded once.
INLINE float score_scale(size_t head_size) { return 1.0f / __builtin_sqrtf((float)head_size); }

INLINE float dot(const float *a, const float *b, size_t width) {
    v16 sum = load(a) * load(b);
    for (size_t d = 16; d < width; d += 16) sum = fma16(load(a + d), load(b + d), sum);
    return sum_lanes(sum);
}

/// sum (width) += factor * x.
INLINE void add_scaled(float *sum, float factor, const float *x, size_t width) {
    for (size_t d = 0; d < width; d += 16) store(sum + d, fma16(splat(factor), load(x + d), load(sum + d)));
}

/// weights[0 ..< n] = softmax of scores[0 ..< n].
INLINE void softmax(float *weights, const float *scores, size_t n) {
    float largest = scores[0];
    for (size_t s = 1; s < n; s++) largest = scores[s] > largest ? scores[s] : largest;
    v16 sum = {};
    for (size_t s = 0; s < n; s += 16) {
        const size_t part = smaller(16, n - s);
        const v16 e = exp16(load_part(scores + s, part, -__builtin_inff()) - largest);
        sum += e;
        store_part(weights + s, e, part);
    }
    const float share = 1.0f / sum_lanes(sum);
    for (size_t s = 0; s < n; s++) weights[s] *= share;
}

/// A softmax weight after dropout.
INLINE float dropped(float weight, const uint8_t *keep, size_t place, float scale) {
    if (!keep) return weight;
    return keep[place] ? weight * scale : 0;
}

#include "attention_pair.h"

static void attention(float *y, float *att, const float *qkv, const uint8_t *keep, float scale,
                      size_t examples, size_t T, size_t H, size_t head_size, float *scratch) {
    if (T == 2 && head_size % 16 == 0) {
        attention_of_pairs(y, att, qkv, keep, scale, examples, H, head_size);
        return;
    }
    const size_t C = H * head_size, rows = examples * T, width = 16 * chunk_count(head_size);
    float *q = scratch, *k = q + T * width, *v = k + T * width, *out = v + T * width, *scores = out + T * width;
    const float by_root = score_scale(head_size);
    for (size_t example = 0; example < examples; example++) {
        for (size_t h = 0; h < H; h++) {
            const size_t row = example * T, col = h * head_size, square = (example * H + h) * T * T;
            gather_head(q, qkv, row, T, col, head_size, rows, 3 * C);
            gather_head(k, qkv, row, T, C + col, head_size, rows, 3 * C);
            gather_head(v, qkv, row, T, 2 * C + col, head_size, rows, 3 * C);
            for (size_t t = 0; t < T; t++) {
                float *weights = att + square + t * T;
                for (size_t s = 0; s <= t; s++) scores[s] = dot(q + t * width, k + s * width, width) * by_root;
                if (t == 0) weights[0] = scores[0] - scores[0] + 1;         // 1, or NaN for a broken score
                else softmax(weights, scores, t + 1);
                for (size_t s = t + 1; s < T; s++) weights[s] = 0;
                memset(out + t * width, 0, width * sizeof(float));
                for (size_t s = 0; s <= t; s++) {
                    add_scaled(out + t * width, dropped(weights[s], keep, square + t * T + s, scale),
                               v + s * width, width);
                }
            }
            scatter_head(y, out, row, T, col, head_size, rows, C);
        }
    }
}

static void attention_backward(float *dqkv, const float *dy, const float *att, const float *qkv,
                               const uint8_t *keep, float scale,
                               size_t examples, size_t T, size_t H, size_t head_size, float *scratch) {
    if (T == 2 && head_size % 16 == 0) {
        attention_of_pairs_backward(dqkv, dy, att, qkv, keep, scale, examples, H, head_size);
        return;
    }
    const size_t C = H * head_size, rows = examples * T, width = 16 * chunk_count(head_size);
    float *q = scratch, *k = q + T * width, *v = k + T * width, *dout = v + T * width;
    float *dq = dout + T * width, *dk = dq + T * width, *dv = dk + T * width, *datt = dv + T * width;
    const float by_root = score_scale(head_size);
    for (size_t example = 0; example < examples; example++) {
        for (size_t h = 0; h < H; h++) {
            const size_t row = example * T, col = h * head_size, square = (example * H + h) * T * T;
            gather_head(q, qkv, row, T, col, head_size, rows, 3 * C);
            gather_head(k, qkv, row, T, C + col, head_size, rows, 3 * C);
            gather_head(v, qkv, row, T, 2 * C + col, head_size, rows, 3 * C);
            gather_head(dout, dy, row, T, col, head_size, rows, C);
            memset(dq, 0, 3 * T * width * sizeof(float));
            for (size_t t = 0; t < T; t++) {
                const float *weights = att + square + t * T;
                float mean = 0;
                for (size_t s = 0; s <= t; s++) {
                    const size_t place = square + t * T + s;
                    datt[s] = dropped(dot(dout + t * width, v + s * width, width), keep, place, scale);
                    mean = __builtin_fmaf(datt[s], weights[s], mean);
                    add_scaled(dv + s * width, dropped(weights[s], keep, place, scale), dout + t * width, width);
                }
                for (size_t s = 0; s <= t; s++) {
                    const float dscore = weights[s] * (datt[s] - mean) * by_root;
                    add_scaled(dq + t * width, dscore, k + s * width, width);
                    add_scaled(dk + s * width, dscore, q + t * width, width);
                }
            }
            scatter_head(dqkv, dq, row, T, col, head_size, rows, 3 * C);
            scatter_head(dqkv, dk, row, T, C + col, head_size, rows, 3 * C);
            scatter_head(dqkv, dv, row, T, 2 * C + col, head_size, rows, 3 * C);
        }
    }
}
