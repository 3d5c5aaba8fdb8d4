#include "codec/gzip.h"

#include "base/arena.h"
#include "base/random.h"
#include "unit/unit.h"

#include <string.h>

static struct str packed(struct arena *a, struct str plain)
{
	struct gzip *g = gzip_new(6);
	struct str p = STR_NONE;
	CHECK(gzip_pack(g, a, plain, gzip_most(plain.len), &p));
	gzip_free(g);
	return p;
}

TEST(gzip_comes_back)
{
	struct arena *a = arena_new();
	static char raw[100000];
	for (int round = 0; round < 2; round++) {
		struct str text = {raw, sizeof(raw)}, back;
		REQUIRE_OK(gzip_unpack(a, packed(a, text), sizeof(raw), &back));
		CHECK(str_eq(text, back));
		random_fill(&random_system, raw, sizeof(raw));
	}
	struct str back;
	REQUIRE_OK(gzip_unpack(a, packed(a, STR("")), 10, &back));
	CHECK_INT((int64_t)back.len, 0);
	arena_free(a);
}

TEST(gzip_pack_keeps_its_limit)
{
	struct arena *a = arena_new();
	struct gzip *g = gzip_new(1);
	struct str p;
	CHECK(!gzip_pack(g, a, STR("abc"), 3, &p));
	CHECK(gzip_pack(g, a, STR("abc"), 100, &p));
	gzip_free(g);
	gzip_free(NULL);
	arena_free(a);
}

TEST(gzip_refuses_what_is_damaged_or_too_large)
{
	struct arena *a = arena_new();
	static char zeros[50000];
	struct str good = packed(a, (struct str){zeros, sizeof(zeros)}), back;
	CHECK_ERR(gzip_unpack(a, good, sizeof(zeros) - 1, &back), ERR_TOO_LARGE);
	CHECK_ERR(gzip_unpack(a, str_sub(good, 0, good.len - 1), 1 << 30, &back), ERR_INVALID);
	CHECK_ERR(gzip_unpack(a, str_sub(good, 0, 10), 1 << 20, &back), ERR_INVALID);
	CHECK_ERR(gzip_unpack(a, STR_NONE, 1 << 20, &back), ERR_INVALID);
	for (size_t i = 0; i < good.len; i++) {
		struct str bad = str_dup(a, good);
		((char *)(uintptr_t)bad.p)[i] ^= 1;
		err_t e = gzip_unpack(a, bad, 1 << 20, &back);
		/* Some bits do not matter: the time, the system, codes that nothing uses. */
		CHECK(e || str_eq(back, (struct str){zeros, sizeof(zeros)}));
		err_free(e);
	}
	char *p = arena_alloc(a, good.len * 2);
	memcpy(p, good.p, good.len);
	memcpy(p + good.len, good.p, good.len);
	struct str twice = {p, good.len * 2};
	CHECK_ERR(gzip_unpack(a, twice, 1 << 20, &back), ERR_INVALID);
	char lie[20] = {0x1f, (char)0x8b, 8};
	memset(lie + 20 - 4, 0x7f, 4);
	CHECK_ERR(gzip_unpack(a, (struct str){lie, sizeof(lie)}, SIZE_MAX, &back), ERR_INVALID);
	arena_free(a);
}

TEST(gzip_checksum_tells_texts_apart)
{
	CHECK(gzip_checksum(STR("a")) == gzip_checksum(STR("a")));
	CHECK(gzip_checksum(STR("a")) != gzip_checksum(STR("b")));
	CHECK(gzip_checksum(STR("")) != gzip_checksum((struct str){"\0", 1}));
}
