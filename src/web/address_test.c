/* The mail addresses of a person, as a browser sees them. */
#include "unit/unit.h"
#include "unit/world.h"

TEST(address_from_adding_to_removing)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	CHECK_INT(browser_get(&w.b, "/account/addresses"), 200);
	CHECK(!browser_sees(&w.b, "/account/addresses/remove"));
	CHECK_INT(browser_post(&w.b, "/account/addresses/add", "mail=x"), 422);
	CHECK(browser_sees(&w.b, "id=\"mail-error\""));
	CHECK_INT(browser_post(&w.b, "/account/addresses/add", "mail=anna%40home.example"), 303);
	CHECK_STR(w.b.location, "/account/addresses/confirm");
	CHECK_INT(browser_get(&w.b, "/account/addresses/confirm"), 200);
	CHECK_INT(browser_post(&w.b, "/account/addresses/confirm", "code=12"), 422);
	world_code_field(&w);
	CHECK_INT(browser_post(&w.b, "/account/addresses/again", ""), 200);
	CHECK_INT(browser_post(&w.b, "/account/addresses/confirm", world_code_field(&w)), 303);
	CHECK_STR(w.b.location, "/account/addresses?added");
	CHECK_INT(browser_get(&w.b, "/account/addresses?added"), 200);
	CHECK(browser_sees(&w.b, "anna@home.example"));
	CHECK_INT(browser_post(&w.b, "/account/addresses/choose", "mail=anna%40home.example"), 303);
	CHECK_INT(browser_post(&w.b, "/account/addresses/ends",
			  "mail=anna%40home.example&last_day=2030-07-01"),
		303);
	CHECK_INT(browser_get(&w.b, "/account/addresses"), 200);
	CHECK(browser_sees(&w.b, "2030-07-01"));
	CHECK_INT(browser_post(&w.b, "/account/addresses/ends",
			  "mail=anna%40home.example&last_day=morgen"),
		422);
	CHECK_INT(
		browser_post(&w.b, "/account/addresses/remove", "mail=anna%40school.example"), 303);
	CHECK_INT(browser_post(&w.b, "/account/addresses/remove", "mail=anna%40home.example"), 409);
	CHECK_INT(browser_post(&w.b, "/account/addresses/remove", "mail=bo%40home.example"), 404);
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	CHECK(browser_sees(&w.b, "anna@home.example"));
	world_close(&w);
}

TEST(address_changes_wait_for_a_new_proof)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	browser_get(&w.b, "/account/addresses");
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_INT(browser_post(&w.b, "/account/addresses/add", "mail=anna%40home.example"), 403);
	CHECK(browser_sees(&w.b, "anna%40home.example"));
	CHECK_INT(
		browser_post(&w.b, "/account/addresses/remove", "mail=anna%40school.example"), 403);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM mailed_code"), 0);
	world_close(&w);
}

/* On the page where they come in too: after signing in, not all day. */
TEST(address_that_is_dead_shows_on_the_account_and_at_home)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	browser_get(&w.b, "/account/addresses");
	CHECK_INT(browser_post(&w.b, "/account/addresses/confirm", "code=123456"), 303);
	browser_get(&w.b, "/forgot");
	CHECK_INT(browser_post(&w.b, "/forgot", "mail=anna%40school.example"), 303);
	place_mail(&w.p);
	browser_get(&w.b, "/account");
	CHECK(!browser_sees(&w.b, "utrecht-alert--warning"));
	place_sql(&w.p, "UPDATE mail SET state = 'refused'");
	browser_get(&w.b, "/account");
	CHECK(browser_sees(&w.b, "utrecht-alert--warning"));
	browser_post(&w.b, "/passport/route/at-school", "choice=yes");
	browser_post(&w.b, "/passport/route/going-to", "choice=mbo");
	CHECK_INT(browser_get(&w.b, "/passport"), 200);
	CHECK(browser_sees(&w.b, "Onze mail naar anna@school.example"));
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_INT(browser_get(&w.b, "/passport"), 200);
	CHECK(!browser_sees(&w.b, "anna@school.example"));
	world_close(&w);
}
