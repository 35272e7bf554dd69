// Softmax cross-entropy against one right column a row, sixteen rows at a time, as in `layer_norm.h`.

/// Each row's largest value in a lane of its own; past the end, the last row's again.
INLINE v16 largest_of_rows(const float *x, size_t first, size_t group, size_t rows, size_t cols) {
    v16 values[16], most[16];
    for (size_t i = 0; i < 16; i++) most[i] = splat(-__builtin_inff());
    for (size_t c = 0; c < chunk_count(cols); c++) {
        const i16x lanes = chunk_lanes(c, cols);
        load_group(values, x, place_of_chunk(c, rows, cols), first, group);
#pragma unroll
        for (size_t i = 0; i < 16; i++) most[i] = select16((i16x)(values[i] > most[i]) & lanes, values[i], most[i]);
    }
    v16 largest;
    for (size_t i = 0; i < 16; i++) {
        float found = most[i][0];
        for (size_t lane = 1; lane < 16; lane++) found = most[i][lane] > found ? most[i][lane] : found;
        largest[i] = found;
    }
    return largest;
}

/// The value in column `targets[row]` of each row.
INLINE v16 target_values(const float *x, const int32_t *targets, size_t first, size_t group, size_t rows, size_t cols) {
    v16 values;
    for (size_t i = 0; i < 16; i++) {
        const size_t row = first + smaller(i, group - 1);
        values[i] = *element((float *)x, row, (size_t)targets[row], rows, cols);
    }
    return values;
}

static double next_token_loss(float *logits, float *nats, const int32_t *targets, float factor, size_t rows, size_t cols) {
    d8 low = {}, high = {};
    for (size_t first = 0; first < rows; first += 16) {
        const size_t group = smaller(16, rows - first);
        const v16 largest = largest_of_rows(logits, first, group, rows, cols);
        const v16 answers = target_values(logits, targets, first, group, rows, cols);
        v16 sums[16] = {};
        for (size_t c = 0; c < chunk_count(cols); c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const i16x lanes = chunk_lanes(c, cols);
            for (size_t i = 0; i < group; i++) {
                float *place = logits + at.offset + (first + i) * at.stride;
                const v16 power = (v16)((i16x)exp16(load(place) - largest[i]) & lanes);
                store(place, power);
                sums[i] += power;
            }
        }
        const v16 total = sum_rows(sums), share = factor / total;
        const v16 loss = log16(total) - (answers - largest);
        store_part(nats + first, loss, group);
        const v16 counted = (v16)((i16x)loss & first_lanes(group));
        low += low_half(counted);
        high += high_half(counted);
        for (size_t c = 0; c < chunk_count(cols); c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            for (size_t i = 0; i < group; i++) {
                float *place = logits + at.offset + (first + i) * at.stride;
                store(place, load(place) * share[i]);
            }
        }
        for (size_t i = 0; i < group; i++) *element(logits, first + i, (size_t)targets[first + i], rows, cols) -= factor;
    }
    return sum_doubles(low + high);
}

static void arg_max(int32_t *columns, const float *x, size_t rows, size_t cols) {
    const i16x lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    for (size_t row = 0; row < rows; row++) {
        v16 most = splat(-__builtin_inff());
        i16x column = lane;
        for (size_t c = 0; c < chunk_count(cols); c++) {
            const chunk_place at = place_of_chunk(c, rows, cols);
            const v16 values = load(x + at.offset + row * at.stride);
            const i16x larger = (i16x)(values > most) & chunk_lanes(c, cols);
            most = select16(larger, values, most);
            column = ((lane + (int32_t)(16 * c)) & larger) | (column & ~larger);
        }
        size_t best = 0;
        for (size_t i = 1; i < 16; i++) {
            const bool ties = most[i] == most[best] && column[i] < column[best];
            if (most[i] > most[best] || ties) best = i;
        }
        columns[row] = column[best];
    }
}
