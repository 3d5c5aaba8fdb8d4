#include "app/way.h"

#include "app/account.h"
#include "app/audit.h"
#include "app/known.h"
#include "app/limit.h"
#include "app/mailed_code.h"
#include "crypto/password.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

#define MAIL "anna@school.example"
#define OLD STR("twee gele fietsen")
#define NEW STR("drie paarse treinen")

struct world {
	struct place p;
	struct actor anna;
	struct visitor v;
};

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", MAIL);
	w->v = place_visitor("block");
	place_password(&w->p, &w->anna, place_cheap_hash(w->p.arena, OLD));
	return true;
}

static err_t ask(struct world *w, const struct visitor *v, enum way way, const char *mail)
{
	return way_ask(&w->p.app, w->p.arena, v, way, STR("nl"), str_of(mail));
}

static err_t confirm(struct world *w, const struct visitor *v, enum way way, struct str code,
	struct arrived *ret)
{
	return way_confirm(&w->p.app, w->p.arena, v, way, code, ret);
}

static struct str mailed(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	return place_code(&letter);
}

/* Who forgot the password typed the code that was mailed. */
static bool may_choose(struct world *w, const struct visitor *v)
{
	struct arrived arrived;
	return CHECK_OK(ask(w, v, WAY_RESET, MAIL)) &&
	       CHECK_OK(confirm(w, v, WAY_RESET, mailed(w), &arrived));
}

static struct str other_code(struct world *w, struct str code)
{
	char *other = str_z(w->p.arena, code);
	other[0] = other[0] == '9' ? '0' : '9';
	return str_of(other);
}

static err_t sign_in(struct world *w, const struct visitor *v, struct str password)
{
	struct account_sign_in in = {STR(MAIL), password};
	struct arrived arrived;
	return account_sign_in(&w->p.app, w->p.arena, v, &in, &arrived);
}

static bool is_session(struct world *w, const struct token *token)
{
	struct session session;
	err_t e = session_find(&w->p.app, w->p.arena, token, &session);
	bool is = !e && session.actor.person.n == w->anna.person.n;
	err_free(e);
	return is;
}

TEST(way_sign_in_by_mail)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, "ANNA@school.example"));
	struct str code = mailed(&w);
	REQUIRE_OK(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived));
	CHECK(arrived.next == ARRIVAL_IN && is_session(&w, &arrived.session));
	CHECK_ERR(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived), ERR_NOT_FOUND);
	place_close(&w.p);
}

/* The link's secret stands behind the #, where no server and no log sees it. */
TEST(way_link_carries_the_code_in_its_fragment)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct place_letter letter = place_mail(&w.p);
	struct str code = place_code(&letter);
	struct str link = str_fmt(w.p.arena, "https://leerpas.example.test/sign-in/code#%.3s%.3s\n",
		code.p, code.p + 4);
	CHECK(str_search(letter.text, link) < letter.text.len);
	CHECK(!str_has(letter.text, "?") || !str_has(letter.text, "code?"));
	place_close(&w.p);
}

TEST(way_code_belongs_to_browser_and_purpose)
{
	struct world w;
	struct arrived arrived;
	struct visitor thief = place_visitor("block");
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct str code = mailed(&w);
	CHECK_ERR(confirm(&w, &thief, WAY_SIGN_IN, code, &arrived), ERR_NOT_FOUND);
	CHECK_ERR(confirm(&w, &w.v, WAY_RESET, code, &arrived), ERR_NOT_FOUND);
	REQUIRE_OK(ask(&w, &thief, WAY_SIGN_IN, MAIL));
	if (!str_eq(mailed(&w), code))
		CHECK_ERR(confirm(&w, &thief, WAY_SIGN_IN, code, &arrived), ERR_INVALID);
	CHECK_OK(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived));
	place_close(&w.p);
}

TEST(way_code_lives_ten_minutes)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct str code = mailed(&w);
	place_pass(&w.p, MAILED_CODE_LIFE + 1);
	CHECK_ERR(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived), ERR_INVALID);
	place_pass(&w.p, -1);
	CHECK_OK(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived));
	place_close(&w.p);
}

TEST(way_code_is_spent_after_five_wrong_ones)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_RESET, MAIL));
	struct str code = mailed(&w), wrong = other_code(&w, code);
	for (int i = 0; i < MAILED_CODE_TRIES; i++)
		CHECK_ERR(confirm(&w, &w.v, WAY_RESET, wrong, &arrived), ERR_INVALID);
	CHECK_ERR(confirm(&w, &w.v, WAY_RESET, code, &arrived), ERR_INVALID);
	place_close(&w.p);
}

/* In the log of whose address it is; or nobody's, where nobody has it. */
TEST(way_wrong_code_is_noted)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct str wrong = other_code(&w, mailed(&w));
	CHECK_ERR(confirm(&w, &w.v, WAY_SIGN_IN, wrong, &arrived), ERR_INVALID);
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, "nobody@school.example"));
	CHECK_ERR(confirm(&w, &w.v, WAY_SIGN_IN, wrong, &arrived), ERR_INVALID);
	struct audit_page page;
	REQUIRE_OK(audit_read(&w.p.app, w.p.arena, &w.anna, 1, &page));
	REQUIRE(page.count == 1);
	CHECK(page.lines[0].refused && strstr(page.lines[0].text, "wrong code"));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.code_try' "
				  "AND subject IS NULL AND actor IS NULL"),
		1);
	place_close(&w.p);
}

/* Asked for where nobody has the address: the same for the browser, a mail without a code. */
TEST(way_unknown_address_is_told_by_mail_only)
{
	struct world w;
	struct arrived arrived;
	struct str mail;
	REQUIRE(set_up(&w));
	for (int way = WAY_SIGN_IN; way <= WAY_RESET; way++) {
		REQUIRE_OK(ask(&w, &w.v, (enum way)way, "nobody@school.example"));
		CHECK_OK(way_awaited(&w.p.app, w.p.arena, &w.v, (enum way)way, &mail));
		CHECK_STR(mail, "nobody@school.example");
		struct place_letter letter = place_mail(&w.p);
		CHECK_STR(letter.to, "nobody@school.example");
		CHECK(!place_code(&letter).len);
		CHECK_ERR(confirm(&w, &w.v, (enum way)way, STR("000 000"), &arrived), ERR_INVALID);
	}
	place_close(&w.p);
}

/* A code that is right all the same, for an address that lost its account meanwhile. */
TEST(way_code_of_an_address_that_is_nobodys_any_more)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct str code = mailed(&w);
	place_sql(&w.p, "DELETE FROM address");
	CHECK_ERR(confirm(&w, &w.v, WAY_SIGN_IN, code, &arrived), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 0);
	place_close(&w.p);
}

TEST(way_reset_sets_the_password_and_ends_all_sessions)
{
	struct world w;
	struct arrived arrived;
	struct arriving who;
	REQUIRE(set_up(&w));
	struct token old = place_session(&w.p, &w.anna);
	REQUIRE_OK(ask(&w, &w.v, WAY_RESET, MAIL));
	REQUIRE_OK(confirm(&w, &w.v, WAY_RESET, mailed(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_PASSWORD && !is_session(&w, &arrived.session));
	CHECK(is_session(&w, &old));
	CHECK_OK(way_arriving(&w.p.app, w.p.arena, &w.v, ARRIVAL_PASSWORD, &who));
	CHECK_STR(who.name, "Anna");
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &w.v, STR("password"), &arrived),
		ERR_INVALID);
	REQUIRE_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	CHECK(is_session(&w, &arrived.session) && !is_session(&w, &old));
	struct visitor elsewhere = place_visitor("other");
	CHECK_ERR(sign_in(&w, &elsewhere, OLD), ERR_UNAUTHENTICATED);
	CHECK_OK(sign_in(&w, &elsewhere, NEW));
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &w.v, OLD, &arrived), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(way_reset_forgets_the_browsers_before)
{
	struct world w;
	struct arrived arrived;
	struct visitor thief = place_visitor("elsewhere");
	REQUIRE(set_up(&w));
	REQUIRE_OK(sign_in(&w, &thief, OLD));
	REQUIRE(may_choose(&w, &w.v));
	REQUIRE_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM known_browser"), 1);
	place_close(&w.p);
}

TEST(way_reset_is_told_by_mail)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE(may_choose(&w, &w.v));
	REQUIRE_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	size_t before = w.p.letters.len;
	place_mail(&w.p);
	CHECK_INT((int64_t)(w.p.letters.len - before), 2); /* the password, and the browser */
	for (size_t i = before; i < w.p.letters.len; i++)
		CHECK_STR(w.p.letters.at[i].to, MAIL);
	CHECK_INT(
		place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.new_password'"),
		1);
	place_close(&w.p);
}

TEST(way_new_password_belongs_to_the_browser_and_ends)
{
	struct world w;
	struct arrived arrived;
	struct arriving who;
	struct visitor thief = place_visitor("block");
	REQUIRE(set_up(&w));
	REQUIRE(may_choose(&w, &w.v));
	CHECK_ERR(way_arriving(&w.p.app, w.p.arena, &thief, ARRIVAL_PASSWORD, &who), ERR_NOT_FOUND);
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &thief, NEW, &arrived), ERR_NOT_FOUND);
	place_pass(&w.p, ARRIVAL_LIFE + 1);
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived), ERR_NOT_FOUND);
	place_pass(&w.p, -1);
	CHECK_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	place_close(&w.p);
}

/* Two who both may set one: the first ends the other's way in. */
TEST(way_reset_ends_other_resets)
{
	struct world w;
	struct arrived arrived;
	struct visitor thief = place_visitor("elsewhere");
	REQUIRE(set_up(&w));
	REQUIRE(may_choose(&w, &w.v));
	REQUIRE(may_choose(&w, &thief));
	CHECK_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &thief, OLD, &arrived), ERR_NOT_FOUND);
	place_close(&w.p);
}

TEST(way_new_browser_is_told_by_mail_once)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(sign_in(&w, &w.v, OLD));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	struct place_letter letter = w.p.letters.at[0];
	CHECK(str_has(letter.text, "/account/sessions"));
	CHECK_OK(sign_in(&w, &w.v, OLD));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 1);
	struct visitor other = place_visitor("block");
	CHECK_OK(sign_in(&w, &other, OLD));
	place_mail(&w.p);
	CHECK_INT((int64_t)w.p.letters.len, 2);
	place_close(&w.p);
}

/* What a stranger tries, in the same building or anywhere, keeps out nobody who was here before. */
TEST(way_strangers_do_not_slow_down_a_known_browser)
{
	struct world w;
	REQUIRE(set_up(&w));
	CHECK_OK(sign_in(&w, &w.v, OLD));
	err_t e = NULL;
	for (int i = 0; i < 200 && !e; i++) {
		struct visitor stranger =
			place_visitor(str_z(w.p.arena, str_fmt(w.p.arena, "block %d", i / 4)));
		e = ask(&w, &stranger, WAY_SIGN_IN, MAIL);
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	struct visitor neighbour = place_visitor("block");
	for (int i = 0; i < limit_rule(LIMIT_SIGN_IN)->burst - 1; i++)
		CHECK_ERR(sign_in(&w, &neighbour, STR("wrong")), ERR_UNAUTHENTICATED);
	struct account_sign_in right = {STR(MAIL), OLD};
	struct arrived arrived = {0};
	CHECK_OK(account_sign_in(&w.p.app, w.p.arena, &neighbour, &right, &arrived));
	CHECK(arrived.next == ARRIVAL_CODE);
	CHECK_ERR(ask(&w, &neighbour, WAY_SIGN_IN, MAIL), ERR_RATE_LIMITED);
	CHECK_OK(sign_in(&w, &w.v, OLD));
	CHECK_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	place_close(&w.p);
}

TEST(way_known_browsers_are_forgotten)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (int i = 0; i < 3; i++) {
		struct visitor v = place_visitor("block");
		CHECK_OK(sign_in(&w, &v, OLD));
	}
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM known_browser"), 3);
	place_pass(&w.p, KNOWN_LIFE);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM known_browser"), 3);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM known_browser"), 0);
	place_close(&w.p);
}

TEST(way_what_has_ended_is_cleared)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE(may_choose(&w, &w.v));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	place_pass(&w.p, MAILED_CODE_LIFE);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM mailed_code"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM arrival"), 1);
	place_pass(&w.p, 1);
	CHECK_OK(retention_clear(&w.p.app));
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM mailed_code"), 0);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM arrival"), 0);
	place_close(&w.p);
}

/* What is stored tells neither code nor browser. */
TEST(way_code_is_stored_hashed)
{
	struct world w;
	REQUIRE(set_up(&w));
	REQUIRE_OK(ask(&w, &w.v, WAY_SIGN_IN, MAIL));
	struct str code = mailed(&w);
	CHECK(!store_holds(&w.p.store, code));
	CHECK(!store_holds(&w.p.store, str_fmt(w.p.arena, "%.3s%.3s", code.p, code.p + 4)));
	CHECK(!store_holds(&w.p.store,
		(struct str){(const char *)w.v.browser.bytes, sizeof(w.v.browser.bytes)}));
	CHECK(!store_holds(
		&w.p.store, (struct str){(const char *)w.v.known.bytes, sizeof(w.v.known.bytes)}));
	place_close(&w.p);
}
