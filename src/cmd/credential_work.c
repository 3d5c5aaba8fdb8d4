/* What each sub-command does with one document. */
#include "cmd/credential.h"

#include <string.h>

void report_conclude(struct report *r, enum outcome good)
{
	r->outcome = findings_ok(&r->findings) ? good : OUTCOME_NOT_VERIFIED;
	if (!findings_ok_about(&r->findings, ABOUT_FORM))
		r->outcome = OUTCOME_MALFORMED;
}

bool report_parse(struct report *r, struct str text)
{
	err_t e = json_parse(r->arena, text, &json_limits_default, &r->document);
	if (!e)
		return true;
	findings_add(&r->findings, e->code == ERR_TOO_LARGE ? FINDING_TOO_LARGE : FINDING_NOT_JSON,
		str_dup(r->arena, str_of(e->detail)));
	err_free(e);
	return false;
}

bool report_is_presentation(const struct report *r)
{
	return r->document && vc_has_type(r->document, STR("VerifiablePresentation"));
}

static void put_issuer(struct buf *out, const struct json *credential)
{
	struct str issuer = vc_issuer(credential);
	if (!issuer.len)
		return;
	if (out->len)
		buf_lit(out, ", ");
	buf_put(out, issuer);
}

struct str report_issuers(const struct report *r)
{
	struct buf out;
	const struct json *shown = json_get(r->document, STR("verifiableCredential"));
	buf_init(&out, r->arena, 256, CREDENTIAL_TEXT_MAX);
	if (!report_is_presentation(r))
		put_issuer(&out, r->document);
	else if (shown && shown->type == JSON_ARRAY)
		json_each_item (it, shown)
			put_issuer(&out, it);
	else if (shown)
		put_issuer(&out, shown);
	return buf_str(&out);
}

static void set(struct report *r, struct str name, struct str value)
{
	if (value.len)
		json_set(r->arena, &r->members, name, json_of_str(value));
}

static void set_copy(struct report *r, struct str name, struct str member)
{
	const struct json *value = json_get(r->document, member);
	if (value)
		json_set(r->arena, &r->members, name, *value);
}

/* What is said of each question: true, false, or null where nobody can know. */
static void set_answers(struct report *r)
{
	static const struct {
		struct str name;
		enum finding_about about;
	} questions[] = {
		{STR("form"), ABOUT_FORM},
		{STR("unchanged"), ABOUT_PROOF},
		{STR("issuer_known"), ABOUT_ISSUER},
		{STR("valid"), ABOUT_VALIDITY},
		{STR("holder"), ABOUT_HOLDER},
	};
	struct json answers = json_object();
	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++) {
		enum answer said = report_answer(r, questions[i].about);
		json_set(r->arena, &answers, questions[i].name,
			said == ANSWER_UNKNOWN ? (struct json){.type = JSON_NULL}
					       : json_of_bool(said == ANSWER_YES));
	}
	json_set(r->arena, &r->members, STR("answers"), answers);
}

void credential_verify(const struct credential_job *job, struct str text, struct report *r)
{
	const struct credential_options *o = job->options;
	r->asked = o->challenge;
	if (!report_parse(r, text))
		return;
	if (report_is_presentation(r))
		vc_verify_presentation_json(&job->env, r->arena, r->document, str_of(o->domain),
			str_of(o->challenge), &r->findings);
	else
		vc_verify_json(&job->env, r->arena, r->document, &r->findings);
	set_copy(r, STR("id"), STR("id"));
	set(r, STR("issuer"), report_issuers(r));
	set_answers(r);
}

static struct str printed(struct report *r, const struct json *value)
{
	struct buf out;
	buf_init(&out, r->arena, 4096, CREDENTIAL_TEXT_MAX);
	json_write(&out, value);
	err_t e = buf_err(&out);
	if (e)
		proof_explain(e, &r->findings);
	return e ? STR_NONE : buf_str(&out);
}

void credential_issue(const struct credential_job *job, struct str text, struct report *r)
{
	struct proof_options o = {
		.suite = job->suite, .method = job->method, .created = job->created};
	bool issued = false;
	if (!report_parse(r, text) || !vc_names_signer(r->document, job->method, &r->findings))
		return;
	err_t e = vc_issue(&job->env, r->arena, r->document, &o, job->key, &r->findings, &issued);
	if (e)
		proof_explain(e, &r->findings);
	if (issued)
		r->text = printed(r, r->document);
}

void credential_canonicalize(const struct credential_job *job, struct str text, struct report *r)
{
	uint8_t digest[SHA2_MOST];
	if (!report_parse(r, text))
		return;
	err_t e = proof_digest(&job->env.proof, r->arena, job->suite, sha2_new(r->arena, SHA2_256),
		r->document, &r->text, digest);
	if (e) {
		proof_explain(e, &r->findings);
		return;
	}
	json_set(r->arena, &r->members, STR("canonical"), json_of_str(r->text));
}

static void set_proofs(struct report *r)
{
	static const struct str names[] = {
		STR("type"), STR("cryptosuite"), STR("verificationMethod"), STR("created")};
	struct json list = proof_list(r->arena, r->document), proofs = json_array();
	json_each_item (it, &list) {
		struct json proof = json_object();
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
			const struct json *value = json_get(it, names[i]);
			if (value)
				json_set(r->arena, &proof, names[i], *value);
		}
		json_push(r->arena, &proofs, proof);
	}
	json_set(r->arena, &r->members, STR("proofs"), proofs);
}

/* The names of what was achieved; of all subjects. */
static void set_achievements(struct report *r)
{
	const struct json *subject = json_get(r->document, STR("credentialSubject"));
	struct json one = json_array(), names = json_array();
	if (subject && subject->type != JSON_ARRAY) {
		json_push(r->arena, &one, *subject);
		subject = &one;
	}
	if (subject)
		json_each_item (it, subject) {
			const struct json *name =
				json_get(json_get(it, STR("achievement")), STR("name"));
			if (name)
				json_push(r->arena, &names, *name);
		}
	json_set(r->arena, &r->members, STR("achievements"), names);
}

void credential_inspect(const struct credential_job *job, struct str text, struct report *r)
{
	static const struct str copied[] = {STR("type"), STR("id"), STR("name"), STR("holder"),
		STR("validFrom"), STR("validUntil"), STR("issuanceDate"), STR("expirationDate")};
	(void)job;
	if (!report_parse(r, text))
		return;
	if (r->document->type != JSON_OBJECT) {
		findings_add(&r->findings, FINDING_NOT_OBJECT, STR_NONE);
		return;
	}
	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		set_copy(r, copied[i], copied[i]);
	set(r, STR("issuer"), report_issuers(r));
	set_achievements(r);
	set_proofs(r);
}
