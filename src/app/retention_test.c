#include "app/retention.h"

#include "app/leave.h"
#include "app/mailed_code.h"
#include "db/copy.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <stdio.h>

TEST(retention_says_everything_about_each_kind)
{
	for (enum retention kind = 0; kind < RETENTIONS; kind++) {
		const struct retention_rule *rule = retention_rule(kind);
		CHECK(rule->name && rule->tables && rule->what && rule->ground && rule->from);
		CHECK(retention_end_text(rule->end) != NULL);
		CHECK((rule->period == 0) == (rule->end == RETENTION_STAY));
		for (enum retention other = 0; other < kind; other++)
			CHECK(!str_is(str_of(rule->name), retention_rule(other)->name));
	}
}

static int kinds_with(const char *table)
{
	int count = 0;
	for (enum retention kind = 0; kind < RETENTIONS; kind++)
		count += str_has_word(str_of(retention_rule(kind)->tables), str_of(table));
	return count;
}

TEST(retention_knows_every_table_once)
{
	for (const struct db_table *t = db_tables(&content_schema); t->name; t++)
		if (!CHECK_INT(kinds_with(t->name), 1))
			printf("# of table %s\n", t->name);
}

TEST(retention_writes_a_period_in_whole_units)
{
	enum retention_unit unit;
	CHECK_INT(retention_in(730 * USEC_DAY, &unit), 2);
	CHECK_INT(unit, RETENTION_YEARS);
	CHECK_INT(retention_in(7 * USEC_DAY, &unit), 7);
	CHECK_INT(unit, RETENTION_DAYS);
	CHECK_INT(retention_in(36 * USEC_HOUR, &unit), 36);
	CHECK_INT(unit, RETENTION_HOURS);
	CHECK_INT(retention_in(30 * USEC_MINUTE, &unit), 30);
	CHECK_INT(unit, RETENTION_MINUTES);
}

static int64_t due(struct place *p, enum retention kind, usec at)
{
	struct retention_counts counts = {{0}};
	CHECK_OK(retention_preview(p->app.db, &p->periods, at, &counts));
	return counts.of[kind];
}

static void give_up_a_job(struct place *p)
{
	long long now = clock_now(p->app.clock);
	place_sql(p, str_fmt(p->arena,
			     "INSERT INTO job (kind, subject, run_at, lease, tries, ordered,"
			     " gave_up) VALUES ('x', 0, 0, 0, 0, 0, %lld)",
			     now)
			     .p);
}

/* Nothing a moment before its period is over, and everything a moment after. */
static void check_kind(struct place *p, enum retention kind, const char *table)
{
	usec start = clock_now(p->app.clock), period = retention_rule(kind)->period;
	const char *count = str_fmt(p->arena, "SELECT count(*) FROM %s", table).p;
	CHECK_INT(due(p, kind, start + period), 0);
	CHECK_INT(due(p, kind, start + period + 1), 1);
	place_pass(p, period);
	CHECK_OK(retention_clear(&p->app));
	CHECK_INT(place_sql(p, count), 1);
	place_pass(p, 1);
	CHECK_OK(retention_clear(&p->app));
	CHECK_INT(place_sql(p, count), 0);
}

TEST(retention_clears_what_it_foretold)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	place_session(&p, &anna);
	place_sql(&p, "UPDATE session SET seen = started + 100000000000"); /* to its last moment */
	check_kind(&p, RETENTION_SESSION, "session");
	give_up_a_job(&p);
	check_kind(&p, RETENTION_JOB, "job WHERE gave_up IS NOT NULL");
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	place_mail(&p);
	check_kind(&p, RETENTION_MAIL, "mail");
	place_close(&p);
}

TEST(retention_ends_ways_in_that_nobody_went)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	REQUIRE_OK(factor_offer(&p.app, p.arena, &anna));
	check_kind(&p, RETENTION_OFFER, "factor_offer");
	place_session(&p, &anna);
	place_sql(&p, str_fmt(p.arena,
			      "INSERT INTO arrival (browser, person, goal, factor_due, tries, ends)"
			      " SELECT token, person, 'reset', false, 0, %lld FROM session",
			      (long long)clock_now(p.app.clock) + MAILED_CODE_LIFE)
			      .p);
	check_kind(&p, RETENTION_CODE, "arrival");
	place_close(&p);
}

TEST(retention_foretells_accounts)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	place_person(&p, "Bo", "bo@school.example");
	usec end = PLACE_START + p.periods.of[RETENTION_ACCOUNT];
	CHECK_INT(due(&p, RETENTION_ACCOUNT, end - 1), 0);
	CHECK_INT(due(&p, RETENTION_ACCOUNT, end), 2);
	p.periods.of[RETENTION_ACCOUNT] -= USEC_DAY;
	CHECK_INT(due(&p, RETENTION_ACCOUNT, end - USEC_DAY), 2);
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	CHECK_INT(due(&p, RETENTION_ACCOUNT, end), 1);
	CHECK_INT(due(&p, RETENTION_LEAVING, PLACE_START + LEAVE_GRACE - 1), 0);
	CHECK_INT(due(&p, RETENTION_LEAVING, PLACE_START + LEAVE_GRACE), 1);
	place_close(&p);
}
