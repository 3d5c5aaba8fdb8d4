/*
 * What the drawing library cannot say of a PDF is added behind it as an incremental update (ISO
 * 32000-1, section 7.5.6): language, what stands for figures and links, metadata also as XMP (ISO
 * 16684-1), an identifier reckoned from the content. It claims no conformance that no validator
 * has seen.
 */
#pragma once

#include "base/err.h"
#include "base/str.h"

struct ink;

/* drawn is what cairo wrote, with a plain table of cross-references; else ERR_INTERNAL. */
err_t finish_pdf(struct ink *ink, struct str drawn, struct str *ret_pdf);
