// For every processor. Without a fused multiply-add instruction this is slow; the bits are the same.
#include "loops/vector.h"

#if defined(__aarch64__)
#define VARIANT neon
enum { TILE_ROWS = 6, TILE_CHUNKS = 1, BURST = 6 };
#else
#define VARIANT baseline
enum { TILE_ROWS = 2, TILE_CHUNKS = 1, BURST = 2 };
#endif
#include "loops/table.h"
