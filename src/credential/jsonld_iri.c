#include "credential/jsonld_iri.h"

#include "base/arena.h"
#include "credential/rdf.h"

#include <string.h>

/* A part that is not there has no p. */
struct parts {
	struct str scheme, authority, path, query, fragment;
};

static size_t scheme_len(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		bool more = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
		if (i > 0 && c == ':')
			return i;
		if (!letter && !(i > 0 && more))
			return 0;
	}
	return 0;
}

bool iri_has_scheme(struct str s)
{
	return scheme_len(s) > 0;
}

bool iri_well_formed(struct str s)
{
	size_t hash = str_find(s, '#');
	bool once = str_find(str_from(s, hash + 1), '#') == str_from(s, hash + 1).len;
	return once && rdf_iri_fits(s) && iri_has_scheme(s);
}

/* Takes the part up to the first of stops off *rest. */
static struct str take(struct str *rest, const char *stops)
{
	size_t n = 0;
	while (n < rest->len && !memchr(stops, rest->p[n], strlen(stops)))
		n++;
	struct str part = {rest->p, n};
	rest->p += n;
	rest->len -= n;
	return part;
}

/* Takes a part that lead introduces off *rest. */
static struct str take_after(struct str *rest, struct str lead, const char *stops)
{
	if (!str_starts(*rest, lead))
		return STR_NONE;
	rest->p += lead.len;
	rest->len -= lead.len;
	return take(rest, stops);
}

static struct parts split(struct str s)
{
	struct parts p = {0};
	size_t n = scheme_len(s);
	if (n) {
		p.scheme = (struct str){s.p, n};
		s = (struct str){s.p + n + 1, s.len - n - 1};
	}
	p.authority = take_after(&s, STR("//"), "/?#");
	p.path = take(&s, "?#");
	p.query = take_after(&s, STR("?"), "#");
	p.fragment = take_after(&s, STR("#"), "");
	return p;
}

/* Back over the last segment of what stands from path to at, with its slash. */
static char *last_segment(char *path, char *at)
{
	while (at > path && *--at != '/')
		;
	return at;
}

/* Section 5.2.4, in place; the new end. */
static char *remove_dots(char *path, char *end)
{
	char *at = path, *to = path;
	while (at < end) {
		struct str rest = {at, (size_t)(end - at)};
		if (str_starts(rest, STR("../"))) {
			at += 3;
		} else if (str_starts(rest, STR("./")) || str_starts(rest, STR("/./"))) {
			at += 2;
		} else if (str_is(rest, "/.")) {
			*++at = '/';
		} else if (str_starts(rest, STR("/../"))) {
			at += 3;
			to = last_segment(path, to);
		} else if (str_is(rest, "/..")) {
			at += 2;
			*at = '/';
			to = last_segment(path, to);
		} else if (str_is(rest, ".") || str_is(rest, "..")) {
			break;
		} else {
			do
				*to++ = *at++;
			while (at < end && *at != '/');
		}
	}
	return to;
}

static char *put(char *to, struct str s)
{
	if (s.len)
		memcpy(to, s.p, s.len);
	return to + s.len;
}

static char *put_after(char *to, struct str lead, struct str part)
{
	return part.p ? put(put(to, lead), part) : to;
}

/* Section 5.2.3: the base's path up to its last slash, before the reference's. */
static struct str merge_lead(const struct parts *base)
{
	size_t n = base->path.len;
	if (base->authority.p && !n)
		return STR("/");
	while (n > 0 && base->path.p[n - 1] != '/')
		n--;
	return (struct str){base->path.p, n};
}

struct str iri_resolve(struct arena *a, struct str base, struct str reference)
{
	if (iri_has_scheme(reference))
		return reference;
	struct parts b = split(base), r = split(reference);
	struct str lead = STR_NONE;
	bool own_path = r.path.len || r.authority.p;
	if (!r.authority.p) {
		r.authority = b.authority;
		if (!own_path)
			r.path = b.path;
		else if (r.path.p[0] != '/')
			lead = merge_lead(&b);
		if (!own_path && !r.query.p)
			r.query = b.query;
	}
	char *start = arena_bytes(a, base.len + reference.len + 8), *to;
	to = put(put(start, b.scheme), STR(":"));
	to = put_after(to, STR("//"), r.authority);
	char *path = to;
	to = put(put(to, lead), r.path);
	if (own_path)
		to = remove_dots(path, to);
	to = put_after(to, STR("?"), r.query);
	to = put_after(to, STR("#"), r.fragment);
	return (struct str){start, (size_t)(to - start)};
}
