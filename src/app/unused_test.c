#include "app/unused.h"

#include "db/content.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

#define YEARS_MOST 10
#define QUIET 50 /* days that a step takes when nothing is expected */

struct event {
	int day;
	const char *who; /* gets a letter; or, in brackets, is erased */
};

struct life {
	struct place p;
	struct actor anna, bo, cas, dirk, eva, flo;
	size_t letters;
	int64_t people;
	VEC(struct event) seen;
};

static int today(const struct life *l)
{
	return (int)((clock_now(l->p.app.clock) - PLACE_START) / USEC_DAY);
}

static void note_letters(struct life *l)
{
	for (; l->letters < l->p.letters.len; l->letters++)
		vec_push(l->p.arena, &l->seen,
			(struct event){
				today(l), str_z(l->p.arena, l->p.letters.at[l->letters].to)});
	int64_t people = place_sql(&l->p, "SELECT count(*) FROM person WHERE name <> ''");
	for (; l->people > people; l->people--)
		vec_push(l->p.arena, &l->seen, (struct event){today(l), "(erased)"});
}

static void run_day(struct life *l)
{
	int count;
	CHECK_OK(unused_start(&l->p.app));
	CHECK_OK(jobs_run_due(l->p.app.jobs, &count));
	CHECK_OK(retention_clear(&l->p.app));
	note_letters(l);
}

struct joining {
	struct row_id person;
	usec ends; /* 0: open */
};

static err_t join(struct tx *tx, void *ctx)
{
	const struct joining *j = ctx;
	struct row_id organisation, membership;
	struct public_id id = public_id_new(&random_system);
	struct str key = {(const char[]){(char)('a' + j->person.n)}, 1};
	tx_allow(tx);
	TRY(organisation_add(tx, id, STR("De Regenboog"), key, 1, &organisation));
	return membership_add(tx, id, j->person, organisation, STR("learner"), 1,
		j->ends ? &j->ends : NULL, &membership);
}

static void add_membership(struct life *l, const struct actor *person, usec ends)
{
	struct joining j = {person->person, ends};
	CHECK_OK(db_tx(l->p.app.db, join, &j));
}

static bool begin(struct life *l)
{
	*l = (struct life){0};
	if (!place_open(&l->p))
		return false;
	l->anna = place_person(&l->p, "Anna", "anna");
	l->bo = place_person(&l->p, "Bo", "bo");
	l->cas = place_person(&l->p, "Cas", "cas");
	l->dirk = place_person(&l->p, "Dirk", "dirk");
	l->eva = place_person(&l->p, "Eva", "eva");
	l->flo = place_person(&l->p, "Flo", "flo");
	l->people = 6;
	place_sql(&l->p, "UPDATE address SET mail = mail || '@school.example'");
	place_sql(&l->p, "DELETE FROM address WHERE mail LIKE 'cas%'");
	add_membership(l, &l->eva, PLACE_START + 400 * USEC_DAY);
	add_membership(l, &l->flo, 0);
	return true;
}

static const struct event expected[] = {
	{670, "anna@school.example"},
	{670, "bo@school.example"},
	{700, "anna@school.example"},
	{700, "bo@school.example"},
	{723, "anna@school.example"},
	{730, "(erased)"}, /* Anna */
	{730, "(erased)"}, /* and Cas, who has no address */
	{1070, "eva@school.example"},
	{1100, "eva@school.example"},
	{1123, "eva@school.example"},
	{1130, "(erased)"},
	{1371, "bo@school.example"},
	{1401, "bo@school.example"},
	{1424, "bo@school.example"},
	{1431, "(erased)"},
};
#define EXPECTED (sizeof(expected) / sizeof(*expected))

/* The days around those on which something must happen are all lived. */
static int step_on(int date)
{
	int step = QUIET;
	for (size_t i = 0; i < EXPECTED; i++) {
		int wait = expected[i].day - 2 - date;
		if (wait <= 0 && wait > -4)
			return 1;
		if (wait > 0 && wait < step)
			step = wait;
	}
	return step;
}

static void live(struct life *l)
{
	int dirk_was_in = 0;
	for (int date = 0; date <= 365 * YEARS_MOST; date = today(l)) {
		if (date - dirk_was_in >= 100) {
			place_session(&l->p, &l->dirk);
			dirk_was_in = date;
		}
		if (date == 701)
			place_session(&l->p, &l->bo);
		run_day(l);
		place_pass(&l->p, step_on(date) * USEC_DAY);
	}
}

TEST(unused_accounts_over_ten_years)
{
	struct life l;
	REQUIRE(begin(&l));
	live(&l);
	CHECK_INT((int64_t)l.seen.len, EXPECTED);
	for (size_t i = 0; i < l.seen.len && i < EXPECTED; i++) {
		CHECK_INT(l.seen.at[i].day, expected[i].day);
		CHECK_STR(str_of(l.seen.at[i].who), expected[i].who);
	}
	CHECK_INT(place_sql(&l.p, "SELECT count(*) FROM person WHERE name IN ('Dirk', 'Flo')"), 2);
	CHECK_INT(place_keys(&l.p), 3);
	CHECK_INT(place_sql(&l.p, "SELECT count(*) FROM audit WHERE action = 'account.erase'"), 4);
	CHECK_INT(place_sql(&l.p, "SELECT count(*) FROM audit WHERE action ="
				  " 'account.warn_unused'"),
		14);
	place_close(&l.p);
}

/* The program did not run for months: nobody goes without a week's warning. */
TEST(unused_accounts_are_warned_late_rather_than_never)
{
	struct life l;
	REQUIRE(begin(&l));
	place_pass(&l.p, 800 * USEC_DAY);
	run_day(&l);
	CHECK_INT((int64_t)l.seen.len, 3); /* Anna, Bo, Dirk */
	struct str text = l.p.letters.at[0].text;
	CHECK(str_has(text, "zondag 20 december 2026"));
	place_pass(&l.p, 7 * USEC_DAY - USEC_HOUR);
	run_day(&l);
	CHECK_INT((int64_t)l.seen.len, 3);
	place_session(&l.p, &l.bo);
	place_pass(&l.p, USEC_HOUR);
	run_day(&l);
	CHECK_INT(l.people, 3); /* Bo, Eva, Flo */
	place_close(&l.p);
}

TEST(unused_accounts_are_warned_where_their_mail_goes)
{
	struct life l;
	REQUIRE(begin(&l));
	place_sql(&l.p, "INSERT INTO address (mail_key, mail, person, confirmed) SELECT 'home', "
			"'anna@home.example', id, 1 + made FROM person WHERE name = 'Anna'");
	place_sql(&l.p, "INSERT INTO address_role (person, role, mail_key) SELECT person, '', "
			"mail_key FROM address WHERE mail_key = 'home'");
	place_pass(&l.p, 670 * USEC_DAY);
	run_day(&l);
	REQUIRE(l.seen.len == 3);
	CHECK_STR(str_of(l.seen.at[0].who), "anna@home.example");
	place_close(&l.p);
}

/* Bo comes in while Anna, who stands before him in the list, is erased. */
TEST(unused_accounts_are_kept_for_who_comes_in_at_the_very_end)
{
	struct life l;
	REQUIRE(begin(&l));
	if (location_is_remote()) {
		place_close(&l.p);
		SKIP("by a trigger of SQLite");
	}
	place_pass(&l.p, 800 * USEC_DAY);
	run_day(&l);
	place_sql(&l.p, "CREATE TRIGGER bo_comes AFTER INSERT ON erased BEGIN UPDATE last_use SET "
			"at = at + 1, warned = 0 WHERE person = (SELECT id FROM person WHERE name "
			"= 'Bo'); END");
	place_pass(&l.p, 7 * USEC_DAY);
	run_day(&l);
	CHECK_INT(place_sql(&l.p, "SELECT count(*) FROM person WHERE name = 'Bo'"), 1);
	place_close(&l.p);
}

TEST(unused_rounds_do_nothing_twice)
{
	struct life l;
	REQUIRE(begin(&l));
	place_pass(&l.p, 670 * USEC_DAY);
	for (int i = 0; i < 3; i++)
		run_day(&l);
	CHECK_INT((int64_t)l.seen.len, 3); /* Anna, Bo, Dirk: once each */
	place_close(&l.p);
}
