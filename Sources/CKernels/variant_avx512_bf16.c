// For x86 processors with AVX-512 that multiply pairs of bf16.
#if defined(__x86_64__)
#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4,avx512bf16"), min_vector_width(512))), apply_to = function)
#include "loops/vector.h"

#define VARIANT avx512_bf16
enum { TILE_ROWS = 8, TILE_CHUNKS = 2, BURST = 12 };
#define HAS_PAIRS 1
#include "loops/table.h"
#pragma clang attribute pop
#endif
