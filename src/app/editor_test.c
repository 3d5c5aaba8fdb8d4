#include "app/editor.h"

#include "app/erase.h"
#include "app/organisation.h"
#include "app/project_keep.h"
#include "codec/input.h"
#include "unit/editor.h"
#include "unit/unit.h"

static day today(struct editor_world *w)
{
	return zone_day(clock_now(w->p.app.clock));
}

static struct editor_new to(struct editor_world *w, const char *mail)
{
	return (struct editor_new){.name = STR("Nele"),
		.mail = str_of(mail),
		.language = STR("fr"),
		.terms = {EDITOR_OWN, STR("Belgium"), today(w) + 30}};
}

/* Invites, and takes the code out of the mail. */
static struct str invite(struct editor_world *w, const char *mail)
{
	struct editor_new in = to(w, mail);
	CHECK_OK(editor_invite(&w->p.app, w->p.arena, &w->mila, &w->at, &in));
	struct place_letter letter = place_mail(&w->p);
	return place_long_code(&letter);
}

static err_t see(struct editor_world *w, const struct actor *who)
{
	struct project p;
	return project_open(&w->p.app, w->p.arena, who, &w->at, &p);
}

/* --- becoming one --- */

TEST(editor_is_invited_by_mail_and_accepts_once)
{
	struct editor_world w;
	struct editor_held held;
	struct editor_held_list all;
	const struct actor nobody = {0};
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct str code = invite(&w, "Nele@Jong.example");
	struct place_letter letter = w.p.letters.at[w.p.letters.len - 1];
	CHECK_STR(letter.to, "Nele@jong.example");
	CHECK(str_has(letter.text, "/projects/invitation#"));
	CHECK(str_has(letter.text, "Water"));
	CHECK(!store_holds(&w.p.store, code));
	struct editor nele = editor_called(&w, "Nele");
	CHECK(nele.state == EDITOR_INVITED && !nele.is_outside && !nele.people);
	CHECK_STR(nele.mail, "Nele@jong.example");
	CHECK_STR(nele.terms.country, "BE");
	CHECK_OK(editor_offer(app, a, &nobody, code, &held));
	CHECK_STR(held.title, "Water");
	CHECK_STR(held.organisation_name, "Huis Zes");
	CHECK(held.role == EDITOR_OWN && held.ends == today(&w) + 30 && !held.is_outside);
	CHECK_ERR(editor_accept(app, a, &nobody, code, &held), ERR_UNAUTHENTICATED);
	CHECK_ERR(see(&w, &w.otto), ERR_FORBIDDEN);
	CHECK_OK(editor_accept(app, a, &w.otto, code, &held));
	CHECK_OK(see(&w, &w.otto));
	CHECK_ERR(editor_accept(app, a, &w.otto, code, &held), ERR_INVALID);
	CHECK_ERR(editor_offer(app, a, &nobody, code, &held), ERR_INVALID);
	CHECK_ERR(editor_offer(app, a, &nobody, STR("nee"), &held), ERR_INVALID);
	CHECK(editor_called(&w, "Otto").state == EDITOR_ACTIVE);
	CHECK(!editor_called(&w, "Otto").mail.len);
	CHECK_OK(editor_held(app, a, &w.otto, &all));
	REQUIRE(all.len == 1);
	CHECK_STR(all.at[0].title, "Water");
	place_close(&w.p);
}

TEST(editor_who_works_on_it_already_keeps_that)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	struct str code = invite(&w, "nele@jong.example");
	CHECK_ERR(editor_accept(&w.p.app, w.p.arena, &w.petra, code, &held), ERR_CONFLICT);
	CHECK_ERR(editor_accept(&w.p.app, w.p.arena, &w.mila, code, &held), ERR_CONFLICT);
	CHECK_OK(editor_accept(&w.p.app, w.p.arena, &w.otto, code, &held));
	place_close(&w.p);
}

TEST(editor_that_cannot_be)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct editor_new bad[6];
	for (size_t i = 0; i < 6; i++)
		bad[i] = to(&w, "nele@jong.example");
	bad[0].name = STR("win at evil.example");
	bad[1].mail = STR("nele");
	bad[2].language = STR("tlh");
	bad[3].terms.country = STR("Nowhere");
	bad[4].terms.ends = today(&w) - 1;
	bad[5].terms.ends = today(&w) + EDITOR_DAYS_MOST + 1;
	for (size_t i = 0; i < 6; i++)
		CHECK_ERR(editor_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &bad[i]), ERR_INVALID);
	CHECK_INT((int64_t)editor_all(&w).len, 3);
	invite(&w, "nele@jong.example");
	struct editor_new again = to(&w, "NELE@jong.example");
	CHECK_ERR(editor_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &again), ERR_INVALID);
	struct editor_terms terms = {EDITOR_WHOLE, STR("FI"), today(&w) - 1};
	CHECK_ERR(editor_change(&w.p.app, w.p.arena, &w.mila, &w.at,
			  editor_called(&w, "Olli").public, &terms),
		ERR_INVALID);
	place_close(&w.p);
}

TEST(editor_is_invited_again_with_another_code)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct str first = invite(&w, "nele@jong.example");
	place_pass(&w.p, EDITOR_CODE_LIFE + USEC_SECOND);
	place_mail(&w.p); /* what is told of who accepted */
	struct editor nele = editor_called(&w, "Nele");
	CHECK(nele.state == EDITOR_LATE);
	CHECK_ERR(editor_offer(app, a, &w.otto, first, &held), ERR_INVALID);
	CHECK_OK(editor_invite_again(app, a, &w.mila, &w.at, nele.public));
	struct place_letter letter = place_mail(&w.p);
	struct str second = place_long_code(&letter);
	CHECK(!str_eq(first, second) && second.len);
	CHECK_OK(editor_invite_again(app, a, &w.mila, &w.at, nele.public));
	CHECK_ERR(editor_offer(app, a, &w.otto, second, &held), ERR_INVALID);
	letter = place_mail(&w.p);
	CHECK_OK(editor_accept(app, a, &w.otto, place_long_code(&letter), &held));
	CHECK_ERR(editor_invite_again(app, a, &w.mila, &w.at, nele.public), ERR_CONFLICT);
	CHECK_ERR(editor_invite_again(app, a, &w.mila, &w.at, w.mees), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* --- the end --- */

TEST(editor_who_is_stopped_loses_all_at_once_and_can_come_back)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct editor_held_list all;
	struct editor_held held;
	struct public_id olli = editor_called(&w, "Olli").public;
	CHECK_ERR(editor_resume(app, a, &w.mila, &w.at, olli), ERR_NOT_FOUND);
	CHECK_OK(editor_stop(app, a, &w.mila, &w.at, olli));
	CHECK_ERR(see(&w, &w.olli), ERR_FORBIDDEN);
	CHECK_OK(editor_held(app, a, &w.olli, &all));
	CHECK(!all.len && editor_called(&w, "Olli").state == EDITOR_STOPPED);
	CHECK_ERR(editor_stop(app, a, &w.mila, &w.at, olli), ERR_NOT_FOUND);
	CHECK_OK(editor_resume(app, a, &w.mila, &w.at, olli));
	CHECK_OK(see(&w, &w.olli));
	CHECK_INT(editor_people(&w, &w.olli).total, 1);
	struct str code = invite(&w, "nele@jong.example");
	CHECK_OK(editor_stop(app, a, &w.mila, &w.at, editor_called(&w, "Nele").public));
	CHECK_ERR(editor_accept(app, a, &w.otto, code, &held), ERR_INVALID);
	CHECK_ERR(editor_invite_again(app, a, &w.mila, &w.at, editor_called(&w, "Nele").public),
		ERR_CONFLICT);
	place_close(&w.p);
}

TEST(editor_ends_by_itself_when_the_last_day_is_over)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct public_id olli = editor_called(&w, "Olli").public;
	struct editor_terms terms = {EDITOR_OWN, STR("FI"), today(&w)};
	CHECK_OK(editor_change(&w.p.app, w.p.arena, &w.mila, &w.at, olli, &terms));
	CHECK_OK(see(&w, &w.olli));
	place_pass(&w.p, USEC_DAY);
	CHECK_ERR(see(&w, &w.olli), ERR_FORBIDDEN);
	CHECK(editor_called(&w, "Olli").state == EDITOR_OVER);
	terms.ends = today(&w) + 1;
	CHECK_OK(editor_change(&w.p.app, w.p.arena, &w.mila, &w.at, olli, &terms));
	CHECK_OK(see(&w, &w.olli));
	place_close(&w.p);
}

TEST(editor_gets_another_role_from_the_next_request_on)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct editor_terms terms = {EDITOR_WHOLE, STR("FI"), today(&w) + 5};
	CHECK_INT(editor_people(&w, &w.olli).total, 1);
	CHECK_OK(editor_change(
		&w.p.app, w.p.arena, &w.mila, &w.at, editor_called(&w, "Olli").public, &terms));
	CHECK_INT(editor_people(&w, &w.olli).total, 2);
	terms.role = EDITOR_OWN;
	CHECK_OK(editor_change(
		&w.p.app, w.p.arena, &w.mila, &w.at, editor_called(&w, "Olli").public, &terms));
	CHECK_INT(editor_people(&w, &w.olli).total, 1);
	place_close(&w.p);
}

TEST(editor_who_did_not_accept_is_forgotten)
{
	struct editor_world w;
	int count;
	REQUIRE(editor_world_open(&w));
	invite(&w, "nele@jong.example");
	struct public_id nele = editor_called(&w, "Nele").public;
	CHECK_OK(editor_assign(&w.p.app, w.p.arena, &w.mila, &w.at, w.mees, &nele));
	place_pass(&w.p, EDITOR_CODE_LIFE + PROJECT_UNDO + USEC_HOUR);
	CHECK_OK(project_start(&w.p.app));
	CHECK_OK(jobs_run_due(w.p.app.jobs, &count));
	CHECK_INT((int64_t)editor_all(&w).len, 3);
	CHECK(!store_holds(&w.p.store, STR("nele@jong.example")));
	CHECK_INT(editor_people(&w, &w.mila).total, 2);
	place_close(&w.p);
}

TEST(editor_who_leaves_before_accepting_is_forgotten)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct actor nele = place_person(&w.p, "Nele", "nele@jong.example");
	invite(&w, "Nele@jong.example");
	struct public_id invited = editor_called(&w, "Nele").public;
	place_mail(&w.p);
	CHECK_OK(erase_person(&w.p.app, nele.public));
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM project_editor "
				  "WHERE mail IS NOT NULL OR code IS NOT NULL OR name = 'Nele'"),
		0);
	CHECK_ERR(editor_invite_again(&w.p.app, w.p.arena, &w.mila, &w.at, invited), ERR_CONFLICT);
	CHECK_OK(editor_stop(&w.p.app, w.p.arena, &w.mila, &w.at, invited));
	place_close(&w.p);
}

TEST(editor_who_leaves_stays_without_a_name)
{
	struct editor_world w;
	struct project_history h;
	REQUIRE(editor_world_open(&w));
	CHECK_OK(erase_person(&w.p.app, w.olli.public));
	struct editor_list all = editor_all(&w);
	REQUIRE(all.len == 3);
	CHECK(all.at[1].state == EDITOR_GONE && !all.at[1].name.len && all.at[1].people == 1);
	CHECK_INT(editor_people(&w, &w.petra).total, 2);
	CHECK_OK(project_history(&w.p.app, w.p.arena, &w.mila, &w.at, 1, &h));
	for (size_t i = 0; i < h.len; i++)
		CHECK(!str_is(h.at[i].about, "Olli"));
	place_close(&w.p);
}

/* --- what they may do --- */

TEST(editor_of_all_changes_the_project_and_no_others_editors)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_basics basics = {STR("Vuur"), STR("training"), STR_NONE};
	struct project_activity_in week = {STR("Kamp"), STR("Gent"), 20100, 20107};
	struct editor_new in = to(&w, "nele@jong.example");
	struct editor_list all;
	struct project_lines lines;
	struct public_id made;
	struct project p;
	struct project_same same;
	struct public_id olli = editor_called(&w, "Olli").public;
	CHECK_OK(project_set_basics(app, a, &w.petra, &w.at, &basics));
	CHECK_OK(project_put_activity(app, a, &w.petra, &w.at, NULL, &week));
	CHECK_OK(project_open(app, a, &w.petra, &w.at, &p));
	CHECK(p.may.is_editor && p.may.is_whole && p.may.changes && p.may.assigns);
	CHECK(p.may.invites_editors && !p.may.gives_whole);
	CHECK_INT(p.people, 2);
	CHECK_OK(editor_list(app, a, &w.petra, &w.at, &all));
	CHECK(all.len == 3 && !all.gives_whole);
	CHECK_ERR(editor_stop(app, a, &w.petra, &w.at, olli), ERR_FORBIDDEN);
	CHECK_ERR(editor_change(app, a, &w.petra, &w.at, olli, &in.terms), ERR_FORBIDDEN);
	CHECK_ERR(editor_invite_again(app, a, &w.petra, &w.at, olli), ERR_FORBIDDEN);
	CHECK_ERR(project_list(app, a, &w.petra, w.at.organisation, &lines), ERR_FORBIDDEN);
	CHECK_ERR(project_make(app, a, &w.petra, w.at.organisation, &basics, NULL, &made),
		ERR_FORBIDDEN);
	CHECK_ERR(project_make(app, a, &w.petra, w.at.organisation, &basics, &w.at.project, &made),
		ERR_FORBIDDEN);
	CHECK_ERR(project_find_same(app, a, &w.petra, w.at.organisation,
			  STR("2024-1-BE05-KA152-YOU-000123456"), NULL, &same),
		ERR_FORBIDDEN);
	CHECK_OK(editor_assign(app, a, &w.petra, &w.at, w.mees, &olli));
	CHECK_INT(editor_people(&w, &w.olli).total, 2);
	CHECK_OK(editor_assign(app, a, &w.petra, &w.at, w.mees, NULL));
	CHECK_INT(editor_people(&w, &w.olli).total, 1);
	place_close(&w.p);
}

/* Another project of the same organisation, with the same number, is nothing of theirs. */
TEST(editor_sees_one_project_and_no_other)
{
	struct editor_world w;
	struct project_basics in = {
		STR("Ander"), STR("own"), STR("2024-1-BE05-KA152-YOU-000123456")};
	struct project p;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_at other = {.organisation = w.at.organisation};
	CHECK_OK(project_make(app, a, &w.mila, w.at.organisation, &in, NULL, &other.project));
	CHECK_OK(project_set_basics(app, a, &w.mila, &w.at, &in));
	CHECK_ERR(project_open(app, a, &w.petra, &other, &p), ERR_FORBIDDEN);
	CHECK_OK(project_open(app, a, &w.petra, &w.at, &p));
	CHECK(!p.same.own_len && !p.same.is_elsewhere);
	CHECK_OK(project_open(app, a, &w.mila, &w.at, &p));
	CHECK(p.same.own_len == 1);
	struct project_at wrong = {{w.at.organisation.n + 1}, w.at.project};
	CHECK_ERR(project_open(app, a, &w.petra, &wrong, &p), ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(editor_of_some_changes_nothing_of_the_project)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct project_basics basics = {STR("Vuur"), STR("training"), STR_NONE};
	struct project_activity_in week = {STR("Kamp"), STR("Gent"), 20100, 20107};
	struct project_party_in party = {.name = STR("X"), .place = STR("Y")};
	struct project_text_in text = {.lang = STR("nl")};
	struct editor_new in = to(&w, "nele@jong.example");
	struct editor_choices choices;
	struct project p;
	CHECK_OK(project_open(app, a, &w.olli, &w.at, &p));
	CHECK(p.may.is_editor && !p.may.is_whole && !p.may.changes && !p.may.assigns);
	CHECK_INT(p.people, 1);
	CHECK_ERR(project_set_basics(app, a, &w.olli, &w.at, &basics), ERR_FORBIDDEN);
	CHECK_ERR(project_put_activity(app, a, &w.olli, &w.at, NULL, &week), ERR_FORBIDDEN);
	CHECK_ERR(project_put_party(app, a, &w.olli, &w.at, NULL, &party), ERR_FORBIDDEN);
	CHECK_ERR(project_set_texts(app, a, &w.olli, &w.at, &text), ERR_FORBIDDEN);
	CHECK_ERR(editor_invite(app, a, &w.olli, &w.at, &in), ERR_FORBIDDEN);
	CHECK_ERR(editor_choices(app, a, &w.olli, &w.at, w.olavi, &choices), ERR_FORBIDDEN);
	CHECK_ERR(editor_assign(app, a, &w.olli, &w.at, w.mees, NULL), ERR_FORBIDDEN);
	place_close(&w.p);
}
