/*
 * Writing HTML. Bytes are trusted only as struct html; html_put escapes all else, chosen by C type,
 * and does not compile for a type it does not know. Escaped text is safe as element content and
 * inside a quoted attribute (HTML Standard, section 13.1.2).
 */
#pragma once

#include "base/buf.h"

#include <string.h>

/* Markup that the program itself made. */
struct html {
	const char *p;
	size_t len;
};

#define HTML(literal) ((struct html){"" literal, sizeof(literal) - 1})

#define html_put(out, x) \
	_Generic((x),                      \
		struct html: html_put_raw, \
		struct str: html_put_str,  \
		const char *: html_put_z,  \
		char *: html_put_z,        \
		HTML_INTEGERS)(out, x)

/* The integers for _Generic; neither bool nor char is one. */
#define HTML_INTEGERS                                                                 \
	signed char : html_put_int,                                                   \
		      short : html_put_int,                                           \
			      int : html_put_int,                                     \
				    long : html_put_int,                              \
					   long long : html_put_int,                  \
						       unsigned char : html_put_uint, \
								       unsigned short \
	    : html_put_uint,                                                          \
	      unsigned : html_put_uint,                                               \
			 unsigned long : html_put_uint,                               \
					 unsigned long long : html_put_uint

/* Inline: most of a page is literals, which then are copied without a call. */
static inline void html_put_raw(struct buf *out, struct html x)
{
	if (!x.len)
		return;
	char *room = x.len <= out->cap - out->len ? out->p + out->len : buf_room(out, x.len);
	if (!room)
		return;
	memcpy(room, x.p, x.len);
	out->len += x.len;
}
void html_put_str(struct buf *out, struct str x);
void html_put_z(struct buf *out, const char *x); /* NULL writes nothing */
void html_put_int(struct buf *out, int64_t x);
void html_put_uint(struct buf *out, uint64_t x);

/*
 * A whole address inside a quoted attribute. A link may be relative, or of http, https, mailto or
 * tel; a source (src, action) is a path of our own. Anything else is written as "#".
 */
void html_put_link(struct buf *out, struct str x);
void html_put_source(struct buf *out, struct str x);
/*
 * One segment of a path, percent-encoded (RFC 3986). An empty one, "." and ".." would lead
 * elsewhere and become "-".
 */
#define html_put_segment(out, x) \
	_Generic((x),                             \
		struct str: html_put_segment_str, \
		const char *: html_put_segment_z, \
		HTML_INTEGERS)(out, x)
void html_put_segment_str(struct buf *out, struct str x);
void html_put_segment_z(struct buf *out, const char *x);

/* One value of a query, or a fragment: percent-encoded. */
#define html_put_part(out, x) \
	_Generic((x),                          \
		struct str: html_put_part_str, \
		const char *: html_put_part_z, \
		HTML_INTEGERS)(out, x)
void html_put_part_str(struct buf *out, struct str x);
void html_put_part_z(struct buf *out, const char *x);

/* What was written, as trusted markup; valid until the next write. */
struct html html_of(const struct buf *out);
