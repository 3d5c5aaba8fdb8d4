#include "db/db.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

struct put {
	int number;
	bool fail;
	int runs;
};

static err_t allowed_put(struct tx *tx, void *ctx)
{
	struct put *p = ctx;
	p->runs++;
	CHECK(!tx_allowed(tx));
	tx_allow(tx);
	CHECK(tx_allowed(tx));
	TRY(note_put(tx, p->number, STR("body")));
	return p->fail ? err_say(ERR_FORBIDDEN, N_("No.")) : NULL;
}

static err_t bare_put(struct tx *tx, void *ctx)
{
	(void)ctx;
	return note_put(tx, 5, STR("body"));
}

static err_t count(struct tx *tx, void *ctx)
{
	return note_count(tx, ctx);
}

static int64_t notes(const struct scratch *s)
{
	int64_t n = -1;
	CHECK_OK(db_read(s->db, count, &n));
	return n;
}

TEST(db_tx_commits_or_leaves_nothing)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct put good = {.number = 2}, bad = {.number = 3, .fail = true};
	CHECK_OK(db_tx(s.db, allowed_put, &good));
	CHECK_ERR(db_tx(s.db, allowed_put, &bad), ERR_FORBIDDEN);
	CHECK_INT(bad.runs, 1);
	CHECK_INT(notes(&s), 2);
	scratch_reopen(&s);
	CHECK_INT(notes(&s), 2);
	CHECK_OK(db_check(s.db));
	scratch_close(&s);
}

static err_t notes_at(struct db *db, int64_t *ret_n)
{
	return db_read(db, count, ret_n);
}

TEST(db_moment_reads_and_shows_its_own_changes)
{
	struct scratch s;
	int64_t before = -1, after = -1;
	scratch_open(&s, &fixture_schema);
	struct db *moment = db_moment(s.arena, s.db);
	CHECK_OK(notes_at(moment, &before));
	CHECK_OK(db_tx(moment, allowed_put, &(struct put){.number = 2}));
	CHECK_OK(notes_at(moment, &after));
	CHECK_INT(before, 1);
	CHECK_INT(after, 2);
	CHECK_INT(notes(&s), 2);
	db_moment_end(moment);
	db_moment_end(s.db);
	scratch_close(&s);
}

TEST(db_read_changes_nothing)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	CHECK_ERR(db_read(s.db, allowed_put, &(struct put){.number = 2}), ERR_INTERNAL);
	CHECK_INT(notes(&s), 1);
	scratch_close(&s);
}

/* Runs a change that nobody allowed in a process of its own; returns how that ended. */
static int end_of_bare_put(const struct scratch *s)
{
	int end;
	pid_t child = fork();
	if (child == 0) {
		dup2(open("/dev/null", O_WRONLY), 2);
		struct db *db;
		err_t e = db_open(&(struct db_config){.place = s->place, .schema = s->schema}, &db);
		if (!e)
			e = db_tx(db, bare_put, NULL);
		_exit(e && e->code == ERR_INTERNAL ? 33 : 0);
	}
	waitpid(child, &end, 0);
	return end;
}

TEST(db_tx_refuses_a_change_that_nobody_allowed)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	int end = end_of_bare_put(&s);
#ifdef NDEBUG
	CHECK(WIFEXITED(end) && WEXITSTATUS(end) == 33);
#else
	CHECK(WIFSIGNALED(end) && WTERMSIG(end) == SIGABRT);
#endif
	CHECK_INT(notes(&s), 1);
	CHECK_OK(db_tx(s.db, count, &(int64_t){0})); /* only looking needs nobody's leave */
	scratch_close(&s);
}

TEST(db_close_of_nothing)
{
	db_close(NULL);
}
