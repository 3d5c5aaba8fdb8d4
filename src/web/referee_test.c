/* Who confirms what somebody learned, as the browsers of Noor and of whom she asks see it. */
#include "app/referee.h"

#include "app/learning.h"
#include "codec/input.h"
#include "unit/browser.h"
#include "unit/unit.h"

#define ASK "name=Ria+Bol&function=kok&mail=ria%40kamp.example&language=nl&areas=stem"

struct world {
	struct place p;
	struct browser b;
	struct actor mila, noor;
	struct project_at at;
	const char *page;
};

static bool set_up(struct world *w)
{
	struct learning_in cooked = {STR("stem"), PROJECT_END, STR("Koken voor 24"), 0, false};
	struct learning_saved saved;
	struct public_id who;
	if (!browser_open_part(&w->b, &w->p, &w->mila, &w->at, &w->noor, &who))
		return false;
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->noor, who, &cooked, &saved));
	w->page = browser_part(&w->b, who, "/learning/referees");
	return CHECK_INT(browser_get(&w->b, w->page), 200);
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

/* "code=7K3QW-M2DXA", with more behind it. */
static const char *sent(struct world *w, const char *more)
{
	struct place_letter letter = place_mail(&w->p);
	struct str rest = str_from(letter.text, str_search(letter.text, STR("/referee#")));
	return str_fmt(
		w->p.arena, "code=%.*s%s", STR_ARG(str_sub(rest, STR("/referee#").len, 11)), more)
		.p;
}

TEST(referee_page_from_asking_to_leaving_it_off)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(browser_sees(&w.b, "value=\"stem\"") && !browser_sees(&w.b, "value=\"digital\""));
	CHECK(browser_sees(&w.b, "id=\"language\"") && !browser_sees(&w.b, "language-help"));
	CHECK_INT(browser_post(&w.b, w.page, "name=Ria&function=&mail=x"), 422);
	CHECK(browser_sees(&w.b, "id=\"function-error\"") &&
		browser_sees(&w.b, "id=\"mail-error\"") && browser_sees(&w.b, "value=\"Ria\""));
	CHECK_INT(browser_post(&w.b, w.page, "name=Ria&function=kok&mail=ria%40kamp.example"), 422);
	CHECK(browser_sees(&w.b, "id=\"areas-error\""));
	CHECK_INT(browser_post(&w.b, w.page, ASK), 303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Ria Bol") && browser_sees(&w.b, "Heeft nog niet gekeken"));
	const char *remove = browser_form(&w.b, "remove");
	CHECK_INT(browser_post(&w.b, remove, ""), 303);
	browser_get(&w.b, str_z(w.p.arena, w.b.location));
	CHECK(!browser_sees(&w.b, "Ria Bol"));
	CHECK_INT(browser_post(&w.b, browser_form(&w.b, "restore"), ""), 303);
	CHECK_INT(browser_get(&w.b, "/referee"), 200);
	CHECK_INT(
		browser_post(&w.b, "/referee/answer", sent(&w, "&answer=yes&words=Ja+hoor")), 303);
	CHECK_STR(w.b.location, "/referee?answered");
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Ja hoor") && browser_sees(&w.b, "Bevestigde het"));
	CHECK_INT(browser_post(&w.b, browser_form(&w.b, "choose"), ""), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "name=\"shown\" value=\"yes\""));
	tear_down(&w);
}

TEST(referee_sees_what_was_chosen_by_the_code_alone)
{
	struct world w;
	struct str long_words;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_post(&w.b, w.page, ASK), 303);
	struct browser ria;
	REQUIRE(browser_open(&ria, &w.p));
	CHECK_INT(browser_get(&ria, "/referee"), 200);
	CHECK(browser_sees(&ria, "data-from-link"));
	CHECK_INT(browser_post(&ria, "/referee", "code=00000-00000"), 422);
	CHECK_INT(browser_post(&ria, "/referee", "code="), 422);
	CHECK_INT(browser_post(&ria, "/referee", sent(&w, "")), 200);
	CHECK(browser_sees(&ria, "Koken voor 24") && browser_sees(&ria, "Noor de Wit") &&
		browser_sees(&ria, "Ria Bol"));
	long_words = str_fmt(w.p.arena, "&answer=yes&words=%0*d", REFEREE_WORDS_MOST + 1, 0);
	CHECK_INT(browser_post(&ria, "/referee/answer", sent(&w, long_words.p)), 422);
	CHECK(browser_sees(&ria, "id=\"words-error\"") && browser_sees(&ria, "Koken voor 24"));
	CHECK_INT(browser_post(&ria, "/referee/answer", sent(&w, "&answer=no&words=")), 303);
	CHECK_INT(browser_get(&ria, "/referee?answered"), 200);
	CHECK(browser_sees(&ria, "Dank je wel") && !browser_sees(&ria, "id=\"code\""));
	CHECK_INT(browser_post(&ria, "/referee", sent(&w, "")), 422);
	CHECK(!browser_sees(&ria, "Koken voor 24"));
	CHECK_INT(browser_post(&ria, "/referee/answer", sent(&w, "&answer=yes")), 422);
	browser_close(&ria);
	tear_down(&w);
}
