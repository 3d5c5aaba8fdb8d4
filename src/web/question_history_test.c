/* Earlier versions, as a browser sees them. */
#include "app/passport.h"
#include "unit/unit.h"
#include "unit/world.h"

#define PROUD "/passport/questions/who.proud"
#define PAST PROUD "/history"

TEST(history_shows_and_puts_back)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	CHECK(!browser_sees(&w.b, "href=\"" PAST "\""));
	browser_post(&w.b, PROUD, "answer=de+eerste+keer&version=0&go=stay");
	browser_post(&w.b, PROUD, "answer=de+tweede+keer&version=1&go=replace");
	browser_get(&w.b, PROUD);
	CHECK(browser_sees(&w.b, "href=\"" PAST "\""));
	CHECK_INT(browser_get(&w.b, PAST), 200);
	CHECK(browser_sees(&w.b, "de eerste keer") && browser_sees(&w.b, "de tweede keer"));
	CHECK_INT(browser_post(&w.b, PAST, "version=1&seen=2"), 303);
	CHECK_STR(w.b.location, PAST "?back");
	browser_get(&w.b, PAST "?back");
	CHECK(browser_sees(&w.b, "name=\"seen\" value=\"3\""));
	browser_get(&w.b, PROUD);
	CHECK(browser_sees(&w.b, "de eerste keer</textarea>"));
	/* another tab was faster: the list is shown again */
	CHECK_INT(browser_post(&w.b, PAST, "version=2&seen=2"), 303);
	CHECK_STR(w.b.location, PAST);
	CHECK_INT(browser_post(&w.b, PAST, "version=x&seen=2"), 422);
	CHECK_INT(browser_post(&w.b, PAST, "version=77&seen=3"), 404);
	world_close(&w);
}

/* Talking about it and sharing are a press away on every page of the passport. */
TEST(history_and_its_neighbours_lead_to_talk_and_share)
{
	static const char *const pages[] = {"/passport", "/passport/read", "/passport/chapters/who",
		PROUD, PAST, "/passport/versions"};
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	browser_post(&w.b, PROUD, "answer=een+zin&version=0&go=stay");
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		CHECK_INT(browser_get(&w.b, pages[i]), 200);
		CHECK(browser_sees(&w.b, "secondary\" href=\"/passport/talk\""));
		CHECK(browser_sees(&w.b, "secondary\" href=\"/passport/share\""));
	}
	world_close(&w);
}

TEST(history_of_a_question_that_is_not_asked_works_too)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	struct content_picks work = {{STR("yes"), STR("work")}};
	const char *study = "/passport/questions/want.study";
	browser_post(&w.b, study, "answer=ik+wil+kok+worden&version=0&go=stay");
	place_pass(&w.p, PASSPORT_PAST_EACH + 1);
	browser_post(&w.b, study, "answer=toch+liever+bakker&version=1&go=stay");
	CHECK_OK(passport_choose(&w.p.app, w.p.arena, &w.anna, &work));
	CHECK_INT(browser_get(&w.b, study), 404);
	CHECK_INT(browser_get(&w.b, "/passport/questions/want.study/history"), 200);
	CHECK(browser_sees(&w.b, "ik wil kok worden"));
	CHECK_INT(browser_post(&w.b, "/passport/questions/want.study/history", "version=1&seen=2"),
		303);
	browser_get(&w.b, "/passport/read");
	CHECK(browser_sees(&w.b, "ik wil kok worden"));
	CHECK(browser_sees(&w.b, "href=\"/passport/questions/want.study/history\""));
	CHECK_INT(browser_get(&w.b, "/passport/questions/want.nothing/history"), 404);
	world_close(&w);
}

/* Emptied by mistake: it is one press away. */
TEST(history_brings_back_what_was_emptied)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
	browser_post(&w.b, PROUD, "answer=ik+ben+trots+op+mijn+zus&version=0&go=stay");
	CHECK_INT(browser_post(&w.b, PROUD, "answer=&version=1&go=stay"), 303);
	browser_get(&w.b, PAST);
	CHECK(browser_sees(&w.b, "ik ben trots op mijn zus"));
	CHECK_INT(browser_post(&w.b, PAST, "version=1&seen=2"), 303);
	browser_get(&w.b, PROUD);
	CHECK(browser_sees(&w.b, "ik ben trots op mijn zus</textarea>"));
	world_close(&w);
}
