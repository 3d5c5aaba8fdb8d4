#include "credential/shape.h"

#include "base/arena.h"
#include "codec/base58.h"
#include "credential/jsonld_iri.h"
#include "credential/shape_graph.h"

#include <string.h>

#define CREATED SHAPE_GAPS_MOST
#define SIGNATURE (SHAPE_GAPS_MOST + 1)
#define FILLS (SHAPE_GAPS_MOST + 2)

/* A text of strings in quotes that are filled in: before each gap, and after the last. */
struct piece {
	struct str before;
	size_t gap;
};
struct form {
	VEC(struct piece) pieces;
	struct str after;
};

struct shape {
	struct arena *scratch;
	const struct key *key;
	struct sha2 *sha;
	const struct shape_gap *gaps;
	size_t gaps_len;
	struct str prefixes[SHAPE_GAPS_MOST]; /* of IRIs */
	struct form document, config;
	struct form canonical;     /* jcs suites */
	struct shape_graph *graph; /* rdfc suites, else NULL */
};

/* --- marks --- */

static const struct str created_mark = {"1601-01-01T00:00:00.314159Z", 27};

/* "did:", "https://": what decides how a JSON-LD processor reads an IRI. */
static struct str iri_prefix(struct str iri)
{
	size_t n = str_find(iri, ':') + 1;
	if (str_starts(str_from(iri, n), STR("//")))
		n += 2;
	return str_sub(iri, 0, n);
}

struct str shape_mark(struct arena *a, enum shape_gap_kind kind, struct str model, size_t gap)
{
	if (kind == SHAPE_TIME)
		return str_fmt(a, "1601-01-01T00:00:%02zu.271828Z", gap);
	if (kind == SHAPE_TEXT)
		return str_fmt(a, "gap-%zu.invalid", gap);
	return str_fmt(a, "%.*sgap-%zu.invalid", STR_ARG(iri_prefix(model)), gap);
}

static bool takes_iri(struct str prefix, struct str iri)
{
	return str_starts(iri, prefix) && str_eq(iri_prefix(iri), prefix) && vc_is_url(iri) &&
	       iri_well_formed(iri);
}

static bool takes(const struct shape *s, size_t gap, struct str text)
{
	usec t;
	if (!text.len || text.len > SHAPE_TEXT_MOST)
		return false;
	if (s->gaps[gap].kind == SHAPE_IRI)
		return takes_iri(s->prefixes[gap], text);
	return s->gaps[gap].kind == SHAPE_TEXT || vc_parse_time(text, &t);
}

/* --- forms --- */

/* The first mark in text, in quotes; its offset, or text.len. */
static size_t find_mark(struct str text, const struct str *marks, size_t *ret_gap)
{
	size_t first = text.len;
	for (size_t i = 0; i < FILLS; i++) {
		if (!marks[i].len)
			continue;
		for (size_t at = 0; at < first; at++) {
			at += str_search(str_sub(text, at, first - at + marks[i].len), marks[i]);
			bool quoted = at && at + marks[i].len < text.len && text.p[at - 1] == '"' &&
				      text.p[at + marks[i].len] == '"';
			if (at < first && quoted) {
				first = at;
				*ret_gap = i;
			}
		}
	}
	return first;
}

static void form_init(struct arena *a, struct form *f, struct str text, const struct str *marks)
{
	size_t gap = 0, at;
	while ((at = find_mark(text, marks, &gap)) < text.len) {
		struct piece p = {str_sub(text, 0, at - 1), gap};
		vec_push(a, &f->pieces, p);
		text = str_from(text, at + marks[gap].len + 1);
	}
	f->after = text;
}

static void form_fill(const struct form *f, struct buf *out, const struct str *fills)
{
	vec_each (struct piece, it, &f->pieces) {
		buf_put(out, it->before);
		json_write_str(out, fills[it->gap]);
	}
	buf_put(out, f->after);
}

/* --- making --- */

struct making {
	struct arena *arena;
	const struct shape_plan *plan;
	struct shape *shape;
	struct json signed_document;
	struct proof_options options;
	struct str marks[FILLS];
};

static void set_marks(struct making *m)
{
	struct shape *s = m->shape;
	for (size_t i = 0; i < s->gaps_len; i++) {
		m->marks[i] = s->gaps[i].mark;
		if (s->gaps[i].kind == SHAPE_IRI)
			s->prefixes[i] = iri_prefix(m->marks[i]);
	}
	m->marks[CREATED] = created_mark;
}

/* No mark stands anywhere but in its gaps: then it would be in the model too. */
static bool marks_are_apart(const struct making *m)
{
	for (size_t i = 0; i < FILLS; i++)
		if (m->marks[i].len &&
			str_search(m->plan->model, m->marks[i]) != m->plan->model.len)
			return false;
	return true;
}

static const struct json *made_proof(const struct making *m)
{
	const struct json *proofs = json_get(&m->signed_document, STR("proof"));
	return &proofs->items[proofs->len - 1];
}

static struct str written(struct arena *a, const struct json *value, size_t room)
{
	struct buf out;
	buf_init(&out, a, room, PROOF_TEXT_MAX);
	json_write(&out, value);
	return buf_str(&out);
}

static err_t canonical(struct making *m, const struct json *value, struct str *ret_text)
{
	uint8_t digest[SHA2_MOST];
	return proof_digest(&m->plan->env->proof, m->arena, m->options.suite, m->shape->sha, value,
		ret_text, digest);
}

/* The document and the proof's configuration as the long way signed them. */
static err_t make_forms(struct making *m, struct str *ret_canonical)
{
	struct shape *s = m->shape;
	struct json unsecured, config = proof_config(m->arena, m->options.suite,
				       &m->signed_document, made_proof(m));
	struct str text;
	TRY(canonical(m, &config, &text));
	form_init(m->arena, &s->config, text, m->marks);
	TRY(proof_document(m->arena, &m->signed_document, made_proof(m), &unsecured));
	TRY(canonical(m, &unsecured, &text));
	*ret_canonical = text;
	m->marks[SIGNATURE] = json_str(json_get(made_proof(m), STR("proofValue")));
	form_init(m->arena, &s->document,
		written(m->arena, &m->signed_document, m->plan->model.len + 1024), m->marks);
	return NULL;
}

static bool is_jcs(enum proof_suite s)
{
	return s == PROOF_EDDSA_JCS_2022 || s == PROOF_ECDSA_JCS_2019;
}

/* Whether the marks, put in their own gaps, give what the long way made of them. */
static bool graph_holds(const struct making *m, struct str wanted)
{
	struct str got;
	return shape_graph_write(m->shape->graph, m->shape->scratch, m->marks, &got) &&
	       str_eq(got, wanted);
}

static err_t make_graph(struct making *m, struct str wanted, bool *ret_holds)
{
	struct rdf_dataset *d;
	struct jsonld_options o = proof_jsonld(&m->plan->env->proof);
	TRY(jsonld_to_rdf(m->arena, m->plan->credential, &o, &d));
	m->shape->graph =
		shape_graph_new(m->arena, d, m->shape->gaps, m->shape->gaps_len, m->shape->sha);
	*ret_holds = m->shape->graph && graph_holds(m, wanted);
	return NULL;
}

err_t shape_new(struct arena *a, const struct shape_plan *plan, struct shape **ret_shape)
{
	struct shape *s = arena_make(a, struct shape);
	struct making m = {a, plan, s, *plan->credential, *plan->proof, {STR_NONE}};
	struct str text;
	bool holds = plan->gaps_len <= SHAPE_GAPS_MOST && !plan->proof->previous.len;
	*ret_shape = NULL;
	if (!holds)
		return NULL;
	s->scratch = arena_child(a);
	s->key = plan->key;
	s->sha = sha2_new(a, proof_hash(key_type(plan->key)));
	s->gaps = plan->gaps;
	s->gaps_len = plan->gaps_len;
	set_marks(&m);
	if (!marks_are_apart(&m))
		return NULL;
	m.options.created = created_mark;
	TRY(proof_add(&plan->env->proof, a, &m.signed_document, &m.options, plan->key));
	TRY(make_forms(&m, &text));
	if (is_jcs(m.options.suite))
		form_init(a, &s->canonical, text, m.marks);
	else
		TRY(make_graph(&m, text, &holds));
	*ret_shape = holds ? s : NULL;
	return NULL;
}

/* --- issuing --- */

static struct str filled(
	const struct form *f, struct arena *a, size_t room, const struct str *fills)
{
	struct buf out;
	buf_init(&out, a, room, PROOF_TEXT_MAX);
	form_fill(f, &out, fills);
	return buf_str(&out);
}

static bool digest_document(struct shape *s, const struct str *fills, uint8_t *ret_digest)
{
	struct str text;
	if (!s->graph)
		text = filled(&s->canonical, s->scratch, 4096, fills);
	else if (!shape_graph_write(s->graph, s->scratch, fills, &text))
		return false;
	sha2_of(s->sha, text, ret_digest);
	return true;
}

static struct str proof_value(struct arena *a, struct str signature)
{
	struct str digits = base58_encode(a, signature);
	char *text = arena_bytes(a, digits.len + 1);
	text[0] = 'z';
	memcpy(text + 1, digits.p, digits.len);
	return (struct str){text, digits.len + 1};
}

static bool all_fit(const struct shape *s, const struct str *texts, struct str created)
{
	usec t;
	for (size_t i = 0; i < s->gaps_len; i++)
		if (!takes(s, i, texts[i]))
			return false;
	return created.len <= SHAPE_TEXT_MOST && usec_parse(created, &t);
}

err_t shape_issue(struct shape *s, struct buf *out, const struct str *texts, struct str created,
	bool *ret_done)
{
	struct str fills[FILLS] = {[CREATED] = created};
	uint8_t data[2 * SHA2_MOST], signature[KEY_SIGNATURE_MOST];
	size_t len = sha2_len(s->sha);
	*ret_done = false;
	arena_reset(s->scratch);
	if (!all_fit(s, texts, created))
		return NULL;
	memcpy(fills, texts, s->gaps_len * sizeof(*texts));
	sha2_of(s->sha, filled(&s->config, s->scratch, 1024, fills), data);
	if (!digest_document(s, fills, data + len))
		return NULL;
	TRY(key_sign(s->key, (struct str){(char *)data, 2 * len}, signature));
	fills[SIGNATURE] =
		proof_value(s->scratch, (struct str){(char *)signature, key_signature_len(s->key)});
	form_fill(&s->document, out, fills);
	TRY(buf_err(out));
	*ret_done = true;
	return NULL;
}
