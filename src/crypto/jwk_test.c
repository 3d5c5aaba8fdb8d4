#include "crypto/jwk.h"

#include "base/arena.h"
#include "unit/unit.h"

static const enum key_type types[] = {KEY_ED25519, KEY_P256, KEY_P384};

TEST(jwk_both_ways)
{
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		struct key *k, *back;
		REQUIRE_OK(key_generate(a, types[i], &random_system, &k));
		struct json public = jwk_print(a, k);
		CHECK(!json_get(&public, STR("d")));
		REQUIRE_OK(jwk_public(a, &public, &back));
		CHECK(key_eq(k, back) && !key_can_sign(back));
	}
	arena_free(a);
}

static const char rfc8037[] = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"d\":\"nWGxne_"
			      "9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A\","
			      "\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

TEST(jwk_of_rfc_8037)
{
	struct arena *a = arena_new();
	struct json *jwk;
	struct key *k;
	REQUIRE_OK(json_parse(a, str_of(rfc8037), &json_limits_default, &jwk));
	REQUIRE_OK(jwk_public(a, jwk, &k));
	CHECK(!key_can_sign(k));
	struct json printed = jwk_print(a, k);
	CHECK(json_eq(json_get(&printed, STR("x")), json_get(jwk, STR("x"))));
	arena_free(a);
}

TEST(jwk_refuses_what_is_none)
{
	static const char *const bad[] = {"{}", "[]", "{\"kty\":\"EC\"}",
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\"}",
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":1}",
		"{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}",
		"{\"kty\":\"EC\",\"crv\":\"Ed25519\","
		"\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
		"{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"11qYAYKxCrfVS_"
		"7TyWQHOg7hcvPapiMlrwIaaPcHURo\","
		"\"y\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}"};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct json *jwk;
		struct key *k;
		REQUIRE_OK(json_parse(a, str_of(bad[i]), &json_limits_default, &jwk));
		CHECK_ERR(jwk_public(a, jwk, &k), ERR_INVALID);
	}
	arena_free(a);
}
