#include "credential/status_list.h"

#include "base/arena.h"
#include "codec/base64.h"
#include "codec/gzip.h"

/* Small, not quick: a list is packed once and fetched often. */
#define LEVEL 9

err_t status_list_new(struct arena *a, size_t bits, struct status_list *ret_list)
{
	if (bits > STATUS_LIST_MOST)
		return err_log(ERR_TOO_LARGE, "status list past %u bits", STATUS_LIST_MOST);
	size_t n = (bits < STATUS_LIST_LEAST ? STATUS_LIST_LEAST : bits + 7) / 8;
	*ret_list = (struct status_list){arena_alloc(a, n), n * 8};
	return NULL;
}

static uint8_t mask(size_t i)
{
	return (uint8_t)(0x80 >> i % 8);
}

bool status_list_get(const struct status_list *l, size_t i)
{
	return l->bytes[i / 8] & mask(i);
}

void status_list_set(struct status_list *l, size_t i)
{
	l->bytes[i / 8] |= mask(i);
}

void status_list_clear(struct status_list *l, size_t i)
{
	l->bytes[i / 8] &= (uint8_t)~mask(i);
}

static size_t count(const struct status_list *l)
{
	size_t n = 0;
	for (size_t i = 0; i < l->bits / 8; i++)
		n += (size_t)__builtin_popcount(l->bytes[i]);
	return n;
}

err_t status_list_deal(struct status_list *taken, const struct random *r, size_t *ret_i)
{
	size_t i;
	if (count(taken) >= taken->bits / 2)
		return err_log(ERR_CONFLICT, "status list half full");
	/* Half are free: two tries do on average. */
	do
		i = random_below(r, taken->bits);
	while (status_list_get(taken, i));
	status_list_set(taken, i);
	*ret_i = i;
	return NULL;
}

struct str status_list_print(struct arena *a, const struct status_list *l)
{
	struct gzip *g = gzip_new(LEVEL);
	struct str plain = {(const char *)l->bytes, l->bits / 8}, packed = STR_NONE;
	/* gzip_most is enough for anything, so this cannot fail. */
	bool fits = gzip_pack(g, a, plain, gzip_most(plain.len), &packed);
	gzip_free(g);
	struct str text = fits ? base64_print(a, BASE64URL, packed) : STR_NONE;
	return str_fmt(a, "u%.*s", STR_ARG(text));
}

err_t status_list_parse(struct arena *a, struct str text, struct status_list *ret_list)
{
	struct str packed, plain;
	if (!str_starts(text, STR("u")) || !base64_parse(a, BASE64URL, str_from(text, 1), &packed))
		return err_log(ERR_INVALID, "status list: not multibase base64url");
	TRY(gzip_unpack(a, packed, STATUS_LIST_MOST / 8, &plain));
	if (plain.len < STATUS_LIST_LEAST / 8)
		return err_log(ERR_INVALID, "status list: %zu bits", plain.len * 8);
	*ret_list = (struct status_list){(uint8_t *)(uintptr_t)plain.p, plain.len * 8};
	return NULL;
}

static struct json text(struct str s)
{
	return json_of_str(s);
}

struct json status_list_credential(struct arena *a, const struct status_list *l, struct str id,
	struct str issuer, struct str purpose, struct str valid_from, struct str valid_until)
{
	struct json c = json_object(), context = json_array(), types = json_array();
	struct json subject = json_object();
	json_push(a, &context, text(STR(STATUS_LIST_CONTEXT)));
	json_push(a, &types, text(STR("VerifiableCredential")));
	json_push(a, &types, text(STR("BitstringStatusListCredential")));
	json_set(a, &subject, STR("id"), text(str_fmt(a, "%.*s#list", STR_ARG(id))));
	json_set(a, &subject, STR("type"), text(STR("BitstringStatusList")));
	json_set(a, &subject, STR("statusPurpose"), text(purpose));
	json_set(a, &subject, STR("encodedList"), text(status_list_print(a, l)));
	json_set(a, &c, STR("@context"), context);
	json_set(a, &c, STR("id"), text(id));
	json_set(a, &c, STR("type"), types);
	json_set(a, &c, STR("issuer"), text(issuer));
	json_set(a, &c, STR("validFrom"), text(valid_from));
	if (valid_until.len)
		json_set(a, &c, STR("validUntil"), text(valid_until));
	json_set(a, &c, STR("credentialSubject"), subject);
	return c;
}

struct json status_list_entry(
	struct arena *a, struct str list_id, struct str purpose, size_t position)
{
	struct json e = json_object();
	struct str index = str_fmt(a, "%zu", position);
	json_set(a, &e, STR("id"), text(str_fmt(a, "%.*s#%.*s", STR_ARG(list_id), STR_ARG(index))));
	json_set(a, &e, STR("type"), text(STR("BitstringStatusListEntry")));
	json_set(a, &e, STR("statusPurpose"), text(purpose));
	json_set(a, &e, STR("statusListIndex"), text(index));
	json_set(a, &e, STR("statusListCredential"), text(list_id));
	return e;
}
