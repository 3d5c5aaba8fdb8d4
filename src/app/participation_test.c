#include "app/participation.h"

#include "app/erase.h"
#include "app/export_inside.h"
#include "app/participant_invite.h"
#include "app/seen.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

/* A project with two participants: one with an address, one without. */
struct world {
	struct place p;
	struct actor mila, otto; /* coordinate, here and elsewhere */
	struct project_at at;
	struct public_id aino, giorgi;
};

static struct participant_page list(struct world *w, const enum participant_state *only)
{
	struct participant_page ret = {0};
	CHECK_OK(participant_list(&w->p.app, w->p.arena, &w->mila, &w->at, only, 1, &ret));
	return ret;
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_otto(p);
	struct participant aino = place_participant("Aino", "Aalto", "GE", "aino@post.example");
	struct participant giorgi = place_participant("Giorgi", "Beridze", "GE", "");
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &aino));
	CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &giorgi));
	struct participant_page page = list(w, NULL);
	w->aino = page.at[0].public;
	w->giorgi = page.at[1].public;
	return page.len == 2;
}

static struct participant_invited invite(
	struct world *w, enum invite_whom whom, const char *message, day deadline)
{
	struct participant_invite in = {.whom = whom,
		.message = str_of(message),
		.language = STR("en"),
		.deadline = deadline};
	struct participant_invited done = {0};
	CHECK_OK(participant_invite(&w->p.app, w->p.arena, &w->mila, &w->at, &in, &done));
	return done;
}

static struct str card_of(struct world *w, struct public_id who)
{
	return place_card(&w->p, &w->mila, &w->at, who);
}

static err_t try_code(struct world *w, struct str code, struct participation_opened *ret)
{
	struct visitor visitor = place_visitor("a");
	return participation_open(&w->p.app, w->p.arena, &visitor, code, ret);
}

static struct participation page_of(
	struct world *w, const struct actor *actor, struct public_id who)
{
	struct participation page = {0};
	CHECK_OK(participation_get(&w->p.app, w->p.arena, actor, who, &page));
	return page;
}

TEST(participation_is_opened_by_the_code_of_a_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(w.p.clock.at);
	struct participant_invited done = invite(&w, INVITE_NEW, "Dag Aino, vertel.", today + 9);
	CHECK(done.sent == 1 && done.without_mail == 1 && done.left == 0);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "aino@post.example");
	CHECK(str_has(letter.text, "Huis Zes") && str_has(letter.text, "Water"));
	CHECK(!str_has(letter.text, "vertel"));
	CHECK(!store_holds(&w.p.store, STR("Dag Aino, vertel.")));
	struct actor actor = place_come_in(&w.p, place_part_code(&w.p, letter.text));
	CHECK(!actor.person.n && actor.participant.n && public_id_eq(actor.public, w.aino));
	struct participation page = page_of(&w, &actor, w.aino);
	CHECK_STR(page.about.given_name, "Aino");
	CHECK_STR(page.about.mail, "aino@post.example");
	CHECK_STR(page.organisation, "Huis Zes");
	CHECK_STR(page.title, "Water");
	CHECK_STR(page.message, "Dag Aino, vertel.");
	CHECK(page.deadline == today + 9 && !page.is_late && !page.can_undo);
	CHECK(page.state == PARTICIPANT_OPENED && !page.at.person.n);
	REQUIRE(page.events.len == 2);
	CHECK_STR(str_of(page.events.at[0].what), "opened the page with the code");
	CHECK(!page.events.at[0].is_of_organiser && page.events.at[1].is_of_organiser);
	CHECK_STR(page.events.at[1].who, "Mila");
	place_pass(&w.p, 10 * USEC_DAY);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = "
				  "'participation.open' AND actor = subject"),
		1);
	place_close(&w.p);
}

TEST(participation_shows_nobody_else_anything)
{
	struct world w;
	struct participation page;
	REQUIRE(set_up(&w));
	struct actor aino = place_come_in(&w.p, card_of(&w, w.aino));
	const struct actor nobody = {0};
	const struct actor *others[] = {&nobody, &w.otto, &w.mila};
	struct participant in = place_participant("Eve", "Else", "GE", "");
	const struct app *app = &w.p.app;
	for (size_t i = 0; i < 3; i++) {
		CHECK_ERR(
			participation_get(app, w.p.arena, others[i], w.aino, &page), ERR_NOT_FOUND);
		CHECK_ERR(participation_put(app, w.p.arena, others[i], w.aino, &in), ERR_NOT_FOUND);
		CHECK_ERR(
			participation_undo_claim(app, w.p.arena, others[i], w.aino), ERR_NOT_FOUND);
	}
	CHECK_ERR(participation_get(app, w.p.arena, &aino, w.giorgi, &page), ERR_NOT_FOUND);
	CHECK_ERR(participation_put(app, w.p.arena, &aino, w.giorgi, &in), ERR_NOT_FOUND);
	CHECK_ERR(participation_get(app, w.p.arena, &aino, w.at.project, &page), ERR_NOT_FOUND);
	/* and opens nothing else */
	struct participant_page people;
	struct participation_list mine;
	struct participant_invited done;
	struct participant_invite all = {.whom = INVITE_ALL, .deadline = DAY_NONE};
	CHECK_ERR(participant_list(app, w.p.arena, &aino, &w.at, NULL, 1, &people),
		ERR_UNAUTHENTICATED);
	CHECK_ERR(
		participant_invite(app, w.p.arena, &aino, &w.at, &all, &done), ERR_UNAUTHENTICATED);
	CHECK_ERR(participant_invite(app, w.p.arena, &w.otto, &w.at, &all, &done), ERR_FORBIDDEN);
	CHECK_ERR(participation_list(app, w.p.arena, &aino, &mine), ERR_UNAUTHENTICATED);
	CHECK_ERR(participation_claim(app, w.p.arena, &aino, &aino), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(participation_is_mended_by_whose_it_is)
{
	struct world w;
	struct participant got;
	REQUIRE(set_up(&w));
	struct actor giorgi = place_come_in(&w.p, card_of(&w, w.giorgi));
	struct participant in = place_participant("Giorgi", "Beridze", "GE", "giorgi@post.example");
	in.place = STR("Kutaisi");
	in.host = STR("not theirs to say");
	in.born = 14000;
	in.kind = PARTICIPANT_TEAM;
	CHECK_OK(participation_put(&w.p.app, w.p.arena, &giorgi, w.giorgi, &in));
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, w.giorgi, &got));
	CHECK_STR(got.mail, "giorgi@post.example");
	CHECK_STR(got.place, "Kutaisi");
	CHECK(got.born == 14000 && !got.host.len && got.kind == PARTICIPANT_TAKES_PART);
	struct participant_progress progress;
	CHECK_OK(participant_progress(&w.p.app, w.p.arena, &w.mila, &w.at, w.giorgi, &progress));
	REQUIRE(progress.events.len == 3);
	CHECK_STR(progress.events.at[0].about, "mail place born");
	CHECK(!progress.events.at[0].is_of_organiser);
	/* the same once more is nothing */
	CHECK_OK(participation_put(&w.p.app, w.p.arena, &giorgi, w.giorgi, &in));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event"), 3);
	in.country = STR("Nowhere");
	CHECK_ERR(participation_put(&w.p.app, w.p.arena, &giorgi, w.giorgi, &in), ERR_INVALID);
	CHECK(!store_holds(&w.p.store, STR("Kutaisi")));
	CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, &w.giorgi, &got));
	struct participation page = page_of(&w, &giorgi, w.giorgi);
	CHECK_STR(page.events.at[0].who, "Mila");
	place_close(&w.p);
}

TEST(participation_code_works_until_another_one_is_made)
{
	struct world w;
	struct participation_opened opened;
	struct participation page;
	struct actor again;
	REQUIRE(set_up(&w));
	invite(&w, INVITE_NEW, "", DAY_NONE);
	struct place_letter letter = place_mail(&w.p);
	struct str first = place_part_code(&w.p, letter.text);
	REQUIRE_OK(try_code(&w, first, &opened));
	CHECK_OK(participation_find(&w.p.app, w.p.arena, &opened.session, &again));
	struct str second = card_of(&w, w.aino);
	letter = place_mail(&w.p);
	CHECK_STR(letter.subject, "A new code for your page about Water");
	CHECK(!str_has(letter.text, second.p));
	CHECK_ERR(try_code(&w, first, &opened), ERR_INVALID);
	CHECK_ERR(participation_find(&w.p.app, w.p.arena, &opened.session, &again),
		ERR_UNAUTHENTICATED);
	place_come_in(&w.p, second);
	/* what a thief, or a typing error, brings */
	static const char *const bad[] = {"", "x", "7K3QW-M2DXA-4F", "7K3QW-M2DXA", "\xff\xfe"};
	for (size_t i = 0; i < 5; i++)
		CHECK_ERR(try_code(&w, str_of(bad[i]), &opened), ERR_INVALID);
	/* of who was removed */
	CHECK_OK(participant_remove(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino));
	CHECK_ERR(try_code(&w, second, &opened), ERR_INVALID);
	CHECK_ERR(participation_get(&w.p.app, w.p.arena, &again, w.aino, &page), ERR_NOT_FOUND);
	CHECK_OK(participant_restore(&w.p.app, w.p.arena, &w.mila, &w.at, w.aino));
	CHECK_OK(try_code(&w, second, &opened));
	place_close(&w.p);
}

/* An organiser who changes the address could be its reader. */
TEST(participation_code_goes_to_no_other_address)
{
	struct world w;
	struct participation_opened opened;
	REQUIRE(set_up(&w));
	invite(&w, INVITE_ALL, "", DAY_NONE);
	struct place_letter letter = place_mail(&w.p);
	struct str first = place_part_code(&w.p, letter.text);
	struct participant other = place_participant("Aino", "Aalto", "GE", "mila@house.example");
	CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, &w.aino, &other));
	place_pass(&w.p, INVITE_EACH + 1);
	CHECK_INT(invite(&w, INVITE_ALL, "", DAY_NONE).sent, 1);
	letter = place_mail(&w.p);
	CHECK_STR(letter.to, "mila@house.example");
	struct str second = place_part_code(&w.p, letter.text);
	CHECK(!str_eq(first, second));
	CHECK_ERR(try_code(&w, first, &opened), ERR_INVALID);
	/* one that the participant gave is theirs */
	struct actor aino = place_come_in(&w.p, second);
	struct participant own = place_participant("Aino", "Aalto", "GE", "aino@home.example");
	CHECK_OK(participation_put(&w.p.app, w.p.arena, &aino, w.aino, &own));
	place_pass(&w.p, INVITE_EACH + 1);
	CHECK_INT(invite(&w, INVITE_ALL, "", DAY_NONE).sent, 1);
	letter = place_mail(&w.p);
	CHECK_STR(letter.to, "aino@home.example");
	CHECK_STR(place_part_code(&w.p, letter.text), second.p);
	place_close(&w.p);
}

TEST(participation_session_ends)
{
	struct world w;
	struct participation_opened opened;
	struct actor actor;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct str code = card_of(&w, w.aino);
	REQUIRE_OK(try_code(&w, code, &opened));
	place_pass(&w.p, SESSION_IDLE - USEC_MINUTE);
	CHECK_OK(participation_find(app, w.p.arena, &opened.session, &actor));
	CHECK_OK(seen_write(app));
	place_pass(&w.p, SESSION_IDLE - USEC_MINUTE);
	CHECK_OK(participation_find(app, w.p.arena, &opened.session, &actor));
	place_pass(&w.p, 2 * USEC_MINUTE);
	CHECK_ERR(participation_find(app, w.p.arena, &opened.session, &actor), ERR_UNAUTHENTICATED);
	struct retention_counts due;
	CHECK_OK(retention_preview(app->db, &w.p.periods, w.p.clock.at + SESSION_MOST, &due));
	CHECK_INT(due.of[RETENTION_SESSION], 1);
	place_pass(&w.p, SESSION_MOST);
	CHECK_OK(retention_clear(app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_session"), 0);
	REQUIRE_OK(try_code(&w, code, &opened));
	CHECK_OK(participation_find(app, w.p.arena, &opened.session, &actor));
	CHECK_OK(participation_close(app, w.p.arena, &actor, &opened.session));
	CHECK_ERR(participation_find(app, w.p.arena, &opened.session, &actor), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(participation_comes_into_one_account_once)
{
	struct world w;
	struct participation_opened opened;
	struct participation page;
	struct participation_list mine;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	struct actor nino = place_person(&w.p, "Nino", "nino@post.example");
	struct actor other = place_person(&w.p, "Ivo", "ivo@post.example");
	struct str code = card_of(&w, w.giorgi);
	struct actor by_code = place_come_in(&w.p, code);
	CHECK_OK(participation_claim(app, w.p.arena, &by_code, &nino));
	/* neither the code nor what it opened works any more, not for another claim either */
	CHECK_ERR(try_code(&w, code, &opened), ERR_INVALID);
	CHECK_ERR(participation_get(app, w.p.arena, &by_code, w.giorgi, &page), ERR_NOT_FOUND);
	CHECK_ERR(participation_claim(app, w.p.arena, &by_code, &other), ERR_NOT_FOUND);
	CHECK_ERR(participation_undo_claim(app, w.p.arena, &other, w.giorgi), ERR_NOT_FOUND);
	page = page_of(&w, &nino, w.giorgi);
	CHECK(page.at.person.n == nino.person.n && page.can_undo);
	CHECK_OK(participation_list(app, w.p.arena, &nino, &mine));
	REQUIRE(mine.len == 1);
	CHECK_STR(mine.at[0].title, "Water");
	struct export_making making = {.app = app, .arena = w.p.arena, .actor = nino};
	struct json items = json_array();
	CHECK_OK(part_projects(&making, &items));
	REQUIRE(items.len == 1);
	CHECK_STR(json_str(json_get(&items.items[0], STR("name"))), "Giorgi Beridze");
	json_each_member (it, &items.items[0])
		CHECK(export_label(it->name) != NULL);
	CHECK_OK(participation_list(app, w.p.arena, &other, &mine));
	CHECK_INT(mine.len, 0);
	struct participant_progress progress;
	CHECK_OK(participant_progress(app, w.p.arena, &w.mila, &w.at, w.giorgi, &progress));
	CHECK(progress.is_claimed);
	CHECK_STR(str_of(progress.events.at[0].what), "took the page into an account");
	CHECK(list(&w, NULL).at[1].is_claimed);
	/* the organiser still reads what was entered */
	struct participant got;
	CHECK_OK(participant_get(app, w.p.arena, &w.mila, &w.at, w.giorgi, &got));
	CHECK_OK(participation_undo_claim(app, w.p.arena, &nino, w.giorgi));
	CHECK_ERR(participation_get(app, w.p.arena, &nino, w.giorgi, &page), ERR_NOT_FOUND);
	by_code = place_come_in(&w.p, code);
	CHECK_OK(participation_claim(app, w.p.arena, &by_code, &other));
	place_pass(&w.p, PARTICIPATION_UNDO + 1);
	CHECK_ERR(participation_undo_claim(app, w.p.arena, &other, w.giorgi), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(participation_stays_with_the_organiser_when_the_account_ends)
{
	struct world w;
	struct participation_opened opened;
	struct participant got;
	REQUIRE(set_up(&w));
	struct actor nino = place_person(&w.p, "Nino", "nino@post.example");
	struct str code = card_of(&w, w.giorgi);
	struct actor by_code = place_come_in(&w.p, code);
	CHECK_OK(participation_claim(&w.p.app, w.p.arena, &by_code, &nino));
	CHECK_OK(erase_person(&w.p.app, nino.public));
	CHECK_OK(participant_get(&w.p.app, w.p.arena, &w.mila, &w.at, w.giorgi, &got));
	CHECK_ERR(try_code(&w, code, &opened), ERR_INVALID);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant WHERE person IS NOT NULL"), 0);
	/* and goes with the participant */
	place_come_in(&w.p, card_of(&w, w.giorgi));
	CHECK_OK(erase_participant(&w.p.app, w.giorgi));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_code"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_session"), 0);
	place_close(&w.p);
}
