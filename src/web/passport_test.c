/* The passport as a file to save. */
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor anna;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !browser_open(&w->b, &w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

TEST(passport_is_saved_as_pdf)
{
	struct world w;
	REQUIRE(set_up(&w));
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
	tear_down(&w);
}
