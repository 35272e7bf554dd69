// Dropout, and the embedding: row t * examples + example holds position t.

static void dropout(float *y, const float *x, const uint8_t *keep, float scale, size_t count) {
    for (size_t i = 0; i < count; i += 16) {
        store(y + i, keep ? drop(load(x + i), keep + i, scale) : load(x + i));
    }
}

static void embed(float *x, const float *wte, const float *wpe, const int32_t *tokens, const uint8_t *keep, float scale,
                  size_t rows, size_t first, size_t examples, size_t T, size_t V, size_t cols) {
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place at = place_of_chunk(c, rows, cols);
        const chunk_place token = place_of_chunk(c, V, cols), position = place_of_chunk(c, T, cols);
        for (size_t i = 0; i < rows; i++) {
            const size_t place = at.offset + i * at.stride;
            const v16 sum = load(wte + token.offset + (size_t)tokens[i] * token.stride)
                + load(wpe + position.offset + (first + i / examples) * position.stride);
            store(x + place, keep ? drop(sum, keep + place, scale) : sum);
        }
    }
}

static void embed_backward(float *dwte, float *dwpe, const float *dx, const int32_t *tokens,
                           const uint8_t *keep, float scale, size_t examples, size_t T, size_t V, size_t cols) {
    const size_t rows = examples * T;
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const chunk_place at = place_of_chunk(c, rows, cols);
        const chunk_place token = place_of_chunk(c, V, cols), position = place_of_chunk(c, T, cols);
        for (size_t i = 0; i < V; i++) store(dwte + token.offset + i * token.stride, splat(0));
        for (size_t i = 0; i < T; i++) store(dwpe + position.offset + i * position.stride, splat(0));
        for (size_t i = 0; i < rows; i++) {
            const size_t place = at.offset + i * at.stride;
            const v16 d = keep ? drop(load(dx + place), keep + place, scale) : load(dx + place);
            float *to_token = dwte + token.offset + (size_t)tokens[i] * token.stride;
            float *to_position = dwpe + position.offset + i / examples * position.stride;
            store(to_token, load(to_token) + d);
            store(to_position, load(to_position) + d);
        }
    }
}
