#include "credential/vc_related.h"

#include "codec/base58.h"
#include "codec/base64.h"
#include "codec/hex.h"
#include "crypto/sha2.h"

#include <string.h>

struct digest {
	enum sha2_kind kind;
	struct str bytes;
};

struct hash {
	struct str sri; /* prefix in Subresource Integrity */
	char multihash; /* code in multihash */
	size_t len;
};

static const struct hash hashes[] = {
	[SHA2_256] = {{"sha256-", 7}, 0x12, 32},
	[SHA2_384] = {{"sha384-", 7}, 0x20, 48},
	[SHA2_512] = {{"sha512-", 7}, 0x13, 64},
};
#define HASHES (sizeof(hashes) / sizeof(hashes[0]))

/*
 * "sha384-" and base64 (W3C Subresource Integrity); one digest, no options. Hexadecimal is wrong
 * and common.
 */
static bool parse_sri(struct arena *a, struct str text, struct digest *ret_digest)
{
	for (size_t i = 0; i < HASHES; i++)
		if (str_starts(text, hashes[i].sri)) {
			struct digest d = {.kind = (enum sha2_kind)i};
			struct str value = str_from(text, 7);
			bool ok = value.len == 2 * hashes[i].len
					  ? hex_parse(a, value, &d.bytes)
					  : base64_parse(a, BASE64, value, &d.bytes);
			if (!ok || d.bytes.len != hashes[i].len)
				return false;
			*ret_digest = d;
			return true;
		}
	return false;
}

/* A multihash in multibase "u" (base64url) or "z" (base58btc). */
static bool parse_multibase(struct arena *a, struct str text, struct digest *ret_digest)
{
	struct str bytes = STR_NONE;
	if (str_starts(text, STR("u"))) {
		if (!base64_parse(a, BASE64URL, str_from(text, 1), &bytes))
			return false;
	} else if (str_starts(text, STR("z"))) {
		err_t e = base58_decode(a, str_from(text, 1), &bytes);
		err_free(e);
		if (e)
			return false;
	}
	for (size_t i = 0; i < HASHES; i++)
		if (bytes.len == 2 + hashes[i].len && bytes.p[0] == hashes[i].multihash &&
			(size_t)bytes.p[1] == hashes[i].len) {
			*ret_digest = (struct digest){(enum sha2_kind)i, str_from(bytes, 2)};
			return true;
		}
	return false;
}

static bool is_of(struct arena *a, const struct digest *d, struct str document)
{
	uint8_t bytes[SHA2_MOST];
	struct sha2 *sha = sha2_new(a, d->kind);
	sha2_of(sha, document, bytes);
	return str_eq(d->bytes, (struct str){(char *)bytes, sha2_len(sha)});
}

struct related {
	struct arena *arena;
	const struct vc_library *library;
	struct findings *findings;
};

static void add(const struct related *r, enum finding_kind kind)
{
	findings_add(r->findings, kind, STR("relatedResource"));
}

static void compare(const struct related *r, const struct json *item, const struct digest *d)
{
	struct str url = json_str(json_get(item, STR("id"))), document;
	if (r->library && r->library->find(r->library, r->arena, url, &document) &&
		!is_of(r->arena, d, document))
		add(r, FINDING_RELATED_DIGEST_WRONG);
}

/* Integrity metadata that cannot be read is to be passed over (Subresource Integrity, 3.3.3). */
static void check_sri(const struct related *r, const struct json *item, const struct json *value)
{
	struct digest d;
	if (value->type != JSON_STRING)
		add(r, FINDING_RELATED_DIGEST_FORM);
	else if (!parse_sri(r->arena, json_str(value), &d))
		add(r, FINDING_RELATED_DIGEST_UNREAD);
	else
		compare(r, item, &d);
}

static void check_multibase(
	const struct related *r, const struct json *item, const struct json *value)
{
	struct digest d;
	if (value->type != JSON_STRING || !parse_multibase(r->arena, json_str(value), &d))
		add(r, FINDING_RELATED_DIGEST_FORM);
	else
		compare(r, item, &d);
}

static void check_item(const struct related *r, const struct json *item)
{
	const struct json *id = item->type == JSON_OBJECT ? json_get(item, STR("id")) : NULL;
	if (!id || id->type != JSON_STRING || !vc_is_url(json_str(id))) {
		add(r, FINDING_RELATED_FORM);
		return;
	}
	const struct json *sri = json_get(item, STR("digestSRI"));
	const struct json *multibase = json_get(item, STR("digestMultibase"));
	if (!sri && !multibase)
		add(r, FINDING_RELATED_DIGEST_MISSING);
	if (sri)
		check_sri(r, item, sri);
	if (multibase)
		check_multibase(r, item, multibase);
}

static bool named_before(const struct json *items, uint32_t i)
{
	for (uint32_t k = 0; k < i; k++)
		if (items[k].type == JSON_OBJECT && items[i].type == JSON_OBJECT &&
			str_eq(json_str(json_get(&items[k], STR("id"))),
				json_str(json_get(&items[i], STR("id")))))
			return true;
	return false;
}

void vc_check_related(struct arena *a, const struct json *related, const struct vc_library *library,
	struct findings *f)
{
	struct related r = {a, library, f};
	if (!related)
		return;
	if (related->type != JSON_ARRAY) {
		check_item(&r, related);
		return;
	}
	if (related->len > VC_RELATED_MOST) {
		add(&r, FINDING_TOO_LARGE);
		return;
	}
	for (uint32_t i = 0; i < related->len; i++) {
		check_item(&r, &related->items[i]);
		if (named_before(related->items, i))
			add(&r, FINDING_RELATED_TWICE);
	}
}
