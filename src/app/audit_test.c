#include "app/audit.h"

#include "app/passport.h"
#include "app/session.h"
#include "crypto/password.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

#define MAIL "robin@school.example"
#define RIGHT STR("twee gele fietsen")

static err_t note(struct tx *tx, void *ctx)
{
	tx_allow(tx);
	return audit_note(tx, ctx);
}

/* One row a second. */
static void note_act(struct place *p, const struct actor *who, enum audit_action action)
{
	struct audit_entry entry = {.actor = who,
		.subject = &who->public,
		.action = action,
		.at = clock_now(p->app.clock)};
	CHECK_OK(db_tx(p->app.db, note, &entry));
	place_pass(p, USEC_SECOND);
}

static struct audit_page page_of(struct place *p, const struct actor *who)
{
	struct audit_page page = {0};
	CHECK_OK(audit_read(&p->app, p->arena, who, 1, &page));
	return page;
}

static void check_newest(struct place *p, const struct actor *who, size_t count, const char *text)
{
	struct audit_page page = page_of(p, who);
	CHECK_INT((int64_t)page.count, (int64_t)count);
	CHECK_STR(str_of(page.count ? page.lines[0].text : NULL), text);
}

/* Robin with a device of some kind, who has no rows yet. */
static bool set_up(struct place *p, struct actor *ret_robin)
{
	if (!place_open(p))
		return false;
	*ret_robin = place_person(p, "Robin", MAIL);
	ret_robin->device = (struct device){"Firefox", "Linux"};
	return true;
}

TEST(audit_person_reads_own_rows_newest_first)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	struct actor kim = place_person(&p, "Kim", "kim@school.example");
	kim.device.system = "iPhone";
	CHECK_INT((int64_t)page_of(&p, &robin).count, 0);
	note_act(&p, &robin, AUDIT_SIGN_IN);
	note_act(&p, &kim, AUDIT_SIGN_IN);
	note_act(&p, &robin, AUDIT_SIGN_OUT);
	struct audit_page page = page_of(&p, &robin);
	REQUIRE(page.count == 2);
	CHECK_STR(str_of(page.lines[0].text), "You signed out.");
	CHECK_STR(str_of(page.lines[1].text), "You signed in.");
	CHECK_STR(page.lines[1].browser, "Firefox");
	CHECK_STR(page.lines[1].system, "Linux");
	CHECK_INT(page.lines[1].at, PLACE_START);
	CHECK(!page.lines[1].refused && !page.has_older);
	page = page_of(&p, &kim);
	REQUIRE(page.count == 1);
	CHECK_STR(page.lines[0].browser, "");
	CHECK_STR(page.lines[0].system, "iPhone");
	place_close(&p);
}

TEST(audit_person_goes_back_by_pages)
{
	struct place p;
	struct actor robin;
	struct audit_page page;
	REQUIRE(set_up(&p, &robin));
	for (int i = 0; i < AUDIT_PAGE + 1; i++)
		note_act(&p, &robin, i ? AUDIT_SIGN_IN : AUDIT_REGISTER);
	page = page_of(&p, &robin);
	CHECK_INT((int64_t)page.count, AUDIT_PAGE);
	CHECK(page.has_older);
	CHECK_OK(audit_read(&p.app, p.arena, &robin, 2, &page));
	REQUIRE(page.count == 1);
	CHECK(!page.has_older);
	CHECK_STR(str_of(page.lines[0].text), "You made your account.");
	CHECK_ERR(audit_read(&p.app, p.arena, &robin, 0, &page), ERR_NOT_FOUND);
	CHECK_ERR(audit_read(&p.app, p.arena, &robin, AUDIT_PAGES_MOST + 1, &page), ERR_NOT_FOUND);
	CHECK_ERR(audit_read(&p.app, p.arena, &robin, INT64_MAX, &page), ERR_NOT_FOUND);
	CHECK_ERR(audit_read(&p.app, p.arena, &robin, INT64_MIN, &page), ERR_NOT_FOUND);
	place_close(&p);
}

TEST(audit_nobody_reads_nothing)
{
	struct place p;
	struct audit_page page;
	struct actor nobody = {0};
	REQUIRE(place_open(&p));
	CHECK_ERR(audit_read(&p.app, p.arena, &nobody, 1, &page), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(audit_rows_of_a_newer_program_are_passed_over)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	note_act(&p, &robin, AUDIT_SIGN_IN);
	note_act(&p, &robin, AUDIT_SIGN_OUT);
	place_sql(&p, "UPDATE audit SET action = 'account.fly' WHERE id = 2");
	check_newest(&p, &robin, 1, "You signed in.");
	place_close(&p);
}

TEST(audit_refuses_an_object_without_bounds)
{
	struct place p;
	struct actor robin;
	char long_id[AUDIT_OBJECT_MOST + 1];
	REQUIRE(set_up(&p, &robin));
	memset(long_id, 'x', sizeof(long_id));
	struct audit_entry entry = {
		.actor = &robin, .object_id = {long_id, sizeof(long_id)}, .at = PLACE_START};
	CHECK_ERR(db_tx(p.app.db, note, &entry), ERR_INTERNAL);
	place_close(&p);
}

/* --- acts that are noted --- */

static void give_password(struct place *p, const struct actor *person)
{
	struct str hash;
	CHECK_OK(password_hash(p->app.passwords, p->arena, RIGHT, &hash));
	place_password(p, person, hash);
}

static err_t sign_in(struct place *p, const char *mail, struct str password)
{
	struct arrived arrived;
	struct visitor visitor = place_visitor("block");
	visitor.device.system = "Android";
	struct account_sign_in in = {str_of(mail), password};
	return account_sign_in(&p->app, p->arena, &visitor, &in, &arrived);
}

TEST(audit_notes_a_sign_in_right_and_wrong)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	check_newest(&p, &robin, 0, NULL);
	CHECK_ERR(sign_in(&p, MAIL, RIGHT), ERR_UNAUTHENTICATED); /* without a password yet */
	check_newest(&p, &robin, 1, "Somebody tried to sign in with a wrong password.");
	give_password(&p, &robin);
	CHECK_OK(sign_in(&p, MAIL, RIGHT));
	check_newest(&p, &robin, 2, "You signed in.");
	place_pass(&p, 1);
	CHECK_ERR(sign_in(&p, MAIL, STR("wrong")), ERR_UNAUTHENTICATED);
	check_newest(&p, &robin, 3, "Somebody tried to sign in with a wrong password.");
	struct audit_line line = page_of(&p, &robin).lines[0];
	CHECK(line.refused);
	CHECK_STR(line.system, "Android");
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE actor IS NULL"), 2);
	place_close(&p);
}

TEST(audit_ties_a_try_on_an_unknown_address_to_nobody)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	CHECK_ERR(sign_in(&p, "nobody@school.example", RIGHT), ERR_UNAUTHENTICATED);
	check_newest(&p, &robin, 0, NULL);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE subject IS NULL AND actor IS NULL"
				" AND result = 'refused' AND object_id = ''"),
		1);
	CHECK(!store_holds(&p.store, STR("nobody@school")));
	place_close(&p);
}

TEST(audit_notes_a_registration)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct account_register in = {STR("Robin"), STR(MAIL), RIGHT};
	struct token token;
	struct session session;
	REQUIRE_OK(account_register(&p.app, p.arena, &v, STR("nl"), &in));
	struct place_letter letter = place_mail(&p);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit"), 0);
	REQUIRE_OK(account_confirm(&p.app, p.arena, &v, place_code(&letter), &token));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	check_newest(&p, &session.actor, 1, "You made your account.");
	place_close(&p);
}

TEST(audit_notes_the_end_of_a_session_once)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	struct token token = place_session(&p, &robin);
	CHECK_OK(session_end_own(&p.app, &robin, &token));
	check_newest(&p, &robin, 1, "You signed out.");
	CHECK_OK(session_end_own(&p.app, &robin, &token));
	check_newest(&p, &robin, 1, "You signed out.");
	place_close(&p);
}

TEST(audit_notes_what_was_chosen_without_saying_it)
{
	struct place p;
	struct actor robin;
	REQUIRE(set_up(&p, &robin));
	CHECK_OK(passport_pick(&p.app, p.arena, &robin, STR("going-to"), STR("mbo")));
	check_newest(&p, &robin, 1, "You chose what your route depends on.");
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM audit WHERE object_id = 'going-to'"), 1);
	CHECK_ERR(passport_pick(&p.app, p.arena, &robin, STR("going-to"), STR("moon")),
		ERR_NOT_FOUND);
	check_newest(&p, &robin, 1, "You chose what your route depends on.");
	place_close(&p);
}
