/* What who edits all of a project may do with other partners, and what each of them is told. */
#include "app/editor.h"

#include "app/erase.h"
#include "app/learning.h"
#include "app/limit.h"
#include "app/project_tell.h"
#include "app/session.h"
#include "codec/input.h"
#include "unit/editor.h"
#include "unit/unit.h"

static day today(struct editor_world *w)
{
	return zone_day(clock_now(w->p.app.clock));
}

static struct editor_new nele_as(struct editor_world *w, enum editor_role role)
{
	return (struct editor_new){.name = STR("Nele"),
		.mail = STR("nele@jong.example"),
		.language = STR("nl"),
		.terms = {role, STR("BE"), today(w) + 30}};
}

static err_t invite(struct editor_world *w, const struct actor *by, const struct editor_new *in)
{
	return editor_invite(&w->p.app, w->p.arena, by, &w->at, in);
}

static err_t stop(struct editor_world *w, const struct actor *by, struct public_id whom)
{
	return editor_stop(&w->p.app, w->p.arena, by, &w->at, whom);
}

static err_t change(struct editor_world *w, const struct actor *by, struct public_id whom,
	enum editor_role role, day ends)
{
	struct editor_terms terms = {role, STR("BE"), ends};
	return editor_change(&w->p.app, w->p.arena, by, &w->at, whom, &terms);
}

/* As that actor sees them. */
static struct editor seen(struct editor_world *w, const struct actor *who, const char *name)
{
	struct editor_list all;
	CHECK_OK(editor_list(&w->p.app, w->p.arena, who, &w->at, &all));
	for (size_t i = 0; i < all.len; i++)
		if (str_is(all.at[i].name, name))
			return all.at[i];
	CHECK(false);
	return (struct editor){0};
}

static bool history_has(struct editor_world *w, const char *who, const char *what)
{
	struct project_history h;
	CHECK_OK(project_history(&w->p.app, w->p.arena, &w->mila, &w->at, 1, &h));
	for (size_t i = 0; i < h.len; i++)
		if (str_is(h.at[i].who, who) && str_is(str_of(h.at[i].what), what))
			return true;
	return false;
}

TEST(editor_of_all_invites_and_ends_partners_with_own_participants)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	CHECK_OK(invite(&w, &w.petra, &in));
	struct editor nele = seen(&w, &w.petra, "Nele");
	CHECK(nele.may_change && nele.state == EDITOR_INVITED);
	CHECK_STR(nele.mail, "nele@jong.example");
	CHECK_STR(seen(&w, &w.mila, "Nele").by, "Petra");
	CHECK(!seen(&w, &w.mila, "Olli").by.len);
	CHECK_OK(editor_invite_again(app, a, &w.petra, &w.at, nele.public));
	struct place_letter letter = place_mail(&w.p);
	CHECK_OK(editor_accept(app, a, &w.otto, place_long_code(&letter), &held));
	CHECK_OK(change(&w, &w.petra, nele.public, EDITOR_OWN, today(&w) + 40));
	CHECK_OK(stop(&w, &w.petra, nele.public));
	struct project p;
	CHECK_ERR(project_open(app, a, &w.otto, &w.at, &p), ERR_FORBIDDEN);
	CHECK(seen(&w, &w.petra, "Otto").can_resume);
	CHECK_OK(editor_resume(app, a, &w.petra, &w.at, nele.public));
	CHECK_OK(stop(&w, &w.mila, nele.public));
	CHECK(history_has(&w, "Petra", "invited a partner") &&
		history_has(&w, "Petra", "invited a partner once more") &&
		history_has(&w, "Petra", "changed what a partner may do") &&
		history_has(&w, "Petra", "stopped the access of a partner") &&
		history_has(&w, "Petra", "gave a partner access again") &&
		history_has(&w, "Mila", "stopped the access of a partner"));
	place_close(&w.p);
}

TEST(editor_invited_by_one_who_was_stopped_waits_for_the_coordinator)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	CHECK_OK(invite(&w, &w.petra, &in));
	struct place_letter first = place_mail(&w.p);
	struct public_id nele = seen(&w, &w.mila, "Nele").public;
	CHECK_OK(stop(&w, &w.mila, editor_called(&w, "Petra").public));
	CHECK_ERR(editor_accept(app, a, &w.otto, place_long_code(&first), &held), ERR_INVALID);
	CHECK_ERR(editor_invite_again(app, a, &w.petra, &w.at, nele), ERR_FORBIDDEN);
	CHECK_OK(editor_invite_again(app, a, &w.mila, &w.at, nele));
	struct place_letter second = place_mail(&w.p);
	CHECK_ERR(editor_accept(app, a, &w.otto, place_long_code(&first), &held), ERR_INVALID);
	CHECK_OK(editor_accept(app, a, &w.otto, place_long_code(&second), &held));
	place_close(&w.p);
}

/* Otto accepts what Petra sends to Nele. */
static struct public_id otto_through_petra(struct editor_world *w)
{
	struct editor_new in = nele_as(w, EDITOR_OWN);
	struct editor_held held;
	CHECK_OK(invite(w, &w->petra, &in));
	struct place_letter letter = place_mail(&w->p);
	CHECK_OK(editor_accept(&w->p.app, w->p.arena, &w->otto, place_long_code(&letter), &held));
	return seen(w, &w->mila, "Otto").public;
}

/* Wherever it is asked: the project, its pages, the list of projects, the menu. */
static bool has_access(struct editor_world *w, const struct actor *who)
{
	const struct app *app = &w->p.app;
	struct arena *a = w->p.arena;
	struct token token = place_session(&w->p, who);
	struct editor_held_list all;
	struct session session;
	struct project p;
	err_t e = project_open(app, a, who, &w->at, &p);
	bool opens = !e;
	err_free(e);
	CHECK_OK(editor_held(app, a, who, &all));
	CHECK(opens == (all.len == 1));
	CHECK_OK(session_find(app, a, &token, &session));
	CHECK(opens == session.edits);
	return opens;
}

TEST(editor_whom_a_partner_invited_works_along_while_that_one_does)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id otto = otto_through_petra(&w);
	struct public_id petra = seen(&w, &w.mila, "Petra").public;
	struct editor_choices choices;
	CHECK(has_access(&w, &w.otto) && seen(&w, &w.mila, "Otto").state == EDITOR_ACTIVE);
	CHECK_OK(stop(&w, &w.mila, petra));
	CHECK(!has_access(&w, &w.otto) && has_access(&w, &w.olli));
	CHECK(seen(&w, &w.mila, "Otto").state == EDITOR_APART);
	CHECK_OK(editor_choices(app, a, &w.mila, &w.at, w.mees, &choices));
	CHECK_INT((int64_t)choices.len, 2);
	CHECK_ERR(editor_assign(app, a, &w.mila, &w.at, w.mees, &otto), ERR_NOT_FOUND);
	CHECK_OK(editor_resume(app, a, &w.mila, &w.at, petra));
	CHECK(has_access(&w, &w.otto) && !seen(&w, &w.mila, "Otto").can_resume);
	/* Once who coordinates gave it, it is theirs to end. */
	CHECK_OK(stop(&w, &w.mila, petra));
	CHECK(seen(&w, &w.mila, "Otto").can_resume);
	CHECK_OK(editor_resume(app, a, &w.mila, &w.at, otto));
	CHECK(has_access(&w, &w.otto) && !seen(&w, &w.mila, "Otto").by.len);
	CHECK_ERR(editor_resume(app, a, &w.mila, &w.at, otto), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(editor_whom_a_partner_invited_ends_on_that_ones_last_day)
{
	struct editor_world w;
	struct editor_held_list all;
	REQUIRE(editor_world_open(&w));
	otto_through_petra(&w);
	struct public_id petra = seen(&w, &w.mila, "Petra").public;
	CHECK_OK(change(&w, &w.mila, petra, EDITOR_WHOLE, today(&w) + 1));
	CHECK_OK(editor_held(&w.p.app, w.p.arena, &w.otto, &all));
	REQUIRE(all.len == 1);
	CHECK_INT(all.at[0].ends, today(&w) + 1);
	place_pass(&w.p, USEC_DAY);
	CHECK(has_access(&w, &w.otto));
	place_pass(&w.p, USEC_DAY);
	CHECK(!has_access(&w, &w.otto) && seen(&w, &w.mila, "Otto").state == EDITOR_APART);
	/* Nor does one work along whose account is gone. */
	CHECK_OK(change(&w, &w.mila, petra, EDITOR_WHOLE, today(&w) + 9));
	CHECK(has_access(&w, &w.otto));
	CHECK_OK(erase_person(&w.p.app, w.petra.public));
	CHECK(!has_access(&w, &w.otto));
	place_close(&w.p);
}

TEST(editor_who_gets_the_whole_project_has_it_from_who_coordinates)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct public_id otto = otto_through_petra(&w);
	CHECK_OK(change(&w, &w.mila, otto, EDITOR_WHOLE, today(&w) + 9));
	CHECK_OK(stop(&w, &w.mila, seen(&w, &w.mila, "Petra").public));
	CHECK(has_access(&w, &w.otto));
	CHECK_OK(change(&w, &w.mila, otto, EDITOR_OWN, today(&w) + 9));
	CHECK(has_access(&w, &w.otto));
	place_close(&w.p);
}

TEST(editor_whom_another_stopped_is_let_in_by_no_partner)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	struct public_id otto = otto_through_petra(&w);
	CHECK_OK(stop(&w, &w.mila, otto));
	CHECK(!seen(&w, &w.petra, "Otto").can_resume && seen(&w, &w.mila, "Otto").can_resume);
	CHECK_ERR(editor_resume(app, a, &w.petra, &w.at, otto), ERR_FORBIDDEN);
	/* Not at any address of theirs either. */
	CHECK_OK(invite(&w, &w.petra, &in));
	struct place_letter letter = place_mail(&w.p);
	CHECK_ERR(editor_accept(app, a, &w.otto, place_long_code(&letter), &held), ERR_CONFLICT);
	CHECK(!has_access(&w, &w.otto));
	CHECK_OK(stop(&w, &w.mila, seen(&w, &w.mila, "Nele").public));
	CHECK_WRONG(invite(&w, &w.petra, &in), "mail");
	CHECK_OK(invite(&w, &w.mila, &in));
	letter = place_mail(&w.p);
	CHECK_OK(editor_accept(app, a, &w.otto, place_long_code(&letter), &held));
	CHECK(has_access(&w, &w.otto));
	place_close(&w.p);
}

TEST(editor_whom_a_partner_stopped_that_one_may_invite_anew)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	CHECK_OK(stop(&w, &w.petra, otto_through_petra(&w)));
	CHECK_OK(invite(&w, &w.petra, &in));
	CHECK_OK(stop(&w, &w.petra, seen(&w, &w.petra, "Nele").public));
	CHECK_OK(invite(&w, &w.petra, &in));
	struct place_letter letter = place_mail(&w.p);
	CHECK_OK(editor_accept(&w.p.app, w.p.arena, &w.otto, place_long_code(&letter), &held));
	CHECK(has_access(&w, &w.otto));
	place_close(&w.p);
}

/* Mails to participants take nothing of it, nor does one partner of another's. */
TEST(editor_invitations_are_counted_for_who_sends_them)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	for (int i = 0; i < limit_rule(LIMIT_EDITOR)->burst; i++) {
		in.mail = str_fmt(w.p.arena, "nele%d@jong.example", i);
		CHECK_OK(invite(&w, &w.petra, &in));
	}
	in.mail = STR("nele@jong.example");
	CHECK_ERR(invite(&w, &w.petra, &in), ERR_RATE_LIMITED);
	CHECK_OK(invite(&w, &w.mila, &in));
	place_close(&w.p);
}

TEST(editor_of_all_gives_no_more_than_they_may)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	struct editor_new in = nele_as(&w, EDITOR_WHOLE);
	CHECK_ERR(invite(&w, &w.petra, &in), ERR_FORBIDDEN);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM mail WHERE state = 'waiting'"), 0);
	in = nele_as(&w, EDITOR_OWN);
	in.terms.ends = today(&w) + 366; /* a day after Petra's own */
	CHECK_ERR(invite(&w, &w.petra, &in), ERR_INVALID);
	in.terms.ends--;
	CHECK_OK(invite(&w, &w.petra, &in));
	struct public_id nele = seen(&w, &w.mila, "Nele").public;
	CHECK_ERR(change(&w, &w.petra, nele, EDITOR_WHOLE, today(&w)), ERR_FORBIDDEN);
	CHECK_ERR(change(&w, &w.petra, nele, EDITOR_OWN, today(&w) + 366), ERR_INVALID);
	/* Whom the coordinator invited, or gave the whole project, is the coordinator's. */
	struct editor olli = seen(&w, &w.petra, "Olli");
	CHECK(!olli.may_change && !olli.mail.len);
	CHECK_ERR(stop(&w, &w.petra, olli.public), ERR_FORBIDDEN);
	CHECK_ERR(change(&w, &w.petra, olli.public, EDITOR_OWN, today(&w)), ERR_FORBIDDEN);
	CHECK_OK(change(&w, &w.mila, nele, EDITOR_WHOLE, today(&w) + 9));
	CHECK_ERR(stop(&w, &w.petra, nele), ERR_FORBIDDEN);
	CHECK_ERR(invite(&w, &w.olli, &in), ERR_FORBIDDEN);
	place_close(&w.p);
}

/* Somebody who says to be inside of the area would be let in by who is outside. */
TEST(editor_outside_of_the_area_invites_nobody)
{
	struct editor_world w;
	struct editor_list all;
	REQUIRE(editor_world_open(&w));
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	struct editor_terms terms = {EDITOR_WHOLE, STR("GE"), today(&w) + 50};
	CHECK_OK(editor_change(
		&w.p.app, w.p.arena, &w.mila, &w.at, editor_called(&w, "Giorgi").public, &terms));
	CHECK_ERR(invite(&w, &w.giorgi, &in), ERR_FORBIDDEN);
	CHECK_ERR(editor_list(&w.p.app, w.p.arena, &w.giorgi, &w.at, &all), ERR_FORBIDDEN);
	place_close(&w.p);
}

TEST(editor_who_holds_twice_has_the_wider_one)
{
	struct editor_world w;
	struct editor_held held;
	struct project p;
	REQUIRE(editor_world_open(&w));
	const struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	struct public_id olli = editor_called(&w, "Olli").public;
	struct editor_new in = nele_as(&w, EDITOR_WHOLE);
	CHECK_OK(stop(&w, &w.mila, olli));
	CHECK_OK(invite(&w, &w.mila, &in));
	struct place_letter letter = place_mail(&w.p);
	CHECK_OK(editor_accept(app, a, &w.olli, place_long_code(&letter), &held));
	CHECK_OK(editor_resume(app, a, &w.mila, &w.at, olli));
	CHECK_OK(project_open(app, a, &w.olli, &w.at, &p));
	CHECK(p.may.is_whole && p.may.changes && editor_people(&w, &w.olli).total == 2);
	struct public_id house = held.organisation_public;
	CHECK_OK(editor_held_at(app, a, &w.olli, house, w.at.project, &held));
	CHECK(held.role == EDITOR_WHOLE);
	/* Of two of a kind, the one inside of the area. */
	place_sql(&w.p, "UPDATE project_editor SET country = 'GE' WHERE role = 'whole'");
	place_sql(&w.p, "UPDATE project_editor SET role = 'whole'");
	CHECK_OK(project_open(app, a, &w.olli, &w.at, &p));
	CHECK(p.may.is_whole && p.may.sees_details);
	place_close(&w.p);
}

/* --- what they are told --- */

static bool holds(struct str text, const char *what)
{
	return str_search(text, str_of(what)) < text.len;
}

/* Letters from that one on, to that address. */
static int letters_to(struct editor_world *w, size_t from, const char *to)
{
	int count = 0;
	for (size_t i = from; i < w->p.letters.len; i++)
		count += str_is(w->p.letters.at[i].to, to);
	return count;
}

static size_t later(struct editor_world *w)
{
	size_t before = w->p.letters.len;
	place_pass(&w->p, PROJECT_TELL_AFTER + 1);
	place_mail(&w->p);
	return before;
}

TEST(editor_who_accepts_is_told_to_coordinators_and_who_invited)
{
	struct editor_world w;
	struct editor_held held;
	REQUIRE(editor_world_open(&w));
	later(&w); /* of those who came before */
	struct editor_new in = nele_as(&w, EDITOR_OWN);
	CHECK_OK(invite(&w, &w.petra, &in));
	struct place_letter letter = place_mail(&w.p);
	CHECK_OK(editor_accept(&w.p.app, w.p.arena, &w.otto, place_long_code(&letter), &held));
	size_t before = later(&w);
	REQUIRE(w.p.letters.len == before + 2);
	CHECK_INT(letters_to(&w, before, "mila@house.example"), 1);
	CHECK_INT(letters_to(&w, before, "petra@partner.example"), 1);
	struct str text = w.p.letters.at[before].text;
	CHECK(holds(text, "/editors") && !holds(text, "Nele") && !holds(text, "Otto"));
	CHECK_INT((int64_t)later(&w), (int64_t)w.p.letters.len);
	place_close(&w.p);
}

static void hand_in(struct editor_world *w, struct public_id who, const char *given)
{
	struct app *app = &w->p.app;
	struct arena *a = w->p.arena;
	struct learning_saved saved;
	struct learning l = {0};
	const struct learning_in in = {STR("personal"), PROJECT_END, STR("To cook."), 0, false};
	const char *sql = str_fmt(a, "SELECT id FROM participant WHERE given_name = '%s'", given).p;
	struct actor actor = {.public = who, .participant = {place_sql(&w->p, sql)}};
	CHECK_OK(learning_save(app, a, &actor, who, &in, &saved));
	CHECK_OK(learning_open(app, a, &actor, who, 0, &l));
	CHECK_OK(learning_submit(app, a, &actor, who, l.revision));
}

TEST(editor_is_told_what_own_participants_hand_in)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	later(&w);
	hand_in(&w, w.mees, "Mees");
	size_t before = later(&w);
	CHECK_INT(letters_to(&w, before, "mila@house.example"), 1);
	CHECK_INT(letters_to(&w, before, "olli@partner.example"), 0);
	hand_in(&w, w.olavi, "Olavi");
	before = later(&w);
	CHECK_INT((int64_t)w.p.letters.len, (int64_t)before + 2);
	CHECK_INT(letters_to(&w, before, "mila@house.example"), 1);
	CHECK_INT(letters_to(&w, before, "olli@partner.example"), 1);
	struct str text = w.p.letters.at[before + 1].text;
	CHECK(holds(text, "/people") && !holds(text, "cook") && !holds(text, "Olavi"));
	place_close(&w.p);
}

TEST(editor_whose_time_is_over_is_told_nothing)
{
	struct editor_world w;
	REQUIRE(editor_world_open(&w));
	later(&w);
	CHECK_OK(stop(&w, &w.mila, editor_called(&w, "Olli").public));
	hand_in(&w, w.olavi, "Olavi");
	size_t before = later(&w);
	CHECK_INT((int64_t)w.p.letters.len, (int64_t)before + 1);
	CHECK_INT(letters_to(&w, before, "olli@partner.example"), 0);
	place_close(&w.p);
}
