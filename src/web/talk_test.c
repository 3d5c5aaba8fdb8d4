/* Asking somebody to look along, and everything after it, as the browsers of both see it. */
#include "app/contact.h"
#include "app/passport.h"
#include "unit/browser.h"
#include "unit/unit.h"

#include <string.h>

#define SENTENCE "ik heb leren zwemmen"
#define TERMS "scopes=who&scopes=can&ends=2025-05-05"

struct world {
	struct place p;
	struct browser anna, papa;
	struct actor learner, father;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p) || !browser_open(&w->anna, &w->p) || !browser_open(&w->papa, &w->p))
		return false;
	const struct app *app = &w->p.app;
	w->learner = place_person(&w->p, "Anna", "anna@school.example");
	w->father = place_person(&w->p, "Jan", "jan@thuis.example");
	CHECK_OK(passport_pick(app, w->p.arena, &w->learner, STR("at-school"), STR("yes")));
	CHECK_OK(passport_pick(app, w->p.arena, &w->learner, STR("going-to"), STR("mbo")));
	struct passport_save in = {STR("who.proud"), STR(SENTENCE), 0, false};
	struct passport_saved saved;
	CHECK_OK(passport_save(app, w->p.arena, &w->learner, &in, &saved));
	browser_sign_in(&w->anna, &w->learner);
	browser_get(&w->anna, "/passport/talk");
	return true;
}

static void tear_down(struct world *w)
{
	browser_close(&w->anna);
	browser_close(&w->papa);
	place_close(&w->p);
}

/* What follows mark in the text, up to the next character that ends an address. */
static struct str after(struct str text, struct str mark)
{
	struct str rest = str_from(text, str_search(text, mark) + mark.len);
	size_t len = 0;
	while (len < rest.len && rest.p[len] > ' ' && !strchr("\"/<>", rest.p[len]))
		len++;
	return str_sub(rest, 0, len);
}

static char *path(struct world *w, const char *fmt, struct str key)
{
	return str_z(w->p.arena, str_fmt(w->p.arena, fmt, STR_ARG(key)));
}

static struct str invite(struct world *w)
{
	CHECK_INT(browser_post(&w->anna, "/passport/talk/invite",
			  "mail=jan%40thuis.example&called=Papa&role=parent&" TERMS
			  "&message=Lees+je+mee%3F"),
		303);
	CHECK_STR(w->anna.location, "/passport/access?sent=1");
	struct place_letter letter = place_mail(&w->p);
	return after(letter.text, STR("/invited#"));
}

/* As father, with the code typed. */
static void accept(struct world *w)
{
	struct str code = invite(w);
	browser_sign_in(&w->papa, &w->father);
	browser_get(&w->papa, "/invited");
	CHECK_INT(browser_post(&w->papa, "/invited", path(w, "code=%.*s", code)), 303);
	CHECK_INT(browser_get(&w->papa, "/invited"), 200);
	CHECK(browser_sees(&w->papa, "Anna") && browser_sees(&w->papa, "Lees je mee?"));
	CHECK_INT(browser_post(&w->papa, "/invited/accept", ""), 303);
	CHECK(str_starts(w->papa.location, STR("/with/")));
}

static struct str learner_key(struct world *w)
{
	return public_id_print(w->p.arena, w->learner.public);
}

TEST(talk_from_invitation_to_comment_and_back)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	CHECK_INT(browser_get(&w.papa, "/with"), 200);
	CHECK(browser_sees(&w.papa, "Anna"));
	char *who = path(&w, "/with/%.*s/who", learner_key(&w));
	CHECK_INT(browser_get(&w.papa, who), 200);
	CHECK(browser_sees(&w.papa, SENTENCE));
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s/who/comment", learner_key(&w)),
			  "question=who.proud&answer=Wat+goed+van+je"),
		303);
	browser_get(&w.papa, who);
	CHECK(browser_sees(&w.papa, "Wat goed van je"));
	CHECK_INT(browser_get(&w.anna, "/passport/questions/who.proud"), 200);
	CHECK(browser_sees(&w.anna, "Wat goed van je") && browser_sees(&w.anna, "Jan"));
	struct str holder = public_id_print(w.p.arena, w.father.public);
	CHECK_INT(browser_post(&w.anna, "/passport/questions/who.proud/comment",
			  path(&w, "holder=%.*s&answer=Dank+je", holder)),
		303);
	CHECK_INT(browser_post(&w.anna, "/passport/questions/who.proud/talked",
			  path(&w, "holder=%.*s&talked=1", holder)),
		303);
	browser_get(&w.papa, who);
	CHECK(browser_sees(&w.papa, "Dank je"));
	browser_get(&w.papa, path(&w, "/with/%.*s", learner_key(&w)));
	CHECK(browser_sees(&w.papa, "Schreef terug bij 1 antwoord"));
	browser_get(&w.anna, "/passport/talk");
	CHECK(browser_sees(&w.anna, "/passport/questions/who.proud#talk"));
	CHECK(browser_sees(&w.anna, "Je schreef aan Jan"));
	CHECK_INT(browser_get(&w.anna, "/passport/access"), 200);
	CHECK(browser_sees(&w.anna, "Papa"));
	tear_down(&w);
}

/* Who comes with the code of such a mail goes on in its language, unless they chose another. */
TEST(talk_invited_goes_on_in_the_language_of_the_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/invite"), 200);
	CHECK(browser_sees(&w.anna, "value=\"\" checked"));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/invite",
			  "mail=geen&called=Papa&role=parent&reads=tr&" TERMS),
		422);
	CHECK(browser_sees(&w.anna, "value=\"tr\" checked"));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/invite",
			  "mail=jan%40thuis.example&called=Papa&role=parent&reads=tr&" TERMS),
		303);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.subject, "Anna sizden pasaportuna birlikte bakmanızı istiyor");
	char *code = path(&w, "code=%.*s", after(letter.text, STR("/invited#")));
	browser_get(&w.papa, "/invited");
	w.papa.language = STR("fr");
	CHECK_INT(browser_post(&w.papa, "/invited", code), 303);
	CHECK_STR(w.papa.language, "fr");
	w.papa.language = STR_NONE;
	CHECK_INT(browser_post(&w.papa, "/invited", code), 303);
	CHECK_STR(w.papa.language, "tr");
	CHECK_INT(browser_get(&w.papa, "/invited"), 200);
	CHECK(browser_sees(&w.papa, "Okuyabilecekleriniz"));
	tear_down(&w);
}

/* All that is ours in Arabic, the questions too; what the learner wrote is marked as theirs. */
TEST(talk_companion_reads_in_their_own_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	w.papa.language = STR("ar");
	browser_sign_in(&w.papa, &w.father);
	browser_get(&w.papa, "/invited");
	CHECK_INT(browser_post(&w.papa, "/invited", path(&w, "code=%.*s", code)), 303);
	CHECK_INT(browser_get(&w.papa, "/invited"), 200);
	CHECK(browser_sees(&w.papa, "<html lang=\"ar\" dir=\"rtl\">"));
	CHECK(browser_sees(&w.papa, "دعوة من \u2068Anna\u2069"));
	CHECK(browser_sees(&w.papa, "من أنا"));
	CHECK(browser_sees(&w.papa, "dir=\"auto\">Lees je mee?"));
	CHECK_INT(browser_post(&w.papa, "/invited/accept", ""), 303);
	char *who = path(&w, "/with/%.*s/who", learner_key(&w));
	CHECK_INT(browser_get(&w.papa, who), 200);
	CHECK(browser_sees(&w.papa, "level-3\">من أنت؟"));
	CHECK(browser_sees(&w.papa, "كيف يكون تقديمك لي"));
	CHECK(browser_sees(&w.papa, "dir=\"auto\" lang=\"nl\">" SENTENCE));
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/who/card", learner_key(&w))), 200);
	CHECK(browser_sees(&w.papa, "%PDF"));
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/need/card", learner_key(&w))), 404);
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/niets/card", learner_key(&w))), 404);
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s/who/comment", learner_key(&w)),
			  "question=who.proud&answer="),
		422);
	CHECK(browser_sees(&w.papa, "اكتبوا شيئًا أولًا."));
	w.papa.language = STR("pl");
	CHECK_INT(browser_get(&w.papa, "/with"), 200);
	CHECK(browser_sees(&w.papa, "Paszporty, w które mam wgląd"));
	w.papa.language = STR("en");
	CHECK_INT(browser_get(&w.papa, who), 200);
	CHECK(browser_sees(&w.papa, "level-3\">Who are you?"));
	CHECK(browser_sees(&w.papa, "dir=\"auto\" lang=\"nl\">" SENTENCE));
	w.papa.language = STR("nl");
	CHECK_INT(browser_get(&w.papa, who), 200);
	CHECK(browser_sees(&w.papa, "dir=\"auto\">" SENTENCE));
	tear_down(&w);
}

TEST(talk_withdrawn_while_the_page_is_open)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	char *who = path(&w, "/with/%.*s/who", learner_key(&w));
	browser_get(&w.papa, who);
	browser_get(&w.anna, "/passport/access");
	struct str key = after(w.anna.body, STR("action=\"/passport/access/"));
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/stop", key), ""), 303);
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s/who/comment", learner_key(&w)),
			  "question=who.proud&answer=te+laat"),
		404);
	CHECK_INT(browser_get(&w.papa, who), 404);
	CHECK(!browser_sees(&w.papa, SENTENCE));
	browser_get(&w.anna, "/passport/access");
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/undo", key), ""), 303);
	CHECK_INT(browser_get(&w.papa, who), 200);
	browser_get(&w.anna, "/passport/access");
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/stop", key), ""), 303);
	place_pass(&w.p, GRANT_UNDO + 1);
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/undo", key), ""), 303);
	CHECK_INT(browser_get(&w.papa, who), 404);
	browser_get(&w.anna, "/passport/access");
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/again", key), ""), 303);
	CHECK_INT(browser_get(&w.papa, who), 200);
	tear_down(&w);
}

TEST(talk_companion_sees_a_picture)
{
	struct world w;
	bool other;
	REQUIRE(set_up(&w));
	struct passport_picture in = {.question = STR("can.made"),
		.name = STR("kast.png"),
		.bytes = place_png(),
		.description = STR("Een kast")};
	CHECK_OK(passport_picture_save(&w.p.app, w.p.arena, &w.learner, &in, &other));
	accept(&w);
	char *picture = path(&w, "/with/%.*s/can/pictures/can.made", learner_key(&w));
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/can", learner_key(&w))), 200);
	CHECK(browser_sees(&w.papa, picture) && browser_sees(&w.papa, "alt=\"Een kast\""));
	CHECK_INT(browser_get(&w.papa, picture), 200);
	CHECK(str_starts(w.papa.body, STR("\xff\xd8")));
	CHECK_INT(
		browser_get(&w.papa, path(&w, "/with/%.*s/who/pictures/can.made", learner_key(&w))),
		404);
	CHECK_INT(browser_get(&w.anna, picture), 404);
	tear_down(&w);
}

TEST(talk_terms_are_changed)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	browser_get(&w.anna, "/passport/access");
	struct str key = after(w.anna.body, STR("action=\"/passport/access/"));
	char *change = path(&w, "/passport/access/%.*s", key);
	CHECK_INT(browser_get(&w.anna, change), 200);
	CHECK_INT(browser_post(&w.anna, change, "ends=2025-05-05"), 422);
	CHECK_INT(browser_post(&w.anna, change, "scopes=who&ends=2001-01-01"), 422);
	CHECK_INT(browser_post(&w.anna, change, "scopes=can&ends=2025-05-05"), 303);
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/who", learner_key(&w))), 404);
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/can", learner_key(&w))), 200);
	CHECK_INT(browser_get(&w.papa, change), 404);
	CHECK_INT(browser_post(&w.papa, change, "scopes=who&ends=2025-05-05"), 404);
	tear_down(&w);
}

TEST(talk_invitation_survives_making_an_account)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	browser_get(&w.papa, "/invited");
	CHECK_INT(browser_post(&w.papa, "/invited", path(&w, "code=%.*s", code)), 303);
	CHECK_INT(browser_get(&w.papa, "/invited"), 200);
	CHECK_INT(browser_post(&w.papa, "/invited/accept", ""), 303); /* to sign in */
	browser_get(&w.papa, "/register");
	CHECK_INT(browser_post(&w.papa, "/register",
			  "name=Oma&mail=oma%40thuis.example&password=twee+gele+fietsen"),
		303);
	struct place_letter letter = place_mail(&w.p);
	struct str typed = place_code(&letter);
	browser_get(&w.papa, "/register/confirm");
	CHECK_INT(browser_post(&w.papa, "/register/confirm",
			  str_fmt(w.p.arena, "code=%.3s+%.3s", typed.p, typed.p + 4).p),
		303);
	CHECK_STR(w.papa.location, "/invited");
	CHECK_INT(browser_get(&w.papa, "/invited"), 200);
	CHECK_INT(browser_post(&w.papa, "/invited/accept", ""), 303);
	CHECK(str_starts(w.papa.location, STR("/with/")));
	tear_down(&w);
}

TEST(talk_invitation_is_declined)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	browser_get(&w.papa, "/invited");
	CHECK_INT(browser_post(&w.papa, "/invited", "code=00000-00000"), 422);
	CHECK_INT(browser_post(&w.papa, "/invited", path(&w, "code=%.*s", code)), 303);
	browser_get(&w.papa, "/invited");
	CHECK_INT(browser_post(&w.papa, "/invited/decline", ""), 200);
	CHECK_INT(browser_get(&w.papa, "/invited"), 200);
	CHECK(!browser_sees(&w.papa, "Anna"));
	CHECK_INT(browser_post(&w.papa, "/invited", path(&w, "code=%.*s", code)), 422);
	tear_down(&w);
}

TEST(talk_form_keeps_what_was_typed)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/invite",
			  "mail=geen-adres&called=Oma+Toos&role=other&scopes=want&message=Hallo"),
		422);
	CHECK(browser_sees(&w.anna, "geen-adres") && browser_sees(&w.anna, "Oma Toos"));
	CHECK(browser_sees(&w.anna, "value=\"want\" checked"));
	CHECK(browser_sees(&w.anna, "value=\"other\" required checked"));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM passport_grant"), 0);
	tear_down(&w);
}

TEST(talk_with_the_code_that_somebody_shows)
{
	struct world w;
	struct code code;
	REQUIRE(set_up(&w));
	browser_sign_in(&w.papa, &w.father);
	CHECK_INT(browser_get(&w.papa, "/me/code"), 200);
	CHECK_INT(browser_post(&w.papa, "/me/code", ""), 303);
	CHECK_INT(browser_get(&w.papa, "/me/code"), 200);
	CHECK(browser_sees(&w.papa, "class=\"qr\""));
	CHECK_OK(contact_code(&w.p.app, w.p.arena, &w.father, NULL, &code));
	struct str shown = code_print(w.p.arena, &code);
	CHECK(browser_sees(&w.papa, str_z(w.p.arena, shown)));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/code"), 200);
	CHECK_INT(browser_post(&w.anna, "/passport/talk/code", "code=niets"), 422);
	CHECK_INT(browser_post(&w.anna, "/passport/talk/code", path(&w, "code=%.*s", shown)), 200);
	CHECK(browser_sees(&w.anna, "Jan"));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/add", path(&w, "code=%.*s", shown)), 422);
	CHECK_INT(browser_post(&w.anna, "/passport/talk/add",
			  path(&w, "role=coach&" TERMS "&code=%.*s", shown)),
		303);
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s/who", learner_key(&w))), 200);
	tear_down(&w);
}

TEST(talk_comment_that_is_refused_is_shown_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	browser_get(&w.papa, path(&w, "/with/%.*s/who", learner_key(&w)));
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s/who/comment", learner_key(&w)),
			  "question=who.proud&answer=+"),
		422);
	CHECK(browser_sees(&w.papa, "aria-invalid=\"true\""));
	struct str holder = public_id_print(w.p.arena, w.father.public);
	browser_get(&w.anna, "/passport/questions/who.proud");
	CHECK_INT(browser_post(&w.anna, "/passport/questions/who.proud/comment",
			  path(&w, "holder=%.*s&answer=", holder)),
		422);
	CHECK(browser_sees(&w.anna, SENTENCE));
	CHECK_INT(browser_post(&w.anna, "/passport/questions/who.proud/ask",
			  path(&w, "holder=%.*s", holder)),
		303);
	CHECK_STR(place_mail(&w.p).to, "jan@thuis.example");
	tear_down(&w);
}

TEST(talk_companion_leaves)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	browser_get(&w.papa, path(&w, "/with/%.*s", learner_key(&w)));
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s", learner_key(&w)), ""), 303);
	CHECK_INT(browser_get(&w.papa, path(&w, "/with/%.*s", learner_key(&w))), 404);
	CHECK_INT(browser_get(&w.anna, "/passport/access"), 200);
	tear_down(&w);
}

TEST(talk_of_who_erased_their_account_has_a_name)
{
	struct world w;
	REQUIRE(set_up(&w));
	accept(&w);
	browser_get(&w.papa, path(&w, "/with/%.*s/who", learner_key(&w)));
	CHECK_INT(browser_post(&w.papa, path(&w, "/with/%.*s/who/comment", learner_key(&w)),
			  "question=who.proud&answer=Wat+goed+van+je"),
		303);
	place_sql(&w.p, "UPDATE person SET name = '' WHERE name = 'Jan'");
	for (const char *const *at = (const char *const[]){"/passport/questions/who.proud",
		     "/passport/talk", NULL};
		*at; at++) {
		CHECK_INT(browser_get(&w.anna, *at), 200);
		CHECK(browser_sees(&w.anna, "Iemand die hier niet meer is"));
	}
	tear_down(&w);
}

TEST(talk_invitation_that_is_too_old_says_so)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct str code = invite(&w);
	browser_get(&w.anna, "/passport/access");
	CHECK(browser_sees(&w.anna, "Wacht op een antwoord"));
	place_sql(&w.p, "UPDATE passport_grant SET code_ends = made");
	for (const char *const *at =
			(const char *const[]){"/passport/access", "/passport/talk", NULL};
		*at; at++) {
		CHECK_INT(browser_get(&w.anna, *at), 200);
		CHECK(browser_sees(&w.anna, "De code uit de mail is te oud"));
	}
	browser_get(&w.papa, "/invited");
	CHECK_INT(browser_post(&w.papa, "/invited", path(&w, "code=%.*s", code)), 422);
	browser_get(&w.anna, "/passport/access");
	struct str key = after(w.anna.body, STR("action=\"/passport/access/"));
	CHECK_INT(browser_post(&w.anna, path(&w, "/passport/access/%.*s/send", key), ""), 303);
	browser_get(&w.anna, "/passport/access");
	CHECK(browser_sees(&w.anna, "Wacht op een antwoord"));
	tear_down(&w);
}

TEST(talk_cards_hold_no_answer)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card"), 200);
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card/who"), 200);
	CHECK(!browser_sees(&w.anna, SENTENCE));
	CHECK(browser_sees(&w.anna, "href=\"/passport/talk/card/who/paper/tr\""));
	CHECK(!browser_sees(&w.anna, "lang=\"nl\" hreflang"));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card/who/paper/tr"), 200);
	CHECK(browser_sees(&w.anna, "%PDF") && !browser_sees(&w.anna, SENTENCE));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card/who/paper/xx"), 404);
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card/niets/paper/nl"), 404);
	CHECK_INT(browser_get(&w.anna, "/passport/talk/card/niets"), 404);
	tear_down(&w);
}

TEST(talk_of_health_and_care_wants_a_parents_yes)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.p.app.consent_age = 16;
	browser_get(&w.anna, "/passport/talk/invite");
	CHECK(browser_sees(&w.anna, "/account/birth-date?back="));
	CHECK_INT(browser_post(&w.anna, "/account/birth-date", "born=2011-05-17"), 303);
	CHECK_INT(browser_get(&w.anna, "/passport/talk/invite?parent"), 200);
	CHECK(browser_sees(&w.anna, "Je bent jonger dan 16.") &&
		browser_sees(&w.anna, "value=\"care\" disabled"));
	CHECK_INT(browser_post(&w.anna, "/passport/talk/invite",
			  "mail=jan%40thuis.example&called=Papa&role=parent&scopes=care&" TERMS),
		422);
	CHECK(browser_sees(&w.anna, "scopes-error"));
	accept(&w);
	char *with = path(&w, "/with/%.*s", learner_key(&w));
	char *consent = path(&w, "/with/%.*s/consent", learner_key(&w));
	CHECK_INT(browser_get(&w.papa, with), 200);
	CHECK(browser_sees(&w.papa, "value=\"yes\"") && browser_sees(&w.papa, "value=\"no\""));
	CHECK_INT(browser_post(&w.papa, consent, "say=perhaps"), 422);
	browser_get(&w.papa, with);
	CHECK_INT(browser_post(&w.papa, consent, "say=no"), 303);
	CHECK_INT(browser_get(&w.papa, with), 200);
	CHECK(browser_sees(&w.papa, "value=\"yes\"") && !browser_sees(&w.papa, "value=\"no\""));
	CHECK_INT(browser_get(&w.anna, "/passport/access"), 200);
	CHECK(browser_sees(&w.anna, "Een ouder zei op"));
	CHECK_INT(browser_post(&w.papa, consent, "say=yes"), 303);
	CHECK_INT(browser_get(&w.papa, with), 200);
	CHECK(browser_sees(&w.papa, "value=\"withdraw\""));
	CHECK_INT(browser_get(&w.papa, "/with"), 200);
	CHECK(browser_sees(&w.papa, consent));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/invite"), 200);
	CHECK(browser_sees(&w.anna, "Jan vond op") &&
		!browser_sees(&w.anna, "value=\"care\" disabled"));
	CHECK_INT(browser_post(&w.papa, consent, "say=withdraw"), 303);
	CHECK_INT(browser_post(&w.papa, consent, "say=withdraw"), 303); /* a second press */
	CHECK_INT(browser_get(&w.papa, "/with"), 200);
	CHECK(!browser_sees(&w.papa, consent));
	CHECK_INT(browser_get(&w.anna, "/passport/access"), 200);
	CHECK(!browser_sees(&w.anna, "Een ouder zei op"));
	CHECK_INT(browser_post(&w.anna, consent, "say=yes"), 404);
	tear_down(&w);
}

TEST(talk_asks_for_a_parent_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.anna, "/passport"), 200);
	CHECK(browser_sees(&w.anna, "/passport/talk/invite?parent") &&
		browser_sees(&w.anna, "/passport/no-parent"));
	CHECK_INT(browser_get(&w.anna, "/passport/talk/invite?parent"), 200);
	CHECK(browser_sees(&w.anna, "value=\"parent\" required checked"));
	CHECK_INT(browser_post(&w.anna, "/passport/no-parent", ""), 303);
	CHECK_INT(browser_get(&w.anna, "/passport"), 200);
	CHECK(!browser_sees(&w.anna, "/passport/no-parent"));
	tear_down(&w);
}
