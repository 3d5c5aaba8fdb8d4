/* A project in numbers, its list to sign, and thanks, as a browser sees them. */
#include "app/project.h"

#include "app/participant.h"
#include "codec/input.h"
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila;
	struct project_at at;
	const char *page;
};

static void add_people(struct world *w, int from, int to, const char *language)
{
	struct arena *a = w->p.arena;
	for (int i = from; i < to; i++) {
		struct participant one = place_participant(
			str_fmt(a, "P%d", i).p, "Tamm", "EE", str_fmt(a, "p%d@post.example", i).p);
		one.language = str_of(language);
		CHECK_OK(participant_put(&w->p.app, a, &w->mila, &w->at, NULL, &one));
	}
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at) || !browser_open(&w->b, p))
		return false;
	browser_sign_in_staff(&w->b, &w->mila);
	w->page = browser_project(&w->b, &w->at);
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *below(struct world *w, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", w->page, more).p;
}

TEST(web_numbers_show_how_far_and_nothing_of_a_few)
{
	struct world w;
	struct browser *b = &w.b;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 4, "nl");
	CHECK_INT(browser_get(b, below(&w, "/numbers")), 200);
	CHECK(browser_sees(b, "4 van 4") && browser_sees(b, "0 van 4"));
	CHECK(!browser_sees(b, "/numbers/extract") && !browser_sees(b, "Nederlands</span>"));
	CHECK_INT(browser_get(b, below(&w, "/numbers/extract")), 409);
	add_people(&w, 4, 5, "nl");
	CHECK_INT(browser_get(b, below(&w, "/numbers")), 200);
	CHECK(browser_sees(b, "/numbers/extract") && browser_sees(b, "Nederlands</span>"));
	CHECK_INT(browser_get(b, below(&w, "/numbers/extract")), 200);
	CHECK(browser_sees(b, "own,,participant,EE,nl,*,*,*"));
	CHECK(!browser_sees(b, "Tamm"));
	tear_down(&w);
}

/* Who has a certificate, or a project that is closed, needs no reminder. */
TEST(web_numbers_lead_to_reminding_whom_it_helps)
{
	static const struct {
		const char *values;
		bool reminds;
	} cases[] = {
		{"participant SET state = 'invited'", true},
		{"participant SET outcome = 'issued'", false},
		{"participant SET outcome = NULL", true},
		{"project SET closed = 1", false},
	};
	struct world w;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 2, "nl");
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		place_sql(&w.p, str_fmt(w.p.arena, "UPDATE %s", cases[i].values).p);
		CHECK_INT(browser_get(&w.b, below(&w, "/numbers")), 200);
		CHECK(browser_sees(&w.b, "whom=waiting") == cases[i].reminds);
	}
	tear_down(&w);
}

TEST(web_numbers_of_languages_too_small_to_stand_apart)
{
	struct world w;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 3, "nl");
	add_people(&w, 3, 6, "fr");
	CHECK_INT(browser_get(&w.b, below(&w, "/numbers")), 200);
	CHECK(browser_sees(&w.b, "Alle talen samen") && !browser_sees(&w.b, "Andere talen"));
	add_people(&w, 6, 8, "nl");
	add_people(&w, 8, 10, "fr");
	CHECK_INT(browser_get(&w.b, below(&w, "/numbers")), 200);
	CHECK(!browser_sees(&w.b, "Alle talen samen"));
	tear_down(&w);
}

TEST(web_list_to_sign_can_be_names_alone)
{
	struct world w;
	struct browser *b = &w.b;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 2, "nl");
	CHECK_INT(browser_get(b, below(&w, "/people/print")), 200);
	CHECK(browser_sees(b, "Tamm, P1") && browser_sees(b, "Estland"));
	CHECK_INT(browser_get(b, below(&w, "/people/print?page=1&names")), 200);
	CHECK(browser_sees(b, "Tamm, P1") && !browser_sees(b, "Estland"));
	CHECK_INT(browser_get(b, below(&w, "/people/print?page=0")), 404);
	CHECK_INT(browser_get(b, below(&w, "/people/print?page=x")), 404);
	tear_down(&w);
}

TEST(web_thanks_are_looked_at_and_sent)
{
	struct world w;
	struct browser *b = &w.b;
	REQUIRE(set_up(&w));
	add_people(&w, 0, 2, "nl");
	CHECK_INT(browser_get(b, below(&w, "/people/thank")), 200);
	CHECK_INT(browser_post(b, below(&w, "/people/thank"),
			  "whom=all&text=1&words=Tot+ziens&language=fr&go=look"),
		200);
	CHECK(browser_sees(b, "Merci pour Water") && browser_sees(b, "Tot ziens"));
	CHECK_STR(place_mail(&w.p).to, "mila@house.example"); /* from signing in */
	CHECK_INT(browser_post(b, below(&w, "/people/thank"),
			  "whom=all&text=1&words=www.boef.example&language=nl&go=send"),
		422);
	CHECK(browser_sees(b, "words-error"));
	CHECK_INT(browser_post(b, below(&w, "/people/thank"),
			  "whom=all&text=1&words=Tot+ziens&language=nl&go=send"),
		303);
	CHECK_INT(browser_get(b, str_z(w.p.arena, b->location)), 200);
	CHECK(browser_sees(b, "2 mails om te bedanken"));
	CHECK_STR(place_mail(&w.p).subject, "Bedankt voor Water");
	CHECK_INT(browser_post(b, below(&w, "/people/thank"), "who=x&go=send"), 404);
	tear_down(&w);
}
