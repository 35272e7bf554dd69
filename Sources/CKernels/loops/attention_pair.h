// Attention over two positions, as the family trees have it. The first position sees only itself, so its
// weight is 1; the second's two weights follow from one number, q₁ · (k₁ - k₀) / √(head size). So queries are
// needed of the second position alone and keys only as differences: half the rows of both, exactly.
// Sixteen examples of one head go at a time, a lane each. For head sizes that are multiples of 16.
//
// Matrices: q, dq and the key differences k, dk are (examples, C); v, dv, y and dy (2 * examples, C), first
// positions first. weights is (H, 2, padded examples): the second position's weight of the first, of itself.
// keep is (H, 3, padded examples): the decisions on first → first, second → first, second → second.

enum { GROUP = 16 };

/// Sixteen channels of one example's row.
INLINE v16 at_row(const float *x, chunk_place place, size_t row) { return load(x + place.offset + row * place.stride); }
INLINE void set_row(float *x, chunk_place place, size_t row, v16 value) { store(x + place.offset + row * place.stride, value); }

/// What each weight of 16 examples is multiplied by after the softmax: 0 or `scale`, or 1 without dropout.
typedef struct { v16 first, second_first, second_second; } pair_factors;

INLINE pair_factors factors_of_pairs(const uint8_t *keep, float scale, size_t example, size_t h, size_t stride) {
    if (!keep) return (pair_factors){splat(1), splat(1), splat(1)};
    const uint8_t *at = keep + 3 * h * stride + example;
    const v16 one = splat(1);
    return (pair_factors){drop(one, at, scale), drop(one, at + stride, scale), drop(one, at + 2 * stride, scale)};
}

static void pair_attention(float *y, float *weights, const float *q, const float *k, const float *v,
                           const uint8_t *keep, float scale, size_t examples, size_t H, size_t head_size) {
    const size_t C = H * head_size, stride = padded16(examples);
    const float by_root = score_scale(head_size);
    for (size_t h = 0; h < H; h++) {
        float *weight_of_first = weights + 2 * h * stride, *weight_of_second = weight_of_first + stride;
        for (size_t example = 0; example < examples; example += GROUP) {
            const size_t group = smaller(GROUP, examples - example);
            v16 products[GROUP] = {};
            for (size_t c = h * head_size / 16; c < (h + 1) * head_size / 16; c++) {
                const chunk_place at = place_of_chunk(c, examples, C);
                for (size_t i = 0; i < group; i++) {
                    products[i] = fma16(at_row(q, at, example + i), at_row(k, at, example + i), products[i]);
                }
            }
            const v16 score = sum_rows(products) * by_root;
            const v16 power = exp16((v16)((i16x)score | (i16x)splat(-0.0f)));
            const v16 larger = 1.0f / (1.0f + power), lesser = power * larger;
            const v16 a = select16(score > 0.0f, lesser, larger), b = select16(score > 0.0f, larger, lesser);
            store(weight_of_first + example, a);
            store(weight_of_second + example, b);
            const pair_factors f = factors_of_pairs(keep, scale, example, h, stride);
            const v16 dropped_a = a * f.second_first, dropped_b = b * f.second_second;
            for (size_t c = h * head_size / 16; c < (h + 1) * head_size / 16; c++) {
                const chunk_place at = place_of_chunk(c, 2 * examples, C);
                for (size_t i = 0; i < group; i++) {
                    const size_t first = example + i, second = examples + first;
                    const v16 v0 = at_row(v, at, first), v1 = at_row(v, at, second);
                    set_row(y, at, first, v0 * f.first[i]);
                    set_row(y, at, second, fma16(splat(dropped_b[i]), v1, v0 * dropped_a[i]));
                }
            }
        }
    }
}

static void pair_attention_backward(float *dq, float *dk, float *dv, const float *dy, const float *weights,
                                    const float *q, const float *k, const float *v, const uint8_t *keep, float scale,
                                    size_t examples, size_t H, size_t head_size) {
    const size_t C = H * head_size, stride = padded16(examples);
    const float by_root = score_scale(head_size);
    for (size_t h = 0; h < H; h++) {
        const float *weight_of_first = weights + 2 * h * stride, *weight_of_second = weight_of_first + stride;
        for (size_t example = 0; example < examples; example += GROUP) {
            const size_t group = smaller(GROUP, examples - example);
            v16 first_products[GROUP] = {}, second_products[GROUP] = {};
            for (size_t c = h * head_size / 16; c < (h + 1) * head_size / 16; c++) {
                const chunk_place at = place_of_chunk(c, 2 * examples, C);
                for (size_t i = 0; i < group; i++) {
                    const size_t first = example + i, second = examples + first;
                    const v16 d = at_row(dy, at, second);
                    first_products[i] = fma16(d, at_row(v, at, first), first_products[i]);
                    second_products[i] = fma16(d, at_row(v, at, second), second_products[i]);
                }
            }
            const v16 a = load(weight_of_first + example), b = load(weight_of_second + example);
            const pair_factors f = factors_of_pairs(keep, scale, example, h, stride);
            const v16 da = sum_rows(first_products) * f.second_first, db = sum_rows(second_products) * f.second_second;
            const v16 dscore = a * b * (db - da) * by_root;
            const v16 dropped_a = a * f.second_first, dropped_b = b * f.second_second;
            for (size_t c = h * head_size / 16; c < (h + 1) * head_size / 16; c++) {
                const chunk_place single = place_of_chunk(c, examples, C), both = place_of_chunk(c, 2 * examples, C);
                for (size_t i = 0; i < group; i++) {
                    const size_t first = example + i, second = examples + first;
                    const v16 d0 = at_row(dy, both, first), d1 = at_row(dy, both, second);
                    set_row(dq, single, first, at_row(k, single, first) * dscore[i]);
                    set_row(dk, single, first, at_row(q, single, first) * dscore[i]);
                    set_row(dv, both, first, fma16(splat(dropped_a[i]), d1, d0 * f.first[i]));
                    set_row(dv, both, second, d1 * dropped_b[i]);
                }
            }
        }
    }
}

/// y (examples, cols) = the second positions of x (2 * examples, cols) less the first.
static void pair_difference(float *y, const float *x, size_t examples, size_t cols) {
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place to = place_of_chunk(c, examples, cols), from = place_of_chunk(c, 2 * examples, cols);
        for (size_t i = 0; i < examples; i++) {
            set_row(y, to, i, at_row(x, from, examples + i) - at_row(x, from, i));
        }
    }
}

/// The second positions of x (2 * examples, cols) += y (examples, cols), the first -= y.
static void add_pair_difference(float *x, const float *y, size_t examples, size_t cols) {
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place from = place_of_chunk(c, examples, cols), to = place_of_chunk(c, 2 * examples, cols);
        for (size_t i = 0; i < examples; i++) {
            const v16 d = at_row(y, from, i);
            set_row(x, to, i, at_row(x, to, i) - d);
            set_row(x, to, examples + i, at_row(x, to, examples + i) + d);
        }
    }
}
