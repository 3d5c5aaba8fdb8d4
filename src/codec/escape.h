/* Escaping of text in HTML: safe as element content and inside a quoted attribute value. */
#pragma once

#include "base/buf.h"

/* & < > " ' become character references; everything else stays. */
void escape_html(struct buf *out, struct str s);
