#include "credential/vc_names.h"

#define VC "https://www.w3.org/2018/credentials#"
#define SEC "https://w3id.org/security#"
#define OB "https://purl.imsglobal.org/spec/vc/ob/vocab.html#"
#define SCHEMA "https://schema.org/"
#define DUTCH "https://edubadges.nl/static/obv3-glossary.html#"

struct name {
	struct str iri, name;
};

/* Where the name is not the IRI's own last part, or only some of a vocabulary's IRIs are read. */
static const struct name names[] = {
	{STR("@id"), STR("id")},
	{STR("@type"), STR("type")},
	{STR(SEC "expiration"), STR("expires")},
	{STR(SEC "authenticationMethod"), STR("authentication")},
	{STR(SEC "capabilityDelegationMethod"), STR("capabilityDelegation")},
	{STR(SEC "capabilityInvocationMethod"), STR("capabilityInvocation")},
	{STR(SEC "keyAgreementMethod"), STR("keyAgreement")},
	{STR(OB "OpenBadgeCredential"), STR("OpenBadgeCredential")},
	{STR(OB "OpenBadgeCredential"), STR("AchievementCredential")},
	{STR(OB "Achievement"), STR("Achievement")},
	{STR(OB "Achievement"), STR("achievement")},
	{STR(OB "achievement-0"), STR("achievement")},
	{STR(OB "Profile"), STR("Profile")},
	{STR(OB "Profile"), STR("creator")},
	{STR(OB "Criteria"), STR("Criteria")},
	{STR(OB "Criteria"), STR("criteria")},
	{STR(OB "Address"), STR("Address")},
	{STR(OB "Address"), STR("address")},
	{STR(OB "CountryCode"), STR("addressCountryCode")},
	{STR(OB "GeoCoordinates"), STR("GeoCoordinates")},
	{STR(OB "GeoCoordinates"), STR("geo")},
	{STR(OB "Image"), STR("Image")},
	{STR(OB "Image"), STR("image")},
	{STR(OB "PhoneNumber"), STR("phone")},
	{STR(SCHEMA "name"), STR("name")},
	{STR(SCHEMA "description"), STR("description")},
	{STR(SCHEMA "value"), STR("value")},
	{STR(SCHEMA "email"), STR("email")},
	{STR(SCHEMA "url"), STR("url")},
	{STR(SCHEMA "genre"), STR("genre")},
	{STR(SCHEMA "inLanguage"), STR("inLanguage")},
	{STR(SCHEMA "targetName"), STR("targetName")},
	{STR(SCHEMA "targetUrl"), STR("targetUrl")},
	{STR(SCHEMA "targetDescription"), STR("targetDescription")},
	{STR(DUTCH "ects"), STR("ECTS")},
	{STR(DUTCH "sbu"), STR("SBU")},
	{STR(DUTCH "timeInvestment"), STR("timeInvestment")},
	{STR(DUTCH "assessmentType"), STR("assessmentType")},
	{STR(DUTCH "participationType"), STR("participationType")},
	{STR(DUTCH "supervisionType"), STR("supervisionType")},
	{STR(DUTCH "identityChecked"), STR("identityChecked")},
	{STR(DUTCH "educationProgramIdentifier"), STR("educationProgramIdentifier")},
};

/* All IRIs of these end in their name, but for those above. */
static const struct str vocabularies[] = {
	STR(VC),
	STR(SEC),
	STR(OB),
	STR("https://www.w3.org/ns/credentials/status#"),
};

/* Names that stand for these IRIs alone. */
static const struct name kept[] = {
	{STR(VC "credentialStatus"), STR("credentialStatus")},
	{STR(VC "credentialSubject"), STR("credentialSubject")},
	{STR(VC "relatedResource"), STR("relatedResource")},
	{STR(VC "verifiableCredential"), STR("verifiableCredential")},
};

static bool is_listed(struct str name, struct str iri, bool *ret_known)
{
	bool known = false;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!str_eq(names[i].iri, iri))
			continue;
		known = true;
		if (str_eq(names[i].name, name))
			return true;
	}
	*ret_known = known;
	return false;
}

static bool is_kept(struct str name, struct str iri)
{
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (str_eq(kept[i].name, name))
			return str_eq(kept[i].iri, iri);
	return true;
}

static bool is_name(struct str name, struct str iri)
{
	bool known;
	if (is_listed(name, iri, &known))
		return true;
	if (known || str_starts(iri, STR("@")) || !is_kept(name, iri))
		return false;
	for (size_t i = 0; i < sizeof(vocabularies) / sizeof(*vocabularies); i++)
		if (str_starts(iri, vocabularies[i]))
			return str_eq(str_from(iri, vocabularies[i].len), name);
	return true;
}

/* Dates, status, subject: all that the checks read of the credential itself. */
static bool is_own(struct str iri)
{
	return str_starts(iri, STR(VC));
}

const struct jsonld_reading vc_reading = {is_name, is_own};
