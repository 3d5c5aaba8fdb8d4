#include "db/sqlite/connection.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#define PURGERS 4
#define PURGES 40

static err_t add_notes(struct tx *tx, void *ctx)
{
	const int *range = ctx;
	tx_allow(tx);
	for (int i = range[0]; i < range[1]; i++)
		TRY(note_put(tx, i, STR("a body of some length, so that the file has many pages")));
	return NULL;
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

struct writing {
	struct db *db;
	_Atomic bool stop;
	bool failed;
};

static void *write_on(void *arg)
{
	struct writing *w = arg;
	for (int i = 10000; !w->stop; i += 10) {
		err_t e = db_tx(w->db, add_notes, (int[]){i, i + 10});
		w->failed |= e != NULL;
		err_free(e);
	}
	return NULL;
}

TEST(upkeep_backs_up_while_others_write)
{
	struct scratch s;
	pthread_t thread;
	int64_t n = 0;
	struct stat info;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, add_notes, (int[]){2, 5000}));
	struct writing w = {.db = s.db};
	pthread_create(&thread, NULL, write_on, &w);
	char *path = scratch_file(&s, "backup.db");
	CHECK_OK(db_backup(s.db, path));
	w.stop = true;
	pthread_join(thread, NULL);
	CHECK(!w.failed);
	CHECK(stat(path, &info) == 0 && (info.st_mode & 0777) == 0600);
	struct db *copy;
	REQUIRE_OK(db_open(&(struct db_config){.place = path, .schema = s.schema}, &copy));
	CHECK_OK(db_migrate(copy, 2));
	CHECK_OK(db_check(copy));
	CHECK_OK(db_read(copy, count, &n));
	CHECK(n >= 4999 && (n - 4999) % 10 == 0); /* whole transactions only */
	db_close(copy);
	scratch_close(&s);
}

TEST(upkeep_backup_never_writes_over_a_file)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	char *path = scratch_file(&s, "backup.db");
	CHECK_OK(db_backup(s.db, path));
	CHECK_ERR(db_backup(s.db, path), ERR_CONFLICT);
	CHECK_ERR(db_backup(s.db, s.place), ERR_CONFLICT);
	CHECK_ERR(db_backup(s.db, scratch_file(&s, "missing/backup.db")), ERR_UNAVAILABLE);
	scratch_close(&s);
}

struct purging {
	struct db *db;
	int first, failed;
};

static void *write_and_purge(void *ctx)
{
	struct purging *p = ctx;
	for (int i = 0; i < PURGES; i++) {
		int at = p->first + i;
		err_t e = db_tx(p->db, add_notes, (int[]){at, at + 1});
		e = err_join(e, db_purge(p->db));
		p->failed += e != NULL;
		err_free(e);
	}
	return NULL;
}

TEST(upkeep_many_purge_at_once)
{
	struct scratch s;
	struct purging all[PURGERS];
	pthread_t threads[PURGERS];
	int64_t n;
	scratch_open(&s, &fixture_schema);
	for (int i = 0; i < PURGERS; i++) {
		all[i] = (struct purging){s.db, 2 + i * PURGES, 0};
		REQUIRE(!pthread_create(&threads[i], NULL, write_and_purge, &all[i]));
	}
	for (int i = 0; i < PURGERS; i++) {
		pthread_join(threads[i], NULL);
		CHECK(!all[i].failed);
	}
	CHECK_OK(db_read(s.db, count, &n));
	CHECK(n == 1 + PURGERS * PURGES); /* one is there from the start */
	scratch_close(&s);
}

TEST(upkeep_check_sees_damage)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_OK(db_tx(s.db, add_notes, (int[]){2, 5000}));
	CHECK_OK(db_purge(s.db));
	CHECK_OK(db_check(s.db));
	db_close(s.db);
	int fd = open(s.place, O_WRONLY);
	CHECK(pwrite(fd, "damage that nobody wanted", 25, 20 * 4096) == 25);
	close(fd);
	REQUIRE_OK(db_open(&(struct db_config){.place = s.place, .schema = s.schema}, &s.db));
	CHECK_ERR(db_check(s.db), ERR_INTERNAL);
	scratch_close(&s);
}
