#include "app/project_close.h"

#include "app/certificate.h"
#include "app/certificate_ask.h"
#include "app/learning.h"
#include "app/participant_import.h"
#include "app/participant_invite.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

#include <string.h>

#define REASON "She moved, and needs none."

/* A project with one participant, Aino. */
struct world {
	struct place p;
	struct actor mila, otto; /* coordinate, here and elsewhere */
	struct project_at at;
	struct actor aino; /* at her own page */
};

static struct participant named(const char *given)
{
	struct participant in = place_participant(given, "Aalto", "FI", "aino@post.example");
	in.language = STR("en");
	return in;
}

static err_t add(struct world *w, const char *given)
{
	struct participant in = named(given);
	return participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in);
}

static struct participant_page people(struct world *w)
{
	return place_people(&w->p, &w->mila, &w->at);
}

static bool set_up(struct world *w)
{
	struct participant aino = named("Aino");
	if (!place_open_project(&w->p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_otto(&w->p);
	w->aino = place_taker(&w->p, &w->mila, &w->at, &aino);
	return true;
}

static void issue(struct world *w)
{
	place_issue(&w->p, &w->mila, &w->at);
}

static err_t close_for(struct world *w, const char *reason)
{
	return project_close(&w->p.app, w->p.arena, &w->mila, &w->at, str_of(reason));
}

static struct project opened(struct world *w)
{
	struct project p = {0};
	CHECK_OK(project_open(&w->p.app, w->p.arena, &w->mila, &w->at, &p));
	return p;
}

TEST(project_closes_when_everybody_has_a_certificate)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK(!opened(&w).closed && opened(&w).missing == 1);
	issue(&w);
	CHECK_INT(opened(&w).missing, 0);
	CHECK_OK(close_for(&w, ""));
	CHECK(opened(&w).closed == w.p.clock.at && people(&w).is_closed);
	CHECK_OK(close_for(&w, "")); /* once more is nothing */
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'close'"), 1);
	CHECK_OK(project_reopen(&w.p.app, w.p.arena, &w.mila, &w.at));
	CHECK_OK(project_reopen(&w.p.app, w.p.arena, &w.mila, &w.at));
	CHECK(!opened(&w).closed && !people(&w).is_closed);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'reopen'"), 1);
	place_close(&w.p);
}

TEST(project_with_a_certificate_missing_closes_with_a_reason)
{
	struct world w;
	struct project_history h;
	REQUIRE(set_up(&w));
	char *long_text = arena_bytes(w.p.arena, PROJECT_REASON_MOST + 2);
	memset(long_text, 'x', PROJECT_REASON_MOST + 1);
	long_text[PROJECT_REASON_MOST + 1] = '\0';
	CHECK_WRONG(close_for(&w, ""), "reason");
	CHECK_WRONG(close_for(&w, " \n"), "reason");
	CHECK_WRONG(close_for(&w, " - "), "reason");
	CHECK_WRONG(close_for(&w, "n.v.t."), "reason");
	CHECK_WRONG(close_for(&w, long_text), "reason");
	CHECK(!opened(&w).closed);
	CHECK_OK(close_for(&w, REASON));
	CHECK(opened(&w).closed && !store_holds(&w.p.store, STR(REASON)));
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &h));
	CHECK_STR(str_of(h.at[0].what), "closed the project");
	CHECK_STR(h.at[0].reason, REASON);
	CHECK(!h.at[1].reason.len && !h.at[0].is_damaged);
	place_sql(&w.p, "UPDATE project_change SET at = at + 1 WHERE what = 'close'");
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &h));
	CHECK(h.at[0].is_damaged && !h.at[0].reason.len);
	place_close(&w.p);
}

TEST(project_that_is_closed_takes_nobody_and_keeps_certificates)
{
	struct world w;
	struct participant_invited done;
	struct participant_cards_made sheet;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *lang = i18n_find(app->i18n, STR("en"));
	const struct participant_invite all = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = DAY_NONE};
	const struct participant_bring bring = {0};
	int64_t came, keys = place_keys(&w.p);
	CHECK_OK(close_for(&w, REASON));
	CHECK_ERR(add(&w, "Bo"), ERR_CONFLICT);
	CHECK_OK(participant_list_send(
		app, a, &w.mila, &w.at, STR("Given name;Family name;Country\nBo;Berg;Sweden\n")));
	CHECK_ERR(participant_list_bring(app, a, &w.mila, &w.at, &bring, &came), ERR_CONFLICT);
	CHECK_INT(place_keys(&w.p), keys);
	CHECK_ERR(participant_invite(app, a, &w.mila, &w.at, &all, &done), ERR_CONFLICT);
	CHECK_ERR(participant_cards(app, a, &w.mila, &w.at, lang, &w.aino.public, 1, &sheet),
		ERR_CONFLICT);
	/* what is there goes on */
	struct participant in = named("Ainu");
	CHECK_OK(participant_put(app, a, &w.mila, &w.at, &w.aino.public, &in));
	issue(&w);
	CHECK_INT(opened(&w).missing, 0);
	CHECK_OK(project_reopen(app, a, &w.mila, &w.at));
	CHECK_OK(add(&w, "Bo"));
	CHECK_OK(participant_invite(app, a, &w.mila, &w.at, &all, &done));
	CHECK_INT(done.sent, 2);
	place_close(&w.p);
}

TEST(project_is_closed_by_no_stranger)
{
	struct world w;
	const struct actor nobody = {0};
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(project_close(app, a, &w.otto, &w.at, STR(REASON)), ERR_FORBIDDEN);
	CHECK_ERR(project_close(app, a, &nobody, &w.at, STR(REASON)), ERR_UNAUTHENTICATED);
	CHECK_ERR(project_close(app, a, &w.aino, &w.at, STR(REASON)), ERR_UNAUTHENTICATED);
	CHECK_OK(close_for(&w, REASON));
	CHECK_ERR(project_reopen(app, a, &w.otto, &w.at), ERR_FORBIDDEN);
	CHECK(opened(&w).closed);
	place_close(&w.p);
}

/* --- asking for one's certificate --- */

static struct participation page_of(struct world *w)
{
	struct participation page = {0};
	CHECK_OK(participation_get(&w->p.app, w->p.arena, &w->aino, w->aino.public, &page));
	return page;
}

static err_t ask(struct world *w)
{
	return certificate_ask(&w->p.app, w->p.arena, &w->aino, w->aino.public);
}

static void write_and_hand_in(struct world *w, const char *text)
{
	struct learning_saved saved;
	const struct learning_in in = {STR("personal"), PROJECT_END, str_of(text),
		place_sql(&w->p, "SELECT COALESCE(MAX(version), 0) FROM learning_text"), false};
	CHECK_OK(learning_save(&w->p.app, w->p.arena, &w->aino, w->aino.public, &in, &saved));
	place_hand_in(&w->p, &w->aino, w->aino.public);
}

TEST(certificate_is_asked_for_when_the_project_is_over)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(w.p.clock.at);
	const struct project_activity_in week = {STR("Week"), STR("Ede"), today - 7, today};
	CHECK(!page_of(&w).may_ask);
	CHECK_ERR(ask(&w), ERR_CONFLICT);
	CHECK_OK(project_put_activity(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &week));
	CHECK_ERR(ask(&w), ERR_CONFLICT); /* this is its last day */
	place_pass(&w.p, USEC_DAY);
	CHECK(page_of(&w).may_ask && !people(&w).at[0].asked && !opened(&w).asked);
	CHECK_OK(ask(&w));
	CHECK(page_of(&w).has_asked && !page_of(&w).may_ask);
	CHECK(people(&w).at[0].asked && opened(&w).asked == 1);
	CHECK_OK(ask(&w)); /* once more is nothing */
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM participant_event WHERE what = 'asked'"), 1);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'certificate.ask'"), 1);
	issue(&w);
	CHECK(!page_of(&w).has_asked && !page_of(&w).may_ask && !opened(&w).asked);
	CHECK_ERR(ask(&w), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(certificate_is_asked_for_with_what_was_handed_in)
{
	struct world w;
	REQUIRE(set_up(&w));
	write_and_hand_in(&w, "To cook.");
	CHECK(page_of(&w).may_ask);
	CHECK_OK(ask(&w));
	issue(&w);
	CHECK(!page_of(&w).may_ask && page_of(&w).state == PARTICIPANT_ISSUED);
	CHECK_OK(learning_take_back(&w.p.app, w.p.arena, &w.aino, w.aino.public));
	CHECK(!page_of(&w).may_ask);
	write_and_hand_in(&w, "To cook for many."); /* that stands on no certificate yet */
	CHECK(page_of(&w).may_ask);
	CHECK_OK(ask(&w));
	place_close(&w.p);
}

TEST(certificate_is_asked_for_by_its_holder_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	write_and_hand_in(&w, "To cook.");
	struct public_id who = w.aino.public;
	CHECK_ERR(certificate_ask(&w.p.app, w.p.arena, &w.mila, who), ERR_NOT_FOUND);
	CHECK_ERR(certificate_ask(&w.p.app, w.p.arena, &w.otto, who), ERR_NOT_FOUND);
	CHECK(!opened(&w).asked);
	place_close(&w.p);
}

/* --- a deadline that passes --- */

TEST(certificate_waits_for_no_answer)
{
	struct world w;
	struct participant_invited done;
	struct certificate_own own;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct participant_invite in = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = zone_day(w.p.clock.at) + 7};
	CHECK_OK(participant_invite(app, a, &w.mila, &w.at, &in, &done));
	place_pass(&w.p, 9 * USEC_DAY);
	CHECK(page_of(&w).is_late);
	issue(&w); /* without an answer it has no part about it */
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM learning"), 0);
	CHECK_OK(certificate_own(app, a, &w.aino, w.aino.public, &own));
	CHECK(own.revision == 1 && own.state == CERTIFICATE_VALID);
	CHECK_OK(close_for(&w, ""));
	write_and_hand_in(&w, "To cook."); /* late, and in a closed project: still fine */
	CHECK(page_of(&w).state == PARTICIPANT_SUBMITTED);
	issue(&w);
	CHECK_OK(certificate_own(app, a, &w.aino, w.aino.public, &own));
	CHECK(own.revision == 2);
	place_close(&w.p);
}
