// For x86 processors with AVX-512: thirty-two registers of sixteen floats.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#include "loops/vector.h"

#define VARIANT avx512
enum { TILE_ROWS = 8, TILE_CHUNKS = 2, BURST = 12 };
#include "loops/table.h"
#pragma clang attribute pop
#endif
