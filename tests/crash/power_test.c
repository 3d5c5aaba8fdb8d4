/*
 * Nothing lost when the power goes: threads save answers through db_tx on a disk that forgets what
 * was not synced; after the cut every confirmed answer is there and the file is whole. The same
 * must fail when synchronous is turned down, or this test would prove nothing.
 */
#include "base/arena.h"
#include "db/fixture.h"
#include "db/sqlite/sqlite.h"
#include "unit/power.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { THREADS = 4, MOST_SAVES = 3000, BODY_MOST = 9000 };

struct writer_thread {
	pthread_t thread;
	struct db *db;
	int number;
	unsigned dice;
	int confirmed; /* answers 1 to this number */
};

struct save {
	struct row_id person;
	int number;
	size_t size;
};

static const char filler[BODY_MOST];

static struct str name_of(int number, char text[16])
{
	snprintf(text, 16, "%06d", number);
	return str_of(text);
}

static err_t save(struct tx *tx, void *ctx)
{
	const struct save *s = ctx;
	char text[16];
	tx_allow(tx);
	return answer_put(
		tx, s->person, name_of(s->number, text), (struct str){filler, s->size}, s->number);
}

/* Saves until the power goes; now and then the log is cleared at an awkward moment. */
static void *write_on(void *arg)
{
	struct writer_thread *w = arg;
	for (int i = 1; i <= MOST_SAVES && !power_is_cut(); i++) {
		struct save s = {{w->number}, i, (size_t)(rand_r(&w->dice) % BODY_MOST)};
		err_t e = db_tx(w->db, save, &s);
		if (e) {
			err_free(e);
			break;
		}
		w->confirmed = i;
		if (rand_r(&w->dice) % 97 == 0)
			err_free(db_purge(w->db));
	}
	return NULL;
}

static err_t make_people(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	for (int i = 1; i <= THREADS; i++) {
		struct row_id id;
		struct public_id code = {.bytes = {(uint8_t)i}};
		TRY(person_add(tx, code, STR("writer"), NULL, NULL, STR_NONE, false,
			(struct row_id){0}, STR_NONE, &id));
	}
	return NULL;
}

static void write_until_cut(
	const struct scratch *s, const char *synchronous, unsigned seed, struct writer_thread *w)
{
	const struct sqlite_knobs knobs = {POWER_VFS, synchronous};
	struct db *db = NULL;
	err_t e = sqlite_open_with(
		&(struct db_config){.place = s->place, .schema = s->schema}, &knobs, &db);
	if (!e)
		e = db_migrate(db, 1);
	if (!e)
		e = db_tx(db, make_people, NULL);
	bool began = !e;
	for (int i = 0; began && i < THREADS; i++) {
		w[i] = (struct writer_thread){
			.db = db, .number = i + 1, .dice = seed + (unsigned)i};
		pthread_create(&w[i].thread, NULL, write_on, &w[i]);
	}
	for (int i = 0; began && i < THREADS; i++)
		pthread_join(w[i].thread, NULL);
	db_close(db);
	err_free(e);
}

struct survey {
	struct writer_thread *writers;
	int missing;
	struct arena *arena;
};

static err_t count_missing(struct tx *tx, void *ctx)
{
	struct survey *v = ctx;
	for (int i = 0; i < THREADS; i++) {
		struct answer_row_list rows;
		TRY(answer_list(tx, v->arena, (struct row_id){i + 1}, &rows));
		size_t at = 0;
		for (int k = 1; k <= v->writers[i].confirmed; k++) {
			char text[16];
			bool there =
				at < rows.len && str_eq(rows.at[at].question, name_of(k, text));
			at += there;
			v->missing += !there;
		}
	}
	return NULL;
}

struct outcome {
	int confirmed, missing, broken;
};

/* Opens what the disk kept, with the usual file system. */
static void look(const struct scratch *s, struct writer_thread *w, struct outcome *io_o)
{
	struct survey v = {w, 0, s->arena};
	struct db *db = NULL;
	err_t e = db_open(&(struct db_config){.place = s->place, .schema = s->schema}, &db);
	if (!e)
		e = db_migrate(db, 1);
	if (!e)
		e = db_check(db);
	if (!e)
		e = db_read(db, count_missing, &v);
	if (e)
		printf("# %s\n", e->detail);
	for (int i = 0; i < THREADS; i++)
		io_o->confirmed += w[i].confirmed;
	io_o->missing += v.missing;
	io_o->broken += e != NULL;
	err_free(e);
	db_close(db);
}

/* When the power goes: often while the file is still being made, mostly while it is in full use. */
static long moment(unsigned *io_dice)
{
	long range = rand_r(io_dice) % 4 ? 4000 : 60;
	return 1 + rand_r(io_dice) % range;
}

static struct outcome cut_power(const char *synchronous, unsigned seeds)
{
	struct outcome o = {0};
	struct scratch s;
	scratch_open(&s, &fixture_schema); /* for its folder */
	for (unsigned seed = 1; seed <= seeds; seed++) {
		struct writer_thread w[THREADS] = {0};
		unsigned dice = seed;
		s.place = str_fmt(s.arena, "%s/%u.db", s.folder, seed).p;
		power_on(seed, moment(&dice));
		write_until_cut(&s, synchronous, seed, w);
		power_restore();
		int before = o.missing + o.broken;
		look(&s, w, &o);
		if (o.missing + o.broken > before)
			printf("# synchronous=%s: loss with seed %u\n", synchronous, seed);
		unlink(s.place);
	}
	scratch_close(&s);
	printf("# synchronous=%s: %d confirmed, %d missing, %d of %u broken\n", synchronous,
		o.confirmed, o.missing, o.broken, seeds);
	return o;
}

TEST(power_cut_loses_nothing_confirmed)
{
	struct outcome o = cut_power("FULL", 150);
	CHECK(o.confirmed > 10000);
	CHECK_INT(o.missing, 0);
	CHECK_INT(o.broken, 0);
}

TEST(power_cut_loses_answers_when_synchronous_is_normal)
{
	struct outcome o = cut_power("NORMAL", 10);
	CHECK(o.missing > 0);
	CHECK_INT(o.broken, 0); /* the file stays whole: only the last commits are gone */
}

TEST(power_cut_loses_answers_when_synchronous_is_off)
{
	struct outcome o = cut_power("OFF", 10);
	CHECK(o.missing + o.broken > 0);
}
