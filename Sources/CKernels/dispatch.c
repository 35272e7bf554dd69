// Which variants there are, and which of them this processor can run.
#include "CKernels.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <xmmintrin.h>

uint64_t ck_flush_denormals(void) {
    const unsigned flush_results = 0x8000, denormals_are_zeros = 0x0040;
    const unsigned state = _mm_getcsr();
    _mm_setcsr(state | flush_results | denormals_are_zeros);
    return state;
}

void ck_restore_arithmetic(uint64_t state) { _mm_setcsr((unsigned)state); }
#elif defined(__aarch64__)
uint64_t ck_flush_denormals(void) {
    const uint64_t flush_to_zero = 1ull << 24;
    uint64_t state;
    __asm__ volatile("mrs %0, fpcr" : "=r"(state));
    __asm__ volatile("msr fpcr, %0" : : "r"(state | flush_to_zero));
    return state;
}

void ck_restore_arithmetic(uint64_t state) { __asm__ volatile("msr fpcr, %0" : : "r"(state)); }
#else
uint64_t ck_flush_denormals(void) { return 0; }
void ck_restore_arithmetic(uint64_t state) { (void)state; }
#endif

#if defined(__aarch64__)
extern const ck_kernels ck_table_neon;
static const ck_kernels *const tables[] = {&ck_table_neon};
static bool runs_here(const ck_kernels *table) { return table != NULL; }
#elif defined(__x86_64__)
extern const ck_kernels ck_table_avx512_bf16, ck_table_avx512, ck_table_avx2, ck_table_baseline;
static const ck_kernels *const tables[] = {&ck_table_avx512_bf16, &ck_table_avx512, &ck_table_avx2, &ck_table_baseline};
bool ck_multiplies_pairs_in_order(void);
static bool runs_here(const ck_kernels *table) {
    if (table == &ck_table_avx512_bf16) {
        return __builtin_cpu_supports("x86-64-v4") && __builtin_cpu_supports("avx512bf16") && ck_multiplies_pairs_in_order();
    }
    if (table == &ck_table_avx512) return __builtin_cpu_supports("x86-64-v4");
    if (table == &ck_table_avx2) return __builtin_cpu_supports("x86-64-v3");
    return true;
}

/// Intel's processors multiply pairs of bf16 at less than half the speed of floats (measured on Emerald Rapids: 85
/// and 195 GFLOP/s a core), AMD's at twice the speed.
static bool is_fast_here(const ck_kernels *table) { return table != &ck_table_avx512_bf16 || __builtin_cpu_is("amd"); }
#define HAS_SLOW_TABLES
#else
extern const ck_kernels ck_table_baseline;
static const ck_kernels *const tables[] = {&ck_table_baseline};
static bool runs_here(const ck_kernels *table) { return table != NULL; }
#endif

#ifndef HAS_SLOW_TABLES
static bool is_fast_here(const ck_kernels *table) { return table != NULL; }
#endif

enum { TABLES = sizeof tables / sizeof tables[0] };

size_t ck_attention_scratch(size_t T, size_t head_size) {
    const size_t padded_T = (T + 15) / 16 * 16, width = (head_size + 15) / 16 * 16, queries = 32;
    return 9 * padded_T * width + 3 * queries * padded_T;
}

const ck_kernels *ck_kernels_named(const char *name) {
    for (int i = 0; i < TABLES; i++) {
        if (strcmp(tables[i]->name, name) == 0) return runs_here(tables[i]) ? tables[i] : NULL;
    }
    return NULL;
}

const ck_kernels *ck_kernels_fastest(void) {
    for (int i = 0; i < TABLES - 1; i++) {
        if (runs_here(tables[i]) && is_fast_here(tables[i])) return tables[i];
    }
    return tables[TABLES - 1];
}
