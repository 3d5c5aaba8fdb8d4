/* Dated versions, as a browser sees them. */
#include "app/passport.h"
#include "unit/browser.h"
#include "unit/unit.h"

#define PROUD "/passport/questions/who.proud"
#define VERSIONS "/passport/versions"

struct world {
	struct place p;
	struct browser b;
	struct actor anna;
};

static bool set_up(struct world *w)
{
	struct content_picks picks = {{STR("yes"), STR("mbo")}};
	if (!place_open(&w->p) || !browser_open(&w->b, &w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	browser_sign_in(&w->b, &w->anna);
	CHECK_OK(passport_choose(&w->p.app, w->p.arena, &w->anna, &picks));
	return CHECK_INT(browser_get(&w->b, PROUD), 200);
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

TEST(dated_version_is_made_read_and_taken_away)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_post(&w.b, PROUD, "answer=trots+op+mijn+zus&version=0&go=stay");
	CHECK_INT(browser_get(&w.b, VERSIONS), 200);
	CHECK_INT(browser_post(&w.b, VERSIONS, ""), 303);
	browser_post(&w.b, PROUD, "answer=toch+iets+anders&version=1&go=stay");
	browser_get(&w.b, VERSIONS);
	size_t at = str_search(w.b.body, STR("href=\"" VERSIONS "/"));
	REQUIRE(at < w.b.body.len);
	struct str rest = str_from(w.b.body, at + 6);
	const char *path = str_z(w.p.arena, str_cut(&rest, '"'));
	CHECK_INT(browser_get(&w.b, path), 200);
	CHECK(browser_sees(&w.b, "trots op mijn zus"));
	CHECK(!browser_sees(&w.b, "toch iets anders"));
	const char *gone = str_fmt(w.p.arena, "%s/delete", path).p;
	CHECK_INT(browser_post(&w.b, gone, ""), 303);
	CHECK_INT(browser_get(&w.b, path), 404);
	CHECK_INT(browser_post(&w.b, gone, ""), 404);
	CHECK_INT(browser_get(&w.b, VERSIONS "/x"), 404);
	tear_down(&w);
}
