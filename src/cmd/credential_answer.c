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

/* Whether signatures fit, by keys of those who are named, below credentials that were read. */
static bool is_of_issuer(const struct report *r)
{
	return findings_ok_about(&r->findings, ABOUT_PROOF) &&
	       findings_ok_about(&r->findings, ABOUT_ISSUER) && shows_credentials(r);
}

bool report_holder_signed(const struct report *r)
{
	const struct findings *f = &r->findings;
	return is_of_issuer(r) && report_is_presentation(r) && vc_holder(r->document).len &&
	       findings_ok_about(f, ABOUT_HOLDER) && !findings_has(f, FINDING_HOLDER_OTHER) &&
	       !findings_has(f, FINDING_HOLDER_UNNAMED);
}

static bool is_shown(const struct report *r, enum finding_about about)
{
	const struct findings *f = &r->findings;
	switch (about) {
	case ABOUT_PROOF:
		return findings_ok_about(f, ABOUT_PROOF);
	case ABOUT_ISSUER:
		return is_of_issuer(r);
	case ABOUT_VALIDITY:
		return is_of_issuer(r) && findings_ok_about(f, ABOUT_VALIDITY) &&
		       !findings_has(f, FINDING_STATUS_UNKNOWN);
	case ABOUT_HOLDER:
		return report_holder_signed(r) && r->asked;
	case ABOUT_FORM:
		break;
	}
	return findings_ok_about(f, ABOUT_FORM);
}

enum answer report_answer(const struct report *r, enum finding_about about)
{
	if (!is_shown(r, ABOUT_FORM))
		return about == ABOUT_FORM ? ANSWER_NO : ANSWER_UNKNOWN;
	if (shows_contrary(&r->findings, about))
		return ANSWER_NO;
	return is_shown(r, about) ? ANSWER_YES : ANSWER_UNKNOWN;
}
