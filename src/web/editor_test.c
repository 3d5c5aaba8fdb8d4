/* Partners of a project, as who coordinates it and the partners see them. */
#include "codec/input.h"
#include "unit/browser.h"
#include "unit/editor.h"
#include "unit/unit.h"

#include <string.h>

struct world {
	struct editor_world e;
	struct browser b;
	const char *page, *editors; /* of the project */
};

static bool set_up(struct world *w)
{
	if (!editor_world_open(&w->e) || !browser_open(&w->b, &w->e.p))
		return false;
	struct arena *a = w->e.p.arena;
	browser_sign_in_staff(&w->b, &w->e.mila);
	w->page = browser_project(&w->b, &w->e.at);
	w->editors = str_fmt(a, "%s/editors", w->page).p;
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->e.p);
}

static const char *below(struct world *w, const char *path, const char *more)
{
	return str_fmt(w->e.p.arena, "%s%s", path, more).p;
}

/* Below the page of a participant. */
static const char *of(struct world *w, struct public_id who, const char *more)
{
	struct arena *a = w->e.p.arena;
	return str_fmt(a, "%s/people/%.*s%s", w->page, STR_ARG(public_id_print(a, who)), more).p;
}

static const char *of_editor(struct world *w, const char *name, const char *more)
{
	struct arena *a = w->e.p.arena;
	struct str key = public_id_print(a, editor_called(&w->e, name).public);
	return str_fmt(a, "%s/%.*s%s", w->editors, STR_ARG(key), more).p;
}

static const char *here(struct world *w)
{
	return str_z(w->e.p.arena, w->b.location);
}

#define NELE "name=Nele&mail=nele%40jong.example&language=nl"
#define TERMS "&role=own&country=BE&ends=2025-01-31"

TEST(editor_pages_invite_change_stop_and_take_that_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "/editors\""));
	CHECK_INT(browser_get(&w.b, w.editors), 200);
	CHECK(browser_sees(&w.b, "Petra") && browser_sees(&w.b, "Ziet het minst"));
	const char *new = below(&w, w.editors, "/new");
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK(browser_sees(&w.b, "id=\"language\"") && !browser_sees(&w.b, "language-help"));
	CHECK_INT(browser_post(&w.b, new, "name=&mail=x"), 422);
	CHECK(browser_sees(&w.b, "id=\"name-error\"") && browser_sees(&w.b, "id=\"mail-error\"") &&
		browser_sees(&w.b, "id=\"country-error\"") &&
		browser_sees(&w.b, "id=\"ends-error\""));
	CHECK_INT(browser_post(&w.b, new, NELE TERMS), 303);
	CHECK_INT(browser_get(&w.b, here(&w)), 200);
	CHECK(browser_sees(&w.b, "nele@jong.example"));
	CHECK_INT(browser_post(&w.b, new, NELE TERMS), 422);
	CHECK(browser_sees(&w.b, "id=\"mail-error\""));
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Nele", "/again"), ""), 303);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", "/again"), ""), 409);
	CHECK_INT(browser_get(&w.b, of_editor(&w, "Olli", "")), 200);
	CHECK(browser_sees(&w.b, "value=\"FI\" selected"));
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", ""), "role=own&country=FI&ends=x"), 422);
	CHECK_INT(browser_post(
			  &w.b, of_editor(&w, "Olli", ""), "role=whole&country=BE&ends=2025-01-31"),
		303);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.b, here(&w)), 200);
	CHECK(browser_sees(&w.b, "class=\"undo\""));
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", "/resume"), ""), 303);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", "/resume"), ""), 404);
	browser_get(&w.b, below(&w, w.page, "/history"));
	CHECK(browser_sees(&w.b, "nodigde een partner uit") && browser_sees(&w.b, "Nele"));
	tear_down(&w);
}

TEST(editor_comes_in_by_the_code_of_the_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_post(&w.b, below(&w, w.editors, "/new"), NELE TERMS), 303);
	struct place_letter letter = place_mail(&w.e.p);
	struct str code = place_long_code(&letter);
	const char *field = str_fmt(w.e.p.arena, "code=%.*s", STR_ARG(code)).p;
	struct browser nele;
	REQUIRE(browser_open(&nele, &w.e.p));
	CHECK_INT(browser_get(&nele, "/projects/invitation"), 200);
	CHECK(browser_sees(&nele, "data-from-link"));
	CHECK_INT(browser_post(&nele, "/projects/invitation", "code=nee"), 422);
	CHECK_INT(browser_post(&nele, "/projects/invitation", field), 303);
	CHECK_INT(browser_get(&nele, "/projects/invitation"), 200);
	CHECK(browser_sees(&nele, "Water") && browser_sees(&nele, "Huis Zes"));
	CHECK_INT(browser_post(&nele, "/projects/invitation/accept", ""), 303);
	CHECK(str_starts(nele.location, STR("/sign-in")));
	browser_sign_in_staff(&nele, &w.e.otto);
	CHECK_INT(browser_get(&nele, "/projects/invitation"), 200);
	CHECK_INT(browser_post(&nele, "/projects/invitation/accept", ""), 303);
	CHECK_STR(nele.location, w.page);
	CHECK_INT(browser_get(&nele, w.page), 200);
	CHECK(!browser_sees(&nele, "/basics\"") && !browser_sees(&nele, "/editors\""));
	CHECK_INT(browser_get(&nele, "/projects"), 200);
	CHECK(browser_sees(&nele, w.page));
	browser_get(&nele, "/projects/invitation"); /* used: a code is asked for */
	CHECK(browser_sees(&nele, "id=\"code\""));
	CHECK_INT(browser_post(&nele, "/projects/invitation/accept", ""), 303);
	CHECK_STR(nele.location, "/projects/invitation");
	browser_close(&nele);
	tear_down(&w);
}

TEST(editor_who_coordinates_it_already_is_told)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_post(&w.b, below(&w, w.editors, "/new"), NELE TERMS), 303);
	struct place_letter letter = place_mail(&w.e.p);
	struct str code = place_long_code(&letter);
	CHECK_INT(browser_post(&w.b, "/projects/invitation",
			  str_fmt(w.e.p.arena, "code=%.*s", STR_ARG(code)).p),
		303);
	CHECK_INT(browser_post(&w.b, "/projects/invitation/accept", ""), 409);
	CHECK(browser_sees(&w.b, "Je werkt al aan dit project"));
	tear_down(&w);
}

/* Every page of theirs, and none that they may not use. */
TEST(editor_of_some_finds_only_pages_of_their_own)
{
	static const char *const open[] = {"", "/history", "/people", "/people/new",
		"/people/invite", "/people/print", "/people/thank", "/numbers", "/list",
		"/table/csv", "/table/xlsx", "/template/csv", "/certificates"};
	static const char *const closed[] = {"/basics", "/text", "/goals", "/activities/new",
		"/parties/new", "/editors", "/editors/new", "/numbers/extract"};
	struct world w;
	REQUIRE(set_up(&w));
	browser_sign_in_staff(&w.b, &w.e.olli);
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++) {
		CHECK_INT(browser_get(&w.b, below(&w, w.page, open[i])), 200);
		CHECK(!browser_sees(&w.b, "Mees"));
	}
	for (size_t i = 0; i < sizeof(closed) / sizeof(*closed); i++)
		CHECK_INT(browser_get(&w.b, below(&w, w.page, closed[i])), 403);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	for (size_t i = 0; i < sizeof(closed) / sizeof(*closed); i++)
		CHECK(!browser_sees(&w.b, str_fmt(w.e.p.arena, "%s\"", closed[i]).p));
	CHECK_INT(browser_get(&w.b, of(&w, w.e.olavi, "")), 200);
	CHECK(browser_sees(&w.b, "secret@post.example") && !browser_sees(&w.b, "id=\"editor\""));
	CHECK_INT(browser_get(&w.b, of(&w, w.e.mees, "")), 404);
	CHECK_INT(browser_get(&w.b, of(&w, w.e.mees, "/learning")), 404);
	CHECK_INT(browser_post(&w.b, of(&w, w.e.mees, "/remove"), ""), 404);
	CHECK_INT(browser_post(&w.b, of(&w, w.e.olavi, "/editor"), "editor="), 403);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/basics"), "title=X&type=own"), 403);
	CHECK_INT(browser_post(&w.b, below(&w, w.editors, "/new"), NELE TERMS), 403);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Petra", "/stop"), ""), 403);
	struct str key = public_id_print(w.e.p.arena, w.e.mees);
	const char *cards = str_fmt(w.e.p.arena, "who=%.*s", STR_ARG(key)).p;
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/people/cards"), cards), 303);
	CHECK(str_ends(w.b.location, STR("?nobody")));
	tear_down(&w);
}

/* Without a day a project goes on, and certificates can wait. */
TEST(editor_of_a_project_without_days_reminds_first)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.e.p, "UPDATE project SET made = 0");
	place_sql(&w.e.p, "UPDATE participant SET state = 'writing'");
	browser_sign_in_staff(&w.b, &w.e.olli);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/people/invite?whom=waiting\"") &&
		!browser_sees(&w.b, "/certificates#make"));
	tear_down(&w);
}

TEST(editor_of_all_changes_the_project)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_sign_in_staff(&w.b, &w.e.petra);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/goals\""));
	CHECK(browser_sees(&w.b, "/basics\"") && browser_sees(&w.b, "/editors\"") &&
		!browser_sees(&w.b, "?copy=") && !browser_sees(&w.b, "/specimens"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/basics")), 200);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/basics"),
			  "title=Vuur&type=own&number=2024-1-BE05-KA152-YOU-000123456"),
		303);
	CHECK_INT(browser_get(&w.b, w.editors), 200);
	CHECK(browser_sees(&w.b, "Olli") && !browser_sees(&w.b, of_editor(&w, "Olli", "\"")));
	CHECK_INT(browser_get(&w.b, of_editor(&w, "Olli", "")), 403);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Olli", "/stop"), ""), 403);
	const char *new = below(&w, w.editors, "/new");
	CHECK_INT(browser_get(&w.b, new), 200);
	CHECK(!browser_sees(&w.b, "value=\"whole\""));
	CHECK_INT(browser_post(&w.b, new, NELE "&role=whole&country=BE&ends=2024-12-31"), 403);
	CHECK_INT(browser_post(&w.b, new, NELE "&role=own&country=BE&ends=2029-01-31"), 422);
	CHECK(browser_sees(&w.b, "id=\"ends-error\""));
	CHECK_INT(browser_post(&w.b, new, NELE "&role=own&country=BE&ends=2024-12-31"), 303);
	CHECK_INT(browser_get(&w.b, of_editor(&w, "Nele", "")), 200);
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Nele", "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.b, of(&w, w.e.mees, "")), 200);
	CHECK(browser_sees(&w.b, "id=\"editor\""));
	struct str key = public_id_print(w.e.p.arena, editor_called(&w.e, "Olli").public);
	CHECK_INT(browser_post(&w.b, of(&w, w.e.mees, "/editor"),
			  str_fmt(w.e.p.arena, "editor=%.*s", STR_ARG(key)).p),
		303);
	CHECK_INT(editor_people(&w.e, &w.e.olli).total, 2);
	CHECK_INT(browser_post(&w.b, of(&w, w.e.mees, "/editor"), "editor=x"), 404);
	size_t key_len = public_id_print(w.e.p.arena, w.e.at.project).len;
	struct str list = str_sub(str_of(w.page), 0, strlen(w.page) - key_len - 1);
	CHECK_INT(browser_get(&w.b, str_z(w.e.p.arena, list)), 403);
	CHECK_INT(browser_get(&w.b, str_fmt(w.e.p.arena, "%.*s/new", STR_ARG(list)).p), 403);
	tear_down(&w);
}

TEST(editor_list_says_through_whom_somebody_works_along)
{
	struct world w;
	struct editor_held held;
	REQUIRE(set_up(&w));
	struct editor_world *e = &w.e;
	struct editor_new in = {.name = STR("Nele"),
		.mail = STR("nele@jong.example"),
		.language = STR("nl"),
		.terms = {EDITOR_OWN, STR("BE"), zone_day(clock_now(e->p.app.clock)) + 30}};
	CHECK_OK(editor_invite(&e->p.app, e->p.arena, &e->petra, &e->at, &in));
	struct place_letter letter = place_mail(&e->p);
	CHECK_OK(editor_accept(&e->p.app, e->p.arena, &e->otto, place_long_code(&letter), &held));
	CHECK_INT(browser_get(&w.b, w.editors), 200);
	CHECK(browser_sees(&w.b, "Uitgenodigd door Petra, en heeft toegang zolang"));
	CHECK_INT(browser_get(&w.b, of_editor(&w, "Petra", "")), 200);
	CHECK(browser_sees(&w.b, "Die hebben dan ook geen toegang meer."));
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Petra", "/stop"), ""), 303);
	CHECK_INT(browser_get(&w.b, w.editors), 200);
	CHECK(browser_sees(&w.b, "Heeft geen toegang: wie uitnodigde, werkt niet meer mee"));
	CHECK(browser_sees(&w.b, of_editor(&w, "Otto", "/resume\"")));
	CHECK_INT(browser_post(&w.b, of_editor(&w, "Otto", "/resume"), ""), 303);
	browser_sign_in_staff(&w.b, &e->otto);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	tear_down(&w);
}

TEST(editor_outside_of_the_area_is_shown_the_least)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct public_id nino = editor_enter(&w.e, &w.e.giorgi, "Nino");
	browser_sign_in_staff(&w.b, &w.e.giorgi);
	CHECK_INT(browser_get(&w.b, of(&w, nino, "")), 200);
	CHECK(!browser_sees(&w.b, "secret@post.example") && !browser_sees(&w.b, "Tampere") &&
		!browser_sees(&w.b, "2008-05-01"));
	CHECK(browser_sees(&w.b, "Je ziet geen mailadres"));
	CHECK_INT(browser_get(&w.b, of(&w, nino, "/learning")), 403);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/table/csv")), 200);
	CHECK(browser_sees(&w.b, "Nino") && !browser_sees(&w.b, "secret@post.example"));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/certificates")), 200);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/certificates/zip")), 403);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/certificates/print")), 403);
	tear_down(&w);
}

TEST(editor_without_a_second_lock_sets_one_up_first)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_sign_in(&w.b, &w.e.olli);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/people")), 303);
	CHECK(str_starts(w.b.location, STR("/account/second-factor")));
	tear_down(&w);
}

TEST(editor_who_is_stopped_loses_every_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct editor_world *e = &w.e;
	browser_sign_in_staff(&w.b, &e->olli);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "href=\"/projects\""));
	CHECK_OK(editor_stop(
		&e->p.app, e->p.arena, &e->mila, &e->at, editor_called(e, "Olli").public));
	CHECK_INT(browser_get(&w.b, w.page), 403);
	CHECK_INT(browser_get(&w.b, of(&w, e->olavi, "")), 403);
	CHECK_INT(browser_post(&w.b, of(&w, e->olavi, "/remove"), ""), 403);
	CHECK_INT(browser_get(&w.b, "/projects"), 200);
	CHECK(!browser_sees(&w.b, w.page));
	tear_down(&w);
}
