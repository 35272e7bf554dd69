// The loss, the gradient's norm, and AdamW.

INLINE d8 low_half(v16 v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), d8);
}

INLINE d8 high_half(v16 v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15), d8);
}

INLINE double sum_doubles(d8 v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// With e = exp(-|z|): the loss is max(z, 0) - z t + log1p(e); sigmoid(z) is 1 / (1 + e) or e / (1 + e).
static double bce(float *dlogits, const float *logits, const float *targets, float factor,
                  size_t rows, size_t cols) {
    d8 low = {}, high = {};
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place at = place_of_chunk(c, rows, cols);
        const i16x lanes = chunk_lanes(c, cols);
        for (size_t i = 0; i < rows; i++) {
            const size_t place = at.offset + i * at.stride;
            const v16 z = load(logits + place), t = load(targets + place);
            const v16 e = exp16((v16)((i16x)z | (i16x)splat(-0.0f)));
            const v16 positive = select16(z > 0.0f, z, z * 0.0f);            // NaN and infinity stay visible
            const v16 loss = (positive - z * t) + log1p16(e);
            const v16 one = 1.0f / (1.0f + e);
            const v16 sigmoid = select16(z >= 0.0f, one, e * one);
            const v16 kept = (v16)((i16x)loss & lanes);
            low += low_half(kept);
            high += high_half(kept);
            store(dlogits + place, (v16)((i16x)((sigmoid - t) * factor) & lanes));
        }
    }
    return sum_doubles(low + high);
}

/// Eight vectors' squares add up in float, in two chains, and these sums in double.
static double squared_norm(const float *x, size_t count) {
    d8 low = {}, high = {};
    for (size_t i = 0; i < count;) {
        v16 even = {}, odd = {};
        for (const size_t end = smaller(i + 128, count); i < end;) {
            even = fma16(load(x + i), load(x + i), even);
            i += 16;
            if (i < end) {
                odd = fma16(load(x + i), load(x + i), odd);
                i += 16;
            }
        }
        const v16 sum = even + odd;
        low += low_half(sum);
        high += high_half(sum);
    }
    return sum_doubles(low + high);
}

/// The square root of x >= 0, to an ulp, without the divider: 1/√x by the magic constant and two steps of
/// Newton's, then one for the root itself. 0 stays 0.
INLINE v16 root16(v16 x) {
    const v16 half = x * 0.5f;
    v16 y = (v16)(0x5f3759df - (i16x)((u16x)x >> 1));
    y *= fma16(-(half * y), y, splat(1.5f));
    y *= fma16(-(half * y), y, splat(1.5f));
    const v16 root = x * y;
    return fma16(fma16(-root, root, x), y * 0.5f, root);
}

/// Loshchilov & Hutter 2019 with PyTorch's order of operations.
static void adamw(float *p, float *m, float *v, const float *g, size_t count, ck_adamw_step step) {
    const float root_share = 1.0f / step.root_correction;
    for (size_t i = 0; i < count; i += 16) {
        const v16 d = load(g + i) * step.clip;
        const v16 first = load(m + i), mean = fma16(d - first, splat(0.1f), first);
        const v16 square = fma16(d * d, splat(0.001f), load(v + i) * 0.999f);
        store(m + i, mean);
        store(v + i, square);
        const v16 denominator = fma16(root16(square), splat(root_share), splat(1e-8f));
        const v16 change = mean / denominator;
        store(p + i, fma16(change, splat(-step.step_size), load(p + i) * step.decay));
    }
}
