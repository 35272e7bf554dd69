// One variant of every loop. The file that includes this says which processor it is for, how large a
// product's tile is (TILE_ROWS × TILE_CHUNKS), how many chains hide a multiply-add's latency (BURST),
// whether it multiplies pairs of bf16 (HAS_PAIRS), and the variant's name (VARIANT).
#ifndef HAS_PAIRS
#define HAS_PAIRS 0
#endif

#include "update.h"
#include "products.h"
#include "attention.h"
#include "attention_pair.h"
#include "elementwise.h"
#include "layer_norm.h"
#include "next_token.h"
#include "measure.h"
#include "normal.h"
#include "twister.h"

#define VARIANT_TABLE_OF(name) ck_table_##name
#define VARIANT_TABLE(name) VARIANT_TABLE_OF(name)
#define VARIANT_TEXT_OF(name) #name
#define VARIANT_TEXT(name) VARIANT_TEXT_OF(name)

const ck_kernels VARIANT_TABLE(VARIANT) = {
    .name = VARIANT_TEXT(VARIANT),
    .product = product,
    .weight_gradient = weight_gradient,
    .to_bf16 = to_bf16,
    .embed = embed,
    .embed_backward = embed_backward,
    .transpose = transpose,
    .add_transposed = add_transposed,
    .layer_norm = layer_norm,
    .layer_norm_backward = layer_norm_backward,
    .attention = attention,
    .attention_backward = attention_backward,
    .cached_attention = cached_attention,
    .pack_mask = pack_mask,
    .pair_attention = pair_attention,
    .pair_attention_backward = pair_attention_backward,
    .pair_difference = pair_difference,
    .add_pair_difference = add_pair_difference,
    .dropout = dropout,
    .binary_cross_entropy = binary_cross_entropy,
    .next_token_loss = next_token_loss,
    .arg_max = arg_max,
    .squared_norm = squared_norm,
    .update = update,
    .twister_block = twister_block,
    .keep_mask = keep_mask,
    .uniform = uniform,
    .box_muller = box_muller,
    .exponentials = exponentials,
    .log1p_unit = log1p_unit,
    .logarithms = logarithms,
    .gelu = gelu,
    .multiply_add_burst = multiply_add_burst,
    .triad = triad,
};
