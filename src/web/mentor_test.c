/* A mentor's desk, as a browser sees it. */
#include "app/contact.h"
#include "app/membership.h"
#include "app/organisation.h"
#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser mentor, anna;
	struct actor joost, learner;
	struct row_id school;
	const char *path;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !browser_open(&w->mentor, &w->p) ||
		!browser_open(&w->anna, &w->p))
		return false;
	w->joost = place_staff(
		&w->p, "Joost", "joost@school.example", "De Wissel", ROLE_MENTOR, &w->school);
	w->learner = place_person(&w->p, "Anna", "anna@school.example");
	browser_sign_in_staff(&w->mentor, &w->joost);
	w->path = browser_link(&w->mentor, "/mentor/");
	browser_sign_in(&w->anna, &w->learner);
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->mentor);
	browser_close(&w->anna);
	place_close(&w->p);
}

static char *below(struct world *w, const char *rest)
{
	return str_z(w->p.arena, str_fmt(w->p.arena, "%s%s", w->path, rest));
}

/* The code on the mentor's page, as the learner types it. */
static char *code_field(struct world *w)
{
	CHECK_INT(browser_get(&w->mentor, below(w, "/code")), 200);
	CHECK_INT(browser_post(&w->mentor, below(w, "/code"), ""), 303);
	CHECK_INT(browser_get(&w->mentor, below(w, "/code")), 200);
	struct str rest = str_from(
		w->mentor.body, str_search(w->mentor.body, STR("/passport/talk/code#")) + 20);
	return str_z(w->p.arena, str_fmt(w->p.arena, "code=%.11s", rest.p));
}

TEST(mentor_gets_a_learner_who_agreed)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.mentor, w.path), 200);
	CHECK(!browser_sees(&w.mentor, "Anna"));
	CHECK_INT(browser_get(&w.mentor, below(&w, "/code/leerpas-poster.pdf")), 404);
	char *code = code_field(&w);
	CHECK_INT(browser_get(&w.anna, below(&w, "/code/leerpas-poster.pdf")), 403);
	CHECK_INT(browser_get(&w.mentor, below(&w, "/code/leerpas-poster.pdf")), 200);
	CHECK(str_starts(w.mentor.body, STR("%PDF-1.")));
	browser_get(&w.anna, "/passport/talk/code");
	CHECK_INT(browser_post(&w.anna, "/passport/talk/code", code), 200);
	CHECK(browser_sees(&w.anna, "De Wissel") && browser_sees(&w.anna, "Joost"));
	CHECK(!browser_sees(&w.anna, "name=\"role\""));
	char *yes = str_z(w.p.arena, str_fmt(w.p.arena, "%s&ends=2025-05-05", code));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/add", yes), 303);
	CHECK_INT(browser_get(&w.mentor, w.path), 200);
	CHECK(browser_sees(&w.mentor, "Anna"));
	CHECK_INT(browser_get(&w.mentor, below(&w, "?show=waiting")), 200);
	CHECK(!browser_sees(&w.mentor, "Anna"));
	CHECK_INT(browser_get(&w.mentor, below(&w, "?show=no-parent")), 200);
	CHECK(browser_sees(&w.mentor, "Anna"));
	struct str key = public_id_print(w.p.arena, w.learner.public);
	CHECK_INT(browser_post(&w.mentor, below(&w, "/remind"),
			  str_z(w.p.arena, str_fmt(w.p.arena, "learner=%.*s", STR_ARG(key)))),
		303);
	CHECK(str_ends(w.mentor.location, STR("?sent=1")));
	CHECK_STR(place_mail(&w.p).to, "anna@school.example");
	CHECK_INT(browser_get(&w.mentor, below(&w, "?sent=1")), 200);
	CHECK_INT(browser_get(&w.anna, w.path), 403);
	tear_down(&w);
}

TEST(mentor_desk_shows_who_needs_something_first)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.mentor, w.path);
	CHECK(browser_sees(&w.mentor, below(&w, "/cards")));
	struct str yes = str_fmt(w.p.arena, "%s&scopes=who&ends=2025-05-05", code_field(&w));
	browser_get(&w.anna, "/passport");
	CHECK_INT(browser_post(&w.anna, "/passport/talk/add", str_z(w.p.arena, yes)), 303);
	browser_get(&w.mentor, w.path);
	CHECK(browser_sees(&w.mentor, below(&w, "/cards")));
	CHECK(browser_sees(&w.mentor, "Schreef een tijd niets</h2>"));
	CHECK(!browser_sees(&w.mentor, "Wil praten</h2>"));
	CHECK(!browser_sees(&w.mentor, " checked"));
	struct str holder = public_id_print(w.p.arena, w.joost.public);
	browser_post(&w.anna, "/passport/questions/who.proud/ask",
		str_z(w.p.arena, str_fmt(w.p.arena, "holder=%.*s", STR_ARG(holder))));
	browser_get(&w.mentor, below(&w, "?tick=all"));
	CHECK(browser_sees(&w.mentor, "Wil praten</h2>"));
	CHECK(browser_sees(&w.mentor, " checked"));
	browser_get(&w.mentor, below(&w, "?show=quiet"));
	CHECK(browser_sees(&w.mentor, "Anna") && !browser_sees(&w.mentor, "desk__group"));
	tear_down(&w);
}

TEST(mentor_desk_asks_nothing_of_an_account_that_was_left)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str yes = str_fmt(w.p.arena, "%s&scopes=who&ends=2025-05-05", code_field(&w));
	browser_get(&w.anna, "/passport");
	CHECK_INT(browser_post(&w.anna, "/passport/talk/add", str_z(w.p.arena, yes)), 303);
	place_sql(&w.p, "INSERT INTO card (person, organisation, sign_in, code_ends, made, anew) "
			"SELECT p.id, o.id, 'anna-00000', 1, 1, 7 FROM person p, organisation o "
			"WHERE p.name = 'Anna'");
	browser_get(&w.mentor, w.path);
	CHECK(browser_sees(&w.mentor, "Opnieuw begonnen met een nieuwe kaart</h2>"));
	CHECK(!browser_sees(&w.mentor, "Schreef een tijd niets</h2>"));
	for (size_t i = 0; i < 3; i++) {
		static const char *const filters[] = {
			"?show=waiting", "?show=quiet", "?show=no-parent"};
		browser_get(&w.mentor, below(&w, filters[i]));
		CHECK(!browser_sees(&w.mentor, "Anna"));
	}
	tear_down(&w);
}
