/* Percent-encoding (RFC 3986, section 2.1) and what an address may be in a page. */
#pragma once

#include "base/buf.h"

/* s as one path segment or one query value: all but unreserved characters is encoded. */
void url_put(struct buf *out, struct str s);
/*
 * Decodes the whole of s. False for a % without two hexadecimal digits, and for what is not valid
 * UTF-8 or holds NUL. Points into s when nothing was encoded.
 */
bool url_decode(struct arena *a, struct str s, struct str *ret_text);
/* The same, for application/x-www-form-urlencoded: + is a space. */
bool url_decode_form(struct arena *a, struct str s, struct str *ret_text);

/*
 * May s be the target of a link? Relative to this page or origin, http, https, mailto, tel. Never
 * with white space, control characters, or backslashes, which browsers drop or read otherwise.
 */
bool url_is_link(struct str s);
/* A path of our own, "/" with what follows; not "//host". */
bool url_is_path(struct str s);
/* The host of "https://host:port/path"; that of an IPv6 address with its brackets. Empty: none. */
struct str url_host(struct str s);
/* The address at the beginning of a text: up to a space or a quotation mark, and without what ends
 * the sentence that it stands in. */
struct str url_in_text(struct str text);
