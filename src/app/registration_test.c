#include "app/account.h"

#include "app/mailed_code.h"
#include "app/person_name.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <pthread.h>

#define ANNA "Anna@school.example"

static const struct account_register anna = {
	STR("Anna"), STR("anna.devries@school.example"), STR("twee gele fietsen")};

static err_t begin_in(struct place *p, const struct visitor *v, const char *mail)
{
	struct account_register in = anna;
	in.mail = str_of(mail);
	return account_register(&p->app, p->arena, v, STR("fr"), &in);
}

static err_t confirm(
	struct place *p, const struct visitor *v, struct str code, struct token *ret_session)
{
	return account_confirm(&p->app, p->arena, v, code, ret_session);
}

/* A code that is not this one. */
static struct str other_code(struct place *p, struct str code)
{
	char *other = str_z(p->arena, code);
	other[0] = other[0] == '9' ? '0' : '9';
	return str_of(other);
}

static int64_t people(struct place *p)
{
	return place_sql(p, "SELECT count(*) FROM person");
}

TEST(register_and_confirm_makes_a_person_with_a_session)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	struct session session;
	struct str mail;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	CHECK_OK(account_awaited(&p.app, p.arena, &v, &mail));
	CHECK_STR(mail, ANNA);
	CHECK_INT(people(&p), 0);
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.to, ANNA);
	REQUIRE_OK(confirm(&p, &v, place_code(&letter), &token));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_STR(session.name, "Anna");
	CHECK_STR(session.language, "fr");
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM address WHERE mail = '" ANNA "'"), 1);
	CHECK_ERR(account_awaited(&p.app, p.arena, &v, &mail), ERR_NOT_FOUND);
	place_close(&p);
}

TEST(register_code_works_once)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	CHECK_OK(confirm(&p, &v, place_code(&letter), &token));
	CHECK_ERR(confirm(&p, &v, place_code(&letter), &token), ERR_NOT_FOUND);
	CHECK_INT(people(&p), 1);
	place_close(&p);
}

TEST(register_code_is_spent_after_five_wrong_ones)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	struct str code = place_code(&letter), wrong = other_code(&p, code);
	for (int i = 0; i < MAILED_CODE_TRIES - 1; i++)
		CHECK_ERR(confirm(&p, &v, wrong, &token), ERR_INVALID);
	CHECK_ERR(confirm(&p, &v, STR("no code at all"), &token), ERR_INVALID);
	CHECK_ERR(confirm(&p, &v, code, &token), ERR_INVALID);
	CHECK_INT(people(&p), 0);
	REQUIRE_OK(account_send_again(&p.app, p.arena, &v));
	letter = place_mail(&p);
	CHECK_OK(confirm(&p, &v, place_code(&letter), &token));
	place_close(&p);
}

TEST(register_fifth_try_may_be_right)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	struct str code = place_code(&letter), wrong = other_code(&p, code);
	for (int i = 0; i < MAILED_CODE_TRIES - 1; i++)
		CHECK_ERR(confirm(&p, &v, wrong, &token), ERR_INVALID);
	CHECK_OK(confirm(&p, &v, code, &token));
	place_close(&p);
}

TEST(register_code_lives_ten_minutes)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	place_pass(&p, MAILED_CODE_LIFE + 1);
	CHECK_ERR(confirm(&p, &v, place_code(&letter), &token), ERR_INVALID);
	place_pass(&p, -2);
	CHECK_OK(confirm(&p, &v, place_code(&letter), &token));
	place_close(&p);
}

TEST(register_code_belongs_to_the_browser_that_began)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block"), thief = place_visitor("block");
	struct token token;
	struct str mail;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	struct str code = place_code(&letter);
	CHECK_ERR(confirm(&p, &thief, code, &token), ERR_NOT_FOUND);
	CHECK_ERR(account_awaited(&p.app, p.arena, &thief, &mail), ERR_NOT_FOUND);
	CHECK_ERR(account_send_again(&p.app, p.arena, &thief), ERR_NOT_FOUND);
	REQUIRE_OK(begin_in(&p, &thief, ANNA));
	CHECK_ERR(confirm(&p, &thief, code, &token), ERR_INVALID);
	CHECK_OK(confirm(&p, &v, code, &token));
	place_close(&p);
}

TEST(register_another_code_ends_the_first)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter first = place_mail(&p);
	REQUIRE_OK(account_send_again(&p.app, p.arena, &v));
	struct place_letter second = place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, 2);
	REQUIRE(!str_eq(place_code(&first), place_code(&second)));
	CHECK_ERR(confirm(&p, &v, place_code(&first), &token), ERR_INVALID);
	CHECK_OK(confirm(&p, &v, place_code(&second), &token));
	place_close(&p);
}

/* The same page, the same words, the same work; only the mail says which it was. */
TEST(register_known_address_is_told_by_mail_only)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	struct str mail;
	place_person(&p, "Anna", "anna@school.example");
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	CHECK_OK(account_awaited(&p.app, p.arena, &v, &mail));
	CHECK_STR(mail, ANNA);
	struct place_letter letter = place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, 1);
	CHECK(!place_code(&letter).len);
	CHECK(str_has(letter.text, "https://leerpas.example.test/sign-in"));
	CHECK_OK(account_send_again(&p.app, p.arena, &v));
	letter = place_mail(&p);
	CHECK(!place_code(&letter).len);
	for (int i = 0; i < MAILED_CODE_TRIES; i++) {
		err_t e = confirm(&p, &v, STR("123 456"), &token);
		CHECK(e && str_is(str_of(e->text),
				   "This is not the code from our mail. Look once more."));
		err_free(e);
	}
	err_t e = confirm(&p, &v, STR("123 456"), &token);
	CHECK(e && str_is(str_of(e->text), "This code no longer works. Ask for a new one."));
	err_free(e);
	CHECK_INT(people(&p), 1);
	place_close(&p);
}

/* Whoever was first has it: the code of the other browser is right, and opens nothing. */
TEST(register_right_code_for_an_address_taken_meanwhile)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor first = place_visitor("one"), second = place_visitor("two");
	struct token token;
	REQUIRE_OK(begin_in(&p, &first, ANNA));
	struct place_letter to_first = place_mail(&p);
	REQUIRE_OK(begin_in(&p, &second, "ANNA@school.example"));
	struct place_letter to_second = place_mail(&p);
	CHECK_OK(confirm(&p, &second, place_code(&to_second), &token));
	CHECK_ERR(confirm(&p, &first, place_code(&to_first), &token), ERR_INVALID);
	CHECK_INT(people(&p), 1);
	place_close(&p);
}

struct racer {
	struct place *p;
	struct visitor v;
	struct str code;
	struct arena *arena;
	bool made;
};

static void *race(void *arg)
{
	struct racer *r = arg;
	struct token token;
	err_t e = account_confirm(&r->p->app, r->arena, &r->v, r->code, &token);
	r->made = !e;
	err_free(e);
	return NULL;
}

TEST(register_two_confirms_at_once_make_one_person)
{
	struct place p;
	REQUIRE(place_open(&p));
	for (int round = 0; round < 4; round++) {
		struct racer racers[2];
		pthread_t threads[2];
		struct visitor v = place_visitor("block");
		struct str mail = str_fmt(p.arena, "anna%d@school.example", round);
		REQUIRE_OK(begin_in(&p, &v, str_z(p.arena, mail)));
		struct place_letter letter = place_mail(&p);
		for (int i = 0; i < 2; i++)
			racers[i] = (struct racer){
				&p, v, place_code(&letter), arena_child(p.arena), false};
		for (int i = 0; i < 2; i++)
			pthread_create(&threads[i], NULL, race, &racers[i]);
		for (int i = 0; i < 2; i++)
			pthread_join(threads[i], NULL);
		CHECK(racers[0].made != racers[1].made);
		CHECK_INT(people(&p), round + 1);
	}
	CHECK_INT(place_keys(&p), 4 + 1); /* of these, and the house's */
	place_close(&p);
}

/* The program ended between the key and the person: the code still works afterwards. */
TEST(register_goes_on_after_an_end_between_key_and_person)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter letter = place_mail(&p);
	place_sql(&p, "ALTER TABLE person RENAME TO away");
	err_t e = confirm(&p, &v, place_code(&letter), &token);
	CHECK(e != NULL);
	err_free(e);
	place_sql(&p, "ALTER TABLE away RENAME TO person");
	CHECK_INT(people(&p), 0);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM registration"), 1);
	CHECK_OK(confirm(&p, &v, place_code(&letter), &token));
	CHECK_INT(people(&p), 1);
	place_close(&p);
}

TEST(register_is_forgotten_after_a_day)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct str mail;
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	place_pass(&p, ACCOUNT_REGISTRATION_LIFE);
	CHECK_OK(retention_clear(&p.app));
	CHECK_OK(account_awaited(&p.app, p.arena, &v, &mail));
	place_pass(&p, 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_ERR(account_awaited(&p.app, p.arena, &v, &mail), ERR_NOT_FOUND);
	place_close(&p);
}

TEST(register_again_in_one_browser_replaces_what_it_began)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct token token;
	struct str mail;
	REQUIRE_OK(begin_in(&p, &v, "wrong@school.example"));
	struct place_letter first = place_mail(&p);
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	struct place_letter second = place_mail(&p);
	CHECK_OK(account_awaited(&p.app, p.arena, &v, &mail));
	CHECK_STR(mail, ANNA);
	CHECK_ERR(confirm(&p, &v, place_code(&first), &token), ERR_INVALID);
	CHECK_OK(confirm(&p, &v, place_code(&second), &token));
	place_close(&p);
}

/* --- what is refused --- */

static void refused(struct place *p, struct account_register in, const char *field)
{
	struct visitor v = place_visitor("block");
	err_t e = account_register(&p->app, p->arena, &v, STR("nl"), &in);
	CHECK(e && e->code == ERR_INVALID && str_is(str_of(e->field), field) && !e->next);
	err_free(e);
}

TEST(register_refuses_passwords_that_others_guess)
{
	struct place p;
	REQUIRE(place_open(&p));
	const char *const bad[] = {"kort", "password", "anna1234", "annadevries2026",
		"devries!devries", "regenboog99", "school.example"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct account_register in = anna;
		in.password = str_of(bad[i]);
		refused(&p, in, "password");
	}
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM registration"), 0);
	place_close(&p);
}

TEST(register_refuses_addresses_as_names)
{
	struct place p;
	REQUIRE(place_open(&p));
	const char *const bad[] = {"win at evil.com", "https://evil", "WWW.evil", "evil.co",
		"anna@evil", "\u00e9vil.\u00e9u", "1.fm"};
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct account_register in = anna;
		in.name = str_of(bad[i]);
		refused(&p, in, "name");
	}
	CHECK_INT((int64_t)p.letters.len, 0);
	place_close(&p);
}

TEST(name_of_people_is_taken_as_it_is)
{
	const char *const good[] = {"J.R.R. Tolkien", "Jan v. d. Berg", "St. John",
		"O'Neill-\u0130pek", "\u0639\u0644\u064a", "Anna \U0001f338", "B. 2", ".", "Jr.",
		"a.b", ""};
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
		CHECK_OK(person_name_check("name", str_of(good[i])));
}

TEST(register_tells_of_name_and_password_at_once)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block");
	struct account_register in = {STR("evil.com"), STR("a@b.example"), STR("kort")};
	err_t e = account_register(&p.app, p.arena, &v, STR("nl"), &in);
	REQUIRE(e && e->next);
	CHECK_STR(str_of(e->field), "name");
	CHECK_STR(str_of(e->next->field), "password");
	err_free(e);
	place_close(&p);
}

/* --- limits --- */

TEST(register_mails_to_one_address_slow_down)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("block"), neighbour = place_visitor("other block");
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	for (int i = 0; i < 4; i++)
		CHECK_OK(account_send_again(&p.app, p.arena, &v));
	err_t e = account_send_again(&p.app, p.arena, &v);
	CHECK(e && e->code == ERR_RATE_LIMITED && e->n == 10);
	err_free(e);
	CHECK_ERR(begin_in(&p, &v, ANNA), ERR_RATE_LIMITED);
	CHECK_OK(begin_in(&p, &neighbour, ANNA));
	CHECK_OK(begin_in(&p, &v, "somebody@else.example"));
	place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, 7);
	place_pass(&p, 10 * USEC_MINUTE);
	CHECK_OK(begin_in(&p, &v, ANNA));
	place_close(&p);
}

TEST(register_mails_to_one_address_have_a_limit_in_all)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct visitor v = place_visitor("first");
	REQUIRE_OK(begin_in(&p, &v, ANNA));
	for (int i = 1; i < 15; i++) {
		v.block = str_fmt(p.arena, "block %d", i);
		CHECK_OK(account_send_again(&p.app, p.arena, &v));
	}
	v.block = STR("yet another");
	CHECK_ERR(account_send_again(&p.app, p.arena, &v), ERR_RATE_LIMITED);
	place_close(&p);
}
