#include "app/leave.h"

#include "app/grant.h"
#include "app/passport.h"
#include "app/share_door.h"
#include "db/content.h"
#include "unit/location.h"
#include "unit/place.h"
#include "unit/unit.h"

static err_t find(struct place *p, const struct token *token)
{
	struct session session;
	return session_find(&p->app, p->arena, token, &session);
}

static int64_t people(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM person WHERE name <> ''");
}

static void run_jobs(struct place *p)
{
	int count;
	CHECK_OK(jobs_run_due(p->app.jobs, &count));
}

TEST(leave_later_ends_all_access_and_the_key_a_week_later)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct token phone = place_session(&p, &anna), desk = place_session(&p, &anna);
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	CHECK_ERR(find(&p, &phone), ERR_UNAUTHENTICATED);
	CHECK_ERR(find(&p, &desk), ERR_UNAUTHENTICATED);
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.to, "anna@school.example");
	CHECK_STR(letter.subject, "Je hebt je paspoort bij De Regenboog verwijderd");
	place_pass(&p, LEAVE_GRACE - 1);
	run_jobs(&p);
	CHECK_INT(people(&p), 1);
	CHECK_INT(place_keys(&p), 2);
	place_pass(&p, USEC_HOUR + 1);
	run_jobs(&p);
	CHECK_INT(people(&p), 0);
	CHECK_INT(place_keys(&p), 1);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM leaving"), 0);
	CHECK_ERR(leave_later(&p.app, p.arena, &anna), ERR_NOT_FOUND);
	place_close(&p);
}

TEST(leave_is_taken_back_by_signing_in)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct passport_save save = {.question = STR("who.self"), .stored = STR("Ik ben Anna.")};
	struct passport_saved saved;
	struct passport_whole whole;
	REQUIRE_OK(passport_pick(&p.app, p.arena, &anna, STR("at-school"), STR("yes")));
	REQUIRE_OK(passport_pick(&p.app, p.arena, &anna, STR("going-to"), STR("mbo")));
	REQUIRE_OK(passport_save(&p.app, p.arena, &anna, &save, &saved));
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	place_pass(&p, LEAVE_GRACE - USEC_MINUTE);
	struct token token = place_session(&p, &anna);
	place_pass(&p, USEC_HOUR);
	run_jobs(&p);
	CHECK_INT(people(&p), 1);
	CHECK_ERR(find(&p, &token), ERR_UNAUTHENTICATED); /* it was idle */
	CHECK_OK(passport_read(&p.app, p.arena, &anna, 0, &whole));
	CHECK_INT(
		place_sql(&p, "SELECT count(*) FROM audit WHERE action LIKE 'account.leave%'"), 2);
	place_close(&p);
}

/* Bo signs in while Anna, who stands before him in the list, is erased. */
TEST(leave_is_taken_back_until_the_very_end)
{
	struct place p;
	REQUIRE(place_open(&p));
	if (location_is_remote()) {
		place_close(&p);
		SKIP("by a trigger of SQLite");
	}
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor bo = place_person(&p, "Bo", "bo@school.example");
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	REQUIRE_OK(leave_later(&p.app, p.arena, &bo));
	place_sql(&p, "CREATE TRIGGER bo_comes AFTER INSERT ON erased BEGIN DELETE FROM leaving "
		      "WHERE person = (SELECT id FROM person WHERE name = 'Bo'); END");
	place_pass(&p, LEAVE_GRACE + USEC_HOUR);
	run_jobs(&p);
	CHECK_INT(people(&p), 1);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM address"), 1);
	CHECK_INT(place_keys(&p), 2);
	place_close(&p);
}

/* The key store is away: the account is not erased yet, and nobody comes in any more. */
TEST(leave_closes_the_ways_in_before_the_key_dies)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	place_keys_sql(&p, "ALTER TABLE erased RENAME TO away");
	place_pass(&p, LEAVE_GRACE);
	run_jobs(&p);
	CHECK_INT(people(&p), 1);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM address"), 0);
	place_keys_sql(&p, "ALTER TABLE away RENAME TO erased");
	place_close(&p);
}

TEST(leave_now_leaves_no_time_to_return)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	REQUIRE_OK(leave_now(&p.app, p.arena, &anna));
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.subject, "Je paspoort bij De Regenboog is verwijderd");
	CHECK_INT(people(&p), 0);
	CHECK_INT(place_keys(&p), 1);
	place_close(&p);
}

TEST(leave_is_for_the_person_alone)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor nobody = {0}, house = {.is_house = true};
	CHECK_ERR(leave_later(&p.app, p.arena, &nobody), ERR_UNAUTHENTICATED);
	CHECK_ERR(leave_now(&p.app, p.arena, &house), ERR_FORBIDDEN);
	place_close(&p);
}

TEST(leave_goes_on_where_the_program_was_killed)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor bo = place_person(&p, "Bo", "bo@school.example");
	REQUIRE_OK(leave_now(&p.app, p.arena, &anna));
	REQUIRE_OK(leave_now(&p.app, p.arena, &bo));
	/* between the two stores: the key is gone, the rows are not */
	place_keys_sql(&p, "DELETE FROM data_key WHERE created = 20000 * 86400000000");
	run_jobs(&p);
	CHECK_INT(people(&p), 0);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM address"), 0);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM erased"), 2);
	place_close(&p);
}

static err_t put_grant(struct tx *tx, void *ctx)
{
	struct row_id id;
	tx_allow(tx);
	return grant_add(tx, ctx, &id);
}

TEST(leave_ends_what_others_could_see_and_tells_them)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor papa = place_person(&p, "Jan", "jan@thuis.example");
	struct grant_held_list held;
	usec now = clock_now(p.app.clock);
	struct grant_new g = {.public = public_id_new(&random_system),
		.owner = anna.person,
		.holder = papa.person,
		.kind = GRANT_COMPANION,
		.role = GRANT_PARENT,
		.terms = {{STR("who")}, 1, zone_day(now) + 10},
		.now = now};
	REQUIRE_OK(db_tx(p.app.db, put_grant, &g));
	REQUIRE_OK(grant_held(&p.app, p.arena, &papa, &held));
	CHECK_INT((int64_t)held.len, 1);
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	REQUIRE_OK(grant_held(&p.app, p.arena, &papa, &held));
	CHECK_INT((int64_t)held.len, 0);
	place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, 2);
	CHECK_STR(p.letters.at[0].to, "jan@thuis.example");
	CHECK(str_has(p.letters.at[0].text, "Anna heeft"));
	place_close(&p);
}

TEST(leave_ends_live_links)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", "anna@school.example");
	struct actor ben = place_person(&p, "Ben", "ben@mbo.example");
	struct public_id link, draft;
	struct share s;
	struct share_opened opened;
	REQUIRE_OK(share_draft(&p.app, p.arena, &anna, SHARE_MBO, &draft));
	REQUIRE_OK(share_draft(&p.app, p.arena, &anna, SHARE_MBO, &link));
	REQUIRE_OK(share_begin(&p.app, p.arena, &anna, link));
	REQUIRE_OK(share_get(&p.app, p.arena, &anna, link, &s));
	REQUIRE_OK(leave_later(&p.app, p.arena, &anna));
	CHECK_ERR(share_open(&p.app, p.arena, &ben, code_print(p.arena, &s.code), &opened),
		ERR_INVALID);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM passport_grant"), 0);
	REQUIRE_OK(share_get(&p.app, p.arena, &anna, draft, &s));
	CHECK_INT(s.state, SHARE_DRAFT);
	place_close(&p);
}
