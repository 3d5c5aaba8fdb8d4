/* Where a link leads to: in words, and as a piece of a form. */
#pragma once

#include "app/share.h"
#include "view/share.h"

/* Message id. */
const char *share_purpose_text(enum share_purpose purpose);
const struct purpose_option *share_purpose_options(struct arena *a, enum share_purpose chosen);
