#include "crypto/key.h"

#include "base/arena.h"
#include "codec/hex.h"
#include "codec/json.h"
#include "unit/unit.h"

#include <pthread.h>

static struct str hex_member(struct arena *a, const struct json *object, struct str name)
{
	struct str bytes = STR_NONE;
	CHECK(hex_parse(a, json_str(json_get(object, name)), &bytes));
	return bytes;
}

static void check_group(
	struct arena *a, enum key_type type, struct str public, const struct json *tests)
{
	struct key *k;
	REQUIRE_OK(key_public(a, type, public, &k));
	json_each_item (test, tests) {
		bool ok = key_verify(
			k, hex_member(a, test, STR("msg")), hex_member(a, test, STR("sig")));
		bool want = str_is(json_str(json_get(test, STR("result"))), "valid");
		if (!CHECK(ok == want))
			CHECK_STR(json_get(test, STR("tcId"))->text
					  ? json_str(json_get(test, STR("comment")))
					  : STR_NONE,
				"");
	}
}

/* Wycheproof's vectors of one file; name is the public key's member. */
static void check_vectors(const char *file, enum key_type type, struct str name)
{
	struct arena *a = arena_new();
	struct str text = unit_file(a, file);
	struct json *root;
	if (!text.p) {
		arena_free(a);
		SKIP("no wycheproof vectors");
	}
	REQUIRE_OK(json_parse(a, text, &json_limits_default, &root));
	json_each_item (group, json_get(root, STR("testGroups")))
		check_group(a, type, hex_member(a, json_get(group, STR("publicKey")), name),
			json_get(group, STR("tests")));
	arena_free(a);
}

TEST(key_ed25519_passes_wycheproof)
{
	check_vectors("vectors/wycheproof/ed25519_test.json", KEY_ED25519, STR("pk"));
}

TEST(key_p256_passes_wycheproof)
{
	check_vectors("vectors/wycheproof/ecdsa_secp256r1_sha256_p1363_test.json", KEY_P256,
		STR("uncompressed"));
}

static const enum key_type types[] = {KEY_ED25519, KEY_P256, KEY_P384};

TEST(key_signs_what_it_verifies)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct key *k, *public;
		uint8_t bytes[KEY_SIGNATURE_MOST];
		REQUIRE_OK(key_generate(a, types[i], &random_system, &k));
		REQUIRE_OK(key_public(a, types[i], key_bytes(k), &public));
		CHECK(key_can_sign(k) && !key_can_sign(public) && key_eq(k, public));
		REQUIRE_OK(key_sign(k, STR("message"), bytes));
		struct str signature = {(char *)bytes, key_signature_len(k)};
		CHECK(key_verify(public, STR("message"), signature));
		CHECK(!key_verify(public, STR("massage"), signature));
		CHECK(!key_verify(public, STR("message"), str_from(signature, 1)));
		bytes[5] ^= 1;
		CHECK(!key_verify(public, STR("message"), signature));
		CHECK_ERR(key_sign(public, STR("message"), bytes), ERR_FORBIDDEN);
	}
	arena_free(a);
}

TEST(key_signatures_keep_their_length)
{
	/* One in 256 has an r or s that begins with a zero byte. */
	struct arena *a = arena_new();
	struct key *k;
	REQUIRE_OK(key_generate(a, KEY_P256, &random_system, &k));
	for (int i = 0; i < 600; i++) {
		uint8_t bytes[KEY_SIGNATURE_MOST];
		REQUIRE_OK(key_sign(k, STR("x"), bytes));
		CHECK(key_verify(k, STR("x"), (struct str){(char *)bytes, 64}));
	}
	arena_free(a);
}

TEST(key_refuses_what_is_none)
{
	struct arena *a = arena_new();
	struct key *k;
	char bytes[97] = {4};
	struct secret zero = {.len = 32}, most = {.len = 32}, shorter = {.len = 31};
	for (size_t i = 0; i < 32; i++)
		most.bytes[i] = 0xff;
	CHECK_ERR(key_public(a, KEY_ED25519, (struct str){bytes, 31}, &k), ERR_INVALID);
	CHECK_ERR(key_public(a, KEY_P256, (struct str){bytes, 65}, &k), ERR_INVALID);
	CHECK_ERR(key_public(a, KEY_P256, (struct str){bytes, 33}, &k), ERR_INVALID);
	CHECK_ERR(key_public(a, KEY_P256, STR_NONE, &k), ERR_INVALID);
	CHECK_ERR(key_public(a, KEY_P256, (struct str){"\0", 1}, &k), ERR_INVALID);
	CHECK_ERR(key_public(a, KEY_P384, (struct str){bytes, 97}, &k), ERR_INVALID);
	CHECK_ERR(key_private(a, KEY_P256, &zero, &k), ERR_INVALID);
	CHECK_ERR(key_private(a, KEY_P256, &most, &k), ERR_INVALID);
	CHECK_ERR(key_private(a, KEY_P256, &shorter, &k), ERR_INVALID);
	CHECK_ERR(key_private(a, KEY_ED25519, &shorter, &k), ERR_INVALID);
	arena_free(a);
}

static void random_ff(const struct random *r, void *ret_bytes, size_t n)
{
	(void)r;
	for (size_t i = 0; i < n; i++)
		((uint8_t *)ret_bytes)[i] = 0xff;
}

TEST(key_generation_gives_up_on_a_broken_source)
{
	static const struct random broken = {random_ff};
	struct arena *a = arena_new();
	struct key *k;
	CHECK_ERR(key_generate(a, KEY_P256, &broken, &k), ERR_INTERNAL);
	arena_free(a);
}

struct signer {
	const struct key *key;
	size_t good;
};

static void *sign_and_verify(void *arg)
{
	struct signer *s = arg;
	for (int i = 0; i < 50; i++) {
		uint8_t bytes[KEY_SIGNATURE_MOST];
		err_t e = key_sign(s->key, STR("x"), bytes);
		struct str signature = {(char *)bytes, key_signature_len(s->key)};
		s->good += !e && key_verify(s->key, STR("x"), signature);
		err_free(e);
	}
	return NULL;
}

TEST(key_is_shared_by_threads)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		pthread_t threads[2];
		struct signer signers[2];
		struct key *k;
		REQUIRE_OK(key_generate(a, types[i], &random_system, &k));
		for (int t = 0; t < 2; t++) {
			signers[t] = (struct signer){k, 0};
			REQUIRE(pthread_create(&threads[t], NULL, sign_and_verify, &signers[t]) ==
				0);
		}
		for (int t = 0; t < 2; t++) {
			pthread_join(threads[t], NULL);
			CHECK_INT((int64_t)signers[t].good, 50);
		}
	}
	arena_free(a);
}
