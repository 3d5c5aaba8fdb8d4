#include "view/html.h"

#include "codec/escape.h"
#include "codec/url.h"

void html_put_str(struct buf *out, struct str x)
{
	escape_html(out, x);
}

void html_put_z(struct buf *out, const char *x)
{
	escape_html(out, str_of(x));
}

void html_put_int(struct buf *out, int64_t x)
{
	buf_int(out, x);
}

void html_put_uint(struct buf *out, uint64_t x)
{
	if (x > INT64_MAX)
		buf_fmt(out, "%llu", (unsigned long long)x);
	else
		buf_int(out, (int64_t)x);
}

void html_put_link(struct buf *out, struct str x)
{
	escape_html(out, url_is_link(x) ? x : STR("#"));
}

void html_put_source(struct buf *out, struct str x)
{
	escape_html(out, url_is_path(x) ? x : STR("#"));
}

void html_put_segment_str(struct buf *out, struct str x)
{
	bool leads_away = !x.len || str_is(x, ".") || str_is(x, "..");
	url_put(out, leads_away ? STR("-") : x);
}

void html_put_segment_z(struct buf *out, const char *x)
{
	html_put_segment_str(out, str_of(x));
}

void html_put_part_str(struct buf *out, struct str x)
{
	url_put(out, x);
}

void html_put_part_z(struct buf *out, const char *x)
{
	html_put_part_str(out, str_of(x));
}

struct html html_of(const struct buf *out)
{
	struct str s = buf_str(out);
	return (struct html){s.p, s.len};
}
