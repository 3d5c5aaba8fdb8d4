#include "credential/nquads.h"

#include "base/arena.h"

#include <string.h>

struct reader {
	struct arena *scratch; /* unescaped values */
	struct rdf_dataset *dataset;
	struct str rest;
	size_t line;
};

static err_t bad(const struct reader *r, const char *what)
{
	return err_log(ERR_INVALID, "N-Quads line %zu: %s", r->line, what);
}

static bool looking_at(const struct reader *r, char c)
{
	return r->rest.len && *r->rest.p == c;
}

static bool take(struct reader *r, char c)
{
	if (!looking_at(r, c))
		return false;
	r->rest = str_from(r->rest, 1);
	return true;
}

static void skip_space(struct reader *r)
{
	while (take(r, ' ') || take(r, '\t'))
		;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	char lower = (char)(c | 0x20);
	return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The code point of a UCHAR's n digits, taken off *s; false when it is none. */
static bool uchar(struct str *s, size_t n, uint32_t *ret_code)
{
	uint32_t code = 0;
	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		int digit = hex(s->p[i]);
		if (digit < 0)
			return false;
		code = code << 4 | (uint32_t)digit;
	}
	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		return false;
	*s = str_from(*s, n);
	*ret_code = code;
	return true;
}

/* What ECHAR c stands for, or 0. */
static char echar(char c)
{
	static const char from[] = "tbnrf\"'\\", to[] = "\t\b\n\r\f\"'\\";
	const char *at = c ? strchr(from, c) : NULL;
	return at ? to[at - from] : 0;
}

/* Undoes the escapes of s; echars says whether short ones may stand there (not in an IRI). */
static bool unescape(struct arena *a, struct str s, bool echars, struct str *ret_value)
{
	if (!memchr(s.p, '\\', s.len)) {
		*ret_value = s;
		return true;
	}
	char *start = arena_bytes(a, s.len), *p = start;
	while (s.len) {
		size_t plain = str_find(s, '\\');
		memcpy(p, s.p, plain);
		p += plain;
		s = str_from(s, plain);
		if (!s.len)
			break;
		char kind = s.len > 1 ? s.p[1] : 0;
		s = str_from(s, 2);
		uint32_t code;
		if (kind == 'u' || kind == 'U') {
			if (!uchar(&s, kind == 'u' ? 4 : 8, &code))
				return false;
			p += utf8_put(p, code);
			continue;
		}
		if (!echars || !echar(kind))
			return false;
		*p++ = echar(kind);
	}
	*ret_value = (struct str){start, (size_t)(p - start)};
	return true;
}

/* RFC 3986: a scheme and a colon come first. */
static bool absolute(struct str iri)
{
	for (size_t i = 0; i < iri.len; i++) {
		char c = iri.p[i], lower = (char)(c | 0x20);
		if (c == ':')
			return i > 0;
		bool letter = lower >= 'a' && lower <= 'z';
		bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
		if (!letter && (i == 0 || !other))
			return false;
	}
	return false;
}

static err_t read_iri_text(struct reader *r, struct str *ret_iri)
{
	struct str iri;
	size_t len;
	if (!take(r, '<') || (len = str_find(r->rest, '>')) == r->rest.len)
		return bad(r, "an IRI was expected");
	if (!unescape(r->scratch, str_sub(r->rest, 0, len), false, &iri) || !absolute(iri))
		return bad(r, "not an absolute IRI");
	r->rest = str_from(r->rest, len + 1);
	*ret_iri = iri;
	return NULL;
}

/* RDF_NONE from a maker: too large (said at the end), or text that does not fit the grammar. */
static err_t made(const struct reader *r, rdf_term t, rdf_term *ret_term)
{
	if (!t) {
		TRY(rdf_err(r->dataset));
		return bad(r, "characters that may not stand there");
	}
	*ret_term = t;
	return NULL;
}

static err_t read_iri(struct reader *r, rdf_term *ret_term)
{
	struct str iri;
	TRY(read_iri_text(r, &iri));
	return made(r, rdf_iri(r->dataset, iri), ret_term);
}

static bool ends_label(char c)
{
	return c == ' ' || c == '\t' || c == '<' || c == '"' || c == '#';
}

static err_t read_blank(struct reader *r, rdf_term *ret_term)
{
	if (!take(r, '_') || !take(r, ':'))
		return bad(r, "a blank node was expected");
	size_t len = 0;
	while (len < r->rest.len && !ends_label(r->rest.p[len]))
		len++;
	/* The label's grammar gives a last dot back to the statement. */
	while (len && r->rest.p[len - 1] == '.')
		len--;
	struct str label = str_sub(r->rest, 0, len);
	r->rest = str_from(r->rest, len);
	return made(r, rdf_blank(r->dataset, label), ret_term);
}

static err_t read_node(struct reader *r, rdf_term *ret_term)
{
	return looking_at(r, '_') ? read_blank(r, ret_term) : read_iri(r, ret_term);
}

/* The offset of the closing quote, or s.len. */
static size_t quoted_len(struct str s)
{
	size_t i = 0;
	while (i < s.len && s.p[i] != '"')
		i += s.p[i] == '\\' ? 2 : 1;
	return i < s.len ? i : s.len;
}

static err_t read_literal(struct reader *r, rdf_term *ret_term)
{
	struct str value, tag = STR_NONE;
	size_t len;
	if (!take(r, '"') || (len = quoted_len(r->rest)) == r->rest.len)
		return bad(r, "a literal was expected");
	if (!unescape(r->scratch, str_sub(r->rest, 0, len), true, &value))
		return bad(r, "bad escape in a literal");
	r->rest = str_from(r->rest, len + 1);
	if (take(r, '@')) {
		size_t n = 0;
		while (n < r->rest.len && !ends_label(r->rest.p[n]) && r->rest.p[n] != '.')
			n++;
		tag = str_sub(r->rest, 0, n);
		r->rest = str_from(r->rest, n);
		return made(r, rdf_literal_lang(r->dataset, value, tag), ret_term);
	}
	if (take(r, '^')) {
		if (!take(r, '^'))
			return bad(r, "a datatype was expected");
		TRY(read_iri_text(r, &tag));
	}
	return made(r, rdf_literal(r->dataset, value, tag), ret_term);
}

static err_t read_object(struct reader *r, rdf_term *ret_term)
{
	return looking_at(r, '"') ? read_literal(r, ret_term) : read_node(r, ret_term);
}

/* One line: blank, a comment, or a statement. */
static err_t read_line(struct reader *r)
{
	struct rdf_quad q = {0};
	skip_space(r);
	if (!r->rest.len || looking_at(r, '#'))
		return NULL;
	TRY(read_node(r, &q.subject));
	skip_space(r);
	TRY(read_iri(r, &q.predicate));
	skip_space(r);
	TRY(read_object(r, &q.object));
	skip_space(r);
	if (!looking_at(r, '.'))
		TRY(read_node(r, &q.graph));
	skip_space(r);
	if (!take(r, '.'))
		return bad(r, "a full stop was expected");
	skip_space(r);
	if (r->rest.len && !looking_at(r, '#'))
		return bad(r, "something follows the full stop");
	rdf_add(r->dataset, q.subject, q.predicate, q.object, q.graph);
	return rdf_err(r->dataset);
}

/* Takes a line off *rest; CR, LF and both together end one. */
static struct str cut_line(struct str *rest)
{
	size_t len = 0;
	while (len < rest->len && rest->p[len] != '\n' && rest->p[len] != '\r')
		len++;
	struct str line = str_sub(*rest, 0, len);
	*rest = str_from(*rest, len + 1);
	return line;
}

err_t nquads_read(struct arena *a, struct str text, struct rdf_dataset **ret_dataset)
{
	if (!utf8_valid(text))
		return err_log(ERR_INVALID, "N-Quads: not UTF-8");
	struct reader r = {.scratch = a, .dataset = rdf_new(a)};
	while (text.len) {
		r.rest = cut_line(&text);
		r.line++;
		TRY(read_line(&r));
	}
	*ret_dataset = r.dataset;
	return NULL;
}

void nquads_write(struct buf *out, const struct rdf_dataset *d)
{
	size_t len;
	const struct rdf_quad *q = rdf_quads(d, &len);
	for (size_t i = 0; i < len; i++, q++) {
		buf_put(out, rdf_text(d, q->subject));
		buf_putc(out, ' ');
		buf_put(out, rdf_text(d, q->predicate));
		buf_putc(out, ' ');
		buf_put(out, rdf_text(d, q->object));
		if (q->graph) {
			buf_putc(out, ' ');
			buf_put(out, rdf_text(d, q->graph));
		}
		buf_lit(out, " .\n");
	}
}
