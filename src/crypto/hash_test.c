#include "crypto/hash.h"

#include "base/arena.h"
#include "unit/unit.h"

static struct str hex(struct arena *a, const struct digest *d)
{
	char *p = arena_alloc(a, 65);
	for (size_t i = 0; i < sizeof(d->bytes); i++) {
		p[2 * i] = "0123456789abcdef"[d->bytes[i] >> 4];
		p[2 * i + 1] = "0123456789abcdef"[d->bytes[i] & 15];
	}
	return (struct str){p, 64};
}

/* FIPS 180-4 examples. */
TEST(hash_sha256_known_answers)
{
	struct arena *a = arena_new();
	struct digest d = hash_sha256(STR_NONE);
	CHECK_STR(hex(a, &d), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	d = hash_sha256(STR("abc"));
	CHECK_STR(hex(a, &d), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	const struct str parts[] = {STR("a"), STR(""), STR("bc")};
	struct digest same = hash_sha256_parts(parts, 3);
	CHECK(hash_eq(&d, &same));
	arena_free(a);
}

/* RFC 4231, test case 2. */
TEST(hash_hmac_known_answer)
{
	struct arena *a = arena_new();
	struct secret key;
	CHECK(secret_copy(STR("Jefe"), &key));
	struct digest d = hash_hmac(&key, STR("what do ya want for nothing?"));
	CHECK_STR(hex(a, &d), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
	arena_free(a);
}

TEST(hash_derived_keys_differ_by_purpose_and_key)
{
	struct secret key, other, a, b, c;
	secret_random(&random_system, 32, &key);
	secret_random(&random_system, 32, &other);
	hash_derive(&key, "a", &a);
	hash_derive(&key, "b", &b);
	hash_derive(&other, "a", &c);
	CHECK_INT((int64_t)a.len, 32);
	CHECK(!secret_eq(&a, &b));
	CHECK(!secret_eq(&a, &c));
	hash_derive(&key, "a", &b);
	CHECK(secret_eq(&a, &b));
}
