// Matrix products. A tile of sums stays in registers while the inner index runs; how large a tile is
// changes only the speed, never a bit: every element is one chain over the inner index in ascending order.
//
// A product goes panel by panel of its columns, and in a panel BLOCK inner indices at a time, so that the
// weights of a block stay in the cache while all rows pass by.

enum {
    BLOCK = CK_PRODUCT_BLOCK,
    /// Panels of dy that a weight gradient works on together.
    GRADIENT_PANELS = 4,
    /// Elements from which on a weight and what updates it are fetched ahead of their use.
    LARGE_WEIGHT = 1 << 16,
    /// Rows of a tile that is one vector wide.
    TALL_ROWS = TILE_CHUNKS == 2 ? 2 * TILE_ROWS : TILE_ROWS,
};

// In bf16 both operands of a product are rounded first. What is rounded is float still, and goes through the same
// tiles; or, where pairs of bf16 can be multiplied at once, a word holds two values with inner indices k and k + 1,
// and a tile of such words runs over half as many. The bits are the same: a pair's products are exact in float, and
// added one after the other.

/// sum + factor · row; of words that are pairs, one product after the other.
INLINE v16 multiply_add(v16 factor, v16 row, v16 sum, bool pairs) {
#if HAS_PAIRS
    if (pairs) return (v16)_mm512_dpbf16_ps((__m512)sum, (__m512bh)factor, (__m512bh)row);
#endif
    (void)pairs;
    return fma16(factor, row, sum);
}

/// A tile of `rows` sums in `chunks` vectors each. The broadcast operand's element (i, k) lies at
/// x[i * x_row + k * x_inner], the vector operand's row k at w[k * w_stride].
INLINE void multiply_tile(bool pairs, v16 sum[TALL_ROWS][TILE_CHUNKS], size_t rows, size_t chunks,
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
            for (size_t j = 0; j < chunks; j++) sum[i][j] = multiply_add(factor, row[j], sum[i][j], pairs);
        }
    }
}

/// Walks over `rows` rows in tiles as tall as fit, 16 * `chunks` columns wide. `code(first, R, C)` is called
/// with R and C constant, so that a tile's sums are registers.
#define FOR_TILES(rows, chunks, code) \
    do { \
        size_t first_row = 0; \
        if (TILE_CHUNKS == 2 && (chunks) == 2) { \
            TILES_OF(rows, TILE_ROWS, 2, code) TILES_OF(rows, 4, 2, code) TILES_OF(rows, 1, 2, code) \
        } else { \
            TILES_OF(rows, TALL_ROWS, 1, code) TILES_OF(rows, 4, 1, code) TILES_OF(rows, 1, 1, code) \
        } \
    } while (0)
#define TILES_OF(rows, R, C, code) \
    for (; first_row + TILE_AT_MOST(R, C) <= (rows); first_row += TILE_AT_MOST(R, C)) \
        code(first_row, TILE_AT_MOST(R, C), C);
#define TILE_AT_MOST(R, C) ((C) == 2 ? (R) < TILE_ROWS ? (R) : TILE_ROWS : (R) < TALL_ROWS ? (R) : TALL_ROWS)

// MARK: y = x · w

/// What the next block will need, fetched into the cache a few lines at a time while this one is worked on:
/// chunks of `chunk` floats, `stride` apart, of up to four arrays.
typedef struct {
    const float *arrays[4];
    size_t arrays_count, chunk, stride;
    size_t next, count;      // lines of each array: fetched, and to fetch
    size_t lines;            // of each array to fetch at a time
} look_ahead;

enum { LINE = 16 };

INLINE void fetch_ahead(look_ahead *ahead) {
    const size_t end = smaller(ahead->next + ahead->lines, ahead->count), per_chunk = ahead->chunk / LINE;
    for (; ahead->next < end; ahead->next++) {
        const size_t place = ahead->next / per_chunk * ahead->stride + ahead->next % per_chunk * LINE;
        for (size_t i = 0; i < ahead->arrays_count; i++) __builtin_prefetch(ahead->arrays[i] + place, 0, 2);
    }
}

/// The weights of a block: some inner indices of one panel's columns.
typedef struct { size_t col, width, first, end; } weight_block;

/// Looks ahead to a block, from one of `inner` inner indices; not where the cache can hold all weights anyway.
INLINE look_ahead look_ahead_to(const ck_product *p, weight_block next, size_t inner) {
    if (p->inner * p->cols < LARGE_WEIGHT) return (look_ahead){.chunk = LINE};
    const size_t turns = (p->rows / TILE_ROWS + 1) * ((inner + PANEL - 1) / PANEL), count = next.end - next.first;
    look_ahead ahead = {.arrays_count = 1, .count = count * next.width / LINE};
    if (p->transposed) {
        // Rows of w, panel by panel of its columns.
        ahead.arrays[0] = p->w + next.first * p->cols + next.col * PANEL;
        ahead.chunk = next.width * PANEL, ahead.stride = p->cols * PANEL;
    } else {
        const size_t place = next.col * p->inner + next.first * next.width;
        ahead.arrays[0] = p->w + place, ahead.chunk = ahead.stride = count * next.width;
        if (p->updates) {
            ahead.arrays_count = p->update.step.rule == CK_SGD ? 3 : 4, ahead.arrays[1] = p->update.first_moments + place;
            ahead.arrays[2] = p->update.gradients + place, ahead.arrays[3] = p->update.second_moments + place;
        }
    }
    ahead.lines = ahead.count / turns + 1;
    return ahead;
}

/// What one tile of a product reads and writes: some rows, 16 or 32 columns, a block of inner indices.
typedef struct {
    const ck_product *p;
    bool pairs;              // x and w hold pairs of bf16
    size_t col;              // the tile's first column
    size_t y_stride;         // of y's panel
    const float *w;          // the block's weights in these columns
    size_t w_stride;
    size_t first, end;       // the block's inner indices
    float *partial;          // sums between blocks: (rows, y_stride) at these columns
    look_ahead *ahead;
} product_block;

/// Ends `chunks` × `rows` sums as the product's epilogue says.
INLINE void finish_tile(const product_block *b, size_t row, const v16 *sums, size_t rows, size_t chunks) {
    const ck_product *p = b->p;
    const size_t panel = b->col / PANEL * PANEL, start = panel * p->y.rows + b->col - panel + (p->y.first + row) * b->y_stride;
    for (size_t n = 0; n < rows * chunks; n++) {
        const size_t place = start + n / chunks * b->y_stride + n % chunks * 16;
        const v16 sum = sums[n];
        switch (p->epilogue) {
        case CK_STORE:
            store(p->y.start + place, sum);
            break;
        case CK_GELU: {
            v16 slope;
            store(p->y.start + place, gelu16(sum, &slope));
            store(p->other + place, slope);
            break;
        }
        case CK_RESIDUAL:
            store(p->y.start + place, load(p->y.start + place) + (p->keep ? drop(sum, p->keep + place, p->scale) : sum));
            break;
        case CK_TIMES:
            store(p->y.start + place, sum * load(p->other + place));
            break;
        }
    }
}

INLINE void product_tile(const product_block *b, size_t row, size_t tile, size_t chunks) {
    const ck_product *p = b->p;
    v16 sum[TALL_ROWS][TILE_CHUNKS];
    const size_t panel = b->col / PANEL * PANEL;
    float *y = p->y.start + panel * p->y.rows + b->col - panel + (p->y.first + row) * b->y_stride;
    const size_t x_row = p->x.first + row;
    const float *start = b->first > 0 ? b->partial + row * b->y_stride : p->adds ? y : p->bias ? p->bias + b->col : NULL;
    const size_t start_stride = b->first > 0 || p->adds ? b->y_stride : 0;
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) sum[i][j] = start ? load(start + i * start_stride + 16 * j) : splat(0);
    }
    const size_t values = b->pairs ? 2 : 1;      // inner indices in a word of x and w
    size_t k = b->first;
    for (; k + PANEL <= b->end; k += PANEL) {
        fetch_ahead(b->ahead);
        multiply_tile(b->pairs, sum, tile, chunks, p->x.start + (k * p->x.rows + x_row * PANEL) / values, PANEL / values,
                      1, b->w + (k - b->first) / values * b->w_stride, b->w_stride, PANEL / values);
    }
    if (k < b->end) {
        const size_t width = panel_width(k, p->inner), words = (b->end - k + values - 1) / values;
        multiply_tile(b->pairs, sum, tile, chunks, p->x.start + (k * p->x.rows + x_row * width) / values, width / values,
                      1, b->w + (k - b->first) / values * b->w_stride, b->w_stride, words);
    }
    if (b->end < p->inner || p->epilogue == CK_STORE) {
        float *target = b->end < p->inner ? b->partial + row * b->y_stride : y;
#pragma unroll
        for (size_t i = 0; i < tile; i++) {
#pragma unroll
            for (size_t j = 0; j < chunks; j++) store(target + i * b->y_stride + 16 * j, sum[i][j]);
        }
        return;
    }
    v16 sums[TALL_ROWS * TILE_CHUNKS];
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) sums[i * chunks + j] = sum[i][j];
    }
    finish_tile(b, row, sums, tile, chunks);
}

/// A 16 × 16 block: out[j][i] = in[i][j], for `rows` rows i and `cols` columns j; rows past the end are zero.
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

/// strip (end - first, width) = the rows `col` … of w (cols, inner), inner indices `first` ..< `end`, transposed.
INLINE void transpose_strip(float *strip, const float *w, size_t col, size_t width, size_t first, size_t end,
                            size_t inner, size_t cols) {
    for (size_t k = first; k < end; k += 16) {
        const chunk_place from = place_of_chunk(k / 16, cols, inner);
        for (size_t part = 0; part < width; part += 16) {
            const float *source = w + from.offset + (col + part) * from.stride;
            float *target = strip + (k - first) * width + part;
            const size_t height = smaller(16, cols - col - part), count = smaller(16, end - k);
            if (height == 16 && count == 16) transpose_block(target, width, source, from.stride, 16, 16);
            else transpose_block(target, width, source, from.stride, height, count);
        }
    }
}

/// strip = the rows of w, `count` of them in one panel, rounded to bf16. In place, too. With pairs a word holds rows
/// 2i and 2i + 1, the one past an odd end -0: x's padding there is +0, and adding -0 changes nothing.
INLINE void round_strip(float *strip, const float *w, size_t count, size_t width, bool pairs) {
    if (!pairs) {
        for (size_t i = 0; i < count * width; i += 16) store(strip + i, round_to_bf16(load(w + i)));
        return;
    }
    for (size_t i = 0; i < count; i += 2) {
        for (size_t part = 0; part < width; part += 16) {
            const float *row = w + i * width + part;
            store(strip + i / 2 * width + part, bf16_pairs(load(row), i + 1 < count ? load(row + width) : splat(-0.0f)));
        }
    }
}

static void transpose(float *y, const float *x, size_t rows, size_t cols) {
    for (size_t row = 0; row < rows; row += PANEL) {
        transpose_strip(y + row * cols, x, row, panel_width(row, rows), 0, cols, cols, rows);
    }
}

static void add_transposed(float *y, double *squares, const float *x, size_t rows, size_t cols) {
    for (size_t row = 0; row < rows; row += PANEL) {
        const size_t width = panel_width(row, rows);
        float *panel = y + row * cols, strip[16 * PANEL];
        for (size_t k = 0; k < cols; k += 16) {
            const size_t end = smaller(k + 16, cols);
            transpose_strip(strip, x, row, width, k, end, cols, rows);
            for (size_t i = 0; i < (end - k) * width; i += 16) {
                store(panel + k * width + i, load(panel + k * width + i) + load(strip + i));
            }
        }
        squares[row / PANEL] = squared_norm(panel, cols * width);
    }
}

INLINE weight_block block_at(const ck_product *p, size_t col, size_t first) {
    return (weight_block){col, panel_width(col, p->cols), first, smaller(first + BLOCK, p->inner)};
}

/// All rows of y in the columns of one panel, as far as one block of weights goes.
INLINE void multiply_block(const ck_product *p, bool pairs, weight_block at, weight_block next, float *strip) {
    const size_t place = at.col * p->inner + at.first * at.width, chunks = smaller(at.width / 16, TILE_CHUNKS);
    if (p->transposed) {
        transpose_strip(strip, p->w, at.col, at.width, at.first, at.end, p->inner, p->cols);
    } else if (p->updates) {
        update(p->w + place, p->update.first_moments + place, p->update.second_moments + place,
               p->update.gradients + place, (at.end - at.first) * at.width, p->update.step);
    }
    const float *w = p->transposed ? strip : p->w + place;
    if (p->is_bf16) {
        round_strip(strip, w, at.end - at.first, at.width, pairs);
        w = strip;
    }
    look_ahead ahead = look_ahead_to(p, next, at.end - at.first);
    for (size_t part = 0; part < at.width; part += 16 * chunks) {
        const product_block block = {
            p, pairs, at.col + part, at.width, w + part, at.width, at.first, at.end, p->partial + at.col * p->rows + part,
            &ahead};
#define TILE(ROW, R, C) product_tile(&block, ROW, R, C)
        FOR_TILES(p->rows, chunks, TILE);
#undef TILE
    }
}

INLINE void multiply_panels(const ck_product *p, bool pairs, size_t first_panel, size_t end_panel, float *strip) {
    const size_t first_col = first_panel * PANEL, end_col = smaller(end_panel * PANEL, p->cols);
    for (size_t first = 0; first < p->inner; first += BLOCK) {
        for (size_t col = first_col; col < end_col; col += PANEL) {
            const bool is_last = col + PANEL >= end_col, is_end = is_last && first + BLOCK >= p->inner;
            const weight_block at = block_at(p, col, first);
            const weight_block next = is_end ? at : is_last ? block_at(p, first_col, first + BLOCK)
                                                            : block_at(p, col + PANEL, first);
            multiply_block(p, pairs, at, next, strip);
        }
    }
}

static void product(const ck_product *p, size_t first_panel, size_t end_panel, float *strip) {
    if (HAS_PAIRS && p->is_bf16) multiply_panels(p, true, first_panel, end_panel, strip);
    else multiply_panels(p, false, first_panel, end_panel, strip);
}

// MARK: dw = xᵀ · dy

/// Rows `first` … of dw in the columns of one tile: xᵀ · dy, for columns `first` … of x, all in one panel.
INLINE void gradient_tile(bool pairs, float *dw, size_t stride, const float *x, size_t x_stride, const float *dy,
                          size_t tile, size_t chunks, size_t rows) {
    v16 sum[TALL_ROWS][TILE_CHUNKS] = {};
    multiply_tile(pairs, sum, tile, chunks, x, 1, x_stride, dy, stride, rows);
#pragma unroll
    for (size_t i = 0; i < tile; i++) {
#pragma unroll
        for (size_t j = 0; j < chunks; j++) store(dw + i * stride + 16 * j, sum[i][j]);
    }
}

/// Four chains, of every fourth row each, added up in pairs.
INLINE void sum_columns(float *sums, const float *x, size_t stride, size_t rows) {
    v16 a = {}, b = {}, c = {}, d = {};
    size_t i = 0;
    for (; i + 4 <= rows; i += 4) {
        a += load(x + i * stride);
        b += load(x + (i + 1) * stride);
        c += load(x + (i + 2) * stride);
        d += load(x + (i + 3) * stride);
    }
    if (i < rows) a += load(x + i * stride);
    if (i + 1 < rows) b += load(x + (i + 1) * stride);
    if (i + 2 < rows) c += load(x + (i + 2) * stride);
    store(sums, (a + b) + (c + d));
}

/// The rows of dw from `panel` on, at most 32 of them, in the columns of one panel.
INLINE void gradient_block(const ck_weight_gradient *g, bool pairs, size_t panel, size_t col) {
    const size_t width = panel_width(col, g->cols), chunks = smaller(width / 16, TILE_CHUNKS);
    const size_t x_width = panel_width(panel, g->inner), rows = pairs ? (g->rows + 1) / 2 : g->rows;
    const bool is_bf16 = g->bf16_x != NULL;
    const float *x = is_bf16 ? g->bf16_x + panel * rows : g->x.start + panel * g->x.rows + g->x.first * x_width;
    const float *all = is_bf16 ? g->bf16_dy + col * rows : g->dy.start + col * g->dy.rows + g->dy.first * width;
    for (size_t part = 0; part < width; part += 16 * chunks) {
        const float *dy = all + part;
        float *dw = g->dw + col * g->inner + panel * width + part;
#define TILE(ROW, R, C) gradient_tile(pairs, dw + (ROW) * width, width, x + (ROW), x_width, dy, R, C, rows)
        FOR_TILES(smaller(PANEL, g->inner - panel), chunks, TILE);
#undef TILE
    }
}

static void weight_gradient(const ck_weight_gradient *g, size_t first_panel, size_t end_panel) {
    const size_t end_col = smaller(end_panel * PANEL, g->cols);
    // A few panels of dy at a time, so that x comes from afar only once for all of them.
    for (size_t group = first_panel * PANEL; group < end_col; group += GRADIENT_PANELS * PANEL) {
        const size_t end = smaller(group + GRADIENT_PANELS * PANEL, end_col);
        for (size_t panel = 0; panel < g->inner; panel += PANEL) {
            for (size_t col = group; col < end; col += PANEL) {
                if (HAS_PAIRS && g->bf16_x) gradient_block(g, true, panel, col);
                else gradient_block(g, false, panel, col);
            }
        }
        for (size_t col = group; col < end; col += PANEL) {
            const size_t width = panel_width(col, g->cols);
            const float *dy = g->dy.start + col * g->dy.rows + g->dy.first * width;
            for (size_t part = 0; g->dbias && part < width; part += 16) sum_columns(g->dbias + col + part, dy + part, width, g->rows);
            g->squares[col / PANEL] = squared_norm(g->dw + col * g->inner, g->inner * width);
        }
    }
}

// MARK: bf16

static void to_bf16(float *y, const ck_rows *x, size_t rows, size_t cols, ck_bf16_operand along) {
    for (size_t col = 0; col < cols; col += PANEL) {
        const size_t width = panel_width(col, cols);
        const float *from = x->start + col * x->rows + x->first * width;
        if (!HAS_PAIRS) {
            for (size_t i = 0; i < rows * width; i += 16) store(y + col * rows + i, round_to_bf16(load(from + i)));
        } else if (along == CK_COLUMNS) {
            // A narrow last panel's rows are eight words: what is stored past them is overwritten, or past the end.
            float *to = y + col * rows / 2;
            for (size_t i = 0; i < rows; i++) {
                const v16 a = load(from + i * width), b = width == PANEL ? load(from + i * width + 16) : splat(0);
                store(to + i * width / 2, bf16_pairs(even_lanes(a, b), odd_lanes(a, b)));
            }
        } else {
            const v16 filler = splat(along == CK_ROWS_OF_DY ? -0.0f : 0.0f);
            float *to = y + col * ((rows + 1) / 2);
            for (size_t i = 0; i < rows; i += 2) {
                for (size_t part = 0; part < width; part += 16) {
                    const float *row = from + i * width + part;
                    store(to + i / 2 * width + part, bf16_pairs(load(row), i + 1 < rows ? load(row + width) : filler));
                }
            }
        }
    }
}
