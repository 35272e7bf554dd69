// Attention over two positions, as the family trees have it: the first position sees only itself, so its
// weight is 1 and scores are needed of the second alone. Sixteen examples of one head go at a time, a lane
// each, straight from and to the panels. For head sizes that are multiples of 16.

enum { GROUP = 16 };

/// Where q, k and v of one head's 16 channels from `part` lie in qkv, and its output in y.
typedef struct { chunk_place q, k, v, y; } head_places;

INLINE head_places places_of_head(size_t part, size_t h, size_t H, size_t head_size, size_t rows) {
    const size_t C = H * head_size, chunk = (h * head_size + part) / 16;
    return (head_places){
        .q = place_of_chunk(chunk, rows, 3 * C), .k = place_of_chunk(C / 16 + chunk, rows, 3 * C),
        .v = place_of_chunk(2 * C / 16 + chunk, rows, 3 * C), .y = place_of_chunk(chunk, rows, C)};
}

/// The 16 channels at a place, of the first (0) or second (1) position of an example.
INLINE v16 at_position(const float *x, chunk_place place, size_t example, size_t position) {
    return load(x + place.offset + (2 * example + position) * place.stride);
}

INLINE void set_position(float *x, chunk_place place, size_t example, size_t position, v16 value) {
    store(x + place.offset + (2 * example + position) * place.stride, value);
}

/// What each weight of up to 16 examples is multiplied by after the softmax: 0 or `scale`, or 1 without dropout.
typedef struct { v16 first, second_first, second_second; } pair_factors;

INLINE pair_factors factors_of_pairs(const uint8_t *keep, float scale, size_t example, size_t h, size_t H,
                                     size_t group) {
    pair_factors f = {splat(1), splat(1), splat(1)};
    if (!keep) return f;
    for (size_t i = 0; i < group; i++) {
        const uint8_t *four = keep + ((example + i) * H + h) * 4;
        f.first[i] = four[0] ? scale : 0;
        f.second_first[i] = four[2] ? scale : 0;
        f.second_second[i] = four[3] ? scale : 0;
    }
    return f;
}

static void attention_of_pairs(float *y, float *att, const float *qkv, const uint8_t *keep, float scale,
                               size_t examples, size_t H, size_t head_size) {
    const size_t rows = 2 * examples;
    const float by_root = score_scale(head_size);
    for (size_t h = 0; h < H; h++) {
        for (size_t example = 0; example < examples; example += GROUP) {
            const size_t group = smaller(GROUP, examples - example);
            v16 first[GROUP] = {}, second[GROUP] = {};
            for (size_t part = 0; part < head_size; part += 16) {
                const head_places at = places_of_head(part, h, H, head_size, rows);
                for (size_t i = 0; i < group; i++) {
                    const v16 q = at_position(qkv, at.q, example + i, 1);
                    first[i] = fma16(q, at_position(qkv, at.k, example + i, 0), first[i]);
                    second[i] = fma16(q, at_position(qkv, at.k, example + i, 1), second[i]);
                }
            }
            const v16 a = sum_rows(first) * by_root, b = sum_rows(second) * by_root;
            const v16 largest = select16(a > b, a, b);
            const v16 power_a = exp16(a - largest), power_b = exp16(b - largest);
            const v16 share = 1.0f / (power_a + power_b);
            const v16 weight_a = power_a * share, weight_b = power_b * share;
            for (size_t i = 0; i < group; i++) {
                float *four = att + ((example + i) * H + h) * 4;
                four[0] = 1, four[1] = 0, four[2] = weight_a[i], four[3] = weight_b[i];
            }
            const pair_factors f = factors_of_pairs(keep, scale, example, h, H, group);
            const v16 dropped_a = weight_a * f.second_first, dropped_b = weight_b * f.second_second;
            for (size_t part = 0; part < head_size; part += 16) {
                const head_places at = places_of_head(part, h, H, head_size, rows);
                for (size_t i = 0; i < group; i++) {
                    const v16 v0 = at_position(qkv, at.v, example + i, 0), v1 = at_position(qkv, at.v, example + i, 1);
                    set_position(y, at.y, example + i, 0, v0 * f.first[i]);
                    set_position(y, at.y, example + i, 1, fma16(splat(dropped_b[i]), v1, v0 * dropped_a[i]));
                }
            }
        }
    }
}

static void attention_of_pairs_backward(float *dqkv, const float *dy, const float *att, const float *qkv,
                                        const uint8_t *keep, float scale,
                                        size_t examples, size_t H, size_t head_size) {
    const size_t rows = 2 * examples;
    const float by_root = score_scale(head_size);
    for (size_t h = 0; h < H; h++) {
        for (size_t example = 0; example < examples; example += GROUP) {
            const size_t group = smaller(GROUP, examples - example);
            v16 first[GROUP] = {}, second[GROUP] = {};
            for (size_t part = 0; part < head_size; part += 16) {
                const head_places at = places_of_head(part, h, H, head_size, rows);
                for (size_t i = 0; i < group; i++) {
                    const v16 d = at_position(dy, at.y, example + i, 1);
                    first[i] = fma16(d, at_position(qkv, at.v, example + i, 0), first[i]);
                    second[i] = fma16(d, at_position(qkv, at.v, example + i, 1), second[i]);
                }
            }
            v16 weight_a = {}, weight_b = {};
            for (size_t i = 0; i < group; i++) {
                const float *four = att + ((example + i) * H + h) * 4;
                weight_a[i] = four[2], weight_b[i] = four[3];
            }
            const pair_factors f = factors_of_pairs(keep, scale, example, h, H, group);
            const v16 da = sum_rows(first) * f.second_first, db = sum_rows(second) * f.second_second;
            const v16 mean = fma16(db, weight_b, da * weight_a);
            const v16 dscore_a = weight_a * (da - mean) * by_root, dscore_b = weight_b * (db - mean) * by_root;
            const v16 dropped_a = weight_a * f.second_first, dropped_b = weight_b * f.second_second;
            for (size_t part = 0; part < head_size; part += 16) {
                const head_places at = places_of_head(part, h, H, head_size, rows);
                for (size_t i = 0; i < group; i++) {
                    const size_t e = example + i;
                    const v16 q = at_position(qkv, at.q, e, 1);
                    const v16 k0 = at_position(qkv, at.k, e, 0), k1 = at_position(qkv, at.k, e, 1);
                    const v16 d0 = at_position(dy, at.y, e, 0), d1 = at_position(dy, at.y, e, 1);
                    set_position(dqkv, at.q, e, 0, splat(0));
                    set_position(dqkv, at.q, e, 1, fma16(splat(dscore_b[i]), k1, k0 * dscore_a[i]));
                    set_position(dqkv, at.k, e, 0, q * dscore_a[i]);
                    set_position(dqkv, at.k, e, 1, q * dscore_b[i]);
                    set_position(dqkv, at.v, e, 0, fma16(splat(dropped_a[i]), d1, d0 * f.first[i]));
                    set_position(dqkv, at.v, e, 1, d1 * dropped_b[i]);
                }
            }
        }
    }
}
