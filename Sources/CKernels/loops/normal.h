// Random values as PyTorch makes them of random words, bit for bit: its float32 logarithm, sine and cosine are Cephes'
// polynomials (Moshier 1992), fused where its AVX2 build fuses them.

static void uniform(float *y, const uint32_t *words, float low, float spread, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] = __builtin_fmaf((float)(words[i] & 0xffffffu) * 0x1p-24f, spread, low);
}

/// The logarithm of x in (0, 1].
INLINE v16 logarithm16(v16 x) {
    const i16x bits = (i16x)x;
    const v16 half_to_one = (v16)((bits & 0x007fffff) | 0x3f000000);
    const i16x is_small = half_to_one < 0.707106781186547524f;
    const v16 e = __builtin_convertvector((bits >> 23) - 126 + is_small, v16);
    const v16 m = (half_to_one - 1.0f) + (v16)((i16x)half_to_one & is_small), z = m * m;
    v16 y = splat(7.0376836292e-2f);
    y = fma16(y, m, splat(-1.1514610310e-1f));
    y = fma16(y, m, splat(1.1676998740e-1f));
    y = fma16(y, m, splat(-1.2420140846e-1f));
    y = fma16(y, m, splat(1.4249322787e-1f));
    y = fma16(y, m, splat(-1.6668057665e-1f));
    y = fma16(y, m, splat(2.0000714765e-1f));
    y = fma16(y, m, splat(-2.4999993993e-1f));
    y = fma16(y, m, splat(3.3333331174e-1f));
    y = fma16(y * m, z, e * -2.12194440e-4f);
    y = fma16(-z, splat(0.5f), y);
    return fma16(e, splat(0.693359375f), m + y);
}

/// The cosine in the first eight lanes, the sine in the others, of x in [0, 2π].
INLINE v16 cosine_and_sine16(v16 x) {
    const i16x octant = (__builtin_convertvector(x * 1.27323954473516f, i16x) + 1) & ~1;
    const v16 n = __builtin_convertvector(octant, v16);
    x = fma16(n, splat(-0.78515625f), x);
    x = fma16(n, splat(-2.4187564849853515625e-4f), x);
    x = fma16(n, splat(-3.77489497744594108e-8f), x);
    const v16 z = x * x;
    v16 cosine = fma16(fma16(splat(2.443315711809948e-5f), z, splat(-1.388731625493765e-3f)), z, splat(4.166664568298827e-2f));
    cosine = fma16(cosine * z, z, -(z * 0.5f)) + 1.0f;
    v16 sine = fma16(fma16(splat(-1.9515295891e-4f), z, splat(8.3321608736e-3f)), z, splat(-1.6666654611e-1f));
    sine = fma16(sine * z, x, x);
    const i16x wants_sine = ~first_lanes(8), is_exchanged = (octant & 2) != 0;
    const i16x is_negative = (i16x)select16(wants_sine, (v16)octant, (v16)~(octant - 2)) & 4;
    return (v16)((i16x)select16(wants_sine ^ is_exchanged, sine, cosine) ^ (is_negative << 29));
}

static void box_muller(float *values, float deviation, size_t count) {
    for (size_t i = 0; i < count; i += 16) {
        const v16 u = load(values + i);
        const v16 first = __builtin_shufflevector(u, u, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
        const v16 second = __builtin_shufflevector(u, u, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
        const v16 radius = __builtin_elementwise_sqrt(logarithm16(1.0f - first) * -2.0f);
        // Fused with a mean of 0, which makes a zero positive.
        store(values + i, fma16(radius * cosine_and_sine16(second * 6.283185307179586f), splat(deviation), splat(0)));
    }
}
