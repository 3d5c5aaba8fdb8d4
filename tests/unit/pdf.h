/* What other programs read in a PDF. */
#pragma once

#include "unit/folder.h"

/* What "PROGRAM FILE REST" prints. */
struct str pdf_told(struct folder *f, struct str pdf, const char *program, const char *rest);
struct str pdf_words(struct folder *f, struct str pdf);
/* The QR code on the first page; empty when none is found. */
struct str pdf_qr(struct folder *f, struct str pdf);
