#include "app/account_notice.h"
#include "app/leave_notice.h"
#include "app/notice_choice.h"
#include "db/content.h"
#include "mail/outbox.h"
#include "unit/place.h"
#include "unit/unit.h"

TEST(notice_of_no_kind_is_refused)
{
	struct place p;
	static const char *const before[] = {"Hello,", NULL};
	struct notice_to to = {STR("anna@school.example"), STR("Anna"), STR("nl")};
	struct letter letter = {.subject = "Hello", .before = before};
	struct outbox_sealed *sealed;
	REQUIRE(place_open(&p));
	CHECK_ERR(notice_seal(&p.app, p.arena, &to, NOTICE_OF_NOTHING, &letter, 0, &sealed),
		ERR_INTERNAL);
	CHECK_ERR(
		notice_seal(&p.app, p.arena, &to, NOTICE_KINDS, &letter, 0, &sealed), ERR_INTERNAL);
	place_close(&p);
}

static err_t send(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return notice_send(tx, ctx);
}

/* What companions get is there in their language; what only others get, in the standard one. */
TEST(notice_is_in_a_language_that_has_all_of_it)
{
	static const char *const before[] = {"Hello {name},", "Somebody answered.", NULL};
	struct place p;
	struct outbox_sealed *sealed;
	struct notice_to to = {STR("anna@school.example"), STR("Anna"), STR("ar")};
	struct letter half = {.subject = "Sign in", .before = before};
	REQUIRE(place_open(&p));
	CHECK_OK(leave_notice_viewer(&p.app, p.arena, &to, STR("Bo"), &sealed));
	CHECK_OK(db_tx(p.app.db, send, sealed));
	struct place_letter letter = place_mail(&p);
	CHECK(str_has(letter.subject, "حُذف جواز تعلّم في"));
	CHECK(str_has(letter.text, "\u2068Bo\u2069"));
	CHECK_OK(notice_seal(&p.app, p.arena, &to, NOTICE_OF_SAFETY, &half, 0, &sealed));
	CHECK_OK(db_tx(p.app.db, send, sealed));
	CHECK_STR(place_mail(&p).subject, "Inloggen");
	place_close(&p);
}

TEST(notice_kinds_say_everything)
{
	for (enum notice_kind kind = NOTICE_OF_NOTHING + 1; kind < NOTICE_KINDS; kind++) {
		const struct notice_kind_about *about = notice_kind_about(kind);
		CHECK(about->id && about->name);
		CHECK((about->why == NULL) == (about->day != NULL));
		CHECK_INT(notice_kind_parse(str_of(about->id)), kind);
	}
	CHECK_INT(notice_kind_parse(STR("other")), NOTICE_OF_NOTHING);
	CHECK(notice_kind_about(NOTICE_OF_SAFETY)->why && notice_kind_about(NOTICE_OF_VISIT)->why);
}

/* --- giving --- */

struct world {
	struct place p;
	struct actor anna;
	struct outbox_sealed *talk;
};

static bool set_up(struct world *w)
{
	struct notice_to to = {STR("anna@school.example"), STR("Anna"), STR("nl")};
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", "anna@school.example");
	return CHECK_OK(leave_notice_viewer(&w->p.app, w->p.arena, &to, STR("Bo"), &w->talk));
}

struct gift {
	struct world *w;
	enum notice_kind kind;
	struct row_id role;
};

static err_t give(struct tx *tx, void *ctx)
{
	struct gift *g = ctx;
	struct notice_given given = {
		g->w->anna.person, g->role, g->kind, g->w->talk, clock_now(g->w->p.app.clock)};
	tx_allow(tx);
	return notice_give(tx, g->w->p.arena, &given);
}

static void give_one(struct world *w, enum notice_kind kind, int64_t role)
{
	struct gift g = {w, kind, {role}};
	CHECK_OK(db_tx(w->p.app.db, give, &g));
}

static void choose(struct world *w, enum notice_kind kind, enum notice_how how)
{
	struct notice_choices choices = {{0}};
	choices.how[kind] = how;
	CHECK_OK(notice_choose(&w->p.app, &w->anna, &choices));
}

static int64_t letters(struct world *w)
{
	place_mail(&w->p);
	return (int64_t)w->p.letters.len;
}

TEST(notice_goes_out_as_the_person_chose)
{
	struct world w;
	REQUIRE(set_up(&w));
	give_one(&w, NOTICE_OF_TALK, 0);
	CHECK_INT(letters(&w), 1);
	choose(&w, NOTICE_OF_TALK, NOTICE_NEVER);
	give_one(&w, NOTICE_OF_TALK, 0);
	CHECK_INT(letters(&w), 1);
	give_one(&w, NOTICE_OF_END, 0);
	CHECK_INT(letters(&w), 2);
	choose(&w, NOTICE_OF_TALK, NOTICE_AT_ONCE);
	give_one(&w, NOTICE_OF_TALK, 0);
	CHECK_INT(letters(&w), 3);
	CHECK(str_has(w.p.letters.at[2].text, "/account/notices#end"));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM notice_choice"), 0);
	place_close(&w.p);
}

/* Whatever stands in the store. */
TEST(notice_of_safety_is_never_held_back)
{
	struct world w;
	struct notice_choices choices = {{0}};
	REQUIRE(set_up(&w));
	choices.how[NOTICE_OF_SAFETY] = NOTICE_NEVER;
	CHECK_ERR(notice_choose(&w.p.app, &w.anna, &choices), ERR_INVALID);
	choices.how[NOTICE_OF_SAFETY] = NOTICE_AT_ONCE;
	choices.how[NOTICE_OF_TALK] = NOTICE_HOWS;
	CHECK_ERR(notice_choose(&w.p.app, &w.anna, &choices), ERR_INVALID);
	place_sql(&w.p, "INSERT INTO notice_choice (person, kind, how) "
			"SELECT id, 'safety', 'never' FROM person");
	give_one(&w, NOTICE_OF_SAFETY, 0);
	CHECK_INT(letters(&w), 1);
	CHECK_OK(notice_choices(&w.p.app, w.p.arena, &w.anna, &choices));
	CHECK_INT(choices.how[NOTICE_OF_SAFETY], NOTICE_AT_ONCE);
	place_close(&w.p);
}

TEST(notice_of_safety_leads_nowhere_to_be_switched_off)
{
	struct world w;
	struct notice_to to = {STR("anna@school.example"), STR("Anna"), STR("nl")};
	REQUIRE(set_up(&w));
	REQUIRE_OK(account_notice(&w.p.app, w.p.arena, &to, NOTICE_NEW_PASSWORD, &w.talk));
	give_one(&w, NOTICE_OF_SAFETY, 0);
	CHECK_INT(letters(&w), 1);
	CHECK(!str_has(w.p.letters.at[0].text, "/account/notices"));
	place_close(&w.p);
}

TEST(notice_of_a_day_is_one_mail)
{
	struct world w;
	REQUIRE(set_up(&w));
	choose(&w, NOTICE_OF_TALK, NOTICE_DAILY);
	give_one(&w, NOTICE_OF_TALK, 0);
	give_one(&w, NOTICE_OF_TALK, 0);
	CHECK_INT(letters(&w), 0);
	place_pass(&w.p, 2 * USEC_HOUR);
	give_one(&w, NOTICE_OF_TALK, 0);
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 1);
	CHECK_STR(w.p.letters.at[0].to, "anna@school.example");
	CHECK(str_has(w.p.letters.at[0].text, "/account/notices#talk"));
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 1);
	give_one(&w, NOTICE_OF_TALK, 0);
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 2);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM notice_waiting"), 0);
	place_close(&w.p);
}

TEST(notice_that_waits_is_dropped_when_it_is_switched_off)
{
	struct world w;
	REQUIRE(set_up(&w));
	choose(&w, NOTICE_OF_TALK, NOTICE_DAILY);
	give_one(&w, NOTICE_OF_TALK, 0);
	choose(&w, NOTICE_OF_TALK, NOTICE_NEVER);
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 0);
	place_close(&w.p);
}

/* A kind of a newer program, and one without an address any more. */
TEST(notice_of_a_day_that_cannot_be_told_is_forgotten)
{
	struct world w;
	REQUIRE(set_up(&w));
	choose(&w, NOTICE_OF_TALK, NOTICE_DAILY);
	give_one(&w, NOTICE_OF_TALK, 0);
	place_sql(&w.p, "UPDATE notice_waiting SET kind = 'newer'");
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 0);
	give_one(&w, NOTICE_OF_TALK, 0);
	place_sql(&w.p, "DELETE FROM address WHERE confirmed >= 0");
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM notice_waiting"), 0);
	place_close(&w.p);
}

/* The day's mail goes where the mail of that role goes. */
TEST(notice_about_a_role_goes_to_its_address)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "INSERT INTO address (mail_key, mail, person, confirmed) "
			"SELECT 'x@work.example', 'x@work.example', id, 1 FROM person");
	place_sql(&w.p, "INSERT INTO address_role (person, role, mail_key) "
			"SELECT id, '77', 'x@work.example' FROM person");
	place_sql(&w.p, "INSERT INTO address_role (person, role, mail_key) "
			"SELECT id, '', 'anna@school.example' FROM person");
	choose(&w, NOTICE_OF_TALK, NOTICE_DAILY);
	give_one(&w, NOTICE_OF_TALK, 77);
	give_one(&w, NOTICE_OF_TALK, 0);
	give_one(&w, NOTICE_OF_TALK, 78);
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters(&w), 3);
	int64_t at_work = 0;
	for (size_t i = 0; i < w.p.letters.len; i++)
		at_work += str_is(w.p.letters.at[i].to, "x@work.example");
	CHECK_INT(at_work, 1);
	place_close(&w.p);
}

TEST(notice_choices_are_the_persons_own)
{
	struct world w;
	struct notice_choices choices = {{0}};
	struct actor nobody = {0};
	REQUIRE(set_up(&w));
	CHECK_ERR(notice_choices(&w.p.app, w.p.arena, &nobody, &choices), ERR_UNAUTHENTICATED);
	CHECK_ERR(notice_choose(&w.p.app, &nobody, &choices), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}
