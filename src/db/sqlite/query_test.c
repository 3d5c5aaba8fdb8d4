#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>

static struct public_id code_of(char c)
{
	struct public_id code;
	memset(code.bytes, c, sizeof(code.bytes));
	return code;
}

static err_t add_plain(struct tx *tx, char c, struct str name, struct row_id *ret_id)
{
	tx_allow(tx);
	return person_add(tx, code_of(c), name, NULL, NULL, STR_NONE, false, (struct row_id){0},
		STR_NONE, ret_id);
}

static void in_tx(db_fn fn)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, fn, s.arena));
	scratch_close(&s);
}

static err_t other_types(struct tx *tx, void *arena)
{
	struct lie_row lie = {STR("untouched")};
	struct row_id id;
	/* described as bytes that are always there, and is neither */
	TRY(add_plain(tx, 'a', STR("A"), &id));
	CHECK_ERR(person_title_of_row_without_name(tx, arena, id, &lie), ERR_INTERNAL);
	TRY(person_add(tx, code_of('c'), STR("C"), NULL, NULL, STR_NONE, false, (struct row_id){0},
		STR("{}"), &id));
	CHECK_ERR(person_title_of_row_without_name(tx, arena, id, &lie), ERR_INTERNAL);
	CHECK_STR(lie.name, "untouched");
	return NULL;
}

TEST(query_refuses_other_types_than_described)
{
	in_tx(other_types);
}

static err_t odd_bytes(struct tx *tx, void *arena)
{
	struct row_id id;
	struct answer_row_list rows;
	struct str large = {memset(arena_bytes(arena, 3 << 20), 'x', 3 << 20), 3 << 20};
	TRY(add_plain(tx, 'a', STR("A"), &id));
	TRY(answer_put(tx, id, STR("1 empty"), STR(""), INT64_MIN));
	TRY(answer_put(tx, id, STR("2 none"), STR_NONE, INT64_MAX));
	TRY(answer_put(tx, id, STR("3 zeros"), STR("\0a\0"), 0));
	TRY(answer_put(tx, id, STR("4 large"), large, -1));
	TRY(answer_list(tx, arena, id, &rows));
	CHECK_INT(rows.len, 4);
	CHECK(rows.at[0].body.p && rows.at[0].body.len == 0 && rows.at[0].changed == INT64_MIN);
	CHECK(rows.at[1].body.p && rows.at[1].body.len == 0 && rows.at[1].changed == INT64_MAX);
	CHECK(str_eq(rows.at[2].body, STR("\0a\0")));
	CHECK(str_eq(rows.at[3].body, large) && rows.at[3].changed == -1);
	return NULL;
}

TEST(query_keeps_every_byte_and_number)
{
	in_tx(odd_bytes);
}

static err_t wrong_sql(struct tx *tx, void *arena)
{
	(void)arena;
	const struct db_migration broken = {.name = "broken", .sqlite = "this is no sql"};
	CHECK_ERR(sqlite_script(tx, &broken), ERR_INTERNAL);
	return NULL;
}

TEST(query_script_says_that_it_failed)
{
	in_tx(wrong_sql);
}
