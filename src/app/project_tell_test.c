#include "app/project_tell.h"

#include "app/certificate_ask.h"
#include "app/learning.h"
#include "app/notice_choice.h"
#include "app/participant_invite.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#define PEOPLE 2

/* A project with two coordinators and two participants, who were invited by mail. */
struct world {
	struct place p;
	struct actor mila, bram;
	struct project_at at;
	struct actor people[PEOPLE];
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	const struct participant_invite all = {.whom = INVITE_ALL, .deadline = DAY_NONE};
	struct participant_invited done;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->bram = place_person(p, "Bram", "bram@house.example");
	place_member(p, &w->bram, w->at.organisation, ROLE_COORDINATOR);
	for (int i = 0; i < PEOPLE; i++) {
		struct participant in = place_nth(p, i);
		w->people[i] = place_taker(p, &w->mila, &w->at, &in);
	}
	CHECK_OK(participant_invite(&p->app, p->arena, &w->mila, &w->at, &all, &done));
	place_mail(p);
	p->letters.len = 0;
	return CHECK(done.sent == PEOPLE);
}

static void hand_in(struct world *w, int i)
{
	const struct actor *who = &w->people[i];
	struct learning_saved saved;
	const struct learning_in in = {STR("personal"), PROJECT_END, STR("To cook."), 0, false};
	CHECK_OK(learning_save(&w->p.app, w->p.arena, who, who->public, &in, &saved));
	place_hand_in(&w->p, who, who->public);
}

static err_t suggest(struct world *w, int i, const char *text)
{
	const struct learning_place place = {STR("personal"), PROJECT_END};
	return learning_suggest(
		&w->p.app, w->p.arena, &w->mila, &w->at, w->people[i].public, &place, str_of(text));
}

static size_t letters(struct world *w)
{
	return place_letters(&w->p);
}

static size_t later(struct world *w)
{
	place_pass(&w->p, PROJECT_TELL_AFTER + 1);
	return letters(w);
}

/* As a runner leaves it that was killed before it could say that it was ready. */
static void run_again(struct world *w, const char *kind, const char *table)
{
	place_sql(&w->p, str_fmt(w->p.arena,
				 "INSERT INTO job (kind, dedupe, subject, run_at, lease, tries, "
				 "ordered) SELECT '%s', 'again', MIN(id), 1, 4242, 1, 1 FROM %s",
				 kind, table)
				 .p);
}

TEST(project_tells_its_coordinators_once_of_many)
{
	struct world w;
	REQUIRE(set_up(&w));
	hand_in(&w, 0);
	place_pass(&w.p, 5 * USEC_MINUTE);
	hand_in(&w, 1);
	CHECK_OK(certificate_ask(
		&w.p.app, w.p.arena, &w.people[1], w.people[1].public)); /* in the same mail */
	CHECK_INT(letters(&w), 0);
	REQUIRE(later(&w) == 2);
	CHECK_STR(w.p.letters.at[0].to, "mila@house.example");
	CHECK_STR(w.p.letters.at[1].to, "bram@house.example");
	struct str text = w.p.letters.at[0].text;
	CHECK_STR(w.p.letters.at[0].subject, "Nieuws over je project Water");
	CHECK(str_has(text, "heeft iets ingeleverd") && str_has(text, "vraagt om"));
	CHECK(!str_has(text, "cook") && !str_has(text, "Tamm"));
	CHECK(str_has(text, "/people") && str_has(text, "/account/notices#project"));
	run_again(&w, "project.tell", "project");
	CHECK_INT(letters(&w), 2);
	CHECK_INT(later(&w), 2);
	/* what comes afterwards is news again */
	CHECK_OK(learning_take_back(&w.p.app, w.p.arena, &w.people[0], w.people[0].public));
	CHECK_INT(later(&w), 2);
	place_hand_in(&w.p, &w.people[0], w.people[0].public);
	REQUIRE(later(&w) == 4);
	CHECK(!str_has(w.p.letters.at[2].text, "vraagt om"));
	place_close(&w.p);
}

TEST(project_tells_nobody_who_chose_not_to_hear)
{
	struct world w;
	struct notice_choices never = {.how = {[NOTICE_OF_PROJECT] = NOTICE_NEVER}};
	REQUIRE(set_up(&w));
	CHECK_OK(notice_choose(&w.p.app, &w.mila, &never));
	hand_in(&w, 0);
	CHECK_OK(learning_take_back(&w.p.app, w.p.arena, &w.people[0], w.people[0].public));
	CHECK_INT(later(&w), 0); /* taken back before anybody was told */
	hand_in(&w, 1);
	REQUIRE(later(&w) == 1);
	CHECK_STR(w.p.letters.at[0].to, "bram@house.example");
	place_close(&w.p);
}

TEST(project_tells_a_participant_once_of_suggestions)
{
	struct world w;
	REQUIRE(set_up(&w));
	hand_in(&w, 0);
	later(&w);
	size_t before = letters(&w);
	CHECK_OK(suggest(&w, 0, "For whom did you cook?"));
	place_pass(&w.p, 5 * USEC_MINUTE);
	CHECK_OK(suggest(&w, 0, "And how many?"));
	CHECK_INT(letters(&w), before);
	REQUIRE(later(&w) == before + 1);
	struct place_letter letter = w.p.letters.at[before];
	CHECK_STR(letter.to, "p0@post.example");
	CHECK_STR(letter.subject, "A suggestion for your page about Water");
	CHECK(str_has(letter.text, "/part#") && !str_has(letter.text, "cook"));
	run_again(&w, "participant.tell", "participant");
	CHECK_INT(letters(&w), before + 1);
	CHECK_OK(suggest(&w, 0, "With whom?"));
	CHECK_OK(learning_take_back(&w.p.app, w.p.arena, &w.people[0], w.people[0].public));
	CHECK_INT(later(&w), before + 1); /* they took it back: nothing waits for them */
	place_close(&w.p);
}
