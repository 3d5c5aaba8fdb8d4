/* What somebody learned, as a browser sees it: Noor, who has her page in her account, and Mila, who
 * coordinates. */
#include "app/learning.h"
#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"

#include "unit/browser.h"
#include "unit/unit.h"

struct world {
	struct place p;
	struct browser b;
	struct actor mila, noor;
	struct project_at at;
	struct public_id who;
	const char *page, *text; /* of what she learned, and of one text */
};

static bool set_up(struct world *w)
{
	if (!browser_open_part(&w->b, &w->p, &w->mila, &w->at, &w->noor, &w->who))
		return false;
	w->page = browser_part(&w->b, w->who, "/learning");
	w->text = str_fmt(w->p.arena, "%s/areas/stem/end", w->page).p;
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

static int64_t revision(struct world *w)
{
	struct learning l = {0};
	CHECK_OK(learning_open(&w->p.app, w->p.arena, &w->noor, w->who, 0, &l));
	return l.revision;
}

static int hand_in(struct world *w)
{
	const char *submit = below(w, w->page, "/submit");
	browser_get(&w->b, submit);
	return browser_post(
		&w->b, submit, str_fmt(w->p.arena, "revision=%lld", (long long)revision(w)).p);
}

/* The same as the organiser reads it. */
static const char *as_organiser(struct world *w)
{
	browser_sign_in_staff(&w->b, &w->mila);
	return str_fmt(w->p.arena, "%s/people/%.*s/learning", browser_project(&w->b, &w->at),
		STR_ARG(public_id_print(w->p.arena, w->who)))
		.p;
}

TEST(learning_pages_are_written_looked_at_and_handed_in)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, w.text) == false && browser_sees(&w.b, "/areas/stem/start"));
	CHECK_INT(browser_get(&w.b, w.text), 200);
	CHECK(browser_sees(&w.b, "data-autosave") && browser_sees(&w.b, "name=\"owner\""));
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Koken+voor+24"), 303);
	CHECK(str_ends(w.b.location, STR("/learning?saved")));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, "/learning/submit\""));
	CHECK_INT(browser_post(
			  &w.b, below(&w, w.page, "/areas/digital/end"), "version=0&answer=n.v.t."),
		303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Dit telt als leeg."));
	browser_get(&w.b, below(&w, w.page, "/submit"));
	CHECK(browser_sees(&w.b, "Koken voor 24") && !browser_sees(&w.b, "n.v.t.") &&
		!browser_sees(&w.b, ">Digital<"));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/submit"), "revision=1"), 409);
	CHECK_INT(hand_in(&w), 303);
	struct str own = str_sub(str_of(w.page), 0, strlen(w.page) - strlen("/learning"));
	browser_get(&w.b, str_z(w.p.arena, own));
	CHECK(browser_sees(&w.b, "Bekijk wat je schreef") &&
		!browser_sees(&w.b, "tot je het inlevert"));
	browser_get(&w.b, w.text);
	CHECK(!browser_sees(&w.b, "data-autosave") && browser_sees(&w.b, "Koken voor 24"));
	CHECK_INT(browser_post(&w.b, w.text, "version=1&answer=Anders"), 422);
	CHECK(browser_sees(&w.b, "Anders"));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/about"), "partner=Ria&relation="), 422);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/back"), ""), 303);
	CHECK_INT(browser_post(&w.b, w.text, "version=1&answer=Anders"), 303);
	tear_down(&w);
}

TEST(learning_in_two_windows_shows_both)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, w.text);
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Een"), 303);
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Twee"), 409);
	CHECK(browser_sees(&w.b, ">Een<") && browser_sees(&w.b, "Twee</textarea>") &&
		browser_sees(&w.b, "name=\"version\" value=\"1\""));
	CHECK_INT(browser_post(&w.b, w.text, "version=1&answer=Twee&go=replace"), 303);
	browser_get(&w.b, w.text);
	CHECK(browser_sees(&w.b, ">Een<") && browser_sees(&w.b, "Twee</textarea>"));
	w.b.wants_json = true;
	CHECK_INT(browser_post(&w.b, w.text, "version=2&answer=Drie"), 200);
	CHECK(browser_sees(&w.b, "\"answered\":true") && browser_sees(&w.b, "\"version\":3"));
	CHECK_INT(browser_post(&w.b, w.text, "version=3&answer=geen"), 200);
	CHECK(browser_sees(&w.b, "\"answered\":false"));
	CHECK_INT(browser_post(&w.b, w.text, "version=2&answer=Vier"), 409);
	CHECK(browser_sees(&w.b, "\"other\":\"geen\""));
	CHECK_INT(browser_post(&w.b, w.text, "answer=Vier"), 422);
	tear_down(&w);
}

/* The coordinator is warned once, and what was written is found and moved. */
TEST(learning_of_another_framework_is_warned_of_and_moved)
{
	struct world w;
	struct browser desk;
	REQUIRE(set_up(&w) && browser_open(&desk, &w.p));
	browser_sign_in_staff(&desk, &w.mila);
	const char *basics = below(&w, browser_project(&desk, &w.at), "/basics");
	const char *other = "title=Water&number=&type=youth-worker-mobility";
	const char *move = below(&w, w.page, "/former/stem/end");
	browser_get(&w.b, w.text);
	CHECK_INT(browser_get(&w.b, move), 404); /* nothing needs it */
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Koken+voor+24"), 303);
	browser_get(&desk, basics);
	CHECK_INT(browser_post(&desk, basics, other), 200);
	CHECK(browser_sees(&desk, "1 persoon") &&
		browser_sees(&desk, "name=\"sure_type\" value=\"youth-worker-mobility\""));
	CHECK_INT(browser_post(&desk, basics, below(&w, other, "&sure_type=training")), 200);
	CHECK_INT(browser_post(&desk, basics, below(&w, other, "&sure_type=youth-worker-mobility")),
		303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, move) &&
		!browser_sees(&w.b, "/learning/submit\""));
	CHECK_INT(browser_get(&w.b, move), 200);
	CHECK(browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, "value=\"facilitating\""));
	CHECK_INT(browser_post(&w.b, move, "moment=end"), 422);
	CHECK(browser_sees(&w.b, "area-error"));
	CHECK_INT(browser_post(&w.b, move, "area=facilitating&moment=never"), 404);
	CHECK_INT(browser_post(&w.b, move, "area=facilitating&moment=end"), 303);
	CHECK(str_ends(w.b.location, STR("/learning?moved")));
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Koken voor 24") && !browser_sees(&w.b, move) &&
		browser_sees(&w.b, "/learning/submit\""));
	browser_close(&desk);
	tear_down(&w);
}

TEST(learning_pages_that_are_not_there)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/areas/designing/end")), 404);
	CHECK_INT(browser_get(&w.b, below(&w, w.page, "/areas/stem/never")), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/areas/stem/never"), "answer=x"), 404);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/areas/stem/never/say"), "answer=x"), 404);
	CHECK_INT(browser_get(&w.b, "/part/zz/learning"), 404);
	const char *theirs = as_organiser(&w);
	CHECK_INT(browser_get(&w.b, theirs), 404);
	CHECK_INT(browser_get(&w.b, w.page), 404);
	CHECK_INT(browser_post(&w.b, below(&w, theirs, "/accept"), ""), 404);
	tear_down(&w);
}

/* The coordinator makes one, while no account has the page. */
static struct str make_card(struct world *w)
{
	place_pass(&w->p, USEC_MINUTE);
	place_sql(&w->p, "UPDATE participant SET person = NULL");
	struct str code = place_card(&w->p, &w->mila, &w->at, w->who);
	place_sql(&w->p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	place_pass(&w->p, USEC_MINUTE);
	return code;
}

static void write_and_hand_in(struct world *w)
{
	browser_get(&w->b, w->text);
	CHECK_INT(browser_post(&w->b, w->text, "version=0&answer=Koken+voor+24"), 303);
	CHECK_INT(hand_in(w), 303);
}

TEST(learning_is_shown_to_be_ones_own_by_the_earlier_code)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *prove = below(&w, w.page, "/prove");
	struct str code = make_card(&w);
	CHECK_INT(browser_get(&w.b, prove), 303); /* nothing needs it */
	write_and_hand_in(&w);
	make_card(&w);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, prove));
	CHECK(!browser_sees(&w.b, "/learning/back\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/back"), ""), 403);
	CHECK_INT(browser_get(&w.b, prove), 200);
	CHECK(!browser_sees(&w.b, "/learning/anew\"") && !browser_sees(&w.b, "/prove/ask\""));
	CHECK(browser_sees(&w.b, "je kwam binnen met een kaart")); /* so no mail is offered */
	CHECK_INT(browser_post(&w.b, prove, "code=7K3QW-M2DXA-4F"), 422);
	CHECK(browser_sees(&w.b, "code-error"));
	CHECK_INT(browser_post(&w.b, below(&w, prove, "/ask"), ""), 404);
	CHECK_INT(browser_get(&w.b, below(&w, prove, "/mail")), 303);
	CHECK_INT(browser_post(&w.b, below(&w, prove, "/mail"), "code=123456"), 404);
	CHECK_INT(browser_post(&w.b, prove, str_fmt(w.p.arena, "code=%.*s", STR_ARG(code)).p), 303);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/back"), ""), 303);
	tear_down(&w);
}

TEST(learning_is_shown_to_be_ones_own_by_mail)
{
	struct world w;
	struct participant_invited done;
	const struct participant_invite all = {.whom = INVITE_ALL, .deadline = DAY_NONE};
	struct participant noor = place_participant("Noor", "de Wit", "NL", "noor@oma.example");
	REQUIRE(set_up(&w));
	const char *prove = below(&w, w.page, "/prove");
	CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, &w.who, &noor));
	place_sql(&w.p, "UPDATE participant SET person = NULL"); /* invited before it was claimed */
	CHECK_OK(participant_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &all, &done));
	place_sql(&w.p, "UPDATE participant SET person = (SELECT MAX(id) FROM person)");
	write_and_hand_in(&w);
	make_card(&w);
	CHECK_INT(browser_get(&w.b, prove), 200);
	CHECK_INT(browser_post(&w.b, below(&w, prove, "/ask"), ""), 303);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "noor@oma.example");
	CHECK_INT(browser_get(&w.b, below(&w, prove, "/mail")), 200);
	CHECK_INT(browser_post(&w.b, below(&w, prove, "/mail"), "code=x"), 422);
	CHECK(browser_sees(&w.b, "code-error"));
	CHECK_INT(browser_post(&w.b, below(&w, prove, "/mail"),
			  str_fmt(w.p.arena, "code=%.*s", STR_ARG(place_code(&letter))).p),
		303);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/back"), ""), 303);
	tear_down(&w);
}

TEST(learning_that_stays_closed_begins_anew)
{
	struct world w;
	REQUIRE(set_up(&w));
	browser_get(&w.b, w.text);
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Koken+voor+24"), 303);
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/anew"), ""), 404);
	make_card(&w);
	CHECK_INT(browser_get(&w.b, w.text), 403);
	CHECK(!browser_sees(&w.b, "Koken voor 24"));
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(!browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, "/learning/anew\""));
	CHECK_INT(browser_post(&w.b, below(&w, w.page, "/anew"), ""), 303);
	CHECK_INT(browser_get(&w.b, w.page), 200);
	CHECK(browser_sees(&w.b, "/areas/stem/start"));
	tear_down(&w);
}

TEST(learning_names_who_was_talked_with)
{
	struct world w;
	REQUIRE(set_up(&w));
	const char *about = below(&w, w.page, "/about");
	struct str wrong =
		str_fmt(w.p.arena, "partner=%0*d&relation=tante", LEARNING_NAME_MOST + 1, 0);
	CHECK_INT(browser_get(&w.b, about), 200);
	CHECK_INT(browser_post(&w.b, about, wrong.p), 422);
	CHECK(browser_sees(&w.b, "id=\"partner-error\"") && browser_sees(&w.b, "value=\"tante\""));
	CHECK_INT(browser_post(&w.b, about, "partner=Ria&relation=tante"), 303);
	browser_get(&w.b, about);
	CHECK(browser_sees(&w.b, "value=\"Ria\""));
	tear_down(&w);
}

TEST(learning_is_suggested_at_by_the_organiser)
{
	struct world w;
	REQUIRE(set_up(&w));
	w.b.language = STR("en");
	browser_get(&w.b, w.text);
	CHECK(browser_sees(&w.b, "Nobody else sees this"));
	CHECK_INT(browser_post(&w.b, w.text, "version=0&answer=Koken+voor+24"), 303);
	CHECK_INT(hand_in(&w), 303);
	browser_get(&w.b, w.text);
	CHECK(!browser_sees(&w.b, "Nobody else sees this"));
	browser_get(&w.b, below(&w, w.page, "/evidence"));
	CHECK(!browser_sees(&w.b, "Nobody else sees this"));
	const char *theirs = as_organiser(&w), *suggest = below(&w, theirs, "/suggest");
	CHECK_INT(browser_get(&w.b, theirs), 200);
	CHECK(browser_sees(&w.b, "Koken voor 24") && browser_sees(&w.b, "Noor de Wit"));
	CHECK_INT(browser_post(&w.b, suggest, "area=stem&moment=end&answer="), 422);
	CHECK(browser_sees(&w.b, "id=\"say-error-stem-end\""));
	CHECK_INT(browser_post(&w.b, suggest, "area=stem&moment=never&answer=Hoi"), 404);
	CHECK_INT(browser_post(&w.b, suggest, "area=stem&moment=end&answer=Voor+wie%3F"), 303);
	CHECK_INT(browser_post(&w.b, below(&w, theirs, "/accept"), ""), 303);
	browser_sign_in(&w.b, &w.noor);
	browser_get(&w.b, w.text);
	CHECK(browser_sees(&w.b, "Voor wie?") && browser_sees(&w.b, "Mila"));
	const char *say = below(&w, w.text, "/say");
	CHECK_INT(browser_post(&w.b, say, "answer="), 422);
	CHECK_INT(browser_post(&w.b, say, "answer=Voor+de+groep"), 303);
	browser_get(&w.b, w.page);
	CHECK(browser_sees(&w.b, "Voor de groep"));
	tear_down(&w);
}
