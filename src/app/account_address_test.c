#include "app/account_address.h"

#include "app/account.h"
#include "app/address_end.h"
#include "app/mailed_code.h"
#include "app/way.h"
#include "codec/input.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MAIL "anna@school.example"
#define HOME "anna@home.example"

struct world {
	struct place p;
	struct actor anna, bo;
	struct visitor v;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", MAIL);
	w->bo = place_person(&w->p, "Bo", "bo@school.example");
	w->v = place_visitor("block");
	return true;
}

static err_t add(struct world *w, const char *mail)
{
	return account_address_add(&w->p.app, w->p.arena, &w->anna, &w->v, STR("nl"), str_of(mail));
}

static err_t confirm(struct world *w, struct str code)
{
	return account_address_confirm(&w->p.app, w->p.arena, &w->anna, &w->v, code);
}

static const struct account_address *list(struct world *w, size_t *ret_count)
{
	const struct account_address *all = NULL;
	*ret_count = 0;
	CHECK_OK(account_addresses(&w->p.app, w->p.arena, &w->anna, &all, ret_count));
	return all;
}

static struct str mailed(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	return place_code(&letter);
}

/* Of the letters since `from`, how many went there? */
static int64_t letters_to(struct world *w, size_t from, const char *mail)
{
	int64_t count = 0;
	place_mail(&w->p);
	for (size_t i = from; i < w->p.letters.len; i++)
		count += str_is(w->p.letters.at[i].to, mail);
	return count;
}

static bool add_home(struct world *w)
{
	place_pass(&w->p, 1);
	bool added = CHECK_OK(add(w, HOME)) && CHECK_OK(confirm(w, mailed(w)));
	place_mail(&w->p);
	return added;
}

TEST(address_is_added_by_a_code_and_the_others_are_told)
{
	struct world w;
	struct str mail;
	size_t count;
	REQUIRE(set_up(&w));
	place_pass(&w.p, 1);
	REQUIRE_OK(add(&w, HOME));
	CHECK_OK(account_address_awaited(&w.p.app, w.p.arena, &w.anna, &w.v, &mail));
	CHECK_STR(mail, HOME);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, HOME);
	list(&w, &count);
	CHECK_INT((int64_t)count, 1);
	size_t before = w.p.letters.len;
	REQUIRE_OK(confirm(&w, place_code(&letter)));
	const struct account_address *all = list(&w, &count);
	REQUIRE(count == 2);
	CHECK(all[0].is_chosen && !all[1].is_chosen && !all[0].is_dead);
	CHECK_STR(all[1].mail, HOME);
	CHECK_INT(letters_to(&w, before, MAIL), 1);
	CHECK_ERR(confirm(&w, place_code(&letter)), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* Of what takes an account over, no address is the only one that hears. */
TEST(address_added_and_a_new_password_are_told_to_each)
{
	struct world w;
	struct app *app = &w.p.app;
	struct arrived arrived;
	REQUIRE(set_up(&w) && add_home(&w));
	CHECK_OK(account_address_choose(app, w.p.arena, &w.anna, STR(HOME)));
	REQUIRE_OK(add(&w, "anna@work.example"));
	struct str code = mailed(&w);
	size_t before = w.p.letters.len;
	REQUIRE_OK(confirm(&w, code));
	CHECK_INT(letters_to(&w, before, MAIL), 1);
	CHECK_INT(letters_to(&w, before, HOME), 1);
	CHECK_INT(letters_to(&w, before, "anna@work.example"), 0);
	REQUIRE_OK(way_ask(app, w.p.arena, &w.v, WAY_RESET, STR("nl"), STR("anna@work.example")));
	REQUIRE_OK(way_confirm(app, w.p.arena, &w.v, WAY_RESET, mailed(&w), &arrived));
	before = w.p.letters.len;
	REQUIRE_OK(way_set_password(app, w.p.arena, &w.v, STR("twee gele fietsen"), &arrived));
	CHECK_INT(letters_to(&w, before, MAIL), 1);
	CHECK_INT(letters_to(&w, before, HOME), 2); /* of a new browser too */
	CHECK_INT(letters_to(&w, before, "anna@work.example"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = "
				  "'account.address_choose'"),
		1);
	place_close(&w.p);
}

TEST(address_that_was_added_lets_one_in)
{
	struct world w;
	struct arrived arrived;
	struct visitor v = place_visitor("block");
	REQUIRE(set_up(&w) && add_home(&w));
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &v, WAY_SIGN_IN, STR("nl"), STR(HOME)));
	CHECK_OK(way_confirm(&w.p.app, w.p.arena, &v, WAY_SIGN_IN, mailed(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_IN);
	place_close(&w.p);
}

/* Whose it is, only its holder is told. */
TEST(address_of_another_person_is_told_to_them_alone)
{
	struct world w;
	struct str mail;
	REQUIRE(set_up(&w));
	REQUIRE_OK(add(&w, "bo@school.example"));
	CHECK_OK(account_address_awaited(&w.p.app, w.p.arena, &w.anna, &w.v, &mail));
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, "bo@school.example");
	CHECK(!place_code(&letter).len);
	CHECK_ERR(confirm(&w, STR("000 000")), ERR_INVALID);
	place_close(&w.p);
}

TEST(address_of_ones_own_and_too_many_are_refused)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_ERR(add(&w, "ANNA@school.example"), ERR_CONFLICT);
	for (int i = 0; i < ACCOUNT_ADDRESSES_MOST - 1; i++) {
		char *mail = str_z(w.p.arena, str_fmt(w.p.arena, "anna%d@home.example", i));
		REQUIRE_OK(add(&w, mail));
		REQUIRE_OK(confirm(&w, mailed(&w)));
	}
	CHECK_ERR(add(&w, HOME), ERR_CONFLICT);
	place_close(&w.p);
}

/* Asked for in two browsers while there was room for one more. */
TEST(address_too_many_are_refused_when_they_are_confirmed)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(add(&w, HOME));
	struct str code = mailed(&w);
	for (int i = 1; i < ACCOUNT_ADDRESSES_MOST; i++)
		place_sql(&w.p,
			str_fmt(w.p.arena,
				"INSERT INTO address (mail_key, mail, person, confirmed) SELECT "
				"'%d', 'x@y.example', person, 1 FROM address WHERE mail = '" MAIL
				"'",
				i)
				.p);
	CHECK_ERR(confirm(&w, code), ERR_CONFLICT);
	place_close(&w.p);
}

TEST(address_code_belongs_to_the_session_and_ends)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(add(&w, HOME));
	struct str code = mailed(&w);
	struct visitor own = w.v;
	w.v = place_visitor("block");
	CHECK_ERR(confirm(&w, code), ERR_NOT_FOUND);
	w.v = own;
	place_pass(&w.p, MAILED_CODE_LIFE + 1);
	CHECK_ERR(confirm(&w, code), ERR_INVALID);
	place_pass(&w.p, -1);
	CHECK_OK(confirm(&w, code));
	place_close(&w.p);
}

TEST(address_that_somebody_took_meanwhile)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(add(&w, HOME));
	struct str code = mailed(&w);
	place_person(&w.p, "Cas", HOME);
	CHECK_ERR(confirm(&w, code), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(address_is_removed_and_told_but_never_the_last)
{
	struct world w;
	size_t count;
	struct app *app = &w.p.app;
	REQUIRE(set_up(&w));
	CHECK_ERR(account_address_remove(app, w.p.arena, &w.anna, STR(MAIL)), ERR_CONFLICT);
	REQUIRE(add_home(&w));
	CHECK_OK(account_address_choose(app, w.p.arena, &w.anna, STR(MAIL)));
	CHECK_OK(account_address_ends(app, w.p.arena, &w.anna, STR(MAIL), 20100));
	size_t before = w.p.letters.len;
	CHECK_OK(account_address_remove(app, w.p.arena, &w.anna, STR("ANNA@school.example")));
	CHECK_INT(letters_to(&w, before, "ANNA@school.example"), 1);
	const struct account_address *all = list(&w, &count);
	REQUIRE(count == 1);
	CHECK(all[0].is_chosen && all[0].last_day == DAY_NONE);
	CHECK_ERR(account_address_remove(app, w.p.arena, &w.anna, STR(HOME)), ERR_CONFLICT);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM address_end"), 0);
	place_close(&w.p);
}

TEST(address_gets_the_mail_that_was_chosen)
{
	struct world w;
	size_t count;
	struct arrived arrived;
	REQUIRE(set_up(&w) && add_home(&w));
	CHECK_OK(account_address_choose(&w.p.app, w.p.arena, &w.anna, STR(HOME)));
	const struct account_address *all = list(&w, &count);
	REQUIRE(count == 2);
	CHECK(all[0].is_chosen && !all[1].is_chosen);
	CHECK_STR(all[0].mail, HOME);
	struct visitor v = place_visitor("block");
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &v, WAY_SIGN_IN, STR("nl"), STR(MAIL)));
	struct str code = mailed(&w);
	size_t before = w.p.letters.len;
	REQUIRE_OK(way_confirm(&w.p.app, w.p.arena, &v, WAY_SIGN_IN, code, &arrived));
	CHECK_INT(letters_to(&w, before, HOME), 1); /* of a new browser */
	CHECK_INT(letters_to(&w, before, MAIL), 0);
	place_close(&w.p);
}

static int64_t role_rows(struct world *w)
{
	return place_sql(&w->p, "SELECT count(*) FROM address_role");
}

/* Then mail goes to one that nobody knows an end of. */
TEST(address_whose_last_day_is_over_gets_no_mail)
{
	struct world w;
	size_t count;
	REQUIRE(set_up(&w) && add_home(&w));
	const struct app *app = &w.p.app;
	day today = zone_day(clock_now(app->clock));
	CHECK_OK(account_address_choose(app, w.p.arena, &w.anna, STR(MAIL)));
	CHECK_OK(account_address_ends(app, w.p.arena, &w.anna, STR(MAIL), today + 1));
	CHECK_OK(address_end_start(app));
	place_mail(&w.p);
	CHECK_STR(list(&w, &count)->mail, MAIL);
	place_pass(&w.p, 2 * USEC_DAY);
	place_mail(&w.p);
	CHECK_STR(list(&w, &count)->mail, HOME);
	CHECK_INT(role_rows(&w), 0);
	/* of somebody who has no other, it stays */
	CHECK_OK(account_address_remove(app, w.p.arena, &w.anna, STR(HOME)));
	CHECK_OK(account_address_choose(app, w.p.arena, &w.anna, STR(MAIL)));
	place_pass(&w.p, 2 * USEC_DAY);
	place_mail(&w.p);
	CHECK_INT(role_rows(&w), 1);
	place_close(&w.p);
}

TEST(address_of_another_is_nobodys_business)
{
	struct world w;
	struct actor nobody = {0};
	const struct account_address *all;
	size_t count;
	struct app *app = &w.p.app;
	REQUIRE(set_up(&w));
	struct str bos = STR("bo@school.example");
	CHECK_ERR(account_address_remove(app, w.p.arena, &w.anna, bos), ERR_NOT_FOUND);
	CHECK_ERR(account_address_choose(app, w.p.arena, &w.anna, bos), ERR_NOT_FOUND);
	CHECK_ERR(account_address_ends(app, w.p.arena, &w.anna, bos, 20100), ERR_NOT_FOUND);
	CHECK_ERR(account_addresses(app, w.p.arena, &nobody, &all, &count), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(address_that_mail_does_not_reach_is_dead)
{
	struct world w;
	size_t count;
	REQUIRE(set_up(&w));
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &w.v, WAY_SIGN_IN, STR("nl"), STR(MAIL)));
	place_mail(&w.p);
	CHECK(!list(&w, &count)[0].is_dead);
	place_sql(&w.p, "UPDATE mail SET state = 'refused'");
	CHECK(list(&w, &count)[0].is_dead);
	place_sql(&w.p, "UPDATE mail SET state = 'undelivered'");
	CHECK(list(&w, &count)[0].is_dead);
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &w.v, WAY_SIGN_IN, STR("nl"), STR(MAIL)));
	place_mail(&w.p);
	CHECK(!list(&w, &count)[0].is_dead);
	place_close(&w.p);
}

/* Runs the job each day until the address has ended; on which days before that was there a mail? */
TEST(address_end_is_warned_of_60_30_and_7_days_before)
{
	struct world w;
	REQUIRE(set_up(&w) && add_home(&w));
	CHECK_OK(account_address_choose(&w.p.app, w.p.arena, &w.anna, STR(HOME)));
	day today = zone_day(w.p.clock.at), last_day = today + 70;
	CHECK_OK(account_address_ends(&w.p.app, w.p.arena, &w.anna, STR(MAIL), last_day));
	CHECK_OK(address_end_start(&w.p.app));
	for (; today <= last_day + 2; today++, place_pass(&w.p, USEC_DAY)) {
		size_t before = w.p.letters.len;
		int64_t here = letters_to(&w, before, MAIL);
		day left = last_day - today;
		CHECK_INT(here, left == 60 || left == 30 || left == 7);
		CHECK_INT(letters_to(&w, before, HOME), here);
	}
	place_close(&w.p);
}

/* One that was said late is warned of at once, and once. */
TEST(address_end_that_is_near_is_warned_of_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	day today = zone_day(w.p.clock.at);
	CHECK_OK(account_address_ends(&w.p.app, w.p.arena, &w.anna, STR(MAIL), today + 20));
	CHECK_OK(address_end_start(&w.p.app));
	CHECK_INT(letters_to(&w, 0, MAIL), 1);
	place_pass(&w.p, USEC_DAY);
	CHECK_INT(letters_to(&w, 0, MAIL), 1);
	CHECK_OK(account_address_ends(&w.p.app, w.p.arena, &w.anna, STR(MAIL), DAY_NONE));
	place_pass(&w.p, 15 * USEC_DAY);
	CHECK_INT(letters_to(&w, 0, MAIL), 1);
	place_close(&w.p);
}
