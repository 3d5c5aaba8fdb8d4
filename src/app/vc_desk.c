#include "app/vc_desk.h"

#define MODEL "https://www.w3.org/TR/vc-data-model#"

struct vc_desk {
	struct vc_desk_plan plan;
	struct jsonld_contexts *contexts;
	struct key_cache **caches; /* one for each slot */
	unsigned slots;
};

static void end(void *user)
{
	struct vc_desk *d = user;
	for (unsigned i = 0; i < d->slots; i++)
		key_cache_free(d->caches[i]);
	jsonld_contexts_free(d->contexts);
}

struct vc_desk *vc_desk_new(struct arena *a, const struct vc_desk_plan *plan, unsigned slots)
{
	struct vc_desk *d = arena_make(a, struct vc_desk);
	*d = (struct vc_desk){*plan, jsonld_contexts_new(plan->loader),
		arena_array(a, struct key_cache *, slots), slots};
	for (unsigned i = 0; i < slots; i++)
		d->caches[i] = key_cache_new();
	arena_defer(a, end, d);
	return d;
}

bool vc_desk_knows(const struct vc_desk *d, struct str token)
{
	struct token t;
	bool known = false;
	if (!token_parse(token, &t))
		return false;
	struct digest sent = token_digest(&t);
	for (size_t i = 0; i < d->plan.token_count; i++)
		known |= hash_eq(&sent, &d->plan.tokens[i]);
	return known;
}

/* --- what was found, for programs --- */

static struct str type_of(enum finding_kind kind)
{
	if (kind == FINDING_NOT_JSON)
		return STR(MODEL "PARSING_ERROR");
	switch (finding_face(kind)->about) {
	case ABOUT_FORM:
		return STR(MODEL "MALFORMED_VALUE_ERROR");
	case ABOUT_PROOF:
	case ABOUT_ISSUER:
		return STR(MODEL "CRYPTOGRAPHIC_SECURITY_ERROR");
	case ABOUT_VALIDITY:
	case ABOUT_HOLDER:
		break;
	}
	return STR("about:blank");
}

static void set(struct arena *a, struct json *object, struct str name, struct str value)
{
	json_set(a, object, name, json_of_str(value));
}

static struct json detail_of(struct arena *a, const struct finding *f)
{
	const struct finding_face *face = finding_face(f->kind);
	bool note = face->level == LEVEL_NOTE;
	struct json o = json_object();
	set(a, &o, STR("type"), type_of(f->kind));
	set(a, &o, STR("title"), str_of(face->text));
	set(a, &o, STR("detail"), f->detail);
	set(a, &o, STR("code"), str_of(face->code));
	set(a, &o, STR("about"), finding_about_name(face->about));
	set(a, &o, STR("level"), note ? STR("note") : STR("problem"));
	return o;
}

/* The document's problem details, itself those of the first problem. */
static struct vc_answer answer_of(struct arena *a, const struct findings *f)
{
	struct vc_answer answer = {findings_ok(f), json_object()};
	struct json details = json_array();
	vec_each (struct finding, it, &f->list) {
		const struct finding_face *face = finding_face(it->kind);
		json_push(a, &details, detail_of(a, it));
		if (answer.body.len || face->level == LEVEL_NOTE)
			continue;
		set(a, &answer.body, STR("type"), type_of(it->kind));
		set(a, &answer.body, STR("title"), str_of(face->text));
	}
	json_set(a, &answer.body, STR("verified"), json_of_bool(answer.good));
	json_set(a, &answer.body, STR("problemDetails"), details);
	return answer;
}

/* --- what is asked --- */

struct question {
	struct vc_env env;
	struct findings findings;
	struct json *document;
	struct str challenge, domain;
};

static struct vc_env env_of(const struct vc_request *r)
{
	const struct vc_desk *d = r->desk;
	usec now = clock_now(d->plan.clock);
	return (struct vc_env){
		.proof = {d->contexts, {d->plan.fetcher, d->caches[r->slot], now}},
		.library = d->plan.library,
	};
}

static err_t read_option(const struct json *options, const char *name, struct str *ret_value)
{
	const struct json *value = json_get(options, str_of(name));
	if (value && value->type != JSON_STRING)
		return err_log(ERR_INVALID, "the option %s is no text", name);
	*ret_value = json_str(value);
	return NULL;
}

/* The document is the member of that name. */
static err_t read_question(
	const struct vc_request *r, const char *name, struct question *ret_question)
{
	struct question q = {.env = env_of(r)};
	struct json *body;
	TRY(json_parse(r->arena, r->body, &json_limits_default, &body));
	q.document = json_get(body, str_of(name));
	if (!q.document)
		return err_log(ERR_INVALID, "the body has no member %s", name);
	const struct json *options = json_get(body, STR("options"));
	if (options && options->type != JSON_OBJECT)
		return err_log(ERR_INVALID, "options is no object");
	TRY(read_option(options, "challenge", &q.challenge));
	TRY(read_option(options, "domain", &q.domain));
	findings_init(&q.findings, r->arena);
	*ret_question = q;
	return NULL;
}

static err_t find_key(const struct vc_desk *d, struct str suite_name, struct str name,
	enum proof_suite *ret_suite, const struct key **ret_key)
{
	enum proof_suite suite;
	if (!proof_suite_parse(suite_name, &suite) || suite == PROOF_ED25519_SIGNATURE_2020)
		return err_log(ERR_NOT_FOUND, "no such suite");
	for (size_t i = 0; i < d->plan.key_count; i++) {
		const struct vc_desk_key *it = &d->plan.keys[i];
		if (!str_eq(it->name, name) || !proof_suite_takes(suite, key_type(it->key)))
			continue;
		*ret_suite = suite;
		*ret_key = it->key;
		return NULL;
	}
	return err_log(ERR_NOT_FOUND, "no such key for that suite");
}

err_t vc_desk_issue(
	const struct vc_request *r, struct str suite, struct str key, struct vc_answer *ret_answer)
{
	struct proof_options o = {0};
	const struct key *k;
	struct question q;
	bool issued = false;
	TRY(find_key(r->desk, suite, key, &o.suite, &k));
	TRY(read_question(r, "credential", &q));
	usec now = q.env.proof.did.now;
	o.method = did_key_method(r->arena, k);
	o.created = usec_print(r->arena, now - now % USEC_SECOND);
	err_t e = NULL;
	if (vc_names_signer(q.document, o.method, &q.findings))
		e = vc_issue(&q.env, r->arena, q.document, &o, k, &q.findings, &issued);
	if (e)
		proof_explain(e, &q.findings);
	*ret_answer =
		issued ? (struct vc_answer){true, *q.document} : answer_of(r->arena, &q.findings);
	return NULL;
}

err_t vc_desk_verify(const struct vc_request *r, struct vc_answer *ret_answer)
{
	struct question q;
	TRY(read_question(r, "verifiableCredential", &q));
	vc_verify_json(&q.env, r->arena, q.document, &q.findings);
	*ret_answer = answer_of(r->arena, &q.findings);
	return NULL;
}

err_t vc_desk_verify_presentation(const struct vc_request *r, struct vc_answer *ret_answer)
{
	struct question q;
	TRY(read_question(r, "verifiablePresentation", &q));
	vc_verify_presentation_json(
		&q.env, r->arena, q.document, q.domain, q.challenge, &q.findings);
	*ret_answer = answer_of(r->arena, &q.findings);
	return NULL;
}
