#include "credential/status_list.h"
#include "credential/vc.h"

#define ENTRIES_MOST 8
#define LIST_BYTES_MOST (4u << 20)

struct lookup {
	const struct vc_env *env;
	struct arena *arena;
	struct findings *findings;
	struct str issuer; /* of the credential */
	struct str purpose, url;
	size_t position;
};

static void add(const struct lookup *l, enum finding_kind kind)
{
	findings_add(l->findings, kind, STR("credentialStatus"));
}

/* Ends e; true when there was none. */
static bool is_fine(err_t e)
{
	err_free(e);
	return !e;
}

/* Fetches the list's credential and makes sure that it is genuine. */
static bool fetch(const struct lookup *l, struct json **ret_list)
{
	const struct did_fetcher *fetcher = l->env->proof.did.fetcher;
	struct json_limits limits = json_limits_default;
	struct findings own;
	struct str body;
	limits.bytes = LIST_BYTES_MOST;
	if (!fetcher || !is_fine(fetcher->get(fetcher, l->arena, l->url, &body))) {
		add(l, FINDING_STATUS_UNKNOWN);
		return false;
	}
	findings_init(&own, l->arena);
	if (is_fine(json_parse(l->arena, body, &limits, ret_list))) {
		vc_verify_without_status(l->env, l->arena, *ret_list, &own);
		if (findings_ok(&own))
			return true;
	}
	add(l, FINDING_STATUS_LIST);
	return false;
}

static bool serves(const struct json *subject, struct str purpose)
{
	const struct json *purposes = json_get(subject, STR("statusPurpose"));
	if (!purposes || purposes->type != JSON_ARRAY)
		return purposes && str_eq(json_str(purposes), purpose);
	json_each_item (it, purposes)
		if (str_eq(json_str(it), purpose))
			return true;
	return false;
}

static bool decode(
	const struct lookup *l, const struct json *credential, struct status_list *ret_list)
{
	const struct json *subject = json_get(credential, STR("credentialSubject"));
	struct str encoded = json_str(json_get(subject, STR("encodedList")));
	struct str id = json_str(json_get(credential, STR("id")));
	if (!vc_has_type(credential, STR("BitstringStatusListCredential")) ||
		!vc_has_type(subject, STR("BitstringStatusList")) || !serves(subject, l->purpose) ||
		!str_eq(id, l->url))
		return false;
	return is_fine(status_list_parse(l->arena, encoded, ret_list)) &&
	       l->position < ret_list->bits;
}

static void look_up(const struct lookup *l)
{
	struct json *credential;
	struct status_list list;
	if (!fetch(l, &credential))
		return;
	if (!str_eq(vc_issuer(credential), l->issuer)) { /* anybody can sign a list of zeros */
		add(l, FINDING_STATUS_UNKNOWN);
		return;
	}
	if (!decode(l, credential, &list)) {
		add(l, FINDING_STATUS_LIST);
		return;
	}
	if (!status_list_get(&list, l->position))
		return;
	add(l, str_is(l->purpose, "revocation") ? FINDING_REVOKED : FINDING_SUSPENDED);
}

/* "0", "94567": one text for each position. */
static bool read_position(struct str text, size_t *ret_position)
{
	int64_t position;
	bool plain = str_is(text, "0") || (text.len && text.p[0] >= '1' && text.p[0] <= '9');
	if (!plain || !str_to_int(text, &position))
		return false;
	*ret_position = (size_t)position;
	return true;
}

static bool is_listed(const struct json *entry)
{
	return vc_has_type(entry, STR("BitstringStatusListEntry")) &&
	       !json_get(entry, STR("statusSize"));
}

/* Which position of which list; else a finding. */
static bool read_entry(struct lookup *l, const struct json *entry)
{
	l->purpose = json_str(json_get(entry, STR("statusPurpose")));
	l->url = json_str(json_get(entry, STR("statusListCredential")));
	struct str index = json_str(json_get(entry, STR("statusListIndex")));
	if (l->purpose.len && vc_is_url(l->url) && read_position(index, &l->position))
		return true;
	add(l, FINDING_STATUS_FORM);
	return false;
}

static void check_form(struct lookup *l, const struct json *entry)
{
	if (is_listed(entry))
		read_entry(l, entry);
}

static void check_entry(struct lookup *l, const struct json *entry)
{
	if (!is_listed(entry)) {
		add(l, FINDING_STATUS_UNKNOWN);
		return;
	}
	if (!read_entry(l, entry))
		return;
	if (str_is(l->purpose, "revocation") || str_is(l->purpose, "suspension"))
		look_up(l);
	else if (!str_is(l->purpose, "message") && !str_is(l->purpose, "refresh"))
		add(l, FINDING_STATUS_UNKNOWN);
}

static void each_entry(struct lookup *l, const struct json *credential,
	void check(struct lookup *l, const struct json *entry))
{
	const struct json *status = json_get(credential, STR("credentialStatus"));
	if (!status)
		return;
	if (status->type != JSON_ARRAY) {
		check(l, status);
		return;
	}
	if (status->len > ENTRIES_MOST) {
		add(l, FINDING_TOO_LARGE);
		return;
	}
	json_each_item (it, status)
		check(l, it);
}

void vc_check_status_form(struct arena *a, const struct json *credential, struct findings *f)
{
	struct lookup l = {.arena = a, .findings = f};
	each_entry(&l, credential, check_form);
}

void vc_check_status(const struct vc_env *env, struct arena *a, const struct json *credential,
	struct findings *f)
{
	struct lookup l = {.env = env, .arena = a, .findings = f, .issuer = vc_issuer(credential)};
	/* Where a forged credential points is not worth a visit. */
	if (findings_ok_about(f, ABOUT_FORM) && findings_ok_about(f, ABOUT_PROOF) &&
		findings_ok_about(f, ABOUT_ISSUER))
		each_entry(&l, credential, check_entry);
}
