#include "unit/unit.h"
#include "unit/world.h"

TEST(password_page_from_the_first_to_the_next)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	CHECK_INT(browser_get(&w.b, "/account/password"), 200);
	CHECK(!browser_sees(&w.b, "id=\"old\""));
	CHECK_INT(browser_post(&w.b, "/account/password", "password=kort"), 422);
	CHECK(browser_sees(&w.b, "id=\"password-error\"") && !browser_sees(&w.b, "kort\""));
	struct str before = w.b.session;
	CHECK_INT(browser_post(&w.b, "/account/password", "password=twee+gele+fietsen"), 303);
	CHECK_STR(w.b.location, "/account/password?saved");
	CHECK(!str_eq(before, w.b.session));
	CHECK_INT(browser_get(&w.b, "/account/password?saved"), 200);
	CHECK(browser_sees(&w.b, "utrecht-alert--ok") && browser_sees(&w.b, "id=\"old\""));
	CHECK_INT(browser_post(&w.b, "/account/password", "password=drie+paarse+treinen"), 422);
	CHECK(browser_sees(&w.b, "id=\"old-error\""));
	CHECK_INT(browser_post(&w.b, "/account/password",
			  "old=twee+gele+fietsen&password=drie+paarse+treinen"),
		303);
	world_close(&w);
}

/* What was typed goes nowhere: neither into the page that asks who it is. */
TEST(password_page_asks_who_it_is_of_who_has_none)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	browser_get(&w.b, "/account/password");
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_INT(browser_post(&w.b, "/account/password", "password=twee+gele+fietsen"), 303);
	CHECK_STR(w.b.location, "/account/prove?back=%2Faccount%2Fpassword");
	CHECK_INT(browser_get(&w.b, "/account/password"), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM password"), 0);
	world_close(&w);
}

TEST(password_page_of_who_has_no_address)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	place_sql(&w.p, "DELETE FROM address WHERE confirmed > 0");
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_INT(browser_get(&w.b, "/account/password"), 200);
	CHECK(browser_sees(&w.b, "/account/addresses") && !browser_sees(&w.b, "id=\"password\""));
	CHECK_INT(browser_post(&w.b, "/account/password", "password=twee+gele+fietsen"), 409);
	world_close(&w);
}
