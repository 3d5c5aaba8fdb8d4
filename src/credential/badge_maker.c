#include "credential/badge_maker.h"

#include "credential/shape.h"

#include <stddef.h>
#include <string.h>

#define BADGE_TEXT_MOST (1u << 20)

/* The texts of a record that differ from learner to learner. */
static const struct {
	enum shape_gap_kind kind;
	size_t offset;
} fields[] = {
	{SHAPE_IRI, offsetof(struct record, id)},
	{SHAPE_TIME, offsetof(struct record, issued)},
	{SHAPE_TIME, offsetof(struct record, valid_until)},
	{SHAPE_IRI, offsetof(struct record, learner.id)},
	{SHAPE_TEXT, offsetof(struct record, learner.full_name)},
	{SHAPE_TEXT, offsetof(struct record, learner.given_name)},
	{SHAPE_TEXT, offsetof(struct record, learner.family_name)},
	{SHAPE_TEXT, offsetof(struct record, learner.birth_date)},
	{SHAPE_TEXT, offsetof(struct record, grade)},
	{SHAPE_IRI, offsetof(struct record, status.list)},
};
#define FIELDS (sizeof(fields) / sizeof(fields[0]))
/* The status entry has two more: its own address and the index as text. */
#define GAPS_MOST (FIELDS + 2)
_Static_assert(GAPS_MOST <= SHAPE_GAPS_MOST, "more gaps than a shape has");

/* What badges that share a shape have in common. */
struct kind {
	unsigned present; /* a bit for each field */
	struct str purpose;
	struct str schemes[FIELDS]; /* of the IRIs */
};

struct variant {
	struct kind kind;
	struct shape *shape; /* NULL: the long way */
};

struct badge_maker {
	struct arena *arena;
	struct badge_maker_plan plan;
	struct variant variants[BADGE_MAKER_SHAPES_MOST];
	size_t variants_len, filled;
};

static struct str *field(struct record *r, size_t i)
{
	return (struct str *)((char *)r + fields[i].offset);
}

static struct str get(const struct record *r, size_t i)
{
	return *(const struct str *)((const char *)r + fields[i].offset);
}

static struct str scheme(struct str iri)
{
	size_t n = str_find(iri, ':') + 1;
	return str_sub(iri, 0, str_starts(str_from(iri, n), STR("//")) ? n + 2 : n);
}

static struct kind kind_of(const struct record *r)
{
	struct kind k = {.purpose = r->status.list.len ? r->status.purpose : STR_NONE};
	for (size_t i = 0; i < FIELDS; i++) {
		struct str text = get(r, i);
		if (!text.len)
			continue;
		k.present |= 1u << i;
		if (fields[i].kind == SHAPE_IRI)
			k.schemes[i] = scheme(text);
	}
	return k;
}

static bool same_kind(const struct kind *a, const struct kind *b)
{
	if (a->present != b->present || !str_eq(a->purpose, b->purpose))
		return false;
	for (size_t i = 0; i < FIELDS; i++)
		if (!str_eq(a->schemes[i], b->schemes[i]))
			return false;
	return true;
}

static struct str entry_id(struct arena *a, struct str list, struct str index)
{
	char *p = arena_bytes(a, list.len + 1 + index.len);
	memcpy(p, list.p, list.len);
	p[list.len] = '#';
	memcpy(p + list.len + 1, index.p, index.len);
	return (struct str){p, list.len + 1 + index.len};
}

/* The texts for the gaps of a record's shape. */
static void texts_of(struct arena *a, const struct record *r, struct str ret_texts[GAPS_MOST])
{
	size_t n = 0;
	struct buf index;
	for (size_t i = 0; i < FIELDS; i++)
		if (get(r, i).len)
			ret_texts[n++] = get(r, i);
	if (!r->status.list.len)
		return;
	buf_init(&index, a, 16, 16);
	buf_int(&index, r->status.index);
	ret_texts[n++] = entry_id(a, r->status.list, buf_str(&index));
	ret_texts[n] = buf_str(&index);
}

/* --- the long way --- */

static err_t issue_json(const struct badge_maker_plan *plan, struct arena *a,
	struct json *credential, struct str created, struct findings *f, struct str *ret_text,
	bool *ret_issued)
{
	struct proof_options o = plan->proof;
	struct buf out;
	bool issued;
	o.created = created;
	TRY(vc_issue(plan->env, a, credential, &o, plan->key, f, &issued));
	if (issued) {
		buf_init(&out, a, 4096, BADGE_TEXT_MOST);
		json_write(&out, credential);
		TRY(buf_err(&out));
		*ret_text = buf_str(&out);
	}
	*ret_issued = issued;
	return NULL;
}

err_t badge_issue(const struct badge_maker_plan *plan, struct arena *a, const struct record *r,
	struct str created, struct findings *f, struct str *ret_text, bool *ret_issued)
{
	struct json credential;
	TRY(open_badge_write(a, r, &plan->format, &credential));
	return issue_json(plan, a, &credential, created, f, ret_text, ret_issued);
}

/* --- compiling --- */

/* Puts marks in place of the record's texts; gaps in the order of texts_of. */
static size_t set_marks(struct arena *a, struct record *r, struct shape_gap *gaps)
{
	size_t n = 0;
	for (size_t i = 0; i < FIELDS; i++) {
		struct str *text = field(r, i);
		if (!text->len)
			continue;
		gaps[n] =
			(struct shape_gap){fields[i].kind, shape_mark(a, fields[i].kind, *text, n)};
		*text = gaps[n++].mark;
	}
	if (!r->status.list.len)
		return n;
	gaps[n] = (struct shape_gap){SHAPE_IRI, shape_mark(a, SHAPE_IRI, r->status.list, n)};
	n++;
	gaps[n] = (struct shape_gap){SHAPE_TEXT, shape_mark(a, SHAPE_TEXT, STR_NONE, n)};
	return n + 1;
}

static void mark_status(
	struct arena *a, struct json *credential, const struct shape_gap *gaps, size_t n)
{
	struct json *status = json_get(credential, STR("credentialStatus"));
	if (!status)
		return;
	json_set(a, status, STR("id"), json_of_str(gaps[n - 2].mark));
	json_set(a, status, STR("statusListIndex"), json_of_str(gaps[n - 1].mark));
}

static err_t compile(struct badge_maker *m, const struct record *model, struct shape **ret_shape)
{
	struct arena *a = m->arena;
	struct record marked = *model;
	struct shape_gap *gaps = arena_array(a, struct shape_gap, GAPS_MOST);
	struct json credential, *marked_credential = arena_make(a, struct json);
	struct buf text;
	size_t n = set_marks(a, &marked, gaps);
	TRY(open_badge_write(a, model, &m->plan.format, &credential));
	TRY(open_badge_write(a, &marked, &m->plan.format, marked_credential));
	mark_status(a, marked_credential, gaps, n);
	buf_init(&text, a, 4096, BADGE_TEXT_MOST);
	json_write(&text, &credential);
	TRY(buf_err(&text));
	struct shape_plan plan = {m->plan.env, marked_credential, buf_str(&text), gaps, n,
		&m->plan.proof, m->plan.key};
	return shape_new(a, &plan, ret_shape);
}

/* A record's own texts, kept with the maker. */
static void keep_kind(struct arena *a, struct kind *k)
{
	k->purpose = str_dup(a, k->purpose);
	for (size_t i = 0; i < FIELDS; i++)
		k->schemes[i] = str_dup(a, k->schemes[i]);
}

static err_t add_variant(struct badge_maker *m, const struct record *r, const struct kind *kind)
{
	struct variant v = {.kind = *kind};
	if (m->variants_len == BADGE_MAKER_SHAPES_MOST)
		return NULL;
	keep_kind(m->arena, &v.kind);
	struct record kept = *r;
	kept.status.purpose = v.kind.purpose;
	TRY(compile(m, &kept, &v.shape));
	m->variants[m->variants_len++] = v;
	return NULL;
}

/* --- issuing --- */

struct badge_maker *badge_maker_new(struct arena *a, const struct badge_maker_plan *plan)
{
	struct badge_maker *m = arena_make(a, struct badge_maker);
	m->arena = a;
	m->plan = *plan;
	return m;
}

size_t badge_maker_filled(const struct badge_maker *m)
{
	return m->filled;
}

static bool has_shape(const struct badge_maker *m, const struct record *r)
{
	return r->achievement == m->plan.achievement && r->issuer == m->plan.issuer &&
	       !r->evidence_len && !r->learner.identifiers.len;
}

static bool ends_after_it_began(const struct record *r)
{
	usec from, until;
	return !r->valid_until.len ||
	       (vc_parse_time(r->issued, &from) && vc_parse_time(r->valid_until, &until) &&
		       from <= until);
}

/* Fills in the shape; *ret_done is false when that is not to be. */
static err_t fill(struct badge_maker *m, struct arena *a, const struct record *r,
	const struct variant *v, struct str created, struct str *ret_text, bool *ret_done)
{
	struct str texts[GAPS_MOST];
	struct buf out;
	*ret_done = false;
	if (!v->shape || !ends_after_it_began(r))
		return NULL;
	texts_of(a, r, texts);
	buf_init(&out, a, 3072, BADGE_TEXT_MOST);
	TRY(shape_issue(v->shape, &out, texts, created, ret_done));
	if (!*ret_done)
		return NULL;
	m->filled++;
	*ret_text = buf_str(&out);
	return NULL;
}

static struct variant *find_variant(struct badge_maker *m, const struct kind *kind)
{
	for (size_t i = 0; i < m->variants_len; i++)
		if (same_kind(&m->variants[i].kind, kind))
			return &m->variants[i];
	return NULL;
}

err_t badge_maker_issue(struct badge_maker *m, struct arena *a, const struct record *r,
	struct str created, struct findings *f, struct str *ret_text, bool *ret_issued)
{
	bool done = false;
	if (!has_shape(m, r))
		return badge_issue(&m->plan, a, r, created, f, ret_text, ret_issued);
	struct kind kind = kind_of(r);
	const struct variant *v = find_variant(m, &kind);
	if (v)
		TRY(fill(m, a, r, v, created, ret_text, &done));
	if (done) {
		*ret_issued = true;
		return NULL;
	}
	bool issued;
	TRY(badge_issue(&m->plan, a, r, created, f, ret_text, &issued));
	if (issued && !v)
		TRY(add_variant(m, r, &kind));
	*ret_issued = issued;
	return NULL;
}
