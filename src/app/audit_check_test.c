#include "app/audit_check.h"

#include "app/audit.h"
#include "app/audit_chain.h"
#include "app/audit_seal.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <pthread.h>

/* A place with a sealer, and two people whom the log is about. */
struct world {
	struct place place;
	struct arena *arena;
	struct job_kind kinds[2];
	struct jobs *jobs;
	struct actor robin, kim;
	struct key *key;
};

static struct jobs *new_jobs(struct world *w)
{
	struct jobs_settings settings = {.db = w->place.app.db,
		.clock = w->place.app.clock,
		.random = &random_system,
		.log = &w->place.log,
		.kinds = w->kinds,
		.threads = 1};
	struct jobs *jobs = NULL;
	CHECK_OK(jobs_new(&settings, &jobs));
	return jobs;
}

static bool set_up(struct world *w)
{
	*w = (struct world){0};
	if (!place_open(&w->place))
		return false;
	w->arena = w->place.arena;
	w->kinds[0] = audit_job(&w->place.app);
	w->jobs = new_jobs(w);
	w->robin = (struct actor){{1}, public_id_new(&random_system), false, {"Firefox", "Linux"}};
	w->kim = (struct actor){{2}, public_id_new(&random_system), false, {NULL, "iPhone"}};
	return CHECK_OK(audit_start(&w->place.app)) &&
	       CHECK_OK(audit_key(w->place.app.vault, w->arena, &w->key));
}

static void tear_down(struct world *w)
{
	jobs_free(w->jobs);
	place_close(&w->place);
}

static err_t note(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return audit_note(tx, ctx);
}

/* One row a second. */
static void note_act(struct world *w, const struct actor *who, enum audit_action action)
{
	struct audit_entry entry = {
		.actor = who, .subject = &who->public, .action = action, .at = w->place.clock.at};
	CHECK_OK(db_tx(w->place.app.db, note, &entry));
	w->place.clock.at += USEC_SECOND;
}

static void seal(struct world *w)
{
	int count;
	w->place.clock.at += AUDIT_SEAL_EACH;
	CHECK_OK(jobs_run_due(w->jobs, &count));
	CHECK(count > 0);
}

static struct audit_verdict check_seen(struct world *w, struct audit_seen seen)
{
	struct audit_verdict v = {.fault = AUDIT_FAULTS};
	CHECK_OK(audit_check(w->place.app.db, w->key, &seen, &v));
	return v;
}

static struct audit_verdict check(struct world *w)
{
	return check_seen(w, (struct audit_seen){0});
}

/* Statements, behind everybody's back. */
static void sql(struct world *w, const char *text)
{
	struct str rest = str_of(text);
	while (rest.len)
		place_sql(&w->place, str_z(w->arena, str_cut(&rest, ';')));
}

/* Rows 1 to 3 by one point, 4 to 6 by another. */
static void six_rows(struct world *w)
{
	for (int i = 0; i < 6; i++) {
		note_act(w, i % 2 ? &w->kim : &w->robin, AUDIT_SIGN_IN);
		if (i % 3 == 2)
			seal(w);
	}
}

TEST(audit_rows_are_sealed_and_signed)
{
	struct world w;
	REQUIRE(set_up(&w));
	note_act(&w, &w.robin, AUDIT_REGISTER);
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_SOUND);
	CHECK_INT(v.waiting, 1);
	CHECK_INT(v.rows, 0);
	seal(&w);
	v = check(&w);
	CHECK_INT(v.fault, AUDIT_SOUND);
	CHECK_INT(v.waiting, 0);
	CHECK_INT(v.rows, 1);
	CHECK_INT(v.points, 1);
	CHECK_INT(v.sealed_at, w.place.clock.at);
	seal(&w); /* nothing new: no point */
	CHECK_INT(check(&w).points, 1);
	tear_down(&w);
}

TEST(audit_sealer_takes_many_in_batches)
{
	struct world w;
	REQUIRE(set_up(&w));
	sql(&w, "INSERT INTO audit (at, action, result, object, object_id, browser, system) "
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1501) "
		"SELECT i, 'account.sign_in', 'refused', 'account', '', '', '' FROM n; "
		"INSERT INTO audit_waiting SELECT id FROM audit");
	seal(&w);
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_SOUND);
	CHECK_INT(v.rows, 1501);
	CHECK_INT(v.points, 1501 / AUDIT_BATCH + 1);
	sql(&w, "UPDATE audit SET at = 0 WHERE id = 1400"); /* on the second page */
	CHECK_INT(check(&w).row, 1400);
	tear_down(&w);
}

static err_t note_and_fail(struct tx *tx, void *ctx)
{
	TRY(note(tx, ctx));
	return err_log(ERR_CONFLICT, "as told");
}

TEST(audit_seals_rows_with_gaps_and_rows_that_come_late)
{
	struct world w;
	REQUIRE(set_up(&w));
	note_act(&w, &w.robin, AUDIT_SIGN_IN);
	struct audit_entry entry = {.actor = &w.robin, .subject = &w.robin.public};
	CHECK_ERR(db_tx(w.place.app.db, note_and_fail, &entry), ERR_CONFLICT);
	sql(&w, "INSERT INTO audit VALUES (10, 1, NULL, NULL, 'x', 'done', 'y', '', '', '');"
		"INSERT INTO audit_waiting VALUES (10)");
	seal(&w);
	CHECK_INT(check(&w).rows, 2);
	sql(&w, "INSERT INTO audit VALUES (7, 1, NULL, NULL, 'x', 'done', 'y', '', '', '');"
		"INSERT INTO audit_waiting VALUES (7)");
	CHECK_INT(check(&w).fault, AUDIT_SOUND);
	seal(&w);
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_SOUND);
	CHECK_INT(v.rows, 3);
	CHECK_INT(v.waiting, 0);
	tear_down(&w);
}

/* --- tampering --- */

static const struct tampering {
	const char *sql;
	enum audit_fault fault;
	int64_t row, place;
} tamperings[] = {
	{"UPDATE audit SET at = at + 1 WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET actor = NULL WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET subject = (SELECT subject FROM audit WHERE id = 2) WHERE id = 3",
		AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET subject = NULL WHERE id = 1", AUDIT_CHANGED, 1, 1},
	{"UPDATE audit SET action = 'account.sign_out' WHERE id = 6", AUDIT_CHANGED, 6, 6},
	{"UPDATE audit SET result = 'refused' WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET object = 'choice' WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET object_id = 'x' WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET browser = 'Edge' WHERE id = 3", AUDIT_CHANGED, 3, 3},
	{"UPDATE audit SET system = 'Mac' WHERE id = 3", AUDIT_CHANGED, 3, 3},
	/* what stands in one column moves to the next */
	{"UPDATE audit SET browser = '', system = browser || system WHERE id = 3", AUDIT_CHANGED, 3,
		3},
	{"UPDATE audit_chain SET hash = (SELECT hash FROM audit_chain WHERE place = 1) WHERE place "
	 "= 4",
		AUDIT_CHANGED, 4, 4},
	{"UPDATE audit_chain SET hash = (SELECT signature FROM audit_point WHERE last = 3) WHERE "
	 "place = 4",
		AUDIT_CHANGED, 4, 4},
	/* removed */
	{"DELETE FROM audit WHERE id = 3", AUDIT_REMOVED, 3, 3},
	{"DELETE FROM audit WHERE id = 6", AUDIT_REMOVED, 6, 6},
	{"DELETE FROM audit WHERE id = 3; DELETE FROM audit_chain WHERE audit = 3", AUDIT_UNLINKED,
		0, 3},
	{"DELETE FROM audit WHERE id = 3; DELETE FROM audit_chain WHERE audit = 3;"
	 "UPDATE audit_chain SET place = place - 1 WHERE place > 3",
		AUDIT_CHANGED, 4, 3},
	{"DELETE FROM audit WHERE id = 6; DELETE FROM audit_chain WHERE audit = 6", AUDIT_UNLINKED,
		0, 6},
	{"DELETE FROM audit; DELETE FROM audit_chain", AUDIT_UNLINKED, 0, 1},
	{"DELETE FROM audit_chain WHERE place = 2", AUDIT_UNLINKED, 0, 2},
	{"INSERT INTO audit_waiting VALUES (9)", AUDIT_REMOVED, 9, 0},
	/* inserted */
	{"INSERT INTO audit SELECT 7, at, actor, subject, action, result, object, object_id, "
	 "browser, system FROM audit WHERE id = 1",
		AUDIT_INSERTED, 7, 0},
	{"INSERT INTO audit SELECT 7, at, actor, subject, action, result, object, object_id, "
	 "browser, system FROM audit WHERE id = 1;"
	 "INSERT INTO audit_chain SELECT 7, 7, hash FROM audit_chain WHERE place = 6",
		AUDIT_CHANGED, 7, 7},
	{"UPDATE audit_chain SET place = place + 100 WHERE place >= 3; INSERT INTO audit "
	 "SELECT 7, at, actor, subject, action, result, object, object_id, browser, system "
	 "FROM audit WHERE id = 1; INSERT INTO audit_chain SELECT 3, 7, hash FROM audit_chain "
	 "WHERE place = 103; UPDATE audit_chain SET place = place - 99 WHERE place > 100",
		AUDIT_CHANGED, 7, 3},
	/* in another order */
	{"UPDATE audit SET id = -2 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 3;"
	 "UPDATE audit SET id = 3 WHERE id = -2",
		AUDIT_CHANGED, 2, 2},
	{"UPDATE audit_chain SET place = -2 WHERE place = 2; UPDATE audit_chain SET place = 2 "
	 "WHERE place = 3; UPDATE audit_chain SET place = 3 WHERE place = -2",
		AUDIT_CHANGED, 3, 2},
	{"UPDATE audit_chain SET audit = -2 WHERE audit = 2; UPDATE audit_chain SET audit = 2 "
	 "WHERE audit = 3; UPDATE audit_chain SET audit = 3 WHERE audit = -2",
		AUDIT_CHANGED, 3, 2},
	/* points */
	{"UPDATE audit_point SET signature = (SELECT signature FROM audit_point WHERE last = 3) "
	 "WHERE last = 6",
		AUDIT_SIGNATURE, 0, 4},
	{"UPDATE audit_point SET signature = (SELECT hash FROM audit_chain WHERE place = 1) WHERE "
	 "last = 3",
		AUDIT_SIGNATURE, 0, 1},
	{"UPDATE audit_point SET at = at + 1 WHERE last = 3", AUDIT_SIGNATURE, 0, 1},
	{"DELETE FROM audit_point WHERE last = 3", AUDIT_UNSIGNED, 0, 1},
	{"DELETE FROM audit_point WHERE last = 6", AUDIT_UNSIGNED, 0, 4},
	{"DELETE FROM audit_point WHERE last = 3; UPDATE audit_point SET first = 1",
		AUDIT_SIGNATURE, 0, 1},
	{"UPDATE audit_point SET last = 5 WHERE last = 6", AUDIT_SIGNATURE, 0, 4},
};

#define EACH_TABLE(text) text(audit) text(audit_waiting) text(audit_chain) text(audit_point)
#define KEEP(table) "CREATE TABLE kept_" #table " AS SELECT * FROM " #table ";"
#define RESTORE(table) \
	"DELETE FROM " #table ";INSERT INTO " #table " SELECT * FROM kept_" #table ";"

TEST(audit_check_names_the_first_wrong_row)
{
	struct world w;
	REQUIRE(set_up(&w));
	six_rows(&w);
	sql(&w, EACH_TABLE(KEEP));
	for (size_t i = 0; i < sizeof(tamperings) / sizeof(*tamperings); i++) {
		const struct tampering *t = &tamperings[i];
		CHECK_INT(check(&w).fault, AUDIT_SOUND);
		sql(&w, t->sql);
		struct audit_verdict v = check(&w);
		bool ok = v.fault == t->fault && v.row == t->row && v.place == t->place;
		CHECK_STR(ok ? STR_NONE : str_of(t->sql), "");
		CHECK_INT(v.fault, t->fault);
		sql(&w, EACH_TABLE(RESTORE));
	}
	tear_down(&w);
}

/* Who writes the chain anew after changing a row still lacks the key. */
static err_t forge(struct tx *tx, void *ctx)
{
	struct world *w = ctx;
	struct audit_row_list rows;
	struct digest hash = {0};
	int64_t ids[] = {1, 2, 3, 4, 5, 6};
	struct row_id list[6];
	for (int i = 0; i < 6; i++)
		list[i].n = ids[i];
	tx_allow(tx);
	TRY(audit_rows(tx, w->arena, (struct id_list){list, 6}, &rows));
	for (size_t i = 0; i < rows.len; i++) {
		hash = audit_chain_hash(w->arena, &hash, &rows.at[i]);
		TRY(audit_link_add(tx, (int64_t)i + 1, rows.at[i].id, hash_str(&hash)));
	}
	return NULL;
}

TEST(audit_chain_written_anew_is_not_signed)
{
	struct world w;
	REQUIRE(set_up(&w));
	six_rows(&w);
	sql(&w, "UPDATE audit SET result = 'refused' WHERE id = 5; DELETE FROM audit_chain");
	CHECK_OK(db_tx(w.place.app.db, forge, &w));
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_SIGNATURE);
	CHECK_INT(v.place, 4);
	CHECK_INT(v.points, 1);
	tear_down(&w);
}

TEST(audit_points_of_another_key_are_wrong)
{
	struct world w;
	REQUIRE(set_up(&w));
	six_rows(&w);
	CHECK_OK(key_generate(w.arena, KEY_ED25519, &random_system, &w.key));
	CHECK_INT(check(&w).fault, AUDIT_SIGNATURE);
	tear_down(&w);
}

TEST(audit_log_without_its_end_is_known_by_a_place_that_was_seen)
{
	struct world w;
	REQUIRE(set_up(&w));
	six_rows(&w);
	struct audit_seen seen = {6, check(&w).hash};
	CHECK_INT(check_seen(&w, seen).fault, AUDIT_SOUND);
	struct audit_seen other = {6, {{1}}};
	CHECK_INT(check_seen(&w, other).fault, AUDIT_CUT);
	sql(&w, "DELETE FROM audit WHERE id > 3; DELETE FROM audit_chain WHERE place > 3;"
		"DELETE FROM audit_point WHERE last > 3");
	CHECK_INT(check(&w).fault, AUDIT_SOUND);
	CHECK_INT(check_seen(&w, seen).fault, AUDIT_CUT);
	tear_down(&w);
}

TEST(audit_sealer_builds_on_no_broken_end)
{
	struct world w;
	REQUIRE(set_up(&w));
	six_rows(&w);
	sql(&w, "UPDATE audit_chain SET hash = (SELECT signature FROM audit_point WHERE last = 3) "
		"WHERE place = 6");
	note_act(&w, &w.robin, AUDIT_SIGN_OUT);
	seal(&w);
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_CHANGED);
	CHECK_INT(v.row, 6);
	seal(&w); /* still ordered */
	tear_down(&w);
}

/* --- many at once --- */

struct sealing {
	struct world *world;
	struct jobs *jobs;
	pthread_t thread;
};

static void *seal_on(void *arg)
{
	struct sealing *s = arg;
	for (int i = 0; i < 40; i++) {
		int count;
		err_free(jobs_run_due(s->jobs, &count));
		s->world->place.clock.at += AUDIT_SEAL_EACH;
	}
	return NULL;
}

/* With a lease that is over at once, the sealers get into each other's way. */
TEST(audit_sealers_at_once_make_one_chain)
{
	enum { SEALERS = 3, ROWS = 400 };
	struct world w;
	REQUIRE(set_up(&w));
	w.kinds[0].lease = 0;
	struct sealing sealers[SEALERS];
	for (int i = 0; i < SEALERS; i++) {
		sealers[i] = (struct sealing){&w, new_jobs(&w), 0};
		pthread_create(&sealers[i].thread, NULL, seal_on, &sealers[i]);
	}
	for (int i = 0; i < ROWS; i++)
		note_act(&w, &w.robin, AUDIT_SIGN_IN);
	for (int i = 0; i < SEALERS; i++) {
		pthread_join(sealers[i].thread, NULL);
		jobs_free(sealers[i].jobs);
	}
	CHECK_INT(check(&w).fault, AUDIT_SOUND);
	w.kinds[0].lease = USEC_MINUTE;
	CHECK_OK(audit_start(&w.place.app));
	seal(&w);
	struct audit_verdict v = check(&w);
	CHECK_INT(v.fault, AUDIT_SOUND);
	CHECK_INT(v.rows, ROWS);
	CHECK_INT(v.waiting, 0);
	tear_down(&w);
}
