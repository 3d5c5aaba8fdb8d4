#include "crypto/token.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

TEST(token_survives_print_and_parse)
{
	struct arena *a = arena_new();
	for (int i = 0; i < 100; i++) {
		struct token t = token_new(&random_system), back;
		struct str s = token_print(a, &t);
		CHECK_INT((int64_t)s.len, TOKEN_TEXT);
		CHECK(token_parse(s, &back));
		CHECK(memcmp(&t, &back, sizeof(t)) == 0);
	}
	arena_free(a);
}

TEST(token_parse_refuses_all_else)
{
	struct token t = {{1, 2, 3}}, kept = t;
	static const char *const wrong[] = {
		"", "short", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
		"AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAAAAAAAA",
		"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB", /* a second spelling of zeros */
	};
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CHECK(!token_parse(str_of(wrong[i]), &t));
	CHECK(memcmp(&t, &kept, sizeof(t)) == 0);
	CHECK(token_parse(STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &t));
}

TEST(token_digest_hides_the_token)
{
	struct token t = token_new(&random_system), u = t;
	u.bytes[31] ^= 1;
	struct digest d = token_digest(&t), e = token_digest(&u);
	CHECK(memcmp(d.bytes, t.bytes, 32) != 0);
	CHECK(!hash_eq(&d, &e));
}

TEST(form_token_fits_its_session_only)
{
	struct arena *a = arena_new();
	struct token session = token_new(&random_system), other = token_new(&random_system);
	struct str first = form_token(a, &random_system, &session);
	struct str second = form_token(a, &random_system, &session);
	CHECK_INT((int64_t)first.len, FORM_TOKEN_TEXT);
	CHECK(form_token_ok(first, &session));
	CHECK(form_token_ok(second, &session));
	CHECK(!form_token_ok(first, &other));
	CHECK(!form_token_ok(STR_NONE, &session));
	CHECK(!form_token_ok(str_sub(first, 0, 85), &session));
	arena_free(a);
}

/* A compressed page leaks what repeats: no two responses may share more than chance allows. */
TEST(form_token_is_masked_anew)
{
	struct arena *a = arena_new();
	struct token session = token_new(&random_system);
	struct str first = form_token(a, &random_system, &session);
	struct str second = form_token(a, &random_system, &session);
	int same = 0;
	for (size_t i = 0; i < FORM_TOKEN_TEXT; i++)
		same += first.p[i] == second.p[i];
	CHECK(same < 20);
	arena_free(a);
}

TEST(form_token_notices_any_changed_symbol)
{
	struct arena *a = arena_new();
	struct token session = token_new(&random_system);
	struct str sent = form_token(a, &random_system, &session);
	char *p = str_z(a, sent);
	for (size_t i = 0; i < FORM_TOKEN_TEXT; i++) {
		char kept = p[i];
		p[i] = kept == 'A' ? 'B' : 'A';
		CHECK(!form_token_ok((struct str){p, FORM_TOKEN_TEXT}, &session));
		p[i] = kept;
	}
	CHECK(form_token_ok((struct str){p, FORM_TOKEN_TEXT}, &session));
	arena_free(a);
}
