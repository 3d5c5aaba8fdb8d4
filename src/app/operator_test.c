#include "app/operator.h"

#include "app/organisation.h"
#include "app/retention.h"
#include "unit/place.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct actor anna;
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
			 "SELECT person, token, 1, 1 FROM session");
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

TEST(operator_second_factor_wants_two)
{
	struct world w;
	struct str code = STR_NONE;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	CHECK_ERR(operator_ask_reset(app, w.p.arena, w.anna.public, STR("1000"), &code),
		ERR_NOT_FOUND);
	give_factor(&w);
	CHECK_OK(operator_ask_reset(app, w.p.arena, w.anna.public, STR("1000"), &code));
	CHECK_ERR(operator_confirm_reset(app, w.p.arena, code, STR("1000")), ERR_FORBIDDEN);
	CHECK_ERR(operator_confirm_reset(app, w.p.arena, STR("AAAAA-AAAAA"), STR("1001")),
		ERR_NOT_FOUND);
	CHECK_ERR(operator_confirm_reset(app, w.p.arena, STR("x"), STR("1001")), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM factor"), 1);
	CHECK_OK(operator_confirm_reset(app, w.p.arena, code, STR("1001")));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM factor"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 0);
	CHECK_INT(noted(&w, "operator.ask_reset"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'operator.reset' "
				  "AND object_id = '1001'"),
		1);
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	CHECK_ERR(operator_confirm_reset(app, w.p.arena, code, STR("1001")), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(operator_request_ends_after_an_hour)
{
	struct world w;
	struct str code = STR_NONE;
	REQUIRE(set_up(&w));
	give_factor(&w);
	CHECK_OK(operator_ask_reset(&w.p.app, w.p.arena, w.anna.public, STR("1000"), &code));
	place_pass(&w.p, OPERATOR_CONFIRM_LIFE);
	CHECK_ERR(operator_confirm_reset(&w.p.app, w.p.arena, code, STR("1001")), ERR_NOT_FOUND);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM operator_request"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM factor"), 1);
	place_close(&w.p);
}
