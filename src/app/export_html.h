/* The parts of an export as pages to read without the internet. */
#pragma once

#include "app/export_part.h"
#include "base/buf.h"

/* One page with all items of a part. */
void export_html_part(struct buf *out, const struct export_making *m,
	const struct export_part *part, const struct json *items);
/* style.css, beside the pages. */
struct str export_html_style(void);
/* The page that leads to all of them. */
void export_html_index(struct buf *out, const struct export_making *m, usec made);
