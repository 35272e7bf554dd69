// For x86 processors with AVX-512 that multiply pairs of bf16.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512))), apply_to = function)
#include "loops/vector.h"

#define VARIANT avx512_bf16
enum { TILE_ROWS = 8, TILE_CHUNKS = 2, BURST = 12 };
#define HAS_PAIRS 1
#include "loops/table.h"

static float sum_with_pair(float sum, float first, float second) {
    return multiply_add(bf16_pairs(splat(first), splat(second)), bf16_pairs(splat(1), splat(1)), splat(sum), true)[0];
}

/// Whether this processor adds a pair's products one after the other, the high half's first, rounding each time, as the
/// other variants do: one sum of both would give 1 + 2^-23, and the other order 0.
bool ck_multiplies_pairs_in_order(void) {
    volatile float tiny = 0x1p-24f, huge = 0x1p30f, one = 1;
    return sum_with_pair(one, tiny, tiny) == 1 && sum_with_pair(-huge, huge, one) == 1;
}
#pragma clang attribute pop
#endif
