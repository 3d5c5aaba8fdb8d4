#include "credential/status_list.h"

#include "base/arena.h"
#include "codec/base64.h"
#include "codec/gzip.h"
#include "unit/unit.h"

#include <string.h>

TEST(status_list_counts_from_the_highest_bit)
{
	struct arena *a = arena_new();
	struct status_list l;
	REQUIRE_OK(status_list_new(a, 1, &l));
	CHECK_INT((int64_t)l.bits, STATUS_LIST_LEAST);
	status_list_set(&l, 0);
	status_list_set(&l, 15);
	CHECK_INT(l.bytes[0], 0x80);
	CHECK_INT(l.bytes[1], 0x01);
	CHECK(status_list_get(&l, 0) && status_list_get(&l, 15) && !status_list_get(&l, 1));
	status_list_clear(&l, 0);
	CHECK(!status_list_get(&l, 0));
	REQUIRE_OK(status_list_new(a, STATUS_LIST_LEAST + 1, &l));
	CHECK_INT((int64_t)l.bits, STATUS_LIST_LEAST + 8);
	CHECK_ERR(status_list_new(a, STATUS_LIST_MOST + 1, &l), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(status_list_comes_back_from_its_text)
{
	struct arena *a = arena_new();
	struct status_list l, back;
	REQUIRE_OK(status_list_new(a, 200000, &l));
	status_list_set(&l, 94567);
	status_list_set(&l, l.bits - 1);
	REQUIRE_OK(status_list_parse(a, status_list_print(a, &l), &back));
	CHECK_INT((int64_t)back.bits, (int64_t)l.bits);
	CHECK(memcmp(l.bytes, back.bytes, l.bits / 8) == 0);
	arena_free(a);
}

/* The example list of the standard: 131,072 zeros. */
TEST(status_list_of_another_maker)
{
	struct arena *a = arena_new();
	struct status_list l;
	REQUIRE_OK(status_list_parse(a,
		STR("uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"), &l));
	CHECK_INT((int64_t)l.bits, STATUS_LIST_LEAST);
	for (size_t i = 0; i < l.bits / 8; i++)
		if (l.bytes[i])
			CHECK_INT((int64_t)i, -1);
	arena_free(a);
}

static struct str packed(struct arena *a, size_t bytes)
{
	struct gzip *g = gzip_new(9);
	struct str p = STR_NONE;
	char *zeros = arena_alloc(a, bytes);
	CHECK(gzip_pack(g, a, (struct str){zeros, bytes}, gzip_most(bytes), &p));
	gzip_free(g);
	return str_fmt(a, "u%.*s", STR_ARG(base64_print(a, BASE64URL, p)));
}

TEST(status_list_refuses_other_texts)
{
	struct arena *a = arena_new();
	struct status_list l;
	CHECK_ERR(status_list_parse(a, STR(""), &l), ERR_INVALID);
	CHECK_ERR(status_list_parse(a, STR("H4sI"), &l), ERR_INVALID);
	CHECK_ERR(status_list_parse(a, STR("u!"), &l), ERR_INVALID);
	CHECK_ERR(status_list_parse(a, STR("uH4sI"), &l), ERR_INVALID);
	CHECK_ERR(status_list_parse(a, packed(a, STATUS_LIST_LEAST / 8 - 1), &l), ERR_INVALID);
	CHECK_ERR(status_list_parse(a, packed(a, STATUS_LIST_MOST / 8 + 1), &l), ERR_TOO_LARGE);
	arena_free(a);
}

TEST(status_list_deals_each_position_once_and_only_half)
{
	struct arena *a = arena_new();
	struct status_list taken, seen;
	size_t i;
	REQUIRE_OK(status_list_new(a, 0, &taken));
	REQUIRE_OK(status_list_new(a, 0, &seen));
	memset(taken.bytes, 0xff, taken.bits / 16 - 100);
	for (int n = 0; n < 800; n++) {
		REQUIRE_OK(status_list_deal(&taken, &random_system, &i));
		CHECK(i >= taken.bits / 2 - 800 && !status_list_get(&seen, i));
		status_list_set(&seen, i);
	}
	CHECK_ERR(status_list_deal(&taken, &random_system, &i), ERR_CONFLICT);
	arena_free(a);
}

TEST(status_list_credential_and_entry_say_where)
{
	struct arena *a = arena_new();
	struct status_list l, back;
	REQUIRE_OK(status_list_new(a, 0, &l));
	struct json c = status_list_credential(a, &l, STR("https://s.example/1"), STR("did:web:s"),
		STR("revocation"), STR("2026-01-01T00:00:00Z"), STR("2026-01-08T00:00:00Z"));
	CHECK_STR(json_str(json_get(&c, STR("validUntil"))), "2026-01-08T00:00:00Z");
	const struct json *subject = json_get(&c, STR("credentialSubject"));
	CHECK_STR(json_str(json_get(subject, STR("id"))), "https://s.example/1#list");
	REQUIRE_OK(status_list_parse(a, json_str(json_get(subject, STR("encodedList"))), &back));
	struct json e = status_list_entry(a, STR("https://s.example/1"), STR("revocation"), 42);
	CHECK_STR(json_str(json_get(&e, STR("id"))), "https://s.example/1#42");
	CHECK_STR(json_str(json_get(&e, STR("statusListIndex"))), "42");
	arena_free(a);
}
