#include "crypto/sha2.h"

#include "base/arena.h"
#include "codec/hex.h"
#include "unit/unit.h"

/* FIPS 180-4's own example "abc", and nothing. */
static const struct {
	enum sha2_kind kind;
	const char *text, *digest;
} cases[] = {
	{SHA2_256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
	{SHA2_256, "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	{SHA2_384, "abc",
		"cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
		"8086072ba1e7cc2358baeca134c825a7"},
	{SHA2_512, "abc",
		"ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
		"2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
};

TEST(sha2_of_the_standard_again_and_again)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sha2 *h = sha2_new(a, cases[i].kind);
		uint8_t digest[SHA2_MOST];
		struct str text = str_of(cases[i].text);
		for (int round = 0; round < 2; round++) {
			sha2_of(h, text, digest);
			CHECK_STR(hex_print(a, (struct str){(char *)digest, sha2_len(h)}),
				cases[i].digest);
		}
		sha2_begin(h);
		for (size_t k = 0; k < text.len; k++)
			sha2_add(h, str_sub(text, k, 1));
		sha2_end(h, digest);
		CHECK_STR(hex_print(a, (struct str){(char *)digest, sha2_len(h)}), cases[i].digest);
	}
	arena_free(a);
}
