// Sixteen floats at a time, whatever the processor's own width: the compiler splits them.
#include <string.h>

#include "CKernels.h"

#define INLINE static inline __attribute__((always_inline))

typedef float v16 __attribute__((vector_size(64)));
typedef float v16u __attribute__((vector_size(64), aligned(4)));
typedef int32_t i16x __attribute__((vector_size(64)));
typedef uint32_t u16x __attribute__((vector_size(64)));
typedef uint32_t u16xu __attribute__((vector_size(64), aligned(4)));
typedef int8_t b16 __attribute__((vector_size(16), aligned(1)));
typedef float f4 __attribute__((vector_size(16), aligned(4)));
typedef float f8 __attribute__((vector_size(32)));
typedef double d8 __attribute__((vector_size(64)));

INLINE v16 load(const float *p) { return *(const v16u *)p; }
INLINE void store(float *p, v16 v) { *(v16u *)p = v; }
INLINE v16 splat(float x) { return (v16){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x}; }
INLINE v16 fma16(v16 a, v16 b, v16 c) { return __builtin_elementwise_fma(a, b, c); }
INLINE v16 select16(i16x mask, v16 a, v16 b) { return (v16)(((i16x)a & mask) | ((i16x)b & ~mask)); }

/// The first `n` (at most 16) floats at p; the rest `filler`.
INLINE v16 load_part(const float *p, size_t n, float filler) {
    v16 v = splat(filler);
    for (size_t i = 0; i < n; i++) v[i] = p[i];
    return v;
}

INLINE void store_part(float *p, v16 v, size_t n) {
    for (size_t i = 0; i < n; i++) p[i] = v[i];
}

/// All ones in the first n lanes (n at most 16), zeros in the others.
INLINE i16x first_lanes(size_t n) {
    const i16x lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return lane < (int32_t)n;
}

/// x * scale where `keep` is 255, and 0 where it is 0.
INLINE v16 drop(v16 x, const uint8_t *keep, float scale) {
    const i16x mask = __builtin_convertvector(*(const b16 *)keep, i16x);
    return (v16)((i16x)(x * scale) & mask);
}

/// The sum of the lanes, by halves.
INLINE float sum_lanes(v16 v) {
    const f8 a = __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7)
        + __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    const f4 b = __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
    const float c0 = b[0] + b[2], c1 = b[1] + b[3];
    return c0 + c1;
}

INLINE v16 interleave_low(v16 a, v16 b) {
    return __builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

INLINE v16 interleave_high(v16 a, v16 b) {
    return __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

INLINE v16 even_lanes(v16 a, v16 b) {
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

INLINE v16 odd_lanes(v16 a, v16 b) {
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/// One round of `sum_rows`: lanes of a and of b that are a half, a quarter, … apart are added in pairs. Each addition
/// takes one lane of either order, so that a shuffle and a blend do; which of the two comes first is the same number.
#define FOLD(a, b, lanes, others) (__builtin_shufflevector(a, b, lanes) + __builtin_shufflevector(a, b, others))
#define LANES(...) __VA_ARGS__

/// Sixteen vectors' lane sums at once: lane i of the answer is the sum of rows[i], by halves as in `sum_lanes`.
INLINE v16 sum_rows(v16 rows[16]) {
#pragma unroll
    for (int i = 0; i < 8; i++) {
        rows[i] = FOLD(rows[i], rows[i + 8], LANES(0, 1, 2, 3, 4, 5, 6, 7, 24, 25, 26, 27, 28, 29, 30, 31),
                       LANES(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23));
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
        rows[i] = FOLD(rows[i], rows[i + 4], LANES(0, 1, 2, 3, 20, 21, 22, 23, 8, 9, 10, 11, 28, 29, 30, 31),
                       LANES(4, 5, 6, 7, 16, 17, 18, 19, 12, 13, 14, 15, 24, 25, 26, 27));
    }
#pragma unroll
    for (int i = 0; i < 2; i++) {
        rows[i] = FOLD(rows[i], rows[i + 2], LANES(0, 1, 18, 19, 4, 5, 22, 23, 8, 9, 26, 27, 12, 13, 30, 31),
                       LANES(2, 3, 16, 17, 6, 7, 20, 21, 10, 11, 24, 25, 14, 15, 28, 29));
    }
    return FOLD(rows[0], rows[1], LANES(0, 17, 2, 19, 4, 21, 6, 23, 8, 25, 10, 27, 12, 29, 14, 31),
                LANES(1, 16, 3, 18, 5, 20, 7, 22, 9, 24, 11, 26, 13, 28, 15, 30));
}

// MARK: bf16

/// x rounded to the nearest bf16, ties to even; what is denormal counts as zero.
INLINE v16 round_to_bf16(v16 x) {
    const u16x bits = (u16x)x, rounded = (bits + 0x7fff + ((bits >> 16) & 1)) & 0xffff0000u;
    const u16x is_normal = (u16x)((bits & 0x7f800000u) != 0);
    return (v16)(rounded & (is_normal | 0x80000000u));
}

/// Both rounded, two to a word. A hardware pair product adds the high half's product first.
INLINE v16 bf16_pairs(v16 first, v16 second) {
    return (v16)((u16x)round_to_bf16(first) | ((u16x)round_to_bf16(second) >> 16));
}

// MARK: Panels

enum { PANEL = 32 };

INLINE size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

/// Columns stored in the panel that starts at column `col`: 32, or 16 at the end.
INLINE size_t panel_width(size_t col, size_t cols) { return cols - col > 16 ? PANEL : 16; }

/// Groups of 16 columns that hold `cols` columns.
INLINE size_t chunk_count(size_t cols) { return (cols + 15) / 16; }

/// Where a row's 16 columns from 16 * chunk lie, and how far apart rows are.
typedef struct { size_t offset, stride; } chunk_place;

INLINE chunk_place place_of_chunk(size_t chunk, size_t rows, size_t cols) {
    const size_t col = chunk / 2 * PANEL;
    return (chunk_place){col * rows + chunk % 2 * 16, panel_width(col, cols)};
}

/// The lanes of the chunk that are columns, not padding.
INLINE i16x chunk_lanes(size_t chunk, size_t cols) { return first_lanes(smaller(16, cols - 16 * chunk)); }

// MARK: Functions

/// e^x for x in [-87.3, 88.7], to 1.05 ulp: x = n ln 2 + r with |r| <= ln 2 / 2; e^r by a minimax
/// polynomial (3e-9); n, which stands in the low bits of `shifted`, goes into the exponent.
INLINE v16 normal_exp16(v16 x) {
    const float magic = 0x1.8p23f;
    const v16 shifted = fma16(x, splat(0x1.715476p+0f), splat(magic));
    const v16 n = shifted - magic;
    v16 r = fma16(n, splat(-0x1.62e4p-1f), x);
    r = fma16(n, splat(-0x1.7f7d1cp-20f), r);
    v16 q = splat(0x1.6db4e8p-10f);
    q = fma16(q, r, splat(0x1.123bdep-7f));
    q = fma16(q, r, splat(0x1.55545ep-5f));
    q = fma16(q, r, splat(0x1.55548ep-3f));
    q = fma16(q, r, splat(0.5f));
    const v16 p = fma16(q, r * r, r) + 1.0f;
    return (v16)((i16x)p + ((i16x)shifted << 23));
}

/// e^x: 0 where it is below the normal floats, infinite past the largest, NaN for NaN.
INLINE v16 exp16(v16 x) {
    const v16 high = select16(x > 0x1.62e42ep+6f, splat(__builtin_inff()), normal_exp16(x));
    return select16(x < -0x1.5d589ep+6f, splat(0), high);
}

/// 2 atanh(s) for |s| <= 1/3, by a minimax polynomial.
INLINE v16 twice_atanh16(v16 s) {
    const v16 square = s * s;
    v16 q = splat(0x1.f1aee2p-4f);
    q = fma16(q, square, splat(0x1.b6d6a4p-4f));
    q = fma16(q, square, splat(0x1.250972p-3f));
    q = fma16(q, square, splat(0x1.9996a8p-3f));
    q = fma16(q, square, splat(0x1.555558p-2f));
    const v16 twice = s + s;
    return fma16(twice * square, q, twice);
}

/// log(1 + x) for x in [0, 1], to 2 ulp: 2 atanh(s) with s = x / (2 + x).
INLINE v16 log1p16(v16 x) { return twice_atanh16(x / (x + 2.0f)); }

/// log(x) for normal x, to 2 ulp from 1 on: x = 2^n m with m in [sqrt(1/2), sqrt(2)), and log m = 2 atanh(s) with
/// s = (m - 1) / (m + 1). NaN for NaN, infinite for infinity.
INLINE v16 log16(v16 x) {
    const int32_t root_of_half = 0x3f3504f3;
    const i16x bits = (i16x)x - root_of_half;
    const v16 n = __builtin_convertvector(bits >> 23, v16), m = (v16)((bits & 0x7fffff) + root_of_half);
    const v16 rest = fma16(n, splat(0x1.7f7d1cp-20f), twice_atanh16((m - 1.0f) / (m + 1.0f)));
    return select16(x < __builtin_inff(), fma16(n, splat(0x1.62e4p-1f), rest), x);
}

/// The normal distribution's Φ(-|x|), and e^(-x²/2), which its density shares; past 13 both are as at 13.
/// Φ(-a) = e^(-a²/2) u Q(u) with u = 1 / (1 + a/4) and a polynomial Q that makes aΦ(-a) right to 3e-9.
INLINE v16 normal_tail16(v16 x, v16 *bell) {
    const v16 size = (v16)((i16x)x & 0x7fffffff), a = select16(size < 13.0f, size, splat(13));
    *bell = normal_exp16(a * a * -0.5f);
    const v16 u = 1.0f / fma16(a, splat(0.25f), splat(1.0f));
    v16 q = splat(-0x1.6ad99ap-4f);
    q = fma16(q, u, splat(0x1.4df412p-2f));
    q = fma16(q, u, splat(-0x1.df49d8p-3f));
    q = fma16(q, u, splat(0x1.f395dep-3f));
    q = fma16(q, u, splat(0x1.8bb818p-5f));
    q = fma16(q, u, splat(0x1.ab6008p-4f));
    q = fma16(q, u, splat(0x1.993534p-4f));
    return *bell * (u * q);
}

/// x Φ(x), and its slope Φ(x) + x φ(x): GELU, exact.
INLINE v16 gelu16(v16 x, v16 *slope) {
    v16 bell;
    const v16 tail = normal_tail16(x, &bell);
    const v16 area = select16(x > 0.0f, 1.0f - tail, tail);
    *slope = fma16(x * 0x1.988454p-2f, bell, area);
    return x * area;
}
