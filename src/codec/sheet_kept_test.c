#include "codec/sheet_kept.h"

#include "base/arena.h"
#include "unit/unit.h"

static const struct str head[] = {STR("Name"), STR("Country")};
static const struct str first[] = {STR("Zo\xc3\xab"), STR(""), STR("x\ny")};
static const struct sheet_row rows[] = {{head, 2, 1}, {first, 3, 17}};
static const struct str names[] = {STR("One")};
static const struct sheet whole = {.rows = rows,
	.len = 2,
	.columns = 3,
	.name = STR("One"),
	.names = names,
	.names_len = 1,
	.notes = {.hidden = 1, .merged = 2, .formulas = 4, .unknown = 3, .unknown_row = 9}};

TEST(sheet_that_was_kept_is_the_same)
{
	struct arena *a = arena_new();
	struct sheet got = {0};
	struct str bytes;
	REQUIRE(sheet_keep(a, &whole, 1000, &bytes));
	REQUIRE_OK(sheet_kept(a, bytes, &got));
	CHECK(got.len == 2 && got.columns == 3 && got.names_len == 1);
	CHECK_STR(got.name, "One");
	CHECK_STR(got.names[0], "One");
	CHECK(got.rows[0].number == 1 && got.rows[0].len == 2 && got.rows[1].number == 17);
	CHECK_STR(sheet_cell(&got.rows[1], 0), "Zo\xc3\xab");
	CHECK_STR(sheet_cell(&got.rows[1], 1), "");
	CHECK_STR(sheet_cell(&got.rows[1], 2), "x\ny");
	CHECK(got.notes.hidden == 1 && got.notes.merged == 2 && got.notes.formulas == 4 &&
		got.notes.unknown == 3 && got.notes.unknown_row == 9);
	CHECK(!sheet_keep(a, &whole, bytes.len - 1, &bytes));
	arena_free(a);
}

TEST(sheet_that_is_not_whole_is_refused)
{
	struct arena *a = arena_new();
	struct sheet got = {.len = 77};
	struct str bytes;
	REQUIRE(sheet_keep(a, &whole, 1000, &bytes));
	for (size_t len = 0; len < bytes.len; len++)
		CHECK_ERR(sheet_kept(a, str_dup(a, str_sub(bytes, 0, len)), &got), ERR_INTERNAL);
	for (size_t i = 0; i < bytes.len; i++) { /* far too many of something */
		char *changed = str_z(a, bytes);
		changed[i] = (char)0xff;
		err_free(sheet_kept(a, (struct str){changed, bytes.len}, &(struct sheet){0}));
	}
	CHECK_INT((int64_t)got.len, 77);
	arena_free(a);
}
