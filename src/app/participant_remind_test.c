#include "app/participant_remind.h"

#include "app/certificate.h"
#include "app/learning.h"
#include "app/participant_invite.h"
#include "app/project_close.h"
#include "codec/input.h"
#include "unit/project.h"
#include "unit/unit.h"

#define PEOPLE 3
#define DEADLINE 10 /* days from the start */

/* A project with three participants, who can answer until the same day. */
struct world {
	struct place p;
	struct actor mila;
	struct project_at at;
	struct actor people[PEOPLE]; /* at their own pages */
};

static size_t letters(struct world *w)
{
	return place_letters(&w->p);
}

static int64_t invite(struct world *w, day deadline)
{
	const struct participant_invite in = {
		.whom = INVITE_ALL, .language = STR("en"), .deadline = deadline};
	struct participant_invited done = {0};
	CHECK_OK(participant_invite(&w->p.app, w->p.arena, &w->mila, &w->at, &in, &done));
	return done.sent;
}

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "youth-exchange", &w->mila, &w->at))
		return false;
	for (int i = 0; i < PEOPLE; i++) {
		struct participant in = place_nth(p, i);
		w->people[i] = place_taker(p, &w->mila, &w->at, &in);
	}
	CHECK_OK(participant_remind_start(&p->app));
	CHECK_INT(invite(w, zone_day(p->clock.at) + DEADLINE), PEOPLE);
	return CHECK(letters(w) == PEOPLE);
}

static void choose(struct world *w, enum participant_reminders how)
{
	CHECK_OK(participant_set_reminders(&w->p.app, w->p.arena, &w->mila, &w->at, how));
}

/* At noon of so many days before the deadline; how many mails went out on the way. */
static size_t until(struct world *w, int before)
{
	size_t was = w->p.letters.len;
	usec noon = PLACE_START + (DEADLINE - before) * USEC_DAY + 12 * USEC_HOUR;
	while (w->p.clock.at < noon) {
		usec rest = noon - w->p.clock.at;
		place_pass(&w->p, rest < USEC_DAY ? rest : USEC_DAY);
		letters(w);
	}
	return w->p.letters.len - was;
}

TEST(reminder_goes_out_once_before_the_deadline)
{
	struct world w;
	enum participant_reminders how;
	REQUIRE(set_up(&w));
	CHECK_OK(participant_reminders(&w.p.app, w.p.arena, &w.mila, &w.at, &how));
	CHECK(how == PARTICIPANT_REMIND_ONCE);
	CHECK_INT(until(&w, 4), 0);
	CHECK_INT(until(&w, 3), PEOPLE);
	CHECK_STR(w.p.letters.at[PEOPLE].subject, "Your page about Water is waiting");
	CHECK_INT(until(&w, -3), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event WHERE what = 'reminder'"),
		PEOPLE);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_code"), PEOPLE);
	place_close(&w.p);
}

TEST(reminder_goes_to_the_others_when_one_is_damaged)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE participant SET body = (SELECT p.body FROM participant p "
			"WHERE p.given_name = 'P1') WHERE given_name = 'P0'");
	CHECK_INT(until(&w, 3), PEOPLE - 1);
	place_close(&w.p);
}

TEST(reminder_goes_out_twice_or_never)
{
	struct world w;
	REQUIRE(set_up(&w));
	choose(&w, PARTICIPANT_REMIND_TWICE);
	CHECK_INT(until(&w, 8), 0);
	CHECK_INT(until(&w, 7), PEOPLE);
	CHECK_INT(until(&w, 3), 0);
	choose(&w, PARTICIPANT_REMIND_NEVER);
	CHECK_INT(until(&w, 2), 0);
	choose(&w, PARTICIPANT_REMIND_TWICE);
	CHECK_INT(until(&w, 1), PEOPLE);
	CHECK_INT(until(&w, -1), 0);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'reminders'"), 3);
	place_close(&w.p);
}

/* The mark goes with the mail: a run that is repeated, or goes on after a crash, finds nobody. */
TEST(reminder_never_goes_out_again)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(until(&w, 3), PEOPLE);
	place_sql(&w.p, "INSERT INTO job (kind, dedupe, subject, run_at, lease, tries, ordered) "
			"VALUES ('participant.remind', 'again', 0, 1, 4242, 1, 1)");
	CHECK_INT(letters(&w), 2 * PEOPLE);
	place_close(&w.p);
}

TEST(reminder_is_not_for_who_answered_bounced_or_stopped)
{
	struct world w;
	struct learning_saved saved;
	const struct learning_in in = {STR("personal"), PROJECT_END, STR("To cook."), 0, false};
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	const struct actor *p0 = &w.people[0], *p1 = &w.people[1];
	CHECK_OK(learning_save(app, w.p.arena, p0, p0->public, &in, &saved));
	place_hand_in(&w.p, p0, p0->public);
	CHECK_OK(participation_want_reminders(app, w.p.arena, p1, p1->public, false));
	place_sql(&w.p, "UPDATE mail SET state = 'refused' WHERE recipient = "
			"(SELECT recipient FROM participant WHERE given_name = 'P2')");
	place_pass(&w.p, 2 * PARTICIPANT_REMIND_HOUR * USEC_HOUR);
	size_t told = letters(&w) - PEOPLE; /* the coordinator, of what was handed in */
	CHECK(told == 1 && until(&w, 1) == 0);
	CHECK_OK(participation_want_reminders(app, w.p.arena, p1, p1->public, true));
	CHECK_INT(until(&w, 0), 1);
	CHECK_STR(w.p.letters.at[PEOPLE + 1].to, "p1@post.example");
	place_close(&w.p);
}

TEST(reminder_is_not_for_who_has_a_certificate_or_was_mailed_just_before)
{
	struct world w;
	const struct certificate_order one = {.whom = CERTIFICATE_CHOSEN,
		.people_len = 1,
		.confirms = {STR("Mila de Boer"), STR("leads")}};
	REQUIRE(set_up(&w));
	struct certificate_order order = one;
	order.people = &w.people[0].public;
	CHECK_OK(certificate_order(&w.p.app, w.p.arena, &w.mila, &w.at, &order));
	CHECK_INT(until(&w, 4), 0);
	place_pass(&w.p, 13 * USEC_HOUR); /* in the night before the reminder */
	const struct participant_invite in = {.whom = INVITE_CHOSEN,
		.chosen = &w.people[1].public,
		.chosen_len = 1,
		.language = STR("en"),
		.deadline = DAY_NONE};
	struct participant_invited done;
	CHECK_OK(participant_invite(&w.p.app, w.p.arena, &w.mila, &w.at, &in, &done));
	CHECK(done.sent == 1 && letters(&w) == PEOPLE + 1);
	if (CHECK_INT(until(&w, 3), 1))
		CHECK_STR(w.p.letters.at[PEOPLE + 1].to, "p2@post.example");
	place_close(&w.p);
}

TEST(reminder_is_not_of_a_project_that_is_closed)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(project_close(&w.p.app, w.p.arena, &w.mila, &w.at, STR("No money.")));
	CHECK_INT(until(&w, 1), 0);
	place_close(&w.p);
}

TEST(reminders_are_chosen_by_nobody_else)
{
	struct world w;
	enum participant_reminders how;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct actor otto = place_person(&w.p, "Otto", "otto@town.example");
	struct public_id who = w.people[0].public;
	CHECK_ERR(participant_reminders(app, w.p.arena, &otto, &w.at, &how), ERR_FORBIDDEN);
	CHECK_ERR(participant_set_reminders(app, w.p.arena, &otto, &w.at, PARTICIPANT_REMIND_NEVER),
		ERR_FORBIDDEN);
	CHECK_ERR(participation_want_reminders(app, w.p.arena, &otto, who, false), ERR_NOT_FOUND);
	CHECK_ERR(participation_want_reminders(app, w.p.arena, &w.people[1], who, false),
		ERR_NOT_FOUND);
	CHECK_ERR(participation_want_reminders(app, w.p.arena, &w.mila, who, false), ERR_NOT_FOUND);
	place_close(&w.p);
}
