#include <stddef.h>

/// The bytes of a TrueType file: the fonts of pictures in PDF and PNG.
///
/// - Parameter count: set to how many there are.
const unsigned char *sweepbook_font_regular(size_t *count);
const unsigned char *sweepbook_font_bold(size_t *count);
