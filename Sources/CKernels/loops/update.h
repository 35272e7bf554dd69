// The loss, the gradient's norm, and the update.

INLINE d8 low_half(v16 v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7), d8);
}

INLINE d8 high_half(v16 v) {
    return __builtin_convertvector(__builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15), d8);
}

INLINE double sum_doubles(d8 v) {
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
}

/// The loss of logits z and targets t, max(z, 0) - z t + log1p(e) with e = exp(-|z|), and its slope times `factor`:
/// sigmoid(z) is 1 / (1 + e) or e / (1 + e).
INLINE v16 binary_cross_entropy16(v16 z, v16 t, float factor, v16 *slope) {
    const v16 e = exp16((v16)((i16x)z | (i16x)splat(-0.0f)));
    const v16 positive = select16(z > 0.0f, z, z * 0.0f);            // NaN and infinity stay visible
    const v16 one = 1.0f / (1.0f + e);
    *slope = (select16(z >= 0.0f, one, e * one) - t) * factor;
    return (positive - z * t) + log1p16(e);
}

/// The first four floats of four rows in one vector.
INLINE v16 load_fours(const float *p, size_t stride) {
    const f4 a = *(const f4 *)p, b = *(const f4 *)(p + stride);
    const f4 c = *(const f4 *)(p + 2 * stride), d = *(const f4 *)(p + 3 * stride);
    const f8 low = __builtin_shufflevector(a, b, 0, 1, 2, 3, 4, 5, 6, 7);
    const f8 high = __builtin_shufflevector(c, d, 0, 1, 2, 3, 4, 5, 6, 7);
    return __builtin_shufflevector(low, high, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/// A vector's four fours into four rows, zeros behind each.
INLINE void store_fours(float *p, size_t stride, v16 v) {
    const v16 zero = {};
    store(p, __builtin_shufflevector(v, zero, 0, 1, 2, 3, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16));
    store(p + stride, __builtin_shufflevector(v, zero, 4, 5, 6, 7, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16));
    store(p + 2 * stride, __builtin_shufflevector(v, zero, 8, 9, 10, 11, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16));
    store(p + 3 * stride, __builtin_shufflevector(v, zero, 12, 13, 14, 15, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16));
}

static double binary_cross_entropy(float *dlogits, const float *logits, const float *targets, float factor,
                  size_t rows, size_t cols) {
    d8 low = {}, high = {};
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place at = place_of_chunk(c, rows, cols);
        const i16x lanes = chunk_lanes(c, cols);
        size_t i = 0;
        v16 slope;
        // A chunk of at most four columns, as the family trees' third: four rows at once, added up one after the other.
        for (; cols - 16 * c <= 4 && i + 4 <= rows; i += 4) {
            const size_t place = at.offset + i * at.stride;
            const i16x four = __builtin_shufflevector(lanes, lanes, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3);
            const v16 loss = binary_cross_entropy16(load_fours(logits + place, at.stride), load_fours(targets + place, at.stride), factor, &slope);
            const v16 kept = (v16)((i16x)loss & four);
            const d8 none = {}, first = low_half(kept), second = high_half(kept);
            low += __builtin_shufflevector(first, none, 0, 1, 2, 3, 8, 8, 8, 8);
            low += __builtin_shufflevector(first, none, 4, 5, 6, 7, 8, 8, 8, 8);
            low += __builtin_shufflevector(second, none, 0, 1, 2, 3, 8, 8, 8, 8);
            low += __builtin_shufflevector(second, none, 4, 5, 6, 7, 8, 8, 8, 8);
            store_fours(dlogits + place, at.stride, (v16)((i16x)slope & four));
        }
        for (; i < rows; i++) {
            const size_t place = at.offset + i * at.stride;
            const v16 kept = (v16)((i16x)binary_cross_entropy16(load(logits + place), load(targets + place), factor, &slope) & lanes);
            low += low_half(kept);
            high += high_half(kept);
            store(dlogits + place, (v16)((i16x)slope & lanes));
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

/// AdamW (Loshchilov & Hutter 2019), whose weight decay scales the value, or Adam (Kingma & Ba 2015), where it `couples`
/// with the gradient; with PyTorch's order of operations.
INLINE void adam(float *p, float *m, float *v, const float *g, size_t count, ck_update_step step, bool couples) {
    const float root_share = 1.0f / step.root_correction;
    for (size_t i = 0; i < count; i += 16) {
        const v16 value = load(p + i), gradient = load(g + i) * step.clip;
        const v16 d = couples ? fma16(value, splat(step.decay), gradient) : gradient;
        const v16 first = load(m + i), mean = fma16(d - first, splat(step.mean_share), first);
        const v16 square = fma16(d * d, splat(step.square_share), load(v + i) * step.square_keep);
        store(m + i, mean);
        store(v + i, square);
        const v16 denominator = fma16(root16(square), splat(root_share), splat(1e-8f));
        const v16 change = mean / denominator;
        store(p + i, fma16(change, splat(-step.step_size), couples ? value : value * step.decay));
    }
}

/// Gradient descent with momentum as PyTorch has it: the first moment is a sum, not a mean.
static void sgd(float *p, float *m, const float *g, size_t count, ck_update_step step) {
    for (size_t i = 0; i < count; i += 16) {
        const v16 value = load(p + i), d = fma16(value, splat(step.decay), load(g + i) * step.clip);
        const v16 sum = load(m + i) * step.momentum + d;
        store(m + i, sum);
        store(p + i, fma16(sum, splat(-step.step_size), value));
    }
}

static void update(float *p, float *m, float *v, const float *g, size_t count, ck_update_step step) {
    switch (step.rule) {
    case CK_ADAMW:
        adam(p, m, v, g, count, step, false);
        break;
    case CK_ADAM:
        adam(p, m, v, g, count, step, true);
        break;
    case CK_SGD:
        sgd(p, m, g, count, step);
        break;
    }
}
