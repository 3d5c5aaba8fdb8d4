/* What every engine does alike: values, snapshots, callers in great number. */
#include "db/engine.h"

#include "db/fixture.h"
#include "db/keys.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>
#include <string.h>

enum { CALLERS = 16, CALLS = 50 };

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

TEST(engine_refuses_other_types_than_described)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_tx(s.db, other_types, s.arena), ERR_INTERNAL); /* and nothing is kept */
	scratch_close(&s);
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

TEST(engine_keeps_every_byte_and_number)
{
	in_tx(odd_bytes);
}

static err_t lists(struct tx *tx, void *arena)
{
	struct row_id ids[3];
	struct id_list found;
	struct text_list names;
	TRY(add_plain(tx, 'a', STR("A"), &ids[0]));
	TRY(add_plain(tx, 'b', STR(""), &ids[1]));
	TRY(add_plain(tx, 'c', STR("C';--"), &ids[2]));
	const struct str wanted[] = {STR("C';--"), STR("nobody"), STR_NONE};
	TRY(person_find_all(tx, arena, (struct text_list){wanted, 3}, &found));
	CHECK(found.len == 2 && found.at[0].n == ids[1].n && found.at[1].n == ids[2].n);
	TRY(person_find_all(tx, arena, (struct text_list){NULL, 0}, &found));
	CHECK(found.len == 0);
	const struct public_id codes[] = {code_of('a'), code_of('z')};
	TRY(person_find_others(tx, arena, (struct id_list){&ids[2], 1},
		(struct public_id_list){codes, 2}, &names));
	CHECK(names.len == 1 && names.at[0].len == 0);
	TRY(person_find_others(
		tx, arena, (struct id_list){NULL, 0}, (struct public_id_list){NULL, 0}, &names));
	CHECK(names.len == 3);
	CHECK_ERR(person_find_all(tx, arena, (struct text_list){wanted, DB_LIST_MAX + 1}, &found),
		ERR_TOO_LARGE);
	return NULL;
}

TEST(engine_takes_lists_that_stand_in_in_and_not_in)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, lists, s.arena));
	scratch_close(&s);
}

static err_t add_note(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return note_put(tx, *(int *)ctx, STR("body"));
}

/* Counts, lets somebody else commit, and counts again. */
static err_t count_twice(struct tx *tx, void *ctx)
{
	struct scratch *s = ctx;
	int64_t before, after;
	TRY(note_count(tx, &before));
	CHECK_OK(db_tx(s->db, add_note, &(int){2}));
	TRY(note_count(tx, &after));
	CHECK_INT(after, before);
	return NULL;
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

TEST(engine_read_is_one_snapshot)
{
	struct scratch s;
	int64_t n = 0;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_read(s.db, count_twice, &s));
	CHECK_OK(db_read(s.db, count, &n));
	CHECK_INT(n, 2);
	scratch_close(&s);
}

/* A reader goes on while a writer holds its transaction open. */
static err_t read_inside(struct tx *tx, void *ctx)
{
	struct scratch *s = ctx;
	int64_t n = 0;
	tx_allow(tx);
	TRY(note_put(tx, 2, STR("body")));
	CHECK_OK(db_read(s->db, count, &n));
	CHECK_INT(n, 1);
	return NULL;
}

TEST(engine_read_does_not_wait_for_a_writer)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, read_inside, &s));
	scratch_close(&s);
}

static err_t nested(struct tx *tx, void *ctx)
{
	(void)tx;
	struct scratch *s = ctx;
	return db_tx(s->db, add_note, &(int){2});
}

TEST(engine_refuses_a_transaction_inside_a_transaction)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_tx(s.db, nested, &s), ERR_INTERNAL);
	CHECK_OK(db_tx(s.db, add_note, &(int){2}));
	scratch_close(&s);
}

struct caller {
	pthread_t thread;
	struct db *db;
	int number; /* of the next note */
	bool fail;
	err_t result;
};

static err_t add_or_fail(struct tx *tx, void *ctx)
{
	struct caller *c = ctx;
	TRY(add_note(tx, &c->number));
	return c->fail ? err_log(ERR_FORBIDDEN, "caller %d", c->number) : NULL;
}

static void *call_often(void *arg)
{
	struct caller *c = arg;
	for (int i = 0; i < CALLS && !c->result; i++, c->number++) {
		c->fail = i % 5 == 3;
		err_t e = db_tx(c->db, add_or_fail, c);
		if (c->fail && e && e->code == ERR_FORBIDDEN)
			err_free(e);
		else
			c->result = c->fail && !e ? err_log(ERR_INTERNAL, "no error") : e;
	}
	return NULL;
}

static void run_callers(struct caller *c, struct db *db, void *(*fn)(void *arg))
{
	for (int i = 0; i < CALLERS; i++) {
		c[i] = (struct caller){.db = db, .number = 1000 * (i + 1)};
		pthread_create(&c[i].thread, NULL, fn, &c[i]);
	}
	for (int i = 0; i < CALLERS; i++) {
		pthread_join(c[i].thread, NULL);
		CHECK_OK(c[i].result);
	}
}

TEST(engine_serves_many_callers)
{
	struct scratch s;
	struct caller c[CALLERS];
	int64_t notes = 0;
	scratch_open(&s, &fixture_schema);
	run_callers(c, s.db, call_often);
	CHECK_OK(db_read(s.db, count, &notes));
	CHECK_INT(notes, 1 + CALLERS * CALLS * 4 / 5);
	CHECK_OK(db_check(s.db));
	scratch_close(&s);
}

/* What a transaction writes depends on what it read. */
static err_t add_next(struct tx *tx, void *ctx)
{
	(void)ctx;
	int64_t notes;
	TRY(note_count(tx, &notes));
	return add_note(tx, &(int){(int)notes + 1});
}

static void *call_next(void *arg)
{
	struct caller *c = arg;
	for (int i = 0; i < 5 && !c->result; i++)
		c->result = db_tx(c->db, add_next, NULL);
	return NULL;
}

TEST(engine_brings_transactions_into_an_order)
{
	struct scratch s;
	struct caller c[CALLERS];
	int64_t notes = 0;
	scratch_open(&s, &fixture_schema);
	run_callers(c, s.db, call_next);
	CHECK_OK(db_read(s.db, count, &notes));
	CHECK_INT(notes, 1 + CALLERS * 5);
	scratch_close(&s);
}

/* --- statements that travel together --- */

struct together {
	struct arena *arena;
	struct answer_row_list answers;
	struct text_list others;
	struct person_row *first, *none;
	bool waits;
};

static err_t ask_together(struct tx *tx, struct together *t)
{
	struct row_id somebody = {1}, nobody = {99};
	TRY(answer_list_soon(tx, t->arena, somebody, &t->answers));
	TRY(person_get_soon(tx, t->arena, somebody, &t->first));
	TRY(person_get_soon(tx, t->arena, nobody, &t->none));
	return person_find_others_soon(
		tx, t->arena, (struct id_list){&nobody, 1}, (struct public_id_list){0}, &t->others);
}

static err_t read_together(struct tx *tx, void *ctx)
{
	struct together *t = ctx;
	int64_t n = 0;
	*t = (struct together){
		.arena = t->arena, .none = (struct person_row *)t, .waits = t->waits};
	TRY(ask_together(tx, t));
	if (!t->waits)
		return NULL;
	TRY(tx_wait(tx));
	TRY(person_count(tx, &n));
	CHECK_INT(n, 2);
	TRY(ask_together(tx, t)); /* and once more */
	return tx_wait(tx);
}

static err_t add_two(struct tx *tx, void *ctx)
{
	struct row_id id;
	(void)ctx;
	TRY(add_plain(tx, 'a', STR("A"), &id));
	TRY(answer_put_soon(tx, id, STR("1"), STR("one"), 1));
	TRY(answer_put_soon(tx, id, STR("2"), STR("two"), 2));
	TRY(tx_wait(tx));
	return add_plain(tx, 'b', STR("B"), &id);
}

static void check_together(const struct together *t)
{
	CHECK_INT(t->answers.len, 2);
	if (t->answers.len == 2)
		CHECK_STR(t->answers.at[1].body, "two");
	CHECK(t->first && str_is(t->first->name, "A"));
	CHECK(!t->none);
	CHECK_INT(t->others.len, 2);
	if (t->others.len == 2)
		CHECK_STR(t->others.at[1], "B");
}

static err_t add_and_read_together(struct tx *tx, void *ctx)
{
	TRY(add_two(tx, NULL));
	return read_together(tx, ctx);
}

TEST(engine_runs_statements_together)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct together t = {.arena = s.arena, .waits = true};
	CHECK_OK(db_tx(s.db, add_and_read_together, &t));
	check_together(&t);
	scratch_reopen(&s); /* a connection that has prepared none of them */
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	t.waits = false;
	CHECK_OK(db_tx(s.db, read_together, &t));
	check_together(&t);
	scratch_reopen(&s);
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	t.waits = true;
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	scratch_close(&s);
}

static err_t run_before_waiting(struct tx *tx, void *ctx)
{
	int64_t n;
	TRY(ask_together(tx, ctx));
	return person_count(tx, &n);
}

static err_t begin_too_many(struct tx *tx, void *ctx)
{
	for (int i = 0; i < DB_SOON_MOST; i++)
		TRY(ask_together(tx, ctx));
	return NULL;
}

/* The last one is described wrongly: the one before it has its answer. */
static err_t fail_at_the_end(struct tx *tx, void *ctx)
{
	struct together *t = ctx;
	struct answer_row_list wide;
	TRY(answer_list_soon(tx, t->arena, (struct row_id){1}, &t->answers));
	return answer_list_wrong_soon(tx, t->arena, (struct row_id){1}, &wide);
}

static err_t fail_together(struct tx *tx, void *ctx)
{
	TRY(fail_at_the_end(tx, ctx));
	return tx_wait(tx);
}

/* A change that is refused undoes all, though others were begun after it. */
static err_t clash_at_the_end(struct tx *tx, void *ctx)
{
	struct row_id nobody = {99};
	(void)ctx;
	tx_allow(tx);
	TRY(answer_put_soon(tx, (struct row_id){1}, STR("3"), STR("three"), 3));
	TRY(answer_put_soon(tx, nobody, STR("1"), STR("one"), 1));
	return answer_put_soon(tx, (struct row_id){1}, STR("4"), STR("four"), 4);
}

static err_t clash_together(struct tx *tx, void *ctx)
{
	TRY(clash_at_the_end(tx, ctx));
	return tx_wait(tx);
}

static err_t change_at_the_end(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	return answer_put_soon(tx, (struct row_id){1}, STR("2"), STR("two"), 2);
}

TEST(engine_undoes_what_was_refused_together)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct together t = {.arena = s.arena, .waits = true};
	CHECK_OK(db_tx(s.db, add_two, NULL));
	CHECK_ERR(db_tx(s.db, clash_together, NULL), ERR_CONFLICT);
	CHECK_ERR(db_tx(s.db, clash_at_the_end, NULL), ERR_CONFLICT);
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	CHECK_OK(db_tx(s.db, change_at_the_end, NULL));
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	scratch_close(&s);
}

TEST(engine_refuses_what_cannot_run_together)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct together t = {.arena = s.arena, .waits = true};
	CHECK_OK(db_tx(s.db, add_two, NULL));
	CHECK_ERR(db_read(s.db, run_before_waiting, &t), ERR_INTERNAL);
	CHECK_ERR(db_read(s.db, begin_too_many, &t), ERR_INTERNAL);
	CHECK_ERR(db_read(s.db, fail_together, &t), ERR_INTERNAL);
	CHECK_INT(t.answers.len, 2);
	t.answers.len = 0;
	CHECK_ERR(db_read(s.db, fail_at_the_end, &t), ERR_INTERNAL);
	CHECK_INT(t.answers.len, 2);
	CHECK_OK(db_read(s.db, read_together, &t));
	check_together(&t);
	scratch_close(&s);
}

/* --- few connections, many threads --- */

struct crowd {
	struct db *db;
	_Atomic int inside, most, wrong;
};

static err_t count_inside(struct tx *tx, void *ctx)
{
	struct crowd *c = ctx;
	int64_t notes = 0;
	int inside = ++c->inside;
	if (inside > c->most)
		c->most = inside;
	err_t e = note_count(tx, &notes);
	c->wrong += notes != 1;
	c->inside--;
	return e;
}

static void *read_on(void *arg)
{
	struct crowd *c = arg;
	for (int i = 0; i < 100; i++) {
		err_t e = db_read(c->db, count_inside, c);
		c->wrong += e != NULL;
		err_free(e);
	}
	return NULL;
}

TEST(engine_shares_few_connections_among_many_threads)
{
	struct scratch s;
	struct crowd c = {0};
	pthread_t readers[8];
	scratch_open(&s, &fixture_schema);
	REQUIRE_OK(
		db_open(&(struct db_config){.place = s.place, .schema = s.schema, .connections = 2},
			&c.db));
	for (int i = 0; i < 8; i++)
		pthread_create(&readers[i], NULL, read_on, &c);
	for (int i = 0; i < 8; i++)
		pthread_join(readers[i], NULL);
	CHECK_INT(c.wrong, 0);
	CHECK(c.most >= 1 && c.most <= 2);
	db_close(c.db);
	scratch_close(&s);
}

/* --- keys that are destroyed --- */

static const struct public_id owner = {"an owner's name."};

static err_t make_keys(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	struct str others = STR("the wrapped key of somebody else");
	struct str wrapped = STR("THE WRAPPED KEY THAT MUST GO AWAY");
	for (uint8_t i = 0; i < 100; i++) {
		struct public_id other = {{i}};
		TRY(data_key_add(tx, (struct public_id_list){&other, 1},
			(struct bytes_list){&others, 1}, 1));
	}
	return data_key_add(
		tx, (struct public_id_list){&owner, 1}, (struct bytes_list){&wrapped, 1}, 1);
}

static err_t destroy_key(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return data_key_destroy(tx, (struct public_id_list){&owner, 1}, ctx);
}

TEST(engine_keeps_a_destroyed_key_in_no_file)
{
	struct scratch s;
	int64_t destroyed = 0;
	scratch_open(&s, &keys_schema);
	CHECK_OK(db_tx(s.db, make_keys, NULL));
	CHECK_OK(db_purge(s.db));
	CHECK(scratch_holds(&s, STR("THE WRAPPED KEY THAT MUST GO AWAY")));
	CHECK_OK(db_tx(s.db, destroy_key, &destroyed));
	CHECK_INT(destroyed, 1);
	CHECK_OK(db_purge(s.db));
	CHECK(!scratch_holds(&s, STR("THE WRAPPED KEY THAT MUST GO AWAY")));
	CHECK(!scratch_holds(&s, STR("an owner's name.")));
	CHECK(scratch_holds(&s, STR("the wrapped key of somebody else")));
	scratch_close(&s);
}
