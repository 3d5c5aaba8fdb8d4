#include "db/statement.h"

#include "db/engine.h"
#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <string.h>

/* Everything of a test happens in one transaction: fn is the test. */
static void in_tx(db_fn fn)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, fn, s.arena));
	scratch_close(&s);
}

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

static err_t full_row(struct tx *tx, void *arena)
{
	struct row_id mother, id;
	struct person_row *row;
	const day born = -365;
	const usec seen = 1234567890123456;
	TRY(add_plain(tx, 'm', STR("Mother"), &mother));
	TRY(person_add(tx, code_of('x'), STR("Zoë"), &born, &seen, STR("\0\1\xff"), true, mother,
		STR("{\"nl\":\"juf\"}"), &id));
	TRY(person_get(tx, arena, id, &row));
	CHECK(row != NULL && row->id.n == id.n && public_id_eq(row->code, code_of('x')));
	CHECK_STR(row->name, "Zoë");
	CHECK(*row->born == -365 && *row->seen == 1234567890123456 && row->awake);
	CHECK(str_eq(row->photo, STR("\0\1\xff")) && row->mother.n == mother.n);
	CHECK_STR(row->title, "{\"nl\":\"juf\"}");
	return NULL;
}

TEST(statement_returns_every_type)
{
	in_tx(full_row);
}

static err_t empty_row(struct tx *tx, void *arena)
{
	struct row_id id;
	struct person_row row;
	const day *born = &(day){7};
	const usec *seen = &(usec){7};
	TRY(add_plain(tx, 'x', STR_NONE, &id));
	TRY(person_by_code(tx, arena, code_of('x'), &row));
	CHECK(row.name.p && row.name.len == 0);
	CHECK(!row.born && !row.seen && !row.photo.p && !row.awake && !row.mother.n);
	CHECK(!row.title.p);
	TRY(person_born(tx, arena, id, &born));
	TRY(person_seen(tx, arena, id, &seen));
	CHECK(!born && !seen);
	return NULL;
}

TEST(statement_tells_null_from_empty)
{
	in_tx(empty_row);
}

static err_t one_or_none(struct tx *tx, void *arena)
{
	struct row_id id, found = {7};
	struct str name = STR("untouched");
	struct person_row *row = NULL, only = {.name = STR("untouched")};
	CHECK_ERR(person_name(tx, arena, (struct row_id){99}, &name), ERR_NOT_FOUND);
	CHECK_STR(name, "untouched");
	TRY(person_find(tx, STR("nobody"), &found));
	CHECK_INT(found.n, 0);
	TRY(add_plain(tx, 'x', STR("X"), &id));
	TRY(person_find(tx, STR("X"), &found));
	CHECK_INT(found.n, id.n);
	TRY(person_get(tx, arena, (struct row_id){99}, &row));
	CHECK(!row);
	TRY(add_plain(tx, 'y', STR("Y"), &id));
	CHECK_ERR(person_by_mother(tx, arena, (struct row_id){0}, &only), ERR_INTERNAL);
	CHECK_STR(only.name, "untouched");
	return NULL;
}

TEST(statement_one_maybe_and_too_many)
{
	in_tx(one_or_none);
}

static err_t counts(struct tx *tx, void *arena)
{
	struct row_id id;
	int64_t count;
	struct answer_row_list answers;
	TRY(add_plain(tx, 'a', STR("A"), &id));
	for (int i = 99; i >= 0; i--) {
		struct str question = str_fmt(arena, "q%02d", i);
		TRY(answer_put(tx, id, question, question, i));
	}
	TRY(answer_touch(tx, id, 50, &count));
	CHECK_INT(count, 100);
	TRY(answer_list(tx, arena, id, &answers));
	CHECK_INT(answers.len, 100);
	for (size_t i = 0; i < answers.len; i++) {
		CHECK(str_eq(answers.at[i].question, answers.at[i].body));
		CHECK_INT(answers.at[i].changed, i < 50 ? 50 : (usec)i);
	}
	TRY(person_delete(tx, (struct row_id){99}, &count));
	CHECK_INT(count, 0);
	TRY(person_delete(tx, id, &count));
	CHECK_INT(count, 1);
	TRY(answer_count(tx, &count));
	CHECK_INT(count, 0); /* by the reference's ON DELETE CASCADE */
	TRY(answer_list(tx, arena, id, &answers));
	CHECK_INT(answers.len, 0);
	return NULL;
}

TEST(statement_many_in_order_and_count)
{
	in_tx(counts);
}

struct mistake {
	struct arena *arena;
	err_t (*make)(struct tx *tx);
};

static err_t same_code(struct tx *tx)
{
	struct row_id other = {7};
	err_t e = add_plain(tx, 'a', STR("B"), &other);
	CHECK_INT(other.n, 7);
	return e;
}

static err_t no_such_person(struct tx *tx)
{
	return answer_add(tx, (struct row_id){99}, STR("q"), STR("x"), 1);
}

static err_t nobody(struct tx *tx)
{
	return answer_add(tx, (struct row_id){0}, STR("q"), STR("x"), 1);
}

static err_t answer_twice(struct tx *tx)
{
	TRY(answer_add(tx, (struct row_id){1}, STR("q"), STR("x"), 1));
	return answer_add(tx, (struct row_id){1}, STR("q"), STR("x"), 1);
}

static err_t no_object(struct tx *tx)
{
	struct row_id other;
	return person_add(tx, code_of('b'), STR("B"), NULL, NULL, STR_NONE, false,
		(struct row_id){0}, STR("[]"), &other);
}

static err_t no_json(struct tx *tx)
{
	struct row_id other;
	return person_add(tx, code_of('b'), STR("B"), NULL, NULL, STR_NONE, false,
		(struct row_id){0}, STR("no json"), &other);
}

static err_t no_utf8(struct tx *tx)
{
	struct row_id other;
	return add_plain(tx, 'b', STR("\xff"), &other);
}

static err_t nul_in_text(struct tx *tx)
{
	struct row_id other;
	return add_plain(tx, 'b', STR("a\0b"), &other);
}

static err_t first_person(struct tx *tx, void *ctx)
{
	(void)ctx;
	struct row_id id;
	return add_plain(tx, 'a', STR("A"), &id);
}

static err_t make_mistake(struct tx *tx, void *ctx)
{
	const struct mistake *m = ctx;
	tx_allow(tx);
	return m->make(tx);
}

static void check_mistake(const struct scratch *s, err_t (*make)(struct tx *tx), enum err_code code)
{
	struct mistake m = {s->arena, make};
	CHECK_ERR(db_tx(s->db, make_mistake, &m), code);
}

TEST(statement_says_what_is_wrong)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, first_person, NULL));
	check_mistake(&s, same_code, ERR_CONFLICT);
	check_mistake(&s, no_such_person, ERR_CONFLICT);
	check_mistake(&s, nobody, ERR_INTERNAL);
	check_mistake(&s, answer_twice, ERR_CONFLICT);
	check_mistake(&s, no_object, ERR_INTERNAL);
	check_mistake(&s, no_json, ERR_INTERNAL);
	check_mistake(&s, no_utf8, ERR_INVALID);
	check_mistake(&s, nul_in_text, ERR_INVALID);
	scratch_close(&s);
}

/* Goes on after the database refused a statement, and says that all is well. */
static err_t pass_over(struct tx *tx, void *ctx)
{
	struct arena *arena = ctx;
	struct row_id id;
	struct str name;
	TRY(add_plain(tx, 'b', STR("B"), &id));
	CHECK_ERR(add_plain(tx, 'a', STR("A again"), &id), ERR_CONFLICT);
	CHECK_ERR(add_plain(tx, 'c', STR("C"), &id), ERR_INTERNAL);
	CHECK_ERR(person_name(tx, arena, (struct row_id){1}, &name), ERR_INTERNAL);
	return NULL;
}

static err_t count_people(struct tx *tx, void *ctx)
{
	return person_count(tx, ctx);
}

TEST(statement_that_failed_ends_the_transaction)
{
	struct scratch s;
	int64_t people = 0;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, first_person, NULL));
	CHECK_ERR(db_tx(s.db, pass_over, s.arena), ERR_INTERNAL);
	CHECK_OK(db_read(s.db, count_people, &people));
	CHECK_INT(people, 1);
	scratch_close(&s);
}

static err_t number_again(struct tx *tx, void *arena)
{
	(void)arena;
	struct row_id first, second;
	int64_t count;
	TRY(add_plain(tx, 'a', STR("A"), &first));
	TRY(person_delete(tx, first, &count));
	TRY(add_plain(tx, 'b', STR("B"), &second));
	CHECK(second.n > first.n);
	return NULL;
}

TEST(statement_never_numbers_two_rows_alike)
{
	in_tx(number_again);
}

static err_t other_store(struct tx *tx, void *arena)
{
	(void)arena;
	static const struct db_statement stranger = {.name = "stranger", .sqlite = "x"};
	CHECK_ERR(tx_run(tx, &stranger, NULL), ERR_INTERNAL);
	return NULL;
}

TEST(statement_of_another_store_is_refused)
{
	in_tx(other_store);
}
