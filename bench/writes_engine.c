/*
 * Durable transactions a second through db_tx, beside a bare SQLite loop on the same disk; and what
 * reads cost. usage: bench_writes_engine FOLDER [SECONDS]
 */
#include "base/arena.h"
#include "base/time.h"
#include "db/fixture.h"

#include <dirent.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { CALLERS = 16, QUESTIONS = 40, BODY = 200 };

static const char body[BODY];

static void must(err_t e)
{
	if (!e)
		return;
	fprintf(stderr, "%s\n", e->detail);
	exit(1);
}

/* --- the bare loop: one connection, one prepared INSERT, one commit each --- */

static double bare_loop(const char *path, int64_t seconds)
{
	sqlite3 *handle;
	sqlite3_stmt *stmt;
	if (sqlite3_open(path, &handle) ||
		sqlite3_exec(handle,
			"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
			"CREATE TABLE answer (person INTEGER, question TEXT, body BLOB, changed "
			"INTEGER,"
			" PRIMARY KEY (person, question)) STRICT, WITHOUT ROWID",
			NULL, NULL, NULL) ||
		sqlite3_prepare_v2(
			handle, "INSERT INTO answer VALUES (?1, ?2, ?3, ?4)", -1, &stmt, NULL))
		exit(1);
	usec end = clock_monotonic() + seconds * USEC_SECOND, start = clock_monotonic(), now;
	long count = 0;
	while ((now = clock_monotonic()) < end) {
		char question[16];
		int len = snprintf(question, sizeof(question), "q%02ld", count % QUESTIONS);
		sqlite3_bind_int64(stmt, 1, count / QUESTIONS);
		sqlite3_bind_text(stmt, 2, question, len, SQLITE_STATIC);
		sqlite3_bind_blob(stmt, 3, body, BODY, SQLITE_STATIC);
		sqlite3_bind_int64(stmt, 4, now);
		if (sqlite3_step(stmt) != SQLITE_DONE)
			exit(1);
		sqlite3_reset(stmt);
		count++;
	}
	sqlite3_finalize(stmt);
	sqlite3_close(handle);
	return (double)count * 1e6 / (double)(now - start);
}

/* --- the engine --- */

struct caller {
	struct db *db;
	pthread_t thread;
	struct row_id person;
	usec end;
	long count;
};

struct save {
	struct row_id person;
	char question[16];
	usec now;
};

static err_t save(struct tx *tx, void *ctx)
{
	const struct save *s = ctx;
	tx_allow(tx);
	return answer_put(tx, s->person, str_of(s->question), (struct str){body, BODY}, s->now);
}

static err_t make_person(struct tx *tx, void *ctx)
{
	struct public_id code = public_id_new(&random_system);
	tx_allow(tx);
	return person_add(
		tx, code, STR("x"), NULL, NULL, STR_NONE, false, (struct row_id){0}, STR_NONE, ctx);
}

/* Fills one person after the other. */
static void *call(void *arg)
{
	struct caller *c = arg;
	struct save s = {0};
	while ((s.now = clock_monotonic()) < c->end) {
		if (c->count % QUESTIONS == 0)
			must(db_tx(c->db, make_person, &s.person));
		snprintf(s.question, sizeof(s.question), "q%02ld", c->count % QUESTIONS);
		must(db_tx(c->db, save, &s));
		c->count++;
	}
	return NULL;
}

static double through_engine(struct db *db, int callers, int64_t seconds)
{
	struct caller c[CALLERS];
	usec start = clock_monotonic();
	long count = 0;
	for (int i = 0; i < callers; i++) {
		c[i] = (struct caller){.db = db, .end = start + seconds * USEC_SECOND};
		pthread_create(&c[i].thread, NULL, call, &c[i]);
	}
	for (int i = 0; i < callers; i++) {
		pthread_join(c[i].thread, NULL);
		count += c[i].count;
	}
	return (double)count * 1e6 / (double)(clock_monotonic() - start);
}

struct reading {
	struct arena *arena;
	struct row_id person;
	size_t rows;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	struct answer_row_list rows;
	TRY(answer_list(tx, r->arena, r->person, &rows));
	r->rows = rows.len;
	return NULL;
}

static err_t read_one(struct tx *tx, void *ctx)
{
	struct reading *r = ctx;
	struct str name;
	return person_name(tx, r->arena, r->person, &name);
}

static err_t read_nothing(struct tx *tx, void *ctx)
{
	(void)tx, (void)ctx;
	return NULL;
}

static double cost(struct db *db, db_fn fn, struct reading *r)
{
	enum { TIMES = 100000 };
	usec start = clock_monotonic();
	for (int i = 0; i < TIMES; i++) {
		must(db_read(db, fn, r));
		arena_reset(r->arena);
		r->person.n = 2 + (r->person.n + 7) % 100;
	}
	return (double)(clock_monotonic() - start) / TIMES;
}

static void fill(struct db *db, int people)
{
	for (int p = 0; p < people; p++) {
		struct save s = {0};
		must(db_tx(db, make_person, &s.person));
		for (int q = 0; q < QUESTIONS; q++) {
			snprintf(s.question, sizeof(s.question), "q%02d", q);
			must(db_tx(db, save, &s));
		}
	}
}

static void report_reads(struct db *db)
{
	struct reading r = {arena_new(), {2}, 0};
	fill(db, 110);
	printf("figure engine_read_40_rows_us %.2f us\n", cost(db, read_all, &r));
	if (r.rows != QUESTIONS)
		exit(1);
	printf("figure engine_read_one_row_us %.2f us\n", cost(db, read_one, &r));
	printf("figure engine_read_snapshot_us %.2f us\n", cost(db, read_nothing, &r));
	arena_free(r.arena);
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* A folder of its own on the disk that is asked about. */
static void make_folder(const char *where, char ret_folder[256])
{
	snprintf(ret_folder, 256, "%s/writes-XXXXXX", where);
	if (!mkdtemp(ret_folder))
		exit(1);
}

static void remove_folder(const char *folder)
{
	char path[512];
	DIR *d = opendir(folder);
	for (struct dirent *entry; (entry = readdir(d));) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		unlink(path);
	}
	closedir(d);
	rmdir(folder);
}

/* In turn and more than once: the disk's speed wanders. */
static void report_writes(struct db *db, const char *folder, int64_t seconds)
{
	enum { ROUNDS = 5 };
	double bare[ROUNDS], group[ROUNDS], ratio[ROUNDS];
	for (int i = 0; i < ROUNDS; i++) {
		char path[300];
		snprintf(path, sizeof(path), "%s/bare%d.db", folder, i);
		bare[i] = bare_loop(path, seconds);
		group[i] = through_engine(db, CALLERS, seconds);
		ratio[i] = group[i] / bare[i];
		printf("# round %d: bare %.0f/s, 16 callers %.0f/s\n", i, bare[i], group[i]);
	}
	qsort(bare, ROUNDS, sizeof(*bare), by_number);
	qsort(group, ROUNDS, sizeof(*group), by_number);
	qsort(ratio, ROUNDS, sizeof(*ratio), by_number);
	printf("figure engine_writes_one_caller %.0f 1/s\n", through_engine(db, 1, seconds));
	printf("figure engine_writes_bare_loop %.0f 1/s\n", bare[ROUNDS / 2]);
	printf("figure engine_writes_16_callers %.0f 1/s\n", group[ROUNDS / 2]);
	printf("figure engine_writes_vs_sqlite_loop %.2f ratio\n", ratio[ROUNDS / 2]);
}

int main(int argc, char **argv)
{
	int64_t seconds = 1;
	char folder[256], path[300];
	struct db *db;
	if (argc < 2 || (argc > 2 && !str_to_int(str_of(argv[2]), &seconds)))
		return 2;
	make_folder(argv[1], folder);
	snprintf(path, sizeof(path), "%s/engine.db", folder);
	must(db_open(&(struct db_config){.place = path, .schema = &fixture_schema}, &db));
	must(db_migrate(db, 1));
	report_reads(db);
	report_writes(db, folder, seconds);
	db_close(db);
	remove_folder(folder);
	return 0;
}
