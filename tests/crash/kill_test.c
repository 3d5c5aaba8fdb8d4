/*
 * Nothing lost when the program is killed: a child saves answers from several threads and writes a
 * line for every confirmed one; it is killed at any moment, 200 times. Every line's answer is there
 * afterwards, and the file is whole.
 */
#include "base/arena.h"
#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { KILLS = 200, KILLS_A_STORE = 25, THREADS = 6, BODY = 700 };

/* One line of the pipe: smaller than PIPE_BUF, so written whole or not at all. */
struct confirmation {
	int person, number;
};

struct saver {
	struct db *db;
	int pipe;
	int person, number;
};

static const char filler[BODY];

static struct str question_of(int number, char text[16])
{
	for (int i = 8; i-- > 0; number /= 10)
		text[i] = (char)('0' + number % 10);
	return (struct str){text, 8};
}

static err_t save(struct tx *tx, void *ctx)
{
	const struct saver *s = ctx;
	char text[16];
	tx_allow(tx);
	return answer_add(tx, (struct row_id){s->person}, question_of(s->number, text),
		(struct str){filler, BODY}, s->number);
}

static void *save_on(void *arg)
{
	struct saver *s = arg;
	for (;; s->number++) {
		if (db_tx(s->db, save, s))
			_exit(3);
		struct confirmation c = {s->person, s->number};
		if (write(s->pipe, &c, sizeof(c)) != sizeof(c))
			_exit(4);
	}
}

static void child(const struct scratch *s, int pipe, int round)
{
	struct saver savers[THREADS];
	pthread_t thread;
	struct db *db;
	if (db_open(&(struct db_config){.place = s->place, .schema = s->schema}, &db))
		_exit(2);
	for (int i = 0; i < THREADS; i++) {
		savers[i] = (struct saver){db, pipe, i + 1, round * 1000000};
		pthread_create(&thread, NULL, save_on, &savers[i]);
	}
	for (;;)
		pause();
}

static err_t make_people(struct tx *tx, void *ctx)
{
	(void)ctx;
	tx_allow(tx);
	for (int i = 1; i <= THREADS; i++) {
		struct row_id id;
		struct public_id code = {.bytes = {(uint8_t)i}};
		TRY(person_add(tx, code, STR("saver"), NULL, NULL, STR_NONE, false,
			(struct row_id){0}, STR_NONE, &id));
	}
	return NULL;
}

/* All that was confirmed in a store's life. */
struct ledger {
	struct confirmation *at;
	size_t len, cap;
	struct arena *arena;
	size_t missing;
};

static void add_line(struct ledger *l, struct confirmation c)
{
	if (l->len == l->cap) {
		struct confirmation *old = l->at;
		l->cap = l->cap ? l->cap * 2 : 1024;
		l->at = arena_array(l->arena, struct confirmation, l->cap);
		if (old)
			memcpy(l->at, old, l->len * sizeof(*old));
	}
	l->at[l->len++] = c;
}

static void read_lines(int pipe, struct ledger *l)
{
	struct confirmation c;
	while (read(pipe, &c, sizeof(c)) == sizeof(c))
		add_line(l, c);
}

/* Kills the child some milliseconds after its first confirmation. */
static bool run_and_kill(const struct scratch *s, int round, unsigned *io_dice, struct ledger *l)
{
	int ends[2], status;
	struct confirmation first;
	if (pipe(ends))
		return false;
	pid_t pid = fork();
	if (pid == 0) {
		close(ends[0]);
		child(s, ends[1], round);
	}
	close(ends[1]);
	if (read(ends[0], &first, sizeof(first)) == sizeof(first))
		add_line(l, first);
	usleep((unsigned)(rand_r(io_dice) % 20000));
	kill(pid, SIGKILL);
	read_lines(ends[0], l);
	close(ends[0]);
	waitpid(pid, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

static err_t count_missing(struct tx *tx, void *ctx)
{
	struct ledger *l = ctx;
	for (size_t i = 0; i < l->len; i++) {
		char text[16];
		int64_t there;
		TRY(answer_there(tx, (struct row_id){l->at[i].person},
			question_of(l->at[i].number, text), &there));
		l->missing += there == 0;
	}
	return NULL;
}

/* One store's life: killed many times, looked at after each. Returns what was confirmed. */
static size_t life(unsigned *io_dice)
{
	struct scratch s;
	scratch_open(&s, &fixture_schema);
	struct ledger l = {.arena = s.arena};
	CHECK_OK(db_tx(s.db, make_people, NULL));
	for (int round = 1; round <= KILLS_A_STORE; round++) {
		db_close(s.db);
		s.db = NULL;
		CHECK(run_and_kill(&s, round, io_dice, &l));
		scratch_reopen(&s);
		CHECK_OK(db_read(s.db, count_missing, &l));
		CHECK_OK(db_check(s.db));
	}
	CHECK_INT(l.missing, 0);
	size_t confirmed = l.len;
	scratch_close(&s);
	return confirmed;
}

TEST(kill_loses_nothing_confirmed)
{
	unsigned dice = 1;
	size_t confirmed = 0;
	for (int i = 0; i < KILLS / KILLS_A_STORE; i++)
		confirmed += life(&dice);
	CHECK(confirmed >= KILLS);
}
