#include "app/participant_thank.h"

#include "app/limit.h"
#include "app/participant_invite.h"
#include "app/participant_mail.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

#define PEOPLE 3

struct world {
	struct place p;
	struct actor mila, otto;
	struct project_at at;
	struct public_id who[PEOPLE];
};

/* The first, with the mail that came. */
static void opens(struct world *w)
{
	struct place *p = &w->p;
	struct participant_invited done;
	struct participant_invite in = {.whom = INVITE_CHOSEN,
		.chosen = w->who,
		.chosen_len = 1,
		.language = STR("nl"),
		.deadline = DAY_NONE};
	CHECK_OK(participant_invite(&p->app, p->arena, &w->mila, &w->at, &in, &done));
	place_sql(p, "INSERT INTO participant_event (participant, at, what) "
		     "SELECT MIN(id), 1, 'opened' FROM participant");
	place_mail(p);
	p->letters.len = 0;
}

/* Two with an address, of whom the first was on the own page; and one without. */
static bool set_up(struct world *w)
{
	struct place *p = &w->p;
	if (!place_open_project(p, "own", &w->mila, &w->at))
		return false;
	w->otto = place_otto(p);
	for (int i = 0; i < PEOPLE; i++) {
		struct participant one = place_nth(p, i);
		one.mail = i < 2 ? one.mail : STR_NONE;
		one.language = i ? STR("fr") : STR_NONE;
		CHECK_OK(participant_put(&p->app, p->arena, &w->mila, &w->at, NULL, &one));
	}
	struct participant_page page = place_people(p, &w->mila, &w->at);
	for (size_t i = 0; i < PEOPLE && i < page.len; i++)
		w->who[i] = page.at[i].public;
	opens(w);
	return CHECK(page.len == PEOPLE);
}

static struct participant_thanked thank(struct world *w, const struct participant_thank *in)
{
	struct participant_thanked done = {-1, -1, -1};
	CHECK_OK(participant_thank(&w->p.app, w->p.arena, &w->mila, &w->at, in, &done));
	return done;
}

static const struct participant_thank everybody = {
	.whom = THANK_ALL, .words = STR("Tot ziens in Tartu."), .language = STR("nl")};

TEST(thanks_go_to_everybody_once_in_their_language)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant_thanked done = thank(&w, &everybody);
	CHECK(done.sent == 2 && done.without_mail == 1 && done.left == 0);
	place_mail(&w.p);
	REQUIRE(w.p.letters.len == 2);
	const struct place_letter *first = &w.p.letters.at[0], *second = &w.p.letters.at[1];
	CHECK_STR(first->to, "p0@post.example");
	CHECK_STR(first->subject, "Bedankt voor Water");
	CHECK(str_has(first->text, "Tot ziens in Tartu.") && str_has(first->text, "Huis Zes"));
	CHECK_STR(second->subject, "Merci pour Water");
	CHECK(!str_has(second->text, "Tartu")); /* was never on the page */
	CHECK(!store_holds(&w.p.store, STR("Tot ziens in Tartu.")));
	done = thank(&w, &everybody);
	CHECK(done.sent == 0 && done.without_mail == 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event WHERE what = 'thanked'"),
		2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change WHERE what = 'people.thank' "
				  "AND about = '2'"),
		1);
	struct thank_counts counts;
	CHECK_OK(participant_thank_counts(&w.p.app, w.p.arena, &w.mila, &w.at, &counts));
	CHECK(counts.all == 1 && counts.certified == 0 && counts.thanked == 2);
	place_close(&w.p);
}

TEST(thanks_go_to_some)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant_thank in = {.whom = THANK_CERTIFIED, .language = STR("nl")};
	CHECK_INT(thank(&w, &in).sent, 0);
	in = (struct participant_thank){.whom = THANK_CHOSEN,
		.chosen = &w.who[1],
		.chosen_len = 1,
		.text = 2,
		.language = STR("nl")};
	CHECK_INT(thank(&w, &in).sent, 1);
	CHECK_STR(place_mail(&w.p).to, "p1@post.example");
	CHECK_INT(thank(&w, &everybody).sent, 1);
	CHECK_STR(place_mail(&w.p).to, "p0@post.example");
	place_close(&w.p);
}

TEST(thanks_do_not_flood_one_address)
{
	struct world w;
	REQUIRE(set_up(&w));
	int64_t burst = limit_rule(LIMIT_PART_MAIL)->burst;
	for (int64_t i = 0; i < burst + 2; i++) {
		struct participant one = place_participant(
			str_fmt(w.p.arena, "Q%d", (int)i).p, "Tamm", "EE", "Same@post.example");
		CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, &one));
	}
	struct participant_thanked done = thank(&w, &everybody);
	CHECK_INT(done.sent, 2 + burst);
	CHECK_INT(done.left, 2);
	place_pass(&w.p, limit_rule(LIMIT_PART_MAIL)->each);
	done = thank(&w, &everybody);
	CHECK(done.sent == 1 && done.left == 1);
	place_close(&w.p);
}

TEST(thanks_that_fail_halfway_say_how_far_they_came)
{
	struct world w;
	struct participant_thanked done = {0};
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 60, 0);
	place_sql(&w.p,
		"CREATE UNIQUE INDEX once ON project_change (what) WHERE what = 'people.thank'");
	err_t e = participant_thank(&w.p.app, w.p.arena, &w.mila, &w.at, &everybody, &done);
	CHECK(e != NULL);
	err_free(e);
	CHECK_INT(done.sent + done.without_mail, PARTICIPANT_MAIL_BATCH);
	CHECK_INT(done.left, PEOPLE + 60 - PARTICIPANT_MAIL_BATCH);
	place_sql(&w.p, "DROP INDEX once");
	int64_t before = done.sent;
	done = thank(&w, &everybody);
	CHECK(done.sent == 62 - before && !done.left);
	place_close(&w.p);
}

TEST(thanks_go_to_the_others_when_one_is_damaged)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "UPDATE participant SET body = (SELECT p.body FROM participant p "
			"WHERE p.given_name = 'P1') WHERE given_name = 'P0'");
	struct participant_thanked done = thank(&w, &everybody);
	CHECK(done.sent == 1 && done.without_mail == 2);
	place_close(&w.p);
}

TEST(thanks_that_cannot_be)
{
	struct world w;
	struct participant_thanked done;
	struct letter_text mail;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	const struct lang *dutch = i18n_find(app->i18n, STR("nl"));
	struct participant_thank in = everybody;
	CHECK_OK(participant_thank_look(app, a, &w.mila, &w.at, &in, dutch, &mail));
	CHECK_STR(mail.subject, "Bedankt voor Water");
	CHECK(str_has(mail.text, "Tot ziens in Tartu."));
	CHECK_ERR(participant_thank_look(app, a, &w.otto, &w.at, &in, dutch, &mail), ERR_FORBIDDEN);
	CHECK_ERR(participant_thank(app, a, &w.otto, &w.at, &in, &done), ERR_FORBIDDEN);
	in.words = STR("Kijk op boef.example/geld");
	CHECK_WRONG(participant_thank(app, a, &w.mila, &w.at, &in, &done), "words");
	in.words = str_fmt(a, "%0*d", THANK_WORDS_MOST + 1, 0);
	CHECK_WRONG(participant_thank_look(app, a, &w.mila, &w.at, &in, dutch, &mail), "words");
	in = everybody;
	in.text = 9;
	CHECK_WRONG(participant_thank(app, a, &w.mila, &w.at, &in, &done), "text");
	in = everybody;
	in.language = STR("xx");
	CHECK_WRONG(participant_thank(app, a, &w.mila, &w.at, &in, &done), "language");
	in = (struct participant_thank){.whom = THANK_CHOSEN};
	CHECK_WRONG(participant_thank(app, a, &w.mila, &w.at, &in, &done), "chosen");
	CHECK(place_mail(&w.p).to.len == 0);
	place_close(&w.p);
}

/* The organiser's, in any of the mails. */
static bool has_words(struct world *w)
{
	thank(w, &everybody);
	place_mail(&w->p);
	for (size_t i = 0; i < w->p.letters.len; i++)
		if (str_has(w->p.letters.at[i].text, "Tot ziens in Tartu."))
			return true;
	return false;
}

TEST(thanks_bring_own_words_to_whom_the_invitation_was_mailed_alone)
{
	struct world w;
	REQUIRE(set_up(&w));
	struct participant elsewhere = place_participant("P0", "Tamm", "EE", "victim@post.example");
	CHECK_OK(participant_put(&w.p.app, w.p.arena, &w.mila, &w.at, &w.who[0], &elsewhere));
	CHECK(!has_words(&w));
	place_close(&w.p);
	REQUIRE(set_up(&w));
	place_sql(&w.p, "INSERT INTO participant_event (participant, at, what) "
			"SELECT MIN(id), 2, 'card' FROM participant");
	CHECK(!has_words(&w));
	place_close(&w.p);
}
