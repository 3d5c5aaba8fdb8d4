#include "app/operator.h"

#include "app/organisation.h"
#include "app/retention.h"
#include "crypto/totp.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

/* An account to help with, and admins with a second factor of their own. */
struct admin {
	struct actor who;
	struct str secret;
};
struct world {
	struct place p;
	struct actor anna;
	struct admin rita, omar;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	place_session(&w->p, &w->anna);
	return true;
}

static void give_factor(struct world *w)
{
	place_sql(&w->p, "INSERT INTO factor (person, secret, since, last_step) "
			 "SELECT person, token, 1, 1 FROM session WHERE person = (SELECT id FROM "
			 "person WHERE name = 'Anna')");
}

static int64_t noted(struct world *w, const char *action)
{
	return place_sql(&w->p, str_fmt(w->p.arena,
					"SELECT count(*) FROM audit WHERE action = '%s' AND "
					"object = 'operator' AND object_id = '1000'",
					action)
					.p);
}

TEST(operator_finds_by_address_or_id)
{
	struct world w;
	struct public_id found;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	CHECK_OK(operator_find(app, w.p.arena, STR("Anna@School.Example"), &found));
	CHECK(public_id_eq(found, w.anna.public));
	struct str printed = public_id_print(w.p.arena, w.anna.public);
	CHECK_OK(operator_find(app, w.p.arena, printed, &found));
	CHECK(public_id_eq(found, w.anna.public));
	CHECK_ERR(operator_find(app, w.p.arena, STR("bo@school.example"), &found), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(operator_shows_an_account_and_that_is_noted)
{
	struct world w;
	struct operator_account account = {0};
	REQUIRE(set_up(&w));
	CHECK_OK(operator_show(&w.p.app, w.p.arena, w.anna.public, STR("1000"), &account));
	CHECK(account.addresses == 1 && account.sessions == 1);
	CHECK(!account.has_password && !account.has_factor && account.memberships.len == 0);
	CHECK_INT(noted(&w, "operator.look"), 1);
	CHECK_ERR(operator_show(&w.p.app, w.p.arena, public_id_new(&random_system), STR("1000"),
			  &account),
		ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(operator_ends_sessions)
{
	struct world w;
	int64_t count = 0;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "INSERT INTO arrival (browser, person, goal, factor_due, tries, ends) "
			"SELECT token, person, 'sign_in', TRUE, 0, 1 FROM session");
	CHECK_OK(operator_end_sessions(&w.p.app, w.p.arena, w.anna.public, STR("1000"), &count));
	CHECK_INT(count, 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM arrival"), 0);
	CHECK_INT(noted(&w, "operator.end_sessions"), 1);
	place_close(&w.p);
}

TEST(operator_erases)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(operator_erase(&w.p.app, w.p.arena, w.anna.public, STR("1000")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM address"), 0);
	CHECK_INT(place_keys(&w.p), 1);
	CHECK_INT(noted(&w, "operator.erase"), 1);
	place_close(&w.p);
}

static struct admin admin(struct world *w, const char *name, const char *mail)
{
	struct factor_codes codes;
	struct row_id organisation;
	struct admin a = {.who = place_person(&w->p, name, mail)};
	CHECK_OK(organisation_make(&w->p.app, w->p.arena, str_of(name), &organisation));
	place_member(&w->p, &a.who, organisation, ROLE_ORGANISATION_ADMIN);
	a.secret = place_factor(&w->p, &a.who, &codes);
	return a;
}

static bool set_up_admins(struct world *w)
{
	if (!set_up(w))
		return false;
	w->rita = admin(w, "Rita", "rita@school.example");
	w->omar = admin(w, "Omar", "omar@town.example");
	return true;
}

/* With what the admin's app shows; each code works once. */
static struct operator_witness witness(struct world *w, const struct admin *a)
{
	place_pass(&w->p, TOTP_STEP);
	return (struct operator_witness){a->who.public, place_app_code(&w->p, a->secret)};
}

static err_t ask(struct world *w, const struct admin *a, struct str *ret_code)
{
	struct operator_witness who = witness(w, a);
	return operator_ask_reset(
		&w->p.app, w->p.arena, w->anna.public, STR("1000"), &who, ret_code);
}

static err_t confirm(struct world *w, const struct admin *a, struct str code)
{
	struct operator_witness who = witness(w, a);
	return operator_confirm_reset(&w->p.app, w->p.arena, code, STR("1000"), &who);
}

static int64_t factors(struct world *w)
{
	return place_sql(&w->p, "SELECT count(*) FROM factor WHERE person = (SELECT id FROM "
				"person WHERE name = 'Anna')");
}

TEST(operator_second_factor_wants_two_admins)
{
	struct world w;
	struct str code = STR_NONE;
	REQUIRE(set_up_admins(&w));
	CHECK_ERR(ask(&w, &w.rita, &code), ERR_NOT_FOUND);
	give_factor(&w);
	REQUIRE_OK(ask(&w, &w.rita, &code));
	CHECK_ERR(confirm(&w, &w.rita, code), ERR_FORBIDDEN);
	CHECK_ERR(confirm(&w, &w.omar, STR("AAAAA-AAAAA")), ERR_NOT_FOUND);
	CHECK_ERR(confirm(&w, &w.omar, STR("x")), ERR_INVALID);
	CHECK_INT(factors(&w), 1);
	CHECK_OK(confirm(&w, &w.omar, code));
	CHECK_INT(factors(&w), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session WHERE person = (SELECT id FROM "
				  "person WHERE name = 'Anna')"),
		0);
	CHECK_INT(noted(&w, "operator.ask_reset"), 1);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit a JOIN person p ON p.public = a.actor "
				"WHERE a.action = 'operator.reset' AND p.name = 'Omar'"),
		1);
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	CHECK_ERR(confirm(&w, &w.omar, code), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* A name alone is no proof, nor is a role that ended, nor oneself. */
TEST(operator_witness_proves_who_they_are)
{
	struct world w;
	struct str code;
	REQUIRE(set_up_admins(&w));
	give_factor(&w);
	const struct app *app = &w.p.app;
	struct operator_witness who = witness(&w, &w.rita);
	struct operator_witness wrong = {w.rita.who.public, STR("x")};
	struct operator_witness other = {w.omar.who.public, who.code};
	struct operator_witness anna = {w.anna.public, who.code};
	struct public_id target = w.anna.public;
	const struct operator_witness *bad[] = {&wrong, &other, &anna};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		CHECK_ERR(operator_ask_reset(app, w.p.arena, target, STR("1"), bad[i], &code),
			ERR_FORBIDDEN);
	CHECK_ERR(operator_ask_reset(app, w.p.arena, w.rita.who.public, STR("1"), &who, &code),
		ERR_FORBIDDEN);
	CHECK_ERR(operator_ask_reset(app, w.p.arena, target, STR("1"), &who, &code), ERR_FORBIDDEN);
	place_sql(&w.p, "UPDATE membership SET ended = 2");
	who = witness(&w, &w.rita);
	CHECK_ERR(operator_ask_reset(app, w.p.arena, target, STR("1"), &who, &code), ERR_FORBIDDEN);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM operator_request"), 0);
	place_close(&w.p);
}

TEST(operator_witness_is_slowed_down)
{
	struct world w;
	struct str code;
	REQUIRE(set_up_admins(&w));
	give_factor(&w);
	struct operator_witness wrong = {w.rita.who.public, STR("x")};
	err_t e = NULL;
	for (int i = 0; i < 40 && (!e || e->code == ERR_FORBIDDEN); i++) {
		err_free(e);
		e = operator_ask_reset(&w.p.app, w.p.arena, w.anna.public, STR("1"), &wrong, &code);
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	place_close(&w.p);
}

TEST(operator_request_ends_after_an_hour)
{
	struct world w;
	struct str code = STR_NONE;
	REQUIRE(set_up_admins(&w));
	give_factor(&w);
	REQUIRE_OK(ask(&w, &w.rita, &code));
	place_pass(&w.p, OPERATOR_CONFIRM_LIFE);
	CHECK_ERR(confirm(&w, &w.omar, code), ERR_NOT_FOUND);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM operator_request"), 0);
	CHECK_INT(factors(&w), 1);
	place_close(&w.p);
}
