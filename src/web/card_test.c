/* Cards, as a browser sees them: at the desk, and in the learner's hands. */
#include "app/membership.h"
#include "app/organisation.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser desk, b; /* the mentor's, the learner's */
	struct actor mentor;
	const char *path; /* of the mentor's cards */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	struct row_id school;
	if (!place_open(p) || !browser_open(&w->desk, p) || !browser_open(&w->b, p))
		return false;
	w->mentor =
		place_staff(p, "Joost", "joost@school.example", "De Wissel", ROLE_MENTOR, &school);
	browser_sign_in_staff(&w->desk, &w->mentor);
	w->path = str_fmt(p->arena, "%s/cards", browser_link(&w->desk, "/mentor/")).p;
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->desk);
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *join_text(struct world *w, const char *a, const char *b)
{
	return str_fmt(w->p.arena, "%s%s", a, b).p;
}

/* What stands between two texts on the desk's last page. */
static const char *between(struct world *w, const char *before, char after)
{
	struct str text = str_of(before);
	struct str rest = str_from(w->desk.body, str_search(w->desk.body, text) + text.len);
	return str_z(w->p.arena, str_cut(&rest, after));
}

static const char *make(struct world *w, const char *name)
{
	browser_get(&w->desk, w->path);
	CHECK_INT(browser_post(&w->desk, w->path, join_text(w, "names=", name)), 200);
	return join_text(w, "code=", between(w, "sheet__code\" translate=\"no\">", '<'));
}

TEST(card_pages_from_the_desk_to_the_passport)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.desk, w.path), 200);
	CHECK_INT(browser_post(&w.desk, w.path, "names="), 422);
	const char *code = make(&w, "Noor%0ASem");
	CHECK(browser_sees(&w.desk, "<svg") && browser_sees(&w.desk, "Sem"));
	CHECK(browser_sees(&w.desk, "leerpas.example.test/card"));
	const char *sign_in = join_text(&w, "sign_in=noor-", between(&w, ">noor-", '<'));
	browser_get(&w.b, "/card");
	CHECK_INT(browser_post(&w.b, "/card", "code=AAAAA-AAAAA-AA"), 422);
	CHECK_INT(browser_post(&w.b, "/card", code), 200);
	CHECK(browser_sees(&w.b, "Noor"));
	CHECK_INT(browser_post(&w.b, "/card/pin", join_text(&w, code, "&pin=123456")), 422);
	CHECK_INT(browser_post(&w.b, "/card/pin", join_text(&w, code, "&pin=271828")), 303);
	CHECK_STR(w.b.location, "/passport");
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	w.b.session = STR_NONE;
	browser_get(&w.b, "/card/sign-in");
	CHECK_INT(browser_post(&w.b, "/card/sign-in", join_text(&w, sign_in, "&pin=1")), 401);
	CHECK_INT(browser_post(&w.b, "/card/sign-in", join_text(&w, sign_in, "&pin=271828")), 303);
	CHECK_STR(w.b.location, "/passport");
	tear_down(&w);
}

TEST(card_sheet_comes_back_as_pdf)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *code = make(&w, "Noor");
	const char *path = join_text(&w, w.path, "/paper");
	const char *sheet = join_text(&w, "name=Noor&sign_in=noor-1&", code);
	CHECK_INT(browser_post(&w.desk, path, sheet), 200);
	CHECK(str_starts(w.desk.body, STR("%PDF-1.")));
	CHECK_INT(browser_post(&w.desk, path, "name=Noor&sign_in=noor-1"), 422);
	CHECK_INT(browser_post(&w.desk, path, "name=Noor&sign_in=noor-1&code=AAAAA"), 422);
	CHECK_INT(browser_post(&w.desk, path, join_text(&w, sheet, "&name=Sem")), 422);
	struct actor other = place_person(&w.p, "Otto", "otto@town.example");
	browser_sign_in(&w.b, &other);
	CHECK_INT(browser_post(&w.b, path, sheet), 403);
	tear_down(&w);
}

TEST(card_codes_are_shown_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	make(&w, "Noor");
	const char *code = between(&w, "sheet__code\" translate=\"no\">", '<');
	browser_get(&w.desk, w.path);
	CHECK(browser_sees(&w.desk, "Noor") && !browser_sees(&w.desk, code));
	tear_down(&w);
}

TEST(card_that_is_new_is_told_on_the_next_page)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *code = make(&w, "Noor");
	browser_get(&w.b, "/card");
	browser_post(&w.b, "/card/pin", join_text(&w, code, "&pin=271828"));
	browser_get(&w.b, "/account");
	CHECK(!browser_sees(&w.b, "/card/news"));
	browser_get(&w.desk, w.path);
	const char *key = join_text(&w, "/cards/", between(&w, "/cards/", '"'));
	const char *path =
		str_fmt(w.p.arena, "%.*s%s", (int)(str_of(w.path).len - 6), w.path, key).p;
	CHECK_INT(browser_post(&w.desk, path, ""), 200);
	code = join_text(&w, "code=", between(&w, "sheet__code\" translate=\"no\">", '<'));
	browser_get(&w.b, "/account");
	CHECK(browser_sees(&w.b, "/card/news"));
	CHECK_INT(browser_post(&w.b, "/card/news", "back=%2Faccount"), 303);
	CHECK_STR(w.b.location, "/account");
	browser_get(&w.b, "/account");
	CHECK(!browser_sees(&w.b, "/card/news"));
	struct browser thief;
	REQUIRE(browser_open(&thief, &w.p));
	browser_get(&thief, "/card");
	CHECK_INT(browser_post(&thief, "/card", code), 200);
	CHECK(browser_sees(&thief, "name=\"old\""));
	CHECK_INT(browser_post(&thief, "/card/pin", join_text(&w, code, "&pin=314159")), 422);
	CHECK(!thief.session.len);
	browser_close(&thief);
	tear_down(&w);
}

TEST(card_pages_when_the_pin_is_forgotten)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *code = make(&w, "Noor");
	browser_get(&w.b, "/card");
	browser_post(&w.b, "/card/pin", join_text(&w, code, "&pin=271828"));
	w.b.session = STR_NONE;
	browser_get(&w.desk, w.path);
	const char *key = between(&w, "/cards/", '"');
	CHECK_INT(browser_post(&w.desk, str_fmt(w.p.arena, "%s/%s", w.path, key).p, ""), 200);
	code = join_text(&w, "code=", between(&w, "sheet__code\" translate=\"no\">", '<'));
	browser_get(&w.b, "/card");
	CHECK_INT(browser_post(&w.b, "/card", code), 200);
	CHECK(browser_sees(&w.b, "action=\"/card/anew\""));
	CHECK_INT(browser_post(&w.b, "/card/anew", join_text(&w, code, "&anew=111111")), 422);
	CHECK(browser_sees(&w.b, "id=\"anew-error\""));
	CHECK_INT(browser_post(&w.b, "/card/anew", join_text(&w, code, "&anew=314159")), 200);
	CHECK(browser_sees(&w.b, ">noor-"));
	CHECK_INT(browser_get(&w.b, "/account"), 200);
	w.b.session = STR_NONE;
	browser_get(&w.b, "/card");
	CHECK_INT(browser_post(&w.b, "/card/anew", join_text(&w, code, "&anew=314159")), 422);
	tear_down(&w);
}
