#include "credential/finding.h"

#include "base/err.h"

static const struct finding_face faces[FINDING_KINDS] = {
	[FINDING_NOT_JSON] = {"form.not_json", N_("This is not a credential: it cannot be read."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_NOT_OBJECT] = {"form.not_object",
		N_("This is not a credential: it does not have the shape of one."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_TOO_LARGE] = {"form.too_large", N_("This is too large or too intricate to check."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_CONTEXT_MISSING] = {"context.missing",
		N_("It does not say which vocabulary it uses."), ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_CONTEXT_FIRST] = {"context.first",
		N_("It does not name the vocabulary of verifiable credentials first."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_CONTEXT_FORM] = {"context.form", N_("It names a vocabulary in a wrong way."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_CONTEXT_UNKNOWN] = {"context.unknown",
		N_("It uses a vocabulary that is not known here."), ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_CONTEXT_OWN] = {"context.own", N_("It explains some of its words itself."),
		ABOUT_FORM, LEVEL_NOTE},
	[FINDING_TERM_NAME] = {"term.name",
		N_("It says something under another name than the usual one, so that a check "
		   "could miss it."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_NUMBER_LARGE] = {"number.large",
		N_("It holds a number so large that a change in it could not be seen."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_TERM_UNKNOWN] = {"term.unknown", N_("It uses a word that no vocabulary explains."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_JSONLD] = {"jsonld.invalid", N_("Its linked data cannot be interpreted."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_TYPE_MISSING] = {"type.missing",
		N_("It does not say what kind of document it is."), ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_TYPE_FORM] = {"type.form", N_("It names its kind in a wrong way."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_ID_FORM] = {"id.form", N_("An identifier in it is not a web address or URN."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_NAME_FORM] = {"name.form", N_("A name or description in it has a wrong form."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_ISSUER_MISSING] = {"issuer.missing", N_("It does not say who issued it."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_ISSUER_FORM] = {"issuer.form", N_("It names its issuer in a wrong way."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_SUBJECT_MISSING] = {"subject.missing", N_("It does not say what it is about."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_SUBJECT_EMPTY] = {"subject.empty", N_("It says nothing about its subject."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_SUBJECT_FORM] = {"subject.form", N_("It names its subject in a wrong way."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_DATE_FORM] = {"date.form", N_("A date in it cannot be read."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_DATE_ZONE] = {"date.zone",
		N_("A date in it has no time zone; it was read as UTC."), ABOUT_FORM, LEVEL_NOTE},
	[FINDING_DATE_ORDER] = {"date.order", N_("It ends before it begins."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_DATE_MISSING] = {"date.missing", N_("It does not say when it was issued."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_STATUS_FORM] = {"status.form", N_("Where to ask whether it was revoked is wrong."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_SCHEMA_FORM] = {"schema.form", N_("Its schema lacks a kind or an address."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_REFRESH_FORM] = {"refresh.form", N_("Its renewal service lacks a kind."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_TERMS_FORM] = {"terms.form", N_("Its terms of use lack a kind."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_EVIDENCE_FORM] = {"evidence.form", N_("Its evidence lacks a kind."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_RELATED_FORM] = {"related.form", N_("A related document is named in a wrong way."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_RELATED_DIGEST_MISSING] = {"related.digest_missing",
		N_("A related document has no fingerprint."), ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_RELATED_DIGEST_FORM] = {"related.digest_form",
		N_("The fingerprint of a related document cannot be read."), ABOUT_FORM,
		LEVEL_PROBLEM},
	[FINDING_RELATED_DIGEST_UNREAD] = {"related.digest_unread",
		N_("The fingerprint of a related document is of a kind not known here."),
		ABOUT_FORM, LEVEL_NOTE},
	[FINDING_RELATED_DIGEST_WRONG] = {"related.digest_wrong",
		N_("A related document is not the one that was meant."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_RELATED_TWICE] = {"related.twice", N_("A related document is named twice."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_PRESENTATION_CREDENTIAL] = {"presentation.credential",
		N_("It presents something that is not a credential."), ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_HOLDER_FORM] = {"holder.form", N_("It names its holder in a wrong way."),
		ABOUT_FORM, LEVEL_PROBLEM},
	[FINDING_PROOF_MISSING] = {"proof.missing", N_("It carries no signature."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_PROOF_TOO_MANY] = {"proof.too_many",
		N_("It carries too many signatures to check."), ABOUT_PROOF, LEVEL_PROBLEM},
	[FINDING_PROOF_FORM] = {"proof.form", N_("Its signature has a wrong form."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_PROOF_SUITE] = {"proof.suite", N_("Its signature is of a kind not known here."),
		ABOUT_PROOF, LEVEL_PROBLEM},
	[FINDING_PROOF_PURPOSE] = {"proof.purpose",
		N_("Its signature was made for another purpose."), ABOUT_PROOF, LEVEL_PROBLEM},
	[FINDING_PROOF_DATE] = {"proof.date", N_("The date of its signature cannot be read."),
		ABOUT_PROOF, LEVEL_PROBLEM},
	[FINDING_PROOF_EXPIRED] = {"proof.expired", N_("Its signature has expired."),
		ABOUT_VALIDITY, LEVEL_PROBLEM},
	[FINDING_PROOF_DOMAIN] = {"proof.domain", N_("It was signed for another receiver."),
		ABOUT_HOLDER, LEVEL_PROBLEM},
	[FINDING_PROOF_CHALLENGE] = {"proof.challenge",
		N_("It does not answer the question that was asked; it may be a copy."),
		ABOUT_HOLDER, LEVEL_PROBLEM},
	[FINDING_PROOF_CONTEXT] = {"proof.context",
		N_("Its signature covers another vocabulary than it uses."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_PROOF_CHAIN] = {"proof.chain",
		N_("Its signature builds on another signature that is not there."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_PROOF_WRONG] = {"proof.wrong",
		N_("The signature does not fit: it was changed, or another key signed it."),
		ABOUT_PROOF, LEVEL_PROBLEM},
	[FINDING_PROOF_UNCHECKED] = {"proof.unchecked",
		N_("Its signature was not checked: the key for that was not found."), ABOUT_PROOF,
		LEVEL_PROBLEM},
	[FINDING_METHOD_FORM] = {"method.form",
		N_("The key that signed it is named in a wrong way."), ABOUT_ISSUER, LEVEL_PROBLEM},
	[FINDING_METHOD_UNREACHABLE] = {"method.unreachable",
		N_("The key that signed it could not be fetched; try again later."), ABOUT_ISSUER,
		LEVEL_PROBLEM},
	[FINDING_METHOD_UNKNOWN] = {"method.unknown",
		N_("Its owner does not list the key that signed it."), ABOUT_ISSUER, LEVEL_PROBLEM},
	[FINDING_METHOD_KEY] = {"method.key", N_("The key that signed it cannot be used."),
		ABOUT_ISSUER, LEVEL_PROBLEM},
	[FINDING_METHOD_PURPOSE] = {"method.purpose",
		N_("Its owner does not allow the key to sign this kind of document."), ABOUT_ISSUER,
		LEVEL_PROBLEM},
	[FINDING_ISSUER_KEY] = {"issuer.key", N_("The key that signed it is not its issuer's."),
		ABOUT_ISSUER, LEVEL_PROBLEM},
	[FINDING_HOLDER_KEY] = {"holder.key", N_("The key that signed it is not its holder's."),
		ABOUT_HOLDER, LEVEL_PROBLEM},
	[FINDING_NOT_YET_VALID] = {"validity.not_yet", N_("It is not valid yet."), ABOUT_VALIDITY,
		LEVEL_PROBLEM},
	[FINDING_EXPIRED] = {"validity.expired", N_("It has expired."), ABOUT_VALIDITY,
		LEVEL_PROBLEM},
	[FINDING_REVOKED] = {"status.revoked", N_("Its issuer has revoked it."), ABOUT_VALIDITY,
		LEVEL_PROBLEM},
	[FINDING_SUSPENDED] = {"status.suspended", N_("Its issuer has suspended it."),
		ABOUT_VALIDITY, LEVEL_PROBLEM},
	[FINDING_STATUS_UNKNOWN] = {"status.unknown",
		N_("Whether it was revoked could not be found out."), ABOUT_VALIDITY, LEVEL_NOTE},
	[FINDING_STATUS_LIST] = {"status.list",
		N_("The list that tells whether it was revoked is not genuine."), ABOUT_VALIDITY,
		LEVEL_PROBLEM},
	[FINDING_HOLDER_OTHER] = {"holder.other",
		N_("It is about somebody else than the one who shows it."), ABOUT_HOLDER,
		LEVEL_NOTE},
	[FINDING_HOLDER_UNNAMED] = {"holder.unnamed", N_("It does not say whom it is about."),
		ABOUT_HOLDER, LEVEL_NOTE},
};

const struct finding_face *finding_face(enum finding_kind kind)
{
	return &faces[kind];
}

struct str finding_about_name(enum finding_about about)
{
	static const struct str names[] = {[ABOUT_FORM] = STR("form"),
		[ABOUT_PROOF] = STR("proof"),
		[ABOUT_ISSUER] = STR("issuer"),
		[ABOUT_VALIDITY] = STR("validity"),
		[ABOUT_HOLDER] = STR("holder")};
	return names[about];
}

void findings_init(struct findings *f, struct arena *a)
{
	*f = (struct findings){.arena = a};
}

void findings_add(struct findings *f, enum finding_kind kind, struct str detail)
{
	struct finding it = {kind, detail};
	f->seen[kind] = true;
	f->problem[faces[kind].about] |= faces[kind].level == LEVEL_PROBLEM;
	if (f->list.len < FINDINGS_MOST)
		vec_push(f->arena, &f->list, it);
	else if (faces[kind].level == LEVEL_PROBLEM)
		f->list.at[FINDINGS_MOST - 1] = it;
}

bool findings_ok(const struct findings *f)
{
	for (size_t i = 0; i < ABOUTS; i++)
		if (f->problem[i])
			return false;
	return true;
}

bool findings_ok_about(const struct findings *f, enum finding_about about)
{
	return !f->problem[about];
}

bool findings_has(const struct findings *f, enum finding_kind kind)
{
	return f->seen[kind];
}
