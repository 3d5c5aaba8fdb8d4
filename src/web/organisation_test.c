/* An organisation's pages, and taking a role, as a browser sees them. */
#include "app/organisation.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor admin;
	struct row_id school, town;
	const char *path, *other_path;
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open(p) || !browser_open(&w->b, p))
		return false;
	w->admin = place_staff(p, "Farida", "farida@school.example", "De Wissel",
		ROLE_ORGANISATION_ADMIN, &w->school);
	struct actor other = place_staff(
		p, "Otto", "otto@town.example", "Zwolle", ROLE_ORGANISATION_ADMIN, &w->town);
	browser_sign_in_staff(&w->b, &other);
	w->other_path = browser_link(&w->b, "/organisation/");
	browser_sign_in_staff(&w->b, &w->admin);
	w->path = browser_link(&w->b, "/organisation/");
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->b);
	place_close(&w->p);
}

static const char *below(struct world *w, const char *path, const char *more)
{
	return str_fmt(w->p.arena, "%s%s", path, more).p;
}

TEST(organisation_page_is_its_admins_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, w.path), 200);
	CHECK(browser_sees(&w.b, "role-strip") && browser_sees(&w.b, "Farida"));
	CHECK_INT(browser_get(&w.b, w.other_path), 403);
	CHECK_INT(browser_get(&w.b, "/organisation/x"), 403);
	CHECK_INT(browser_post(
			  &w.b, below(&w, w.other_path, "/invite"), "name=X&mail=x%40town.example"),
		403);
	place_sql(&w.p, "UPDATE membership SET ended = 1");
	CHECK_INT(browser_get(&w.b, w.path), 403);
	tear_down(&w);
}

/* The role is in the path: both stay what they are, whichever was opened last. */
TEST(organisation_two_roles_in_two_tabs)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_member(&w.p, &w.admin, w.town, ROLE_ORGANISATION_ADMIN);
	CHECK_INT(browser_get(&w.b, w.path), 200);
	CHECK(browser_sees(&w.b, "<h1 class=\"nl-heading nl-heading--level-1\" "
				 "translate=\"no\">De Wissel"));
	struct str token = w.b.token;
	CHECK_INT(browser_get(&w.b, w.other_path), 200);
	CHECK(browser_sees(&w.b, "translate=\"no\">Zwolle</h1>"));
	w.b.token = token;
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/words"), "name=De+Brug"), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM organisation WHERE name = 'De Brug' "
				  "AND id = 1"),
		1);
	tear_down(&w);
}

TEST(organisation_words_are_shown_again_when_wrong)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, below(&w, w.path, "/words"));
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/words"),
			  "name=De+Brug&word_mentor_nl=www.evil.example"),
		422);
	CHECK(browser_sees(&w.b, "value=\"www.evil.example\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/words"), "name="), 422);
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/words"),
			  "name=De+Brug&word_mentor_nl=Consulent"),
		303);
	browser_get(&w.b, below(&w, w.path, "/invite"));
	CHECK(browser_sees(&w.b, "Consulent"));
	tear_down(&w);
}

static const char *code_field(struct world *w)
{
	struct str text = place_mail(&w->p).text;
	struct str rest = str_from(text, str_search(text, STR("/invitation#")) + 12);
	struct str code = str_cut(&rest, '\n');
	return str_fmt(w->p.arena, "code=%.*s", STR_ARG(code)).p;
}

TEST(organisation_invites_a_mentor_who_takes_the_role)
{
	struct world w;
	struct browser guest;
	REQUIRE(set_up(&w) && browser_open(&guest, &w.p));
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/invite"), "name=Joost&mail=joost"), 422);
	CHECK_INT(browser_post(&w.b, below(&w, w.path, "/invite"),
			  "name=Joost&mail=joost%40school.example"),
		303);
	browser_get(&w.b, w.path);
	CHECK(browser_sees(&w.b, "joost@school.example"));
	const char *code = code_field(&w);
	CHECK_INT(browser_get(&guest, "/invitation"), 200);
	CHECK_INT(browser_post(&guest, "/invitation", "code=AAAAA-AAAAA"), 422);
	CHECK_INT(browser_post(&guest, "/invitation", code), 200);
	CHECK(browser_sees(&guest, "De Wissel") && browser_sees(&guest, "value=\"Joost\""));
	CHECK_INT(browser_post(
			  &guest, "/invitation/accept", below(&w, code, "&name=Joost&password=x")),
		422);
	CHECK(browser_sees(&guest, "De Wissel"));
	CHECK_INT(browser_post(&guest, "/invitation/accept",
			  below(&w, code, "&name=Joost&password=drie+lege+flessen")),
		303);
	CHECK(str_starts(guest.location, STR("/mentor/")));
	browser_get(&w.b, w.path);
	CHECK(browser_sees(&w.b, "Joost") && !browser_sees(&w.b, "joost@school.example"));
	browser_close(&guest);
	tear_down(&w);
}

TEST(organisation_invites_who_is_here_already)
{
	struct world w;
	struct browser guest;
	REQUIRE(set_up(&w) && browser_open(&guest, &w.p));
	struct actor joost = place_person(&w.p, "Joost", "joost@school.example");
	browser_post(&w.b, below(&w, w.path, "/invite"), "name=J&mail=joost%40school.example");
	const char *code = code_field(&w);
	browser_get(&guest, "/invitation");
	CHECK_INT(browser_post(&guest, "/invitation", code), 200);
	CHECK(browser_sees(&guest, "/sign-in?back=%2Finvitation"));
	CHECK_INT(browser_post(&guest, "/invitation/accept",
			  below(&w, code, "&name=J&password=drie+lege+flessen")),
		409);
	browser_sign_in(&guest, &joost);
	CHECK_INT(browser_post(&guest, "/invitation", code), 200);
	CHECK_INT(browser_post(&guest, "/invitation/join", code), 303);
	CHECK_INT(browser_post(&guest, "/invitation/join", code), 422);
	browser_close(&guest);
	tear_down(&w);
}

TEST(organisation_withdraws_and_ends)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct actor joost = place_person(&w.p, "Joost", "joost@school.example");
	place_member(&w.p, &joost, w.school, ROLE_MENTOR);
	browser_post(&w.b, below(&w, w.path, "/invite"), "name=Wil&mail=wil%40school.example");
	browser_get(&w.b, w.path);
	struct str rest = str_from(w.b.body, str_search(w.b.body, STR("/members/")));
	const char *end = str_z(w.p.arena, str_cut(&rest, '"'));
	rest = str_from(w.b.body, str_search(w.b.body, STR("/invitations/")));
	const char *withdraw = str_z(w.p.arena, str_cut(&rest, '"'));
	CHECK_INT(browser_post(&w.b, below(&w, w.path, withdraw), ""), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM invitation"), 0);
	CHECK_INT(browser_post(&w.b, below(&w, w.path, end), ""), 303);
	browser_get(&w.b, w.path);
	rest = str_from(w.b.body, str_search(w.b.body, STR("/members/")));
	const char *resume = str_z(w.p.arena, str_cut(&rest, '"'));
	CHECK(str_ends(str_of(resume), STR("/resume")));
	CHECK_INT(browser_post(&w.b, below(&w, w.path, resume), ""), 303);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM membership WHERE ended IS NOT NULL"), 0);
	tear_down(&w);
}
