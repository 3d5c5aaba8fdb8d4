#include "app/certificate_deliver.h"

#include "app/certificate.h"
#include "app/learning.h"
#include "app/notice_choice.h"
#include "app/participant_invite.h"
#include "app/participant_mail.h"
#include "app/participation.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

/* A project with Aino, who has an address, and Giorgi, who has none. */
struct world {
	struct place p;
	struct actor mila, otto; /* coordinate, here and elsewhere */
	struct project_at at;
	struct public_id aino, giorgi;
};

static void add(struct world *w, const char *given, const char *mail)
{
	struct participant in = place_participant(given, "Aalto", "FI", mail);
	in.language = STR("en");
	CHECK_OK(participant_put(&w->p.app, w->p.arena, &w->mila, &w->at, NULL, &in));
}

static struct participant_page people(struct world *w)
{
	return place_people(&w->p, &w->mila, &w->at);
}

static bool set_up(struct world *w)
{
	if (!place_open_project(&w->p, "youth-exchange", &w->mila, &w->at))
		return false;
	w->otto = place_otto(&w->p);
	add(w, "Aino", "aino@post.example");
	add(w, "Giorgi", "");
	struct participant_page page = people(w);
	w->aino = page.at[0].public;
	w->giorgi = page.at[1].public;
	return CHECK(page.len == 2);
}

static void issue(struct world *w)
{
	place_issue(&w->p, &w->mila, &w->at);
}

static void withdraw_all(struct world *w)
{
	struct certificate_page page;
	CHECK_OK(certificate_list(&w->p.app, w->p.arena, &w->mila, &w->at, 1, &page));
	for (size_t i = 0; i < page.len; i++)
		CHECK_OK(certificate_withdraw(&w->p.app, w->p.arena, &w->mila, &w->at,
			page.at[i].public, STR("Wrong name")));
}

static struct certificate_delivered deliver(struct world *w, const struct public_id *who)
{
	struct certificate_delivered done = {0};
	CHECK_OK(certificate_deliver(
		&w->p.app, w->p.arena, &w->mila, &w->at, who, who ? 1 : 0, &done));
	return done;
}

static enum participant_state state_of(struct world *w, struct public_id who)
{
	struct participant_progress progress = {0};
	CHECK_OK(participant_progress(&w->p.app, w->p.arena, &w->mila, &w->at, who, &progress));
	struct participant_page page = people(w);
	for (size_t i = 0; i < page.len; i++)
		if (public_id_eq(page.at[i].public, who))
			CHECK(page.at[i].state == progress.state);
	return progress.state;
}

TEST(certificate_is_delivered_by_mail_without_the_paper)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_INT(deliver(&w, NULL).done, 0);
	issue(&w);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_ISSUED);
	struct certificate_delivered done = deliver(&w, NULL);
	CHECK(done.done == 1 && done.without_mail == 1 && done.left == 0);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_DELIVERED);
	CHECK(state_of(&w, w.giorgi) == PARTICIPANT_ISSUED);
	REQUIRE(place_letters(&w.p) == 1);
	struct place_letter letter = w.p.letters.at[0];
	CHECK_STR(letter.subject, "Your certificate of Water is there");
	CHECK_STR(letter.to, "aino@post.example");
	CHECK(!str_has(letter.text, "Mila de Boer") && !str_has(letter.text, "Aalto"));
	/* so soon, nobody is mailed again */
	CHECK(deliver(&w, NULL).done == 0 && deliver(&w, &w.aino).done == 0);
	place_pass(&w.p, CERTIFICATE_DELIVER_EACH + 1);
	CHECK(deliver(&w, NULL).done == 0 && deliver(&w, &w.aino).done == 1);
	CHECK_INT(place_letters(&w.p), 2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event "
				  "WHERE what = 'delivered' AND person IS NOT NULL"),
		2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM project_change "
				  "WHERE what = 'certificate.mail'"),
		2);
	/* its code opens the page, where the certificate is downloaded */
	struct actor aino = place_come_in(&w.p, place_part_code(&w.p, letter.text));
	CHECK(public_id_eq(aino.public, w.aino));
	struct str pdf;
	CHECK_OK(certificate_own_fetch(&w.p.app, w.p.arena, &aino, w.aino, STR(""), &pdf));
	CHECK(state_of(&w, w.aino) == PARTICIPANT_DOWNLOADED);
	CHECK_OK(certificate_own_fetch(&w.p.app, w.p.arena, &aino, w.aino, STR(""), &pdf));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM participant_event "
				  "WHERE what = 'downloaded' AND person IS NULL"),
		1);
	place_pass(&w.p, CERTIFICATE_DELIVER_EACH + 1);
	CHECK(deliver(&w, &w.aino).done == 0 && place_letters(&w.p) == 2);
	place_close(&w.p);
}

/* Who was mailed just now is not counted as mailed once more. */
TEST(certificate_is_told_of_anew_however_often_it_was_pressed)
{
	struct world w;
	REQUIRE(set_up(&w));
	issue(&w);
	CHECK_INT(deliver(&w, &w.aino).done, 1);
	for (int i = 0; i < 20; i++) {
		struct certificate_delivered again = deliver(&w, &w.aino);
		CHECK(!again.done && !again.left && !again.without_mail);
	}
	issue(&w);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_REISSUED);
	struct certificate_delivered anew = deliver(&w, &w.aino);
	CHECK(anew.done == 1 && !anew.left);
	place_close(&w.p);
}

TEST(certificate_is_delivered_to_everybody_behind_many_without_an_address)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 330, 300);
	place_sql(&w.p, "UPDATE participant SET outcome = 'issued'");
	struct certificate_delivered done = deliver(&w, NULL);
	CHECK(done.done == 31 && done.without_mail == 301 && !done.left);
	CHECK_INT(place_letters(&w.p), 31);
	place_close(&w.p);
}

TEST(certificate_mails_that_fail_halfway_say_how_far_they_came)
{
	struct world w;
	struct certificate_delivered done = {0};
	REQUIRE(set_up(&w));
	place_bring(&w.p, &w.mila, &w.at, 60, 0);
	place_sql(&w.p, "UPDATE participant SET outcome = 'issued'");
	place_sql(&w.p, "CREATE UNIQUE INDEX once ON project_change (what) "
			"WHERE what = 'certificate.mail'");
	err_t e = certificate_deliver(&w.p.app, w.p.arena, &w.mila, &w.at, NULL, 0, &done);
	CHECK(e != NULL);
	err_free(e);
	CHECK_INT(done.done + done.without_mail, PARTICIPANT_MAIL_BATCH);
	CHECK_INT(done.left, 62 - PARTICIPANT_MAIL_BATCH);
	place_sql(&w.p, "DROP INDEX once");
	int64_t before = done.done;
	done = deliver(&w, NULL);
	CHECK(done.done == 61 - before && !done.left);
	place_close(&w.p);
}

TEST(certificate_is_handed_out_on_paper)
{
	struct world w;
	int64_t done;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	CHECK_ERR(certificate_hand_out(app, a, &w.mila, &w.at, NULL, 0, &done), ERR_INVALID);
	CHECK_OK(certificate_hand_out(app, a, &w.mila, &w.at, &w.giorgi, 1, &done));
	CHECK(done == 0 && state_of(&w, w.giorgi) == PARTICIPANT_ENTERED);
	issue(&w);
	CHECK_OK(certificate_hand_out(app, a, &w.mila, &w.at, &w.giorgi, 1, &done));
	CHECK(done == 1 && state_of(&w, w.giorgi) == PARTICIPANT_DELIVERED &&
		place_letters(&w.p) == 0);
	CHECK_OK(certificate_hand_out(app, a, &w.mila, &w.at, &w.giorgi, 1, &done));
	CHECK_INT(done, 0);
	issue(&w);
	CHECK(state_of(&w, w.giorgi) == PARTICIPANT_REISSUED);
	withdraw_all(&w);
	CHECK(state_of(&w, w.giorgi) == PARTICIPANT_ENTERED);
	place_close(&w.p);
}

/* What is written after it was issued shows, and delivers none the less. */
TEST(certificate_state_goes_on_with_what_they_write)
{
	struct world w;
	struct learning_saved saved;
	const struct learning_in in = {STR("personal"), PROJECT_END, STR("To cook."), 0, false};
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	issue(&w);
	deliver(&w, &w.aino);
	place_mail(&w.p);
	struct actor aino = place_come_in(&w.p, place_part_code(&w.p, w.p.letters.at[0].text));
	CHECK_OK(learning_save(app, a, &aino, w.aino, &in, &saved));
	CHECK(state_of(&w, w.aino) == PARTICIPANT_DELIVERED);
	place_hand_in(&w.p, &aino, w.aino);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_SUBMITTED && people(&w).at[0].handed_in);
	struct participation page;
	CHECK_OK(participation_get(app, a, &aino, w.aino, &page));
	CHECK(page.state == PARTICIPANT_SUBMITTED);
	CHECK_OK(learning_accept(app, a, &w.mila, &w.at, w.aino));
	CHECK(state_of(&w, w.aino) == PARTICIPANT_ACCEPTED);
	issue(&w);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_REISSUED && people(&w).at[0].handed_in);
	CHECK_OK(learning_accept(app, a, &w.mila, &w.at, w.aino)); /* once more is nothing */
	CHECK(state_of(&w, w.aino) == PARTICIPANT_REISSUED);
	CHECK_OK(learning_take_back(app, a, &aino, w.aino));
	CHECK(state_of(&w, w.aino) == PARTICIPANT_WRITING);
	CHECK_INT(deliver(&w, NULL).done, 1);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_WRITING);
	withdraw_all(&w);
	CHECK(state_of(&w, w.aino) == PARTICIPANT_WRITING);
	place_close(&w.p);
}

/* Whose account has the page gets it there, unless they chose not to. */
TEST(certificate_is_told_to_an_account)
{
	struct world w;
	struct notice_choices never = {.how = {[NOTICE_OF_PART] = NOTICE_NEVER}};
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct actor person = place_person(&w.p, "Aino", "aino@own.example");
	issue(&w);
	deliver(&w, &w.aino);
	place_mail(&w.p);
	struct actor page = place_come_in(&w.p, place_part_code(&w.p, w.p.letters.at[0].text));
	CHECK_OK(participation_claim(app, w.p.arena, &page, &person));
	place_pass(&w.p, CERTIFICATE_DELIVER_EACH + 1);
	CHECK_INT(deliver(&w, &w.aino).done, 1);
	REQUIRE(place_letters(&w.p) == 2);
	CHECK_STR(w.p.letters.at[1].to, "aino@own.example");
	CHECK(!str_has(w.p.letters.at[1].text, "/part#"));
	CHECK(str_has(w.p.letters.at[1].text, "/account/notices#part"));
	CHECK_OK(notice_choose(app, &person, &never));
	place_pass(&w.p, CERTIFICATE_DELIVER_EACH + 1);
	CHECK_INT(deliver(&w, &w.aino).done, 1);
	CHECK_INT(place_letters(&w.p), 2);
	place_close(&w.p);
}

TEST(certificate_is_delivered_by_no_stranger)
{
	struct world w;
	struct certificate_delivered done;
	const struct actor nobody = {0};
	int64_t count;
	REQUIRE(set_up(&w));
	struct app *app = &w.p.app;
	struct arena *a = w.p.arena;
	issue(&w);
	CHECK_ERR(certificate_deliver(app, a, &w.otto, &w.at, NULL, 0, &done), ERR_FORBIDDEN);
	CHECK_ERR(certificate_deliver(app, a, &nobody, &w.at, NULL, 0, &done), ERR_UNAUTHENTICATED);
	CHECK_ERR(certificate_hand_out(app, a, &w.otto, &w.at, &w.aino, 1, &count), ERR_FORBIDDEN);
	/* nor does another project's coordinator reach them by their own project */
	struct project_at other = w.at;
	struct project_basics in = {STR("Fire"), STR("own"), STR_NONE};
	CHECK_OK(project_make(app, a, &w.mila, w.at.organisation, &in, NULL, &other.project));
	CHECK_OK(certificate_deliver(app, a, &w.mila, &other, &w.aino, 1, &done));
	CHECK(done.done == 0 && place_letters(&w.p) == 0);
	CHECK_OK(certificate_hand_out(app, a, &w.mila, &other, &w.aino, 1, &count));
	CHECK_INT(count, 0);
	place_close(&w.p);
}
