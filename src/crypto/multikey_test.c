#include "crypto/multikey.h"

#include "base/arena.h"
#include "crypto/key_cache.h"
#include "unit/unit.h"

static const enum key_type types[] = {KEY_ED25519, KEY_P256, KEY_P384};

/* Key pairs of the Data Integrity specifications' vectors. */
static const char *const pairs[][2] = {
	{"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
		"z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"},
	{"zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP",
		"z42twTcNeSYcnqg1FLuSFs2bsGH3ZqbRHFmvS9XMsYhjxvHN"},
	{"z82LkuBieyGShVBhvtE2zoiD6Kma4tJGFtkAhxR5pfkp5QPw4LutoYWhvQCnGjdVn14kujQ",
		"z2fanyY7zgwNpZGxX5fXXibvScNaUWNprHU9dKx7qpVj7mws9J8LLt4mDB5TyH2GLHWkUc"},
};

TEST(multikey_both_ways)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct key *public, *private;
		REQUIRE_OK(multikey_parse(a, str_of(pairs[i][0]), &public));
		REQUIRE_OK(multikey_parse_secret(a, str_of(pairs[i][1]), &private));
		CHECK(key_eq(public, private));
		CHECK_INT(key_type(private), types[i]);
		CHECK_STR(multikey_print(a, private), pairs[i][0]);
		CHECK_STR(multikey_print_secret(a, private), pairs[i][1]);
	}
	arena_free(a);
}

TEST(multikey_refuses_what_is_none)
{
	static const char *const bad[] = {"", "z",
		"6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
		"u6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
		"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ",
		"z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ0",
		"zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"};
	struct arena *a = arena_new();
	struct key *k;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		CHECK_ERR(multikey_parse(a, str_of(bad[i]), &k), ERR_INVALID);
		CHECK_ERR(multikey_parse_secret(a, str_of(bad[i]), &k), ERR_INVALID);
	}
	CHECK_ERR(multikey_parse(a, str_of(pairs[0][1]), &k), ERR_INVALID);
	CHECK_ERR(multikey_parse_secret(a, str_of(pairs[0][0]), &k), ERR_INVALID);
	arena_free(a);
}

TEST(key_cache_keeps_the_latest)
{
	struct arena *a = arena_new();
	struct key_cache *c = key_cache_new();
	struct key *first, *again, *k;
	struct str text = str_of(pairs[1][0]);
	REQUIRE_OK(key_cache_get(c, text, &first));
	REQUIRE_OK(key_cache_get(c, text, &again));
	CHECK(first == again);
	CHECK_ERR(key_cache_get(c, STR("z6Mk"), &k), ERR_INVALID);
	for (int i = 0; i < KEY_CACHE_MOST + 3; i++) {
		struct key *other;
		REQUIRE_OK(key_generate(a, KEY_ED25519, &random_system, &other));
		REQUIRE_OK(key_cache_get(c, multikey_print(a, other), &k));
		CHECK(key_eq(k, other));
	}
	REQUIRE_OK(key_cache_get(c, text, &again));
	CHECK_STR(multikey_print(a, again), pairs[1][0]);
	key_cache_free(c);
	key_cache_free(NULL);
	arena_free(a);
}
