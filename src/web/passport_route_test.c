/* Choosing a route and changing it, as a browser sees it. */
#include "app/passport.h"
#include "unit/unit.h"
#include "unit/world.h"

static bool choose(struct world *w)
{
	return CHECK_INT(browser_post(&w->b, "/passport/route/at-school", "choice=yes"), 303) &&
	       CHECK_INT(browser_post(&w->b, "/passport/route/going-to", "choice=mbo"), 303);
}

TEST(route_is_chosen_step_by_step_at_first)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	CHECK_INT(browser_get(&w.b, "/passport"), 303);
	CHECK_INT(browser_get(&w.b, "/passport/route"), 303);
	CHECK_STR(w.b.location, "/passport/route/at-school");
	CHECK_INT(browser_post(&w.b, w.b.location.p, "choice=maybe"), 422);
	REQUIRE(choose(&w));
	CHECK_STR(w.b.location, "/passport");
	CHECK_INT(browser_get(&w.b, "/passport/route"), 200);
	CHECK_INT(browser_get(&w.b, "/passport/route/at-school"), 303);
	CHECK_STR(w.b.location, "/passport/route");
	CHECK_INT(browser_get(&w.b, "/passport/route/at-home"), 404);
	world_close(&w);
}

TEST(route_changes_after_it_was_shown_and_goes_back)
{
	static const char *const work = "at-school=yes&going-to=work&wording=pupil";
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	REQUIRE(choose(&w));
	browser_post(&w.b, "/passport/questions/want.study",
		"answer=ik+wil+kok+worden&version=0&go=stay");
	/* a step of the first time changes nothing any more */
	CHECK_INT(browser_post(&w.b, "/passport/route/going-to", "choice=work"), 303);
	CHECK_STR(w.b.location, "/passport/route");
	CHECK_INT(browser_post(&w.b, "/passport/route", work), 200);
	CHECK(browser_sees(&w.b, "Welke opleiding trekt je aan, en waarom?"));
	CHECK(browser_sees(&w.b, "Welk werk trekt je aan, en waarom?"));
	CHECK(browser_sees(&w.b, "name=\"going-to\" value=\"work\""));
	CHECK_INT(browser_get(&w.b, "/passport/questions/want.study"), 200); /* not yet */
	const char *sure = str_fmt(w.p.arena, "%s&sure=yes", work).p;
	CHECK_INT(browser_post(&w.b, "/passport/route", sure), 303);
	CHECK_INT(browser_get(&w.b, "/passport/questions/want.study"), 404);
	browser_get(&w.b, "/passport");
	CHECK(browser_sees(&w.b, "action=\"/passport/undo-route\""));
	CHECK_INT(browser_post(&w.b, "/passport/undo-route", ""), 303);
	browser_get(&w.b, "/passport/questions/want.study");
	CHECK(browser_sees(&w.b, "ik wil kok worden</textarea>"));
	CHECK_INT(browser_post(&w.b, "/passport/route", "at-school=yes"), 422);
	world_close(&w);
}

TEST(route_wording_changes_at_once)
{
	struct world w;
	REQUIRE(world_open_signed_in(&w));
	REQUIRE(choose(&w));
	CHECK_INT(browser_post(&w.b, "/passport/route", "at-school=yes&going-to=mbo&wording=easy"),
		303);
	browser_get(&w.b, "/passport/questions/who.free");
	CHECK(browser_sees(&w.b, "Wat doe je graag?"));
	browser_get(&w.b, "/passport/route");
	CHECK(browser_sees(&w.b, "value=\"easy\" required checked"));
	world_close(&w);
}
