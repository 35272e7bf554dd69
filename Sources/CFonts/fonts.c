#include "CFonts.h"

static const unsigned char regular[] = {
#embed "DejaVuSans.ttf"
};

static const unsigned char bold[] = {
#embed "DejaVuSans-Bold.ttf"
};

const unsigned char *sweepbook_font_regular(size_t *count) {
    *count = sizeof regular;
    return regular;
}

const unsigned char *sweepbook_font_bold(size_t *count) {
    *count = sizeof bold;
    return bold;
}
