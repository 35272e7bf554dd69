// Causal attention, one head of one example at a time: its q, k and v are copied out of the panels into
// rows of `width` floats (the head size rounded up to 16, the rest zero), worked on a block of QUERIES
// positions at a time, and copied back. Of the scores only one block exists at any time; what the backward
// pass needs of them it computes again.

enum { QUERIES = 32 };

INLINE size_t padded16(size_t count) { return (count + 15) / 16 * 16; }

INLINE float *element(float *x, size_t row, size_t col, size_t rows, size_t cols) {
    const size_t panel = col / PANEL * PANEL;
    return x + panel * rows + row * panel_width(panel, cols) + (col - panel);
}

/// One head of one example in a matrix (T * examples, cols): its rows are example, example + examples, …
typedef struct { size_t example, examples, T, col, head_size, cols; } head_place;

/// head (T, width) = the head's channels.
INLINE void gather_head(float *head, const float *x, head_place at) {
    const size_t width = padded16(at.head_size), rows = at.T * at.examples;
    if (at.head_size % 16 == 0 && at.col % 16 == 0) {
        for (size_t c = 0; c < width / 16; c++) {
            const chunk_place chunk = place_of_chunk(at.col / 16 + c, rows, at.cols);
            for (size_t t = 0; t < at.T; t++) {
                const size_t row = t * at.examples + at.example;
                store(head + t * width + 16 * c, load(x + chunk.offset + row * chunk.stride));
            }
        }
        return;
    }
    for (size_t t = 0; t < at.T; t++) {
        const size_t row = t * at.examples + at.example;
        for (size_t d = 0; d < at.head_size; d++) {
            head[t * width + d] = *element((float *)x, row, at.col + d, rows, at.cols);
        }
        for (size_t d = at.head_size; d < width; d++) head[t * width + d] = 0;
    }
}

/// The head's channels at the positions `first` … = head (count, width).
INLINE void scatter_head(float *x, const float *head, size_t first, size_t count, head_place at) {
    const size_t width = padded16(at.head_size), rows = at.T * at.examples;
    const bool aligned = at.head_size % 16 == 0 && at.col % 16 == 0;
    for (size_t c = 0; aligned && c < width / 16; c++) {
        const chunk_place chunk = place_of_chunk(at.col / 16 + c, rows, at.cols);
        for (size_t t = 0; t < count; t++) {
            const size_t row = (first + t) * at.examples + at.example;
            store(x + chunk.offset + row * chunk.stride, load(head + t * width + 16 * c));
        }
    }
    for (size_t t = 0; !aligned && t < count; t++) {
        const size_t row = (first + t) * at.examples + at.example;
        for (size_t d = 0; d < at.head_size; d++) *element(x, row, at.col + d, rows, at.cols) = head[t * width + d];
    }
}

/// out (width, padded T) = head (T, width) transposed.
INLINE void transpose_head(float *out, const float *head, size_t T, size_t width) {
    for (size_t t = 0; t < T; t += 16) {
        for (size_t d = 0; d < width; d += 16) {
            transpose_block(out + d * padded16(T) + t, padded16(T), head + t * width + d, width, smaller(16, T - t), 16);
        }
    }
}

/// A small product over plain rows: y (rows, width) = or, when `adds`, += x · w (inner, width). Element
/// (i, k) of x lies at x[i * x_row + k * x_inner]; `width` is a multiple of 16.
INLINE void plain_product(float *y, size_t y_stride, const float *x, size_t x_row, size_t x_inner,
                          const float *w, size_t w_stride, size_t rows, size_t inner, size_t width, bool adds) {
    for (size_t col = 0; col < width;) {
        const size_t chunks = smaller((width - col) / 16, TILE_CHUNKS);
#define TILE(ROW, R, C) do { \
            v16 sum[TALL_ROWS][TILE_CHUNKS]; \
            float *target = y + (ROW) * y_stride + col; \
            _Pragma("unroll") for (size_t i = 0; i < (R); i++) { \
                _Pragma("unroll") for (size_t j = 0; j < (C); j++) { \
                    sum[i][j] = adds ? load(target + i * y_stride + 16 * j) : splat(0); \
                } \
            } \
            multiply_tile(false, sum, R, C, x + (ROW) * x_row, x_row, x_inner, w + col, w_stride, inner); \
            _Pragma("unroll") for (size_t i = 0; i < (R); i++) { \
                _Pragma("unroll") for (size_t j = 0; j < (C); j++) store(target + i * y_stride + 16 * j, sum[i][j]); \
            } \
        } while (0)
        FOR_TILES(rows, chunks, TILE);
#undef TILE
        col += 16 * chunks;
    }
}

/// The square root by which scores are divided, rounded once.
INLINE float score_scale(size_t head_size) { return 1.0f / __builtin_sqrtf((float)head_size); }

/// Sixteen decisions of a mask, as lanes of ones and zeros.
INLINE i16x keep_lanes(uint16_t bits) {
    const i16x bit = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768};
    return ((int32_t)bits & bit) != 0;
}

INLINE v16 drop_lanes(v16 x, const uint16_t *keep, size_t chunk, float scale) {
    return keep ? (v16)((i16x)(x * scale) & keep_lanes(keep[chunk])) : x;
}

/// What is kept of a row of scores for the backward pass: the largest, and one over the sum of powers.
typedef struct { float largest, share; } row_statistics;

/// scores[0 ... t] become powers of e, less the largest scaled one, and what follows up to `end` zero; the statistics of
/// their softmax.
INLINE row_statistics softmax_powers(float *scores, size_t t, size_t end, float by_root) {
    v16 largest = splat(-__builtin_inff());
    size_t s = 0;
    for (; s + 15 <= t; s += 16) {
        const v16 scaled = load(scores + s) * by_root;
        store(scores + s, scaled);
        largest = select16(scaled > largest, scaled, largest);
    }
    if (s <= t) {
        const v16 scaled = select16(first_lanes(t + 1 - s), load(scores + s) * by_root, splat(-__builtin_inff()));
        store(scores + s, scaled);
        largest = select16(scaled > largest, scaled, largest);
    }
    row_statistics found = {largest[0], 0};
    for (int i = 1; i < 16; i++) found.largest = largest[i] > found.largest ? largest[i] : found.largest;
    v16 sum = {};
    for (s = 0; s <= t; s += 16) {
        const v16 power = exp16(load(scores + s) - found.largest);
        store(scores + s, power);
        sum += power;
    }
    for (; s < end; s += 16) store(scores + s, splat(0));
    found.share = 1.0f / sum_lanes(sum);
    return found;
}

/// The softmax of scaled scores s … of a row, 0 past position t.
INLINE v16 softmax_lanes(const float *scores, size_t s, size_t t, row_statistics row) {
    const v16 weight = exp16(load(scores + s) - row.largest) * row.share;
    return s + 15 <= t ? weight : (v16)((i16x)weight & first_lanes(s <= t ? t + 1 - s : 0));
}

/// Where everything of one head lies in the scratch.
typedef struct { float *q, *k, *v, *dy, *dq, *dk, *dv, *k_transposed, *v_transposed, *scores, *slopes, *kept; } head_scratch;

INLINE head_scratch scratch_of_head(float *scratch, size_t T, size_t width) {
    const size_t whole = padded16(T) * width, block = QUERIES * padded16(T);
    return (head_scratch){
        .q = scratch, .k = scratch + whole, .v = scratch + 2 * whole, .dy = scratch + 3 * whole,
        .dq = scratch + 4 * whole, .dk = scratch + 5 * whole, .dv = scratch + 6 * whole,
        .k_transposed = scratch + 7 * whole, .v_transposed = scratch + 8 * whole,
        .scores = scratch + 9 * whole, .slopes = scratch + 9 * whole + block, .kept = scratch + 9 * whole + 2 * block};
}

/// A block's queries are of the positions `first` …, `count` of them. Their softmax weights after dropout, in `scores`, and
/// what these make of the values, in y (count, width). `statistics` and `keep` begin with the first query's; null: none.
INLINE void attend_block(float *y, float *scores, float *statistics, const float *q, const float *k_transposed,
                         const float *v, const uint16_t *keep, float scale, size_t first, size_t count, size_t stride,
                         size_t width, float by_root) {
    const size_t span = first + count;
    plain_product(scores, stride, q, width, 1, k_transposed, stride, count, width, padded16(span), false);
    for (size_t i = 0; i < count; i++) {
        float *row = scores + i * stride;
        const row_statistics found = softmax_powers(row, first + i, padded16(span), by_root);
        if (statistics) statistics[2 * i] = found.largest, statistics[2 * i + 1] = found.share;
        const uint16_t *kept = keep ? keep + i * (stride / 16) : NULL;
        for (size_t s = 0; s < padded16(span); s += 16) {
            store(row + s, drop_lanes(load(row + s) * found.share, kept, s / 16, scale));
        }
    }
    plain_product(y, width, scores, stride, 1, v, width, count, span, width, false);
}

static void attention(float *y, float *statistics, const float *q, const float *k, const float *v,
                      const uint16_t *keep, float scale, size_t examples, size_t T, size_t H, size_t head_size,
                      float *scratch) {
    const size_t width = padded16(head_size), stride = padded16(T);
    const head_scratch on = scratch_of_head(scratch, T, width);
    const float by_root = score_scale(head_size);
    for (size_t example = 0; example < examples; example++) {
        for (size_t h = 0; h < H; h++) {
            const head_place at = {example, examples, T, h * head_size, head_size, H * head_size};
            gather_head(on.q, q, at);
            gather_head(on.k, k, at);
            gather_head(on.v, v, at);
            transpose_head(on.k_transposed, on.k, T, width);
            for (size_t first = 0; first < T; first += QUERIES) {
                const size_t count = smaller(QUERIES, T - first), row = (example * H + h) * T + first;
                attend_block(on.dy, on.scores, statistics + 2 * row, on.q + first * width, on.k_transposed, on.v,
                             keep ? keep + row * (stride / 16) : NULL, scale, first, count, stride, width, by_root);
                scatter_head(y, on.dy, first, count, at);
            }
        }
    }
}

static void cached_attention(float *y, float *weights, float *keys, float *values, const float *q, const float *k,
                             const float *v, size_t first, size_t rows, size_t queries, size_t T, size_t H,
                             size_t head_size, float *scratch) {
    const size_t width = padded16(head_size), stride = padded16(T), skipped = rows - queries;
    const head_scratch on = scratch_of_head(scratch, T, width);
    const float by_root = score_scale(head_size);
    for (size_t h = 0; h < H; h++) {
        float *head_keys = keys + h * width * stride, *head_values = values + h * T * width;
        const head_place at = {0, 1, rows, h * head_size, head_size, H * head_size};
        const head_place asked = {0, 1, queries, h * head_size, head_size, H * head_size};
        gather_head(on.q, q, asked);
        gather_head(on.k, k, at);
        gather_head(head_values + first * width, v, at);
        for (size_t d = 0; d < width; d++) {
            for (size_t t = 0; t < rows; t++) head_keys[d * stride + first + t] = on.k[t * width + d];
        }
        for (size_t i = 0; i < queries; i += QUERIES) {
            const size_t count = smaller(QUERIES, queries - i);
            attend_block(on.dy, on.scores, NULL, on.q + i * width, head_keys, head_values, NULL, 1, first + skipped + i,
                         count, stride, width, by_root);
            if (weights) memcpy(weights + (h * queries + i) * stride, on.scores, count * stride * sizeof(float));
            scatter_head(y, on.dy, i, count, asked);
        }
    }
}

/// One block's softmax weights after dropout, in `kept`, and the scores' gradient, in `slopes`.
INLINE void score_gradients(head_scratch on, const float *statistics, const uint16_t *keep, float scale,
                            size_t first, size_t count, size_t row, size_t stride, float by_root) {
    for (size_t i = 0; i < count; i++) {
        const size_t t = first + i, end = padded16(first + count);
        float *scores = on.scores + i * stride, *slopes = on.slopes + i * stride, *after = on.kept + i * stride;
        const row_statistics found = {statistics[2 * (row + t)], statistics[2 * (row + t) + 1]};
        const uint16_t *kept = keep ? keep + (row + t) * (stride / 16) : NULL;
        v16 sum = {};
        for (size_t s = 0; s < end; s += 16) {
            store(scores + s, load(scores + s) * by_root);
            const v16 weight = softmax_lanes(scores, s, t, found);
            const v16 slope = drop_lanes(load(slopes + s), kept, s / 16, scale);
            store(scores + s, weight);
            store(slopes + s, slope);
            store(after + s, drop_lanes(weight, kept, s / 16, scale));
            sum = fma16(weight, slope, sum);
        }
        const float mean = sum_lanes(sum);
        for (size_t s = 0; s < end; s += 16) {
            store(slopes + s, load(scores + s) * (load(slopes + s) - mean) * by_root);
        }
    }
}

static void attention_backward(float *dq, float *dk, float *dv, const float *dy, const float *statistics,
                               const float *q, const float *k, const float *v, const uint16_t *keep, float scale,
                               size_t examples, size_t T, size_t H, size_t head_size, float *scratch) {
    const size_t width = padded16(head_size), stride = padded16(T);
    const head_scratch on = scratch_of_head(scratch, T, width);
    const float by_root = score_scale(head_size);
    for (size_t example = 0; example < examples; example++) {
        for (size_t h = 0; h < H; h++) {
            const head_place at = {example, examples, T, h * head_size, head_size, H * head_size};
            gather_head(on.q, q, at);
            gather_head(on.k, k, at);
            gather_head(on.v, v, at);
            gather_head(on.dy, dy, at);
            transpose_head(on.k_transposed, on.k, T, width);
            transpose_head(on.v_transposed, on.v, T, width);
            memset(on.dk, 0, T * width * sizeof(float));
            memset(on.dv, 0, T * width * sizeof(float));
            for (size_t first = 0; first < T; first += QUERIES) {
                const size_t count = smaller(QUERIES, T - first), span = first + count;
                float *queries = on.q + first * width, *outputs = on.dy + first * width;
                plain_product(on.scores, stride, queries, width, 1, on.k_transposed, stride, count, width,
                              padded16(span), false);
                plain_product(on.slopes, stride, outputs, width, 1, on.v_transposed, stride, count, width,
                              padded16(span), false);
                score_gradients(on, statistics, keep, scale, first, count, (example * H + h) * T, stride, by_root);
                plain_product(on.dv, width, on.kept, 1, stride, outputs, width, span, count, width, true);
                plain_product(on.dq + first * width, width, on.slopes, stride, 1, on.k, width, count, span, width, false);
                plain_product(on.dk, width, on.slopes, 1, stride, queries, width, span, count, width, true);
            }
            scatter_head(dq, on.dq, 0, T, at);
            scatter_head(dk, on.dk, 0, T, at);
            scatter_head(dv, on.dv, 0, T, at);
        }
    }
}

/// Eight decisions' lowest bits, the first one's lowest: the factor's bits bring byte j's to place 56 + j, and no two meet.
INLINE uint32_t pack_eight(const uint8_t *keep) {
    uint64_t bytes;
    memcpy(&bytes, keep, sizeof bytes);
    return (uint32_t)((bytes & 0x0101010101010101u) * 0x0102040810204080u >> 56);
}

/// bits[i] holds the decisions 16 i … of a row of `count`; keep is 255 or 0 each.
static void pack_mask(uint16_t *bits, const uint8_t *keep, size_t count) {
    size_t i = 0;
    for (; i + 16 <= count; i += 16) bits[i / 16] = (uint16_t)(pack_eight(keep + i) | pack_eight(keep + i + 8) << 8);
    if (i == count) return;
    uint32_t word = 0;
    for (size_t j = 0; i + j < count; j++) word |= (uint32_t)(keep[i + j] & 1) << j;
    bits[i / 16] = (uint16_t)word;
}
