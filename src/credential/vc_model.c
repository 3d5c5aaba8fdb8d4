#include "credential/vc_model.h"

#include "credential/vc_related.h"

static const struct str v1 = {"https://www.w3.org/2018/credentials/v1", 38};
static const struct str v2 = {"https://www.w3.org/ns/credentials/v2", 36};

struct model {
	struct arena *arena;
	const struct json *document;
	const struct vc_library *library;
	usec now;
	struct findings *findings;
	bool first_version;
};

static void add(const struct model *m, enum finding_kind kind, const char *member)
{
	findings_add(m->findings, kind, str_of(member));
}

static const struct json *get(const struct model *m, const char *member)
{
	return json_get(m->document, str_of(member));
}

/* Bytes of a URL: where they may stand. */
enum { IN_URL = 1, IN_SCHEME = 2, BEGINS_SCHEME = 4, LETTER = 7 };
static const uint8_t url_bytes[256] = {
	['!'] = IN_URL,
	['#' ... '*'] = IN_URL,
	['+'] = IN_URL | IN_SCHEME,
	[','] = IN_URL,
	['-' ... '.'] = IN_URL | IN_SCHEME,
	['/'] = IN_URL,
	['0' ... '9'] = IN_URL | IN_SCHEME,
	[':' ... ';'] = IN_URL,
	['='] = IN_URL,
	['?' ... '@'] = IN_URL,
	['A' ... 'Z'] = LETTER,
	['['] = IN_URL,
	[']'] = IN_URL,
	['_'] = IN_URL,
	['a' ... 'z'] = LETTER,
	['~'] = IN_URL,
	[0x80 ... 0xff] = IN_URL,
};

bool vc_is_url(struct str s)
{
	size_t i = 0;
	while (i < s.len && url_bytes[(uint8_t)s.p[i]] & (i ? IN_SCHEME : BEGINS_SCHEME))
		i++;
	if (!i || i + 1 >= s.len || s.p[i] != ':')
		return false;
	uint8_t all = IN_URL;
	for (; i < s.len; i++)
		all &= url_bytes[(uint8_t)s.p[i]];
	return all;
}

static bool is_url(const struct json *value)
{
	return value && value->type == JSON_STRING && vc_is_url(json_str(value));
}

bool vc_has_type(const struct json *object, struct str type)
{
	const struct json *types = json_get(object, STR("type"));
	if (!types || types->type != JSON_ARRAY)
		return types && str_eq(json_str(types), type);
	json_each_item (it, types)
		if (str_eq(json_str(it), type))
			return true;
	return false;
}

static struct str id_of(const struct json *value)
{
	if (value && value->type == JSON_OBJECT)
		value = json_get(value, STR("id"));
	return json_str(value);
}

struct str vc_issuer(const struct json *credential)
{
	const struct json *issuer = json_get(credential, STR("issuer"));
	return issuer ? id_of(issuer) : STR_NONE;
}

struct str vc_holder(const struct json *presentation)
{
	const struct json *holder = json_get(presentation, STR("holder"));
	return holder ? id_of(holder) : STR_NONE;
}

/* Calls check for the value, or for each item when it is an array; counts them. */
static size_t each(const struct model *m, const char *member,
	void (*check)(const struct model *m, const char *member, const struct json *value))
{
	const struct json *value = get(m, member);
	if (!value)
		return 0;
	if (value->type != JSON_ARRAY) {
		check(m, member, value);
		return 1;
	}
	json_each_item (it, value)
		check(m, member, it);
	return value->len;
}

static void check_further_context(
	const struct model *m, const char *member, const struct json *value)
{
	const struct json *all = get(m, member);
	bool first = value == all || value == &all->items[0];
	if (value->type == JSON_OBJECT && !first)
		add(m, FINDING_CONTEXT_OWN, member);
	else if (value->type != JSON_OBJECT && !is_url(value))
		add(m, FINDING_CONTEXT_FORM, member);
}

static void check_context(struct model *m)
{
	const struct json *context = get(m, "@context"), *first = context;
	if (!context || context->type == JSON_NULL ||
		(context->type == JSON_ARRAY && !context->len)) {
		add(m, FINDING_CONTEXT_MISSING, "@context");
		return;
	}
	if (context->type == JSON_ARRAY)
		first = &context->items[0];
	m->first_version = first->type == JSON_STRING && str_eq(json_str(first), v1);
	if (!m->first_version && !(first->type == JSON_STRING && str_eq(json_str(first), v2)))
		add(m, FINDING_CONTEXT_FIRST, "@context");
	each(m, "@context", check_further_context);
}

static bool is_types(const struct json *value)
{
	if (value->type != JSON_ARRAY)
		return value->type == JSON_STRING && json_str(value).len;
	json_each_item (it, value)
		if (it->type != JSON_STRING || !json_str(it).len)
			return false;
	return value->len > 0;
}

static void check_type(const struct model *m, struct str wanted)
{
	const struct json *type = get(m, "type");
	if (!type)
		add(m, FINDING_TYPE_MISSING, "type");
	else if (!is_types(type))
		add(m, FINDING_TYPE_FORM, "type");
	else if (!vc_has_type(m->document, wanted))
		add(m, FINDING_TYPE_MISSING, "type");
}

static bool has_good_id(const struct json *object)
{
	const struct json *id = json_get(object, STR("id"));
	return !id || is_url(id);
}

static void check_id(const struct model *m)
{
	if (!has_good_id(m->document))
		add(m, FINDING_ID_FORM, "id");
}

/* A language value object: @value, and perhaps @language and @direction, and nothing else. */
static bool is_language_value(const struct json *value)
{
	if (value->type != JSON_OBJECT || !json_get(value, STR("@value")))
		return false;
	json_each_member (it, value) {
		bool known = str_is(it->name, "@value") || str_is(it->name, "@language") ||
			     str_is(it->name, "@direction");
		if (!known || it->value.type != JSON_STRING)
			return false;
	}
	return true;
}

static bool is_text(const struct json *value)
{
	if (!value || value->type == JSON_STRING)
		return true;
	if (value->type != JSON_ARRAY)
		return is_language_value(value);
	json_each_item (it, value)
		if (!is_language_value(it))
			return false;
	return value->len > 0;
}

static void check_names(const struct model *m, const struct json *object, const char *member)
{
	if (!is_text(json_get(object, STR("name"))) ||
		!is_text(json_get(object, STR("description"))))
		add(m, FINDING_NAME_FORM, member);
}

static void check_issuer(const struct model *m)
{
	const struct json *issuer = get(m, "issuer");
	if (!issuer) {
		add(m, FINDING_ISSUER_MISSING, "issuer");
		return;
	}
	if (issuer->type == JSON_OBJECT)
		check_names(m, issuer, "issuer");
	if (issuer->type == JSON_OBJECT ? !is_url(json_get(issuer, STR("id"))) : !is_url(issuer))
		add(m, FINDING_ISSUER_FORM, "issuer");
}

static void check_subject_item(const struct model *m, const char *member, const struct json *value)
{
	if (value->type != JSON_OBJECT)
		add(m, FINDING_SUBJECT_FORM, member);
	else if (!value->len)
		add(m, FINDING_SUBJECT_EMPTY, member);
	else if (!has_good_id(value))
		add(m, FINDING_ID_FORM, member);
}

static void check_subject(const struct model *m)
{
	if (!get(m, "credentialSubject"))
		add(m, FINDING_SUBJECT_MISSING, "credentialSubject");
	else if (!each(m, "credentialSubject", check_subject_item))
		add(m, FINDING_SUBJECT_EMPTY, "credentialSubject");
}

/* No zone is further than 14 hours from UTC. */
static bool has_near_zone(struct str s)
{
	struct str offset = str_from(s, s.len - 5);
	return s.p[s.len - 1] == 'Z' || str_cmp(offset, STR("14:00")) <= 0;
}

bool vc_parse_time(struct str s, usec *ret_time)
{
	return s.len > 19 && s.p[10] == 'T' && s.p[17] < '6' && s.p[s.len - 1] != 'z' &&
	       has_near_zone(s) && usec_parse(s, ret_time);
}

/* The time in a member; false when it is missing or wrong, which is told. */
static bool read_time(const struct model *m, const char *member, usec *ret_time)
{
	const struct json *value = get(m, member);
	struct str text = json_str(value);
	if (!value || vc_parse_time(text, ret_time))
		return value;
	/* Without an offset it is wrong, and to be read as UTC (section 4.9.1). */
	bool zoneless = text.len && text.len < 40 &&
			vc_parse_time(str_fmt(m->arena, "%.*sZ", STR_ARG(text)), ret_time);
	add(m, zoneless ? FINDING_DATE_ZONE : FINDING_DATE_FORM, member);
	return zoneless;
}

static void check_period(const struct model *m, const char *from_name, const char *until_name)
{
	usec from, until;
	bool has_from = read_time(m, from_name, &from),
	     has_until = read_time(m, until_name, &until);
	if (has_from && has_until && until < from)
		add(m, FINDING_DATE_ORDER, until_name);
	if (has_from && from > m->now)
		add(m, FINDING_NOT_YET_VALID, from_name);
	if (has_until && until < m->now)
		add(m, FINDING_EXPIRED, until_name);
}

static void check_dates(const struct model *m)
{
	if (!m->first_version) {
		check_period(m, "validFrom", "validUntil");
		return;
	}
	if (!get(m, "issuanceDate"))
		add(m, FINDING_DATE_MISSING, "issuanceDate");
	check_period(m, "issuanceDate", "expirationDate");
	check_period(m, "validFrom", "validUntil"); /* which its context knows too */
}

struct companion {
	const char *member;
	enum finding_kind kind;
	bool needs_id;
};

/* Members whose objects say what they are, some also where. */
static const struct companion companions[] = {
	{"credentialStatus", FINDING_STATUS_FORM, false},
	{"credentialSchema", FINDING_SCHEMA_FORM, true},
	{"refreshService", FINDING_REFRESH_FORM, false},
	{"termsOfUse", FINDING_TERMS_FORM, false},
	{"evidence", FINDING_EVIDENCE_FORM, false},
};

static void check_companion(const struct model *m, const char *member, const struct json *value)
{
	const struct companion *c = companions;
	while (!str_is(str_of(member), c->member))
		c++;
	bool ok = value->type == JSON_OBJECT && json_get(value, STR("type")) &&
		  is_types(json_get(value, STR("type"))) && has_good_id(value) &&
		  (!c->needs_id || json_get(value, STR("id")));
	if (!ok)
		add(m, c->kind, member);
}

void vc_check_credential(struct arena *a, const struct json *credential,
	const struct vc_library *library, usec now, struct findings *f)
{
	struct model m = {a, credential, library, now, f, false};
	if (credential->type != JSON_OBJECT) {
		findings_add(f, FINDING_NOT_OBJECT, STR_NONE);
		return;
	}
	check_context(&m);
	check_type(&m, STR("VerifiableCredential"));
	check_id(&m);
	check_names(&m, credential, "name");
	check_issuer(&m);
	check_subject(&m);
	check_dates(&m);
	for (size_t i = 0; i < sizeof(companions) / sizeof(companions[0]); i++)
		each(&m, companions[i].member, check_companion);
	vc_check_related(a, get(&m, "relatedResource"), library, f);
}

/* A credential that another format envelops: its id is the data itself (VC 2.0, 4.13.1). */
static bool is_enveloped(const struct json *value)
{
	return vc_has_type(value, STR("EnvelopedVerifiableCredential")) &&
	       json_get(value, STR("@context")) &&
	       str_starts(json_str(json_get(value, STR("id"))), STR("data:"));
}

static void check_presented(const struct model *m, const char *member, const struct json *value)
{
	if (value->type != JSON_OBJECT ||
		(!vc_has_type(value, STR("VerifiableCredential")) && !is_enveloped(value)))
		add(m, FINDING_PRESENTATION_CREDENTIAL, member);
}

void vc_check_presentation(struct arena *a, const struct json *presentation, struct findings *f)
{
	struct model m = {a, presentation, NULL, 0, f, false};
	if (presentation->type != JSON_OBJECT) {
		findings_add(f, FINDING_NOT_OBJECT, STR_NONE);
		return;
	}
	const struct json *holder = get(&m, "holder");
	check_context(&m);
	check_type(&m, STR("VerifiablePresentation"));
	check_id(&m);
	if (holder && !vc_is_url(id_of(holder)))
		add(&m, FINDING_HOLDER_FORM, "holder");
	each(&m, "verifiableCredential", check_presented);
}
