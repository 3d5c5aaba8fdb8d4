/* Dated versions, as a browser sees them. */
#include "app/passport.h"
#include "unit/unit.h"
#include "unit/world.h"

#define PROUD "/passport/questions/who.proud"
#define VERSIONS "/passport/versions"

TEST(dated_version_is_made_read_and_taken_away)
{
	struct world w;
	REQUIRE(world_open_passport(&w, PROUD));
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
	const char *paper = str_fmt(w.p.arena, "%s/paper", path).p;
	CHECK(browser_sees(&w.b, paper));
	CHECK_INT(browser_get(&w.b, paper), 200);
	CHECK(str_starts(w.b.body, STR("%PDF")));
	CHECK_INT(browser_get(&w.b, path), 200);
	const char *gone = str_fmt(w.p.arena, "%s/delete", path).p;
	CHECK_INT(browser_post(&w.b, gone, ""), 303);
	CHECK_INT(browser_get(&w.b, path), 404);
	CHECK_INT(browser_post(&w.b, gone, ""), 404);
	CHECK_INT(browser_get(&w.b, paper), 404);
	CHECK_INT(browser_get(&w.b, VERSIONS "/x"), 404);
	world_close(&w);
}

TEST(dated_version_shows_the_picture_of_its_day)
{
	struct world w;
	struct passport_dated_list list;
	struct passport_picture in = {.question = STR("can.made"),
		.name = STR("kast.png"),
		.bytes = place_png(),
		.description = STR("Een kast")};
	bool other;
	REQUIRE(world_open_passport(&w, PROUD));
	REQUIRE_OK(passport_picture_save(&w.p.app, w.p.arena, &w.anna, &in, &other));
	CHECK_INT(browser_post(&w.b, VERSIONS, ""), 303);
	in.version = 1;
	REQUIRE_OK(passport_picture_save(&w.p.app, w.p.arena, &w.anna, &in, &other));
	REQUIRE_OK(passport_dated_list(&w.p.app, w.p.arena, &w.anna, &list));
	REQUIRE(list.len == 1);
	struct str page = str_fmt(w.p.arena, VERSIONS "/%.*s",
		STR_ARG(public_id_print(w.p.arena, list.at[0].public)));
	struct str picture = str_fmt(w.p.arena, "%s/pictures/can.made", page.p);
	CHECK_INT(browser_get(&w.b, page.p), 200);
	CHECK(browser_sees(&w.b, picture.p));
	CHECK_INT(browser_get(&w.b, picture.p), 200);
	CHECK_INT(browser_get(&w.b, str_fmt(w.p.arena, "%s/pictures/who.proud", page.p).p), 404);
	CHECK_INT(browser_get(&w.b, VERSIONS "/x/pictures/can.made"), 404);
	world_close(&w);
}
