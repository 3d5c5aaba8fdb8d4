/* The passport as a file to save. */
#include "unit/unit.h"
#include "unit/world.h"

TEST(passport_is_saved_as_pdf)
{
	struct world w;
	REQUIRE(world_open_anna(&w));
	CHECK_INT(browser_get(&w.b, "/passport/paper"), 303);
	browser_sign_in(&w.b, &w.anna);
	CHECK_INT(browser_get(&w.b, "/passport/paper"), 404); /* no route yet */
	CHECK_INT(browser_get(&w.b, "/passport/route/at-school"), 200);
	CHECK_INT(browser_post(&w.b, "/passport/route/at-school", "choice=yes"), 303);
	CHECK_INT(browser_post(&w.b, "/passport/route/going-to", "choice=mbo"), 303);
	CHECK_INT(browser_get(&w.b, "/passport/paper"), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-1.")));
	CHECK_INT(browser_get(&w.b, "/passport/paper?care=yes"), 200);
	CHECK(str_starts(w.b.body, STR("%PDF-1.")));
	world_close(&w);
}
