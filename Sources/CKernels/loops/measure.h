// What a processor can do at most: for the benchmark and for tests of the functions.

static void exponentials(float *y, const float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16) store(y + i, exp16(load(x + i)));
}

static void log1p_unit(float *y, const float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16) store(y + i, log1p16(load(x + i)));
}

static void logarithms(float *y, const float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16) store(y + i, log16(load(x + i)));
}

static void gelu(float *y, float *slope, const float *x, size_t count) {
    for (size_t i = 0; i < count; i += 16) {
        v16 at;
        store(y + i, gelu16(load(x + i), &at));
        store(slope + i, at);
    }
}

/// As many independent chains as hide the latency of a multiply-add without spilling a register.
static double multiply_add_burst(size_t rounds, float *sink) {
    v16 sum[BURST];
    for (int i = 0; i < BURST; i++) sum[i] = splat((float)i);
    v16 a = splat(0.999f), b = splat(0.001f);
    for (size_t round = 0; round < rounds; round++) {
        __asm__ volatile("" : "+m"(*(char *)&sink[0]));          // keep the rounds apart
#pragma unroll
        for (int i = 0; i < BURST; i++) sum[i] = fma16(sum[i], a, b);
    }
    v16 total = {};
    for (int i = 0; i < BURST; i++) total += sum[i];
    sink[0] += sum_lanes(total);
    return 2.0 * 16 * BURST * (double)rounds;
}

static void triad(float *a, const float *b, const float *c, float s, size_t count) {
    for (size_t i = 0; i < count; i += 16) store(a + i, fma16(load(c + i), splat(s), load(b + i)));
}
