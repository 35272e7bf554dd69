// For x86 processors with AVX2 and FMA: sixteen registers of eight floats.
#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "loops/vector.h"

#define VARIANT avx2
enum { TILE_ROWS = 6, TILE_CHUNKS = 1, BURST = 5 };
#include "loops/table.h"
#pragma clang attribute pop
#endif
