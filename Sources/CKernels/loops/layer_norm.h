// LayerNorm over rows, sixteen rows at a time: their sums become the lanes of one vector.

/// A loop over some rows, unrolled when they are sixteen: its index into a vector's lanes is constant then.
#define UNROLLED_FOR_16(LOOP, rows) \
    if ((rows) == 16) { \
        _Pragma("unroll") \
        LOOP(16) \
    } else { \
        LOOP(rows) \
    }

/// The chunk's 16 columns of the `group` rows from `first` on; past the end, of the last row again.
INLINE void load_group(v16 values[16], const float *x, chunk_place at, size_t first, size_t group) {
    const float *start = x + at.offset + first * at.stride;
    if (group == 16) {
#pragma unroll
        for (size_t i = 0; i < 16; i++) values[i] = load(start + i * at.stride);
    } else {
        for (size_t i = 0; i < 16; i++) values[i] = load(start + smaller(i, group - 1) * at.stride);
    }
}

static void layer_norm(float *y, float *xhat, float *rstd, const float *x, const float *w, const float *b,
                       size_t rows, size_t cols) {
    const size_t chunks = chunk_count(cols);
    const float share = 1.0f / (float)cols;
    for (size_t first = 0; first < rows; first += 16) {
        const size_t group = smaller(16, rows - first);
        v16 values[16], sums[16] = {};
        for (size_t c = 0; c < chunks; c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            load_group(values, x, at, first, group);
#pragma unroll
            for (size_t i = 0; i < 16; i++) sums[i] += values[i];
        }
        const v16 mean = sum_rows(sums) * share;
        v16 squares[16] = {};
        for (size_t c = 0; c < chunks; c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const i16x lanes = chunk_lanes(c, cols);
            load_group(values, x, at, first, group);
#pragma unroll
            for (size_t i = 0; i < 16; i++) {
                const v16 kept = (v16)((i16x)(values[i] - mean[i]) & lanes);
                squares[i] = fma16(kept, kept, squares[i]);
            }
        }
        const v16 variance = sum_rows(squares) * share;
        const v16 scale = 1.0f / __builtin_elementwise_sqrt(variance + 1e-5f);
        store_part(rstd + first, scale, group);
        for (size_t c = 0; c < chunks; c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const i16x lanes = chunk_lanes(c, cols);
            const v16 weight = load(w + 16 * c), bias = b ? load(b + 16 * c) : splat(0);
#define NORMALIZE(ROWS) \
            for (size_t i = 0; i < (ROWS); i++) { \
                const size_t place = at.offset + (first + i) * at.stride; \
                const v16 normal = (v16)((i16x)((load(x + place) - mean[i]) * scale[i]) & lanes); \
                store(xhat + place, normal); \
                store(y + place, fma16(normal, weight, bias)); \
            }
            UNROLLED_FOR_16(NORMALIZE, group)
#undef NORMALIZE
        }
    }
}

static void layer_norm_backward(float *dx, float *dw, float *db, const float *dy, const float *xhat,
                                const float *rstd, const float *w, size_t rows, size_t cols) {
    const size_t chunks = chunk_count(cols);
    const float share = 1.0f / (float)cols;
    memset(dw, 0, 16 * chunks * sizeof(float));
    if (db) memset(db, 0, 16 * chunks * sizeof(float));
    for (size_t first = 0; first < rows; first += 16) {
        const size_t group = smaller(16, rows - first);
        v16 values[16], normals[16], sums[16] = {}, products[16] = {};
        for (size_t c = 0; c < chunks; c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const v16 weight = load(w + 16 * c);
            load_group(values, dy, at, first, group);
            load_group(normals, xhat, at, first, group);
#pragma unroll
            for (size_t i = 0; i < 16; i++) {
                const v16 d = values[i] * weight;
                sums[i] += d;
                products[i] = fma16(d, normals[i], products[i]);
            }
        }
        const v16 mean = sum_rows(sums) * share, along = sum_rows(products) * share;
        const v16 scale = load_part(rstd + first, group, 0);
        for (size_t c = 0; c < chunks; c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const i16x lanes = chunk_lanes(c, cols);
            const v16 weight = load(w + 16 * c);
            v16 weight_sum = load(dw + 16 * c), bias_sum = db ? load(db + 16 * c) : splat(0);
#define CARRY_BACK(ROWS) \
            for (size_t i = 0; i < (ROWS); i++) { \
                const size_t place = at.offset + (first + i) * at.stride; \
                const v16 d = load(dy + place), normal = load(xhat + place); \
                weight_sum = fma16(d, normal, weight_sum); \
                bias_sum += d; \
                const v16 inner = fma16(normal, splat(-along[i]), d * weight - mean[i]); \
                const v16 change = (v16)((i16x)(inner * scale[i]) & lanes); \
                store(dx + place, load(dx + place) + change); \
            }
            UNROLLED_FOR_16(CARRY_BACK, group)
#undef CARRY_BACK
            store(dw + 16 * c, weight_sum);
            if (db) store(db + 16 * c, bias_sum);
        }
    }
}
