/* The four questions: what the findings show, and what they leave open. */
#include "cmd/credential.h"

struct kinds {
	const enum finding_kind *at;
	size_t len;
};
#define KINDS(list)                                    \
	{                                              \
		(list), sizeof(list) / sizeof(*(list)) \
	}

/* Problems that show the contrary; others only hinder. */
static const enum finding_kind changed[] = {FINDING_PROOF_WRONG, FINDING_PROOF_CHAIN,
	FINDING_PROOF_CONTEXT, FINDING_RELATED_DIGEST_WRONG};
static const enum finding_kind not_its_own[] = {
	FINDING_ISSUER_KEY, FINDING_METHOD_UNKNOWN, FINDING_METHOD_PURPOSE};
static const enum finding_kind over[] = {FINDING_NOT_YET_VALID, FINDING_EXPIRED, FINDING_REVOKED,
	FINDING_SUSPENDED, FINDING_PROOF_EXPIRED};
static const enum finding_kind others[] = {
	FINDING_HOLDER_KEY, FINDING_HOLDER_OTHER, FINDING_PROOF_DOMAIN, FINDING_PROOF_CHALLENGE};
static const struct kinds contrary[] = {[ABOUT_PROOF] = KINDS(changed),
	[ABOUT_ISSUER] = KINDS(not_its_own),
	[ABOUT_VALIDITY] = KINDS(over),
	[ABOUT_HOLDER] = KINDS(others)};

static bool shows_contrary(const struct findings *f, enum finding_about about)
{
	for (size_t i = 0; i < contrary[about].len; i++)
		if (findings_has(f, contrary[about].at[i]))
			return true;
	return false;
}

static bool is_checked(const struct json *credential)
{
	return vc_has_type(credential, STR("VerifiableCredential"));
}

/* Of a presentation: at least one credential, and none in an envelope, which nobody opened. */
static bool shows_credentials(const struct report *r)
{
	const struct json *shown = json_get(r->document, STR("verifiableCredential"));
	if (!report_is_presentation(r))
		return true;
	if (!shown || shown->type != JSON_ARRAY)
		return shown && is_checked(shown);
	json_each_item (it, shown)
		if (!is_checked(it))
			return false;
	return shown->len;
}

static bool is_shown(const struct report *r, enum finding_about about)
{
	const struct findings *f = &r->findings;
	if (about == ABOUT_HOLDER && (!report_is_presentation(r) || !vc_holder(r->document).len ||
					     findings_has(f, FINDING_HOLDER_UNNAMED)))
		return false;
	if (about == ABOUT_VALIDITY &&
		(!findings_ok_about(f, ABOUT_ISSUER) || findings_has(f, FINDING_STATUS_UNKNOWN)))
		return false;
	return findings_ok_about(f, ABOUT_PROOF) && findings_ok_about(f, about) &&
	       (about == ABOUT_PROOF || shows_credentials(r));
}

enum answer report_answer(const struct report *r, enum finding_about about)
{
	bool form = findings_ok_about(&r->findings, ABOUT_FORM);
	if (about == ABOUT_FORM)
		return form ? ANSWER_YES : ANSWER_NO;
	if (!form)
		return ANSWER_UNKNOWN;
	if (shows_contrary(&r->findings, about))
		return ANSWER_NO;
	return is_shown(r, about) ? ANSWER_YES : ANSWER_UNKNOWN;
}
