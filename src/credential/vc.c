#include "credential/vc.h"

static bool parse(struct arena *a, struct str text, struct findings *f, struct json **ret_value)
{
	err_t e = json_parse(a, text, &json_limits_default, ret_value);
	if (!e)
		return true;
	findings_add(f, e->code == ERR_TOO_LARGE ? FINDING_TOO_LARGE : FINDING_NOT_JSON,
		str_dup(a, str_of(e->detail)));
	err_free(e);
	return false;
}

void vc_verify_without_status(const struct vc_env *env, struct arena *a,
	const struct json *credential, struct findings *f)
{
	struct proof_expected expected = {.purpose = STR("assertionMethod"),
		.signer = vc_issuer(credential),
		.signer_finding = FINDING_ISSUER_KEY};
	vc_check_credential(a, credential, env->library, env->proof.did.now, f);
	if (credential->type == JSON_OBJECT)
		proof_check(&env->proof, a, credential, &expected, f);
}

void vc_verify_json(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f)
{
	vc_verify_without_status(env, a, credential, f);
	vc_check_status(env, a, credential, f);
}

void vc_verify(const struct vc_env *env, struct arena *a, struct str text, struct findings *f)
{
	struct json *credential;
	if (parse(a, text, f, &credential))
		vc_verify_json(env, a, credential, f);
}

/* What hinders issuing: not that it begins later, or ended. */
static void check_sound(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f)
{
	struct findings all;
	struct rdf_dataset *dataset;
	struct jsonld_options options = proof_jsonld(&env->proof);
	findings_init(&all, a);
	vc_check_credential(a, credential, env->library, env->proof.did.now, &all);
	vc_check_status_form(a, credential, &all);
	vec_each (struct finding, it, &all.list) {
		const struct finding_face *face = finding_face(it->kind);
		if (face->about != ABOUT_VALIDITY && face->level == LEVEL_PROBLEM)
			findings_add(f, it->kind, it->detail);
	}
	err_t e = findings_ok(f) ? jsonld_to_rdf(a, credential, &options, &dataset) : NULL;
	if (e)
		proof_explain(e, f);
}

bool vc_names_signer(const struct json *credential, struct str method, struct findings *f)
{
	struct str rest = method, issuer = vc_issuer(credential);
	if (!vc_is_url(issuer) || str_eq(str_cut(&rest, '#'), issuer))
		return true;
	findings_add(f, FINDING_ISSUER_KEY, str_dup(f->arena, method));
	return false;
}

err_t vc_issue(const struct vc_env *env, struct arena *a, struct json *credential,
	const struct proof_options *o, const struct key *k, struct findings *f, bool *ret_issued)
{
	check_sound(env, a, credential, f);
	bool sound = findings_ok(f);
	if (sound)
		TRY(proof_add(&env->proof, a, credential, o, k));
	*ret_issued = sound;
	return NULL;
}

/* Whether one of the subjects is the holder. */
static void check_about(const struct json *credential, struct str holder, struct findings *f)
{
	const struct json *subject = json_get(credential, STR("credentialSubject"));
	bool many = subject && subject->type == JSON_ARRAY, named = false;
	for (uint32_t i = 0; i < (many ? subject->len : 1); i++) {
		struct str id = json_str(json_get(many ? &subject->items[i] : subject, STR("id")));
		if (str_eq(id, holder))
			return;
		named |= id.len > 0;
	}
	findings_add(f, named ? FINDING_HOLDER_OTHER : FINDING_HOLDER_UNNAMED,
		STR("verifiableCredential"));
}

static bool is_self_asserted(const struct json *credential, struct str holder)
{
	return holder.len && !json_get(credential, STR("proof")) &&
	       str_eq(vc_issuer(credential), holder);
}

/* What the holder says, and nobody else can have signed. */
static void verify_own(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f)
{
	vc_check_credential(a, credential, env->library, env->proof.did.now, f);
	if (findings_has(f, FINDING_HOLDER_KEY))
		findings_add(f, FINDING_ISSUER_KEY, STR("verifiableCredential"));
}

static void verify_presented(const struct vc_env *env, struct arena *a,
	const struct json *presentation, const struct json *credential, struct findings *f)
{
	struct str holder = vc_holder(presentation);
	/* The model has told of what is no credential; others envelop their own proof. */
	if (!vc_has_type(credential, STR("VerifiableCredential")))
		return;
	if (!is_self_asserted(credential, holder))
		vc_verify_without_status(env, a, credential, f);
	else
		verify_own(env, a, credential, f);
	vc_check_status(env, a, credential, f);
	if (holder.len)
		check_about(credential, holder, f);
}

static void verify_all_presented(const struct vc_env *env, struct arena *a,
	const struct json *presentation, struct findings *f)
{
	const struct json *presented = json_get(presentation, STR("verifiableCredential"));
	if (!presented)
		return;
	if (presented->type != JSON_ARRAY) {
		verify_presented(env, a, presentation, presented, f);
		return;
	}
	if (presented->len > VC_PRESENTED_MOST) {
		findings_add(f, FINDING_TOO_LARGE, STR("verifiableCredential"));
		return;
	}
	json_each_item (it, presented)
		verify_presented(env, a, presentation, it, f);
}

void vc_verify_presentation_json(const struct vc_env *env, struct arena *a,
	const struct json *presentation, struct str domain, struct str challenge,
	struct findings *f)
{
	struct proof_expected expected = {.purpose = STR("authentication"),
		.domain = domain,
		.challenge = challenge,
		.signer = vc_holder(presentation),
		.signer_finding = FINDING_HOLDER_KEY};
	vc_check_presentation(a, presentation, f);
	if (presentation->type != JSON_OBJECT)
		return;
	proof_check(&env->proof, a, presentation, &expected, f);
	verify_all_presented(env, a, presentation, f);
}

void vc_verify_presentation(const struct vc_env *env, struct arena *a, struct str text,
	struct str domain, struct str challenge, struct findings *f)
{
	struct json *presentation;
	if (parse(a, text, f, &presentation))
		vc_verify_presentation_json(env, a, presentation, domain, challenge, f);
}
