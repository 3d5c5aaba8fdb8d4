#include "credential/rdf.h"

#include "base/arena.h"
#include "base/vec.h"

#include <string.h>

#define CHUNK 4096

struct term {
	const char *text;
	uint32_t len;
	uint32_t hash;
	enum rdf_kind kind;
};

/* Open addressing, linear probing, at most half full; a slot holds an index + 1. */
struct table {
	uint32_t *slots;
	uint32_t mask;
};

struct rdf_dataset {
	struct arena *arena;
	VEC(struct term) terms; /* term t is at t - 1 */
	VEC(struct rdf_quad) quads;
	struct table term_table, quad_table;
	char *chunk; /* where the next term's text goes */
	size_t room, text;
	uint64_t seed;
	uint32_t fresh;
	bool overflowed;
};

static void table_init(struct arena *a, struct table *t, uint32_t slots)
{
	*t = (struct table){arena_array(a, uint32_t, slots), slots - 1};
}

struct rdf_dataset *rdf_new(struct arena *a)
{
	struct rdf_dataset *d = arena_make(a, struct rdf_dataset);
	d->arena = a;
	/* An outsider chooses the terms but cannot know where the dataset lies. */
	d->seed = (uint64_t)(uintptr_t)d * 0x9e3779b97f4a7c15u;
	table_init(a, &d->term_table, 256);
	table_init(a, &d->quad_table, 128);
	return d;
}

static uint64_t fold(uint64_t a, uint64_t b)
{
	__uint128_t product = (__uint128_t)a * b;
	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static uint64_t quad_hash(uint64_t seed, const struct rdf_quad *q)
{
	uint64_t a = (uint64_t)q->subject << 32 | q->predicate;
	uint64_t b = (uint64_t)q->object << 32 | q->graph;
	return fold(fold(seed ^ a, 0xa0761d6478bd642fu) ^ b, 0xe7037ed1a0b428dbu);
}

static void place(struct table *t, uint64_t h, uint32_t index)
{
	uint32_t i = (uint32_t)h & t->mask;
	while (t->slots[i])
		i = (i + 1) & t->mask;
	t->slots[i] = index + 1;
}

static void grow_terms(struct rdf_dataset *d)
{
	table_init(d->arena, &d->term_table, (d->term_table.mask + 1) * 2);
	for (uint32_t i = 0; i < d->terms.len; i++)
		place(&d->term_table, d->terms.at[i].hash, i);
}

static void grow_quads(struct rdf_dataset *d)
{
	table_init(d->arena, &d->quad_table, (d->quad_table.mask + 1) * 2);
	for (uint32_t i = 0; i < d->quads.len; i++)
		place(&d->quad_table, quad_hash(d->seed, &d->quads.at[i]), i);
}

/* Room for n bytes of text at d->chunk. */
static bool text_room(struct rdf_dataset *d, size_t n)
{
	if (n > RDF_TEXT_MAX - d->text) {
		d->overflowed = true;
		return false;
	}
	if (n > d->room) {
		d->room = n > CHUNK ? n : CHUNK;
		d->chunk = arena_bytes(d->arena, d->room);
	}
	return true;
}

static rdf_term find(const struct rdf_dataset *d, struct str text, uint32_t h)
{
	const struct table *t = &d->term_table;
	for (uint32_t i = h & t->mask; t->slots[i]; i = (i + 1) & t->mask) {
		const struct term *term = &d->terms.at[t->slots[i] - 1];
		if (term->hash == h && term->len == text.len &&
			memcmp(term->text, text.p, text.len) == 0)
			return t->slots[i];
	}
	return RDF_NONE;
}

/* The term whose text was just written at d->chunk. */
static rdf_term intern(struct rdf_dataset *d, enum rdf_kind kind, size_t len)
{
	struct str text = {d->chunk, len};
	uint32_t h = (uint32_t)str_hash_keyed(d->seed, text);
	rdf_term known = find(d, text, h);
	if (known)
		return known;
	if (d->terms.len == RDF_TERMS_MAX) {
		d->overflowed = true;
		return RDF_NONE;
	}
	if (d->terms.len * 2 > d->term_table.mask)
		grow_terms(d);
	place(&d->term_table, h, (uint32_t)d->terms.len);
	vec_push(d->arena, &d->terms,
		(struct term){.text = text.p, .len = (uint32_t)len, .hash = h, .kind = kind});
	d->chunk += len;
	d->room -= len;
	d->text += len;
	return (rdf_term)d->terms.len;
}

bool rdf_iri_fits(struct str iri)
{
	static const bool forbidden[256] = {
		[0 ... ' '] = true,
		['<'] = true,
		['>'] = true,
		['"'] = true,
		['{'] = true,
		['}'] = true,
		['|'] = true,
		['^'] = true,
		['`'] = true,
		['\\'] = true,
	};
	bool bad = false;
	for (size_t i = 0; i < iri.len; i++)
		bad |= forbidden[(unsigned char)iri.p[i]];
	return !bad;
}

static char *put(char *p, struct str s)
{
	if (s.len)
		memcpy(p, s.p, s.len);
	return p + s.len;
}

static char *put_iri(char *p, struct str iri)
{
	*p++ = '<';
	p = put(p, iri);
	*p++ = '>';
	return p;
}

rdf_term rdf_iri(struct rdf_dataset *d, struct str iri)
{
	if (!rdf_iri_fits(iri) || !text_room(d, iri.len + 2))
		return RDF_NONE;
	put_iri(d->chunk, iri);
	return intern(d, RDF_IRI, iri.len + 2);
}

static bool in(uint32_t c, uint32_t from, uint32_t to)
{
	return c >= from && c <= to;
}

/* PN_CHARS_U or a digit. */
static bool label_start(uint32_t c)
{
	static const uint32_t ranges[][2] = {{'0', ':'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'},
		{0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff}, {0x370, 0x37d}, {0x37f, 0x1fff},
		{0x200c, 0x200d}, {0x2070, 0x218f}, {0x2c00, 0x2fef}, {0x3001, 0xd7ff},
		{0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		if (in(c, ranges[i][0], ranges[i][1]))
			return true;
	return false;
}

static bool label_part(uint32_t c)
{
	return label_start(c) || c == '-' || c == 0xb7 || in(c, 0x300, 0x36f) ||
	       in(c, 0x203f, 0x2040);
}

/* BLANK_NODE_LABEL (N-Quads grammar), without "_:". */
static bool label_fits(struct str label)
{
	if (!label.len || label.p[label.len - 1] == '.')
		return false;
	bool ok = label_start(utf8_next(&label));
	while (ok && label.len) {
		uint32_t c = utf8_next(&label);
		ok = c == '.' || label_part(c);
	}
	return ok;
}

static rdf_term blank(struct rdf_dataset *d, struct str label)
{
	if (!text_room(d, label.len + 2))
		return RDF_NONE;
	put(put(d->chunk, STR("_:")), label);
	return intern(d, RDF_BLANK, label.len + 2);
}

rdf_term rdf_blank(struct rdf_dataset *d, struct str label)
{
	return label_fits(label) ? blank(d, label) : RDF_NONE;
}

rdf_term rdf_blank_new(struct rdf_dataset *d)
{
	char label[12] = "b";
	size_t before = d->terms.len;
	rdf_term t;
	do {
		char digits[10];
		size_t n = 0;
		for (uint32_t v = d->fresh++; n == 0 || v; v /= 10)
			digits[n++] = (char)('0' + v % 10);
		for (size_t i = 0; i < n; i++)
			label[1 + i] = digits[n - 1 - i];
		t = blank(d, (struct str){label, n + 1});
	} while (t && d->terms.len == before);
	return t;
}

/* Letters and digits after the backslash of an ECHAR; 'u' for a UCHAR; 0 for itself. */
static const char escapes[256] = {
	[0 ... 7] = 'u',
	['\b'] = 'b',
	['\t'] = 't',
	['\n'] = 'n',
	[0x0b] = 'u',
	['\f'] = 'f',
	['\r'] = 'r',
	[0x0e ... 0x1f] = 'u',
	['"'] = '"',
	['\\'] = '\\',
	[0x7f] = 'u',
};

static size_t escaped_len(struct str value)
{
	size_t len = value.len;
	for (size_t i = 0; i < value.len; i++) {
		char e = escapes[(unsigned char)value.p[i]];
		if (e)
			len += e == 'u' ? 5 : 1;
	}
	return len;
}

static char *put_escaped(char *p, struct str value)
{
	for (size_t i = 0; i < value.len; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if (!escapes[c]) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '\\';
		*p++ = escapes[c];
		if (escapes[c] == 'u') {
			p = put(p, STR("00"));
			*p++ = "0123456789ABCDEF"[c >> 4];
			*p++ = "0123456789ABCDEF"[c & 15];
		}
	}
	return p;
}

/* Writes the value, which takes len bytes when escaped, in quotes. */
static char *put_quoted(char *p, struct str value, size_t len)
{
	*p++ = '"';
	p = len == value.len ? put(p, value) : put_escaped(p, value);
	*p++ = '"';
	return p;
}

void rdf_write_value(struct buf *out, struct str value)
{
	size_t len = escaped_len(value);
	char *room = buf_room(out, len + 2);
	if (!room)
		return;
	put_quoted(room, value, len);
	out->len += len + 2;
}

/* The quoted value at d->chunk, with room for more bytes behind it; NULL past the limit. */
static char *quote(struct rdf_dataset *d, struct str value, size_t more)
{
	if (value.len > RDF_TEXT_MAX) {
		d->overflowed = true;
		return NULL;
	}
	size_t len = escaped_len(value);
	if (!text_room(d, len + 2 + more))
		return NULL;
	return put_quoted(d->chunk, value, len);
}

rdf_term rdf_literal(struct rdf_dataset *d, struct str value, struct str datatype)
{
	if (str_eq(datatype, STR("http://www.w3.org/2001/XMLSchema#string")))
		datatype = STR_NONE;
	if (!rdf_iri_fits(datatype))
		return RDF_NONE;
	char *p = quote(d, value, datatype.len + 4);
	if (!p)
		return RDF_NONE;
	if (datatype.len)
		p = put_iri(put(p, STR("^^")), datatype);
	return intern(d, RDF_LITERAL, (size_t)(p - d->chunk));
}

/* LANGTAG (N-Quads grammar), without "@". */
static bool lang_fits(struct str lang)
{
	bool first = true;
	size_t part = 0;
	for (size_t i = 0; i < lang.len; i++) {
		char c = lang.p[i];
		if (c == '-' && part) {
			part = 0;
			first = false;
			continue;
		}
		bool letter = in((unsigned char)c | 0x20u, 'a', 'z');
		if (!letter && (first || !in((unsigned char)c, '0', '9')))
			return false;
		part++;
	}
	return part > 0;
}

rdf_term rdf_literal_lang(struct rdf_dataset *d, struct str value, struct str lang)
{
	if (!lang_fits(lang))
		return RDF_NONE;
	char *p = quote(d, value, lang.len + 1);
	if (!p)
		return RDF_NONE;
	*p++ = '@';
	p = put(p, lang);
	return intern(d, RDF_LITERAL, (size_t)(p - d->chunk));
}

static bool has_quad(const struct rdf_dataset *d, const struct rdf_quad *q, uint64_t h)
{
	const struct table *t = &d->quad_table;
	for (uint32_t i = (uint32_t)h & t->mask; t->slots[i]; i = (i + 1) & t->mask)
		if (memcmp(&d->quads.at[t->slots[i] - 1], q, sizeof(*q)) == 0)
			return true;
	return false;
}

void rdf_add(struct rdf_dataset *d, rdf_term subject, rdf_term predicate, rdf_term object,
	rdf_term graph)
{
	if (!subject || !predicate || !object)
		return;
	struct rdf_quad q = {subject, predicate, object, graph};
	uint64_t h = quad_hash(d->seed, &q);
	if (has_quad(d, &q, h))
		return;
	if (d->quads.len == RDF_QUADS_MAX) {
		d->overflowed = true;
		return;
	}
	if (d->quads.len * 2 > d->quad_table.mask)
		grow_quads(d);
	place(&d->quad_table, h, (uint32_t)d->quads.len);
	vec_push(d->arena, &d->quads, q);
}

err_t rdf_err(const struct rdf_dataset *d)
{
	return d->overflowed ? err_log(ERR_TOO_LARGE, "RDF dataset past its limits") : NULL;
}

const struct rdf_quad *rdf_quads(const struct rdf_dataset *d, size_t *ret_len)
{
	*ret_len = d->quads.len;
	return d->quads.at;
}

size_t rdf_terms(const struct rdf_dataset *d)
{
	return d->terms.len;
}

enum rdf_kind rdf_kind(const struct rdf_dataset *d, rdf_term t)
{
	return d->terms.at[t - 1].kind;
}

struct str rdf_text(const struct rdf_dataset *d, rdf_term t)
{
	const struct term *term = &d->terms.at[t - 1];
	return (struct str){term->text, term->len};
}
