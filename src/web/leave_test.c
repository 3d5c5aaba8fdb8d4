/* Deleting an account, as a browser sees it. */
#include "app/leave.h"

#include "unit/unit.h"
#include "unit/world.h"

static bool set_up(struct world *w)
{
	if (!world_open_signed_in(w))
		return false;
	w->b.language = STR("en");
	return true;
}

TEST(delete_says_what_stays_and_signs_out_everywhere)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct token elsewhere = place_session(&w.p, &w.anna);
	struct session session;
	CHECK_INT(browser_get(&w.b, "/account/delete"), 200);
	CHECK(browser_sees(&w.b, "An old copy of the data must not bring it back."));
	CHECK(browser_sees(&w.b, "That you looked in somebody") &&
		browser_sees(&w.b, "What you said in somebody"));
	CHECK(browser_sees(&w.b, "30 days,") && browser_sees(&w.b, "7 days,"));
	CHECK_INT(browser_post(&w.b, "/account/delete", "when=later"), 303);
	CHECK_STR(w.b.location, "/deleted");
	CHECK(w.b.clears_data && !w.b.session.len);
	CHECK_ERR(session_find(&w.p.app, w.p.arena, &elsewhere, &session), ERR_UNAUTHENTICATED);
	CHECK_INT(browser_get(&w.b, "/deleted"), 200);
	CHECK(browser_sees(&w.b, "Sign in within a week."));
	place_mail(&w.p);
	CHECK_INT(place_keys(&w.p), 2);
	browser_sign_in(&w.b, &w.anna);
	CHECK_INT(browser_get(&w.b, "/passport"), 303); /* to choose the route: it is still there */
	world_close(&w);
}

TEST(delete_at_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, "/account/delete");
	CHECK_INT(browser_post(&w.b, "/account/delete", "when=soon"), 422);
	CHECK_INT(browser_post(&w.b, "/account/delete", ""), 422);
	CHECK_INT(browser_post(&w.b, "/account/delete", "when=now"), 303);
	CHECK_STR(w.b.location, "/deleted?now");
	CHECK_INT(browser_get(&w.b, "/deleted?now"), 200);
	CHECK(browser_sees(&w.b, "Nobody can bring it back."));
	place_mail(&w.p);
	CHECK_INT(place_keys(&w.p), 1);
	world_close(&w);
}

TEST(delete_asks_again_who_it_is)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, "/account/delete");
	place_pass(&w.p, SESSION_FRESH + USEC_MINUTE);
	CHECK_INT(browser_post(&w.b, "/account/delete", "when=now"), 403);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM leaving"), 0);
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	world_close(&w);
}
