#include "db/postgresql/connection.h"

#include "unit/unit.h"

static const struct db_item numbers = {.name = "n", .type = DB_INT, .list = true};
static const struct db_item texts = {.name = "t", .type = DB_TEXT, .list = true};

TEST(value_list_as_array_recv_reads_it)
{
	struct arena *a = arena_new();
	const int64_t two[] = {1, -2};
	int len = 0;
	const char *p =
		pg_value_encode(a, &numbers, &(struct db_value){.s = {(const char *)two, 2}}, &len);
	CHECK(str_eq(
		(struct str){p, (size_t)len}, STR("\0\0\0\1\0\0\0\0\0\0\0\x14\0\0\0\2\0\0\0\1"
						  "\0\0\0\10\0\0\0\0\0\0\0\1"
						  "\0\0\0\10\xff\xff\xff\xff\xff\xff\xff\xfe")));
	const struct str words[] = {STR("ab"), STR_NONE};
	p = pg_value_encode(a, &texts, &(struct db_value){.s = {(const char *)words, 2}}, &len);
	CHECK(str_eq((struct str){p, (size_t)len},
		STR("\0\0\0\1\0\0\0\0\0\0\0\x19\0\0\0\2\0\0\0\1\0\0\0\2ab\0\0\0\0")));
	p = pg_value_encode(a, &texts, &(struct db_value){0}, &len);
	CHECK(str_eq((struct str){p, (size_t)len}, STR("\0\0\0\0\0\0\0\0\0\0\0\x19")));
	arena_free(a);
}

TEST(value_tells_null_from_empty)
{
	struct arena *a = arena_new();
	const struct db_item text = {.name = "t", .type = DB_TEXT, .nullable = true};
	int len = 7;
	CHECK(!pg_value_encode(a, &text, &(struct db_value){.null = true}, &len));
	CHECK(pg_value_encode(a, &text, &(struct db_value){.s = STR_NONE}, &len) && len == 0);
	arena_free(a);
}
