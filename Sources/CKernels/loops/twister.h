// The 32-bit Mersenne Twister (Matsumoto & Nishimura 1998), a block of 624 words at a time.

INLINE u16x load_words(const uint32_t *p) { return *(const u16xu *)p; }
INLINE void store_words(uint32_t *p, u16x v) { *(u16xu *)p = v; }

/// The recurrence: from words i, i + 1 and i + 397 of the sequence, word i + 624.
INLINE u16x twist(u16x word, u16x next, u16x far) {
    const u16x mixed = (word & 0x80000000u) | (next & 0x7fffffffu);
    return far ^ (mixed >> 1) ^ (-(next & 1u) & 0x9908b0dfu);
}

INLINE void twist_one(uint32_t *state, size_t i, size_t next, size_t far) {
    const uint32_t mixed = (state[i] & 0x80000000u) | (state[next] & 0x7fffffffu);
    state[i] = state[far] ^ (mixed >> 1) ^ (-(state[next] & 1u) & 0x9908b0dfu);
}

static void twister_block(uint32_t *state, uint32_t *words) {
    const size_t N = CK_TWISTER_WORDS, M = 397;
    size_t i = 0;
    for (; i + 16 <= N - M; i += 16) {
        store_words(state + i, twist(load_words(state + i), load_words(state + i + 1), load_words(state + i + M)));
    }
    for (; i < N - M; i++) twist_one(state, i, i + 1, i + M);
    for (; i + 16 < N; i += 16) {
        store_words(state + i, twist(load_words(state + i), load_words(state + i + 1), load_words(state + i + M - N)));
    }
    for (; i < N; i++) twist_one(state, i, (i + 1) % N, i + M - N);
    for (i = 0; i < N; i += 16) {
        u16x y = load_words(state + i);
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        store_words(words + i, y ^ (y >> 18));
    }
}

INLINE bool is_below(uint32_t high, uint32_t low, uint64_t threshold) {
    return (((uint64_t)high << 32 | low) & 0x1fffffffffffffull) < threshold;
}

static void keep_mask(uint8_t *keep, const uint32_t *words, uint64_t threshold, size_t count) {
    const uint32_t threshold_high = (uint32_t)(threshold >> 32), threshold_low = (uint32_t)threshold;
    size_t i = 0;
    for (; i + 16 <= count; i += 16) {
        const u16x a = load_words(words + 2 * i), b = load_words(words + 2 * i + 16);
        const u16x high = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30)
            & 0x1fffffu;
        const u16x low = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
        const i16x below = (high < threshold_high) | ((high == threshold_high) & (low < threshold_low));
        *(b16 *)(keep + i) = __builtin_convertvector(below, b16);
    }
    for (; i < count; i++) keep[i] = is_below(words[2 * i], words[2 * i + 1], threshold) ? 255 : 0;
}
