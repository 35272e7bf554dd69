// Matrix products. A tile of TILE_ROWS × (16 * TILE_CHUNKS) sums stays in registers while the inner
// index runs; how large a tile is changes only the speed, never a bit.

/// A tile of `rows` sums in `chunks` vectors each. The broadcast operand's element (i, k) lies at
/// x[i * x_row + k * x_inner], the vector operand's row k at w[k * w_stride].
INLINE void multiply_tile(v16 sum[TILE_ROWS][TILE_CHUNKS], size_t rows, size_t chunks,
                          const float *x, size_t x_row, size_t x_inner,
                          const float *w, size_t w_stride, size_t inner) {
    for (size_t k = 0; k < inner; k++) {
        v16 row[TILE_CHUNKS];
#pragma unroll
        for (size_t j = 0; j < chunks; j++) row[j] = load(w + k * w_stride + 16 * j);
#pragma unroll
        for (size_t i = 0; i < rows; i++) {
            const v16 factor = splat(x[i * x_row + k * x_inner]);
#pragma unroll
            for (size_t j = 0; j < chunks; j++) sum[i][j] = fma16(factor, row[j], sum[i][j]);
        }
    }
}

/// Rows `first` … of y in the columns of one tile: bias + x · w, the inner index panel by panel of x.
INLINE void product_tile(float *y, size_t y_stride, const float *x, const float *w, size_t w_stride,
                         const float *bias, size_t first, size_t tile, size_t chunks,
                         size_t rows, size_t inner) {
    v16 sum[TILE_ROWS][TILE_CHUNKS];
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) sum[i][j] = bias ? load(bias + 16 * j) : splat(0);
    }
    size_t k = 0;
    for (; k + PANEL <= inner; k += PANEL) {
        multiply_tile(sum, tile, chunks, x + k * rows + first * PANEL, PANEL, 1,
                      w + k * w_stride, w_stride, PANEL);
    }
    if (k < inner) {
        const size_t width = panel_width(k, inner);
        multiply_tile(sum, tile, chunks, x + k * rows + first * width, width, 1,
                      w + k * w_stride, w_stride, inner - k);
    }
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) store(y + (first + i) * y_stride + 16 * j, sum[i][j]);
    }
}

/// Calls `code` with `tile` and `chunks` as constants, so that the tile's sums are registers.
#define WITH_TILE(tile, chunks, code) \
    do { \
        if ((chunks) == 2 && TILE_CHUNKS == 2) { ROWS_OF_TILE(tile, 2, code) } \
        else { ROWS_OF_TILE(tile, 1, code) } \
    } while (0)
#define ROWS_OF_TILE(tile, C, code) \
    switch (tile) { \
    case 1: code(1, C); break; \
    case 2: code(smaller(2, TILE_ROWS), C); break; \
    case 3: code(smaller(3, TILE_ROWS), C); break; \
    case 4: code(smaller(4, TILE_ROWS), C); break; \
    case 5: code(smaller(5, TILE_ROWS), C); break; \
    case 6: code(smaller(6, TILE_ROWS), C); break; \
    case 7: code(smaller(7, TILE_ROWS), C); break; \
    default: code(TILE_ROWS, C); break; \
    }

static void product(float *y, const float *x, const float *w, const float *bias,
                    size_t rows, size_t inner, size_t cols) {
    for (size_t col = 0; col < cols; col += PANEL) {
        const size_t width = panel_width(col, cols);
        const size_t chunks = smaller(width / 16, TILE_CHUNKS);
        for (size_t part = 0; part < width; part += 16 * chunks) {
            float *yp = y + col * rows + part;
            const float *wp = w + col * inner + part;
            const float *bp = bias ? bias + col + part : NULL;
            for (size_t i = 0; i < rows; i += TILE_ROWS) {
                const size_t tile = smaller(TILE_ROWS, rows - i);
#define TILE(R, C) product_tile(yp, width, x, wp, width, bp, i, R, C, rows, inner)
                WITH_TILE(tile, chunks, TILE);
#undef TILE
            }
        }
    }
}

/// Rows `first` … of dw in the columns of one tile: xᵀ · dy, for columns `first` … of x, all in one panel.
INLINE void gradient_tile(float *dw, size_t stride, const float *x, size_t x_stride, const float *dy,
                          size_t tile, size_t chunks, size_t rows) {
    v16 sum[TILE_ROWS][TILE_CHUNKS] = {};
    multiply_tile(sum, tile, chunks, x, 1, x_stride, dy, stride, rows);
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) store(dw + i * stride + 16 * j, sum[i][j]);
    }
}

INLINE void sum_columns(float *sums, const float *x, size_t stride, size_t rows) {
    v16 sum = {};
    for (size_t i = 0; i < rows; i++) sum += load(x + i * stride);
    store(sums, sum);
}

static void weight_gradient(float *dw, float *dbias, const float *x, const float *dy,
                            size_t rows, size_t inner, size_t cols) {
    for (size_t col = 0; col < cols; col += PANEL) {
        const size_t width = panel_width(col, cols);
        const size_t chunks = smaller(width / 16, TILE_CHUNKS);
        for (size_t part = 0; part < width; part += 16) {
            sum_columns(dbias + col + part, dy + col * rows + part, width, rows);
        }
        for (size_t part = 0; part < width; part += 16 * chunks) {
            for (size_t k = 0; k < inner;) {
                const size_t panel = k / PANEL * PANEL, x_width = panel_width(panel, inner);
                const size_t end = smaller(panel + PANEL, inner);
                const size_t tile = smaller(TILE_ROWS, end - k);
                float *target = dw + col * inner + k * width + part;
                const float *source = x + panel * rows + (k - panel);
                const float *factor = dy + col * rows + part;
#define TILE(R, C) gradient_tile(target, width, source, x_width, factor, R, C, rows)
                WITH_TILE(tile, chunks, TILE);
#undef TILE
                k += tile;
            }
        }
    }
}

/// A 16 × 16 block: out[j][i] = in[i][j].
INLINE void transpose_block(float *out, size_t out_stride, const float *in, size_t in_stride,
                            size_t rows, size_t cols) {
    v16 block[16], next[16];
    for (size_t i = 0; i < 16; i++) block[i] = i < rows ? load(in + i * in_stride) : splat(0);
    for (int round = 0; round < 4; round++) {
#pragma unroll
        for (int i = 0; i < 8; i++) {
            next[2 * i] = interleave_low(block[i], block[i + 8]);
            next[2 * i + 1] = interleave_high(block[i], block[i + 8]);
        }
#pragma unroll
        for (int i = 0; i < 16; i++) block[i] = next[i];
    }
    for (size_t j = 0; j < cols; j++) store(out + j * out_stride, block[j]);
}

static void transpose(float *out, const float *in, size_t rows, size_t cols) {
    for (size_t row = 0; row < rows; row += 16) {
        const chunk_place to = place_of_chunk(row / 16, cols, rows);
        for (size_t col = 0; col < cols; col += 16) {
            const chunk_place from = place_of_chunk(col / 16, rows, cols);
            const float *source = in + from.offset + row * from.stride;
            float *target = out + to.offset + col * to.stride;
            const size_t height = smaller(16, rows - row), width = smaller(16, cols - col);
            if (height == 16 && width == 16) transpose_block(target, to.stride, source, from.stride, 16, 16);
            else transpose_block(target, to.stride, source, from.stride, height, width);
        }
    }
}
