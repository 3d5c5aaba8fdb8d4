/* What poppler reads in a PDF. */
#pragma once

#include "unit/folder.h"

struct str pdf_words(struct folder *f, struct str pdf);
