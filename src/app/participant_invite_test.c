#include "app/participant_invite.h"

#include "app/limit.h"
#include "app/participant_mail.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/pdf.h"
#include "unit/project.h"
#include "unit/unit.h"

#define PEOPLE 4

struct world {
	struct place p;
	struct actor mila;
	struct project_at at;
	struct public_id who[PEOPLE]; /* p0@post.example to p3, by name */
};

static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at))
		return false;
	for (int i = 0; i < PEOPLE; i++) {
		struct participant one = place_nth(p, i);
		one.language = i == 1 ? STR("fr") : STR_NONE;
		CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &one));
	}
	struct participant_page page = place_people(p, &w->mila, &w->at);
	for (size_t i = 0; i < PEOPLE && i < page.len; i++)
		w->who[i] = page.at[i].public;
	return CHECK(page.len == PEOPLE);
}

static err_t invite(
	struct world *w, const struct participant_invite *in, struct participant_invited *ret)
{
	return participant_invite(&w->p.app, w->p.arena, &w->mila, &w->at, in, ret);
}

static struct participant_counts counts(struct world *w)
{
	struct participant_counts ret = {0};
	CHECK_OK(participant_counts(&w->p.app, w->p.arena, &w->mila, &w->at, &ret));
	return ret;
}

static size_t letters(struct world *w)
{
	return place_letters(&w->p);
}

TEST(invite_goes_to_some_then_to_who_was_not_invited_then_to_who_waits)
{
	struct world w;
	struct participant_invited done;
	REQUIRE(set_up(&w));
	struct participant_invite in = {.whom = INVITE_CHOSEN,
		.chosen = w.who,
		.chosen_len = 1,
		.language = STR("nl"),
		.deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 1 && letters(&w) == 1);
	CHECK_STR(w.p.letters.at[0].to, "p0@post.example");
	CHECK(counts(&w).of[PARTICIPANT_INVITED] == 1 && counts(&w).of[PARTICIPANT_ENTERED] == 3);
	in = (struct participant_invite){
		.whom = INVITE_NEW, .language = STR("nl"), .deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 3 && letters(&w) == 4);
	CHECK_STR(w.p.letters.at[1].subject, "Ta propre page sur Water");
	struct participant_counts now = counts(&w);
	CHECK(invite_count(&now, INVITE_NEW) == 0 && invite_count(&now, INVITE_WAITING) == 4 &&
		invite_count(&now, INVITE_ALL) == 4);
	in.whom = INVITE_WAITING;
	CHECK_OK(invite(&w, &in, &done)); /* so soon, nobody is mailed again */
	CHECK(done.sent == 0 && letters(&w) == 4);
	place_pass(&w.p, INVITE_EACH + 1);
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 4 && letters(&w) == 8);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_code"), 4);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event WHERE what = 'reminded'"),
		4);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = "
				  "'people.invite'"),
		3);
	place_close(&w.p);
}

TEST(invite_says_what_is_wrong)
{
	struct world w;
	struct participant_invited done;
	REQUIRE(set_up(&w));
	day today = zone_day(w.p.clock.at);
	struct participant_invite in = {.whom = INVITE_CHOSEN, .deadline = DAY_NONE};
	CHECK_ERR(invite(&w, &in, &done), ERR_INVALID);
	in.whom = INVITE_ALL;
	in.deadline = today - 1;
	CHECK_ERR(invite(&w, &in, &done), ERR_INVALID);
	in.deadline = today + INVITE_DAYS_MOST + 1;
	CHECK_ERR(invite(&w, &in, &done), ERR_INVALID);
	in.deadline = today;
	in.language = STR("xx");
	CHECK_ERR(invite(&w, &in, &done), ERR_INVALID);
	in.language = STR("nl");
	char *long_text = arena_bytes(w.p.arena, INVITE_MESSAGE_MOST + 1);
	memset(long_text, 'x', INVITE_MESSAGE_MOST + 1);
	in.message = (struct str){long_text, INVITE_MESSAGE_MOST + 1};
	CHECK_ERR(invite(&w, &in, &done), ERR_INVALID);
	CHECK(letters(&w) == 0 && counts(&w).of[PARTICIPANT_ENTERED] == PEOPLE);
	place_close(&w.p);
}

/* A whole list with somebody's address beside each name, and cards without end for who has it. */
TEST(invite_does_not_flood_one_address)
{
	struct world w;
	struct participant_invited done;
	struct participant_cards_made sheet;
	struct participant_page page;
	const int64_t most = limit_rule(LIMIT_PART_MAIL)->burst;
	REQUIRE(set_up(&w));
	const struct lang *lang = i18n_find(w.p.app.i18n, STR("nl"));
	for (int i = 0; i < 3 * most; i++) {
		struct participant one = {.given_name = str_fmt(w.p.arena, "V%d", i),
			.family_name = STR("Victim"),
			.country = STR("EE"),
			.mail = i % 2 ? STR("victim@post.example") : STR("VICTIM@Post.example"),
			.born = DAY_NONE,
			.starts = DAY_NONE,
			.ends = DAY_NONE};
		CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &one));
	}
	struct participant_invite in = {
		.whom = INVITE_NEW, .language = STR("nl"), .deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	CHECK_INT(done.sent, PEOPLE + most);
	CHECK_INT(done.left, 2 * most);
	CHECK_INT((int64_t)letters(&w), PEOPLE + most);
	CHECK_OK(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, 1, &page));
	const struct public_id *who = &page.at[page.len - 1].public;
	for (int i = 0; i < 3; i++)
		CHECK_OK(participant_cards(
			&w.p.app, w.p.arena, &w.mila, &w.at, lang, who, 1, &sheet));
	CHECK_INT((int64_t)letters(&w), PEOPLE + most);
	place_pass(&w.p, 2 * limit_rule(LIMIT_PART_MAIL)->each);
	CHECK_OK(invite(&w, &in, &done));
	CHECK_INT(done.sent, 2);
	place_close(&w.p);
}

TEST(invite_reaches_everybody_with_an_address_behind_many_without)
{
	struct world w;
	struct participant_invited done;
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 450, 300);
	struct participant_invite in = {
		.whom = INVITE_ALL, .language = STR("nl"), .deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	CHECK_INT(done.sent, PEOPLE + 150);
	CHECK_INT(done.without_mail, 300);
	CHECK(!done.left && !done.damaged);
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM mail"), PEOPLE + 150);
	CHECK_INT(counts(&w).of[PARTICIPANT_INVITED], PEOPLE + 150);
	CHECK_OK(invite(&w, &in, &done));
	CHECK(!done.sent && done.without_mail == 300 && !done.left);
	place_close(&w.p);
}

TEST(invite_goes_to_the_others_when_one_is_damaged)
{
	struct world w;
	struct participant_invited done;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE participant SET body = (SELECT p.body FROM participant p "
			"WHERE p.given_name = 'P1') WHERE given_name = 'P0'");
	struct participant_invite in = {
		.whom = INVITE_ALL, .language = STR("nl"), .deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == PEOPLE - 1 && done.damaged == 1 && !done.without_mail);
	CHECK(letters(&w) == PEOPLE - 1 && counts(&w).of[PARTICIPANT_ENTERED] == 1);
	place_close(&w.p);
}

TEST(invite_leaves_for_later_what_is_too_many_in_a_day)
{
	struct world w;
	struct participant_invited done;
	REQUIRE(set_up(&w));
	const struct limit_rule *rule = limit_rule(LIMIT_PARTICIPANT);
	struct participant_invite in = {.whom = INVITE_CHOSEN,
		.chosen = w.who,
		.chosen_len = 1,
		.language = STR("nl"),
		.deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	usec spent = w.p.clock.at + (rule->burst - 2) * rule->each;
	place_sql(&w.p, str_fmt(w.p.arena, "UPDATE rate SET paid_off = %lld", (long long)spent).p);
	in.whom = INVITE_NEW;
	int64_t limits = place_sql(&w.p, "SELECT COUNT(*) FROM rate");
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 2 && done.left == 1);
	/* the address of who is left was not counted */
	CHECK_INT(place_sql(&w.p, "SELECT COUNT(*) FROM rate"), limits + 2);
	CHECK_ERR(invite(&w, &in, &done), ERR_RATE_LIMITED);
	place_pass(&w.p, rule->each);
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 1 && !done.left);
	place_close(&w.p);
}

/* The second batch fails, by its line in the history. */
TEST(invite_that_fails_halfway_says_how_far_it_came)
{
	struct world w;
	struct participant_invited done = {0};
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 62, 2);
	struct participant_invite in = {
		.whom = INVITE_ALL, .language = STR("nl"), .deadline = DAY_NONE};
	place_sql(&w.p,
		"CREATE UNIQUE INDEX once ON project_change (what) WHERE what = 'people.invite'");
	err_t e = invite(&w, &in, &done);
	CHECK(e != NULL);
	err_free(e);
	CHECK_INT(done.sent + done.without_mail, PARTICIPANT_MAIL_BATCH);
	CHECK_INT(done.left, PEOPLE + 62 - PARTICIPANT_MAIL_BATCH);
	CHECK_INT((int64_t)letters(&w), done.sent);
	place_sql(&w.p, "DROP INDEX once");
	int64_t before = done.sent;
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == PEOPLE + 60 - before && done.without_mail == 2 && !done.left);
	place_close(&w.p);
}

/* How a mail to everybody ended. */
static void end_mails(struct world *w, const char *state)
{
	place_sql(&w->p, str_fmt(w->p.arena,
				 "UPDATE mail SET state = '%s', ended = %lld, "
				 "body = NULL",
				 state, (long long)w->p.clock.at)
				 .p);
}

TEST(invite_that_does_not_arrive_shows)
{
	struct world w;
	struct participant_invited done;
	struct participant_page page;
	enum participant_state bounced = PARTICIPANT_BOUNCED, invited = PARTICIPANT_INVITED;
	REQUIRE(set_up(&w));
	struct participant_invite in = {
		.whom = INVITE_NEW, .language = STR("nl"), .deadline = DAY_NONE};
	CHECK_OK(invite(&w, &in, &done));
	end_mails(&w, "refused");
	CHECK(counts(&w).of[PARTICIPANT_BOUNCED] == 4);
	CHECK_OK(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, &bounced, 1, &page));
	CHECK(page.len == 4 && page.at[0].state == PARTICIPANT_BOUNCED);
	CHECK_OK(participant_list(&w.p.app, w.p.arena, &w.mila, &w.at, &invited, 1, &page));
	CHECK_INT(page.len, 0);
	struct participant_progress progress;
	CHECK_OK(participant_progress(&w.p.app, w.p.arena, &w.mila, &w.at, w.who[0], &progress));
	CHECK(progress.state == PARTICIPANT_BOUNCED);
	/* one that never came keeps nobody waiting; who gets another is invited again */
	place_pass(&w.p, USEC_MINUTE);
	in.whom = INVITE_WAITING;
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 4 && counts(&w).of[PARTICIPANT_INVITED] == 4);
	CHECK_OK(invite(&w, &in, &done));
	CHECK_INT(done.sent, 0);
	end_mails(&w, "undelivered");
	in.whom = INVITE_CHOSEN;
	in.chosen = w.who;
	in.chosen_len = 1;
	CHECK_OK(invite(&w, &in, &done));
	CHECK_INT(done.sent, 1);
	place_pass(&w.p, INVITE_EACH + 1);
	in.whom = INVITE_WAITING;
	CHECK_OK(invite(&w, &in, &done));
	CHECK(done.sent == 4 && counts(&w).of[PARTICIPANT_INVITED] == 4);
	end_mails(&w, "sent");
	CHECK(counts(&w).of[PARTICIPANT_INVITED] == 4);
	place_close(&w.p);
}

TEST(participant_cards_are_made_and_printed)
{
	struct world w;
	struct participant_cards_made sheet;
	struct str pdf;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	const struct lang *lang = i18n_find(app->i18n, STR("nl"));
	CHECK_OK(participant_cards(app, w.p.arena, &w.mila, &w.at, lang, w.who, PEOPLE, &sheet));
	REQUIRE(sheet.count == PEOPLE);
	CHECK_STR(sheet.cards[0].name, "P0 Tamm");
	CHECK_STR(sheet.cards[0].language, "nl");
	CHECK_STR(sheet.cards[1].language, "fr");
	CHECK(str_starts(sheet.cards[0].qr, STR("<svg")));
	CHECK(counts(&w).of[PARTICIPANT_INVITED] == PEOPLE && letters(&w) == 0);
	CHECK_OK(participant_cards_paper(app, w.p.arena, &w.mila, &w.at, lang, &sheet, &pdf));
	CHECK(str_starts(pdf, STR("%PDF")));
	struct participant_card_made broken = sheet.cards[0];
	broken.code = STR("7K3QW");
	struct participant_cards_made one = {&broken, 1};
	CHECK_ERR(participant_cards_paper(app, w.p.arena, &w.mila, &w.at, lang, &one, &pdf),
		ERR_INVALID);
	CHECK_ERR(participant_cards(app, w.p.arena, &w.mila, &w.at, lang, NULL, 0, &sheet),
		ERR_INVALID);
	struct public_id many[PARTICIPANT_CARDS_MOST + 1] = {0};
	CHECK_ERR(participant_cards(app, w.p.arena, &w.mila, &w.at, lang, many,
			  PARTICIPANT_CARDS_MOST + 1, &sheet),
		ERR_INVALID);
	struct actor stranger = place_person(&w.p, "Ivo", "ivo@post.example");
	CHECK_ERR(participant_cards(app, w.p.arena, &stranger, &w.at, lang, w.who, PEOPLE, &sheet),
		ERR_FORBIDDEN);
	CHECK_ERR(participant_cards_paper(app, w.p.arena, &stranger, &w.at, lang, &sheet, &pdf),
		ERR_FORBIDDEN);
	place_close(&w.p);
}

/* What they wrote would stay closed: so nobody of them gets a card by accident. */
TEST(participant_cards_are_not_for_who_writes_unless_alone)
{
	struct world w;
	struct participant_cards_made sheet;
	REQUIRE(set_up(&w));
	const struct app *app = &w.p.app;
	const struct lang *lang = i18n_find(app->i18n, STR("nl"));
	place_sql(&w.p, "INSERT INTO learning (participant, revision, changed) "
			"SELECT MIN(id), 1, 1 FROM participant");
	CHECK_OK(participant_cards(app, w.p.arena, &w.mila, &w.at, lang, w.who, PEOPLE, &sheet));
	CHECK_INT((int64_t)sheet.count, PEOPLE - 1);
	CHECK_OK(participant_cards(app, w.p.arena, &w.mila, &w.at, lang, w.who, 1, &sheet));
	CHECK_INT((int64_t)sheet.count, 1);
	place_close(&w.p);
}
