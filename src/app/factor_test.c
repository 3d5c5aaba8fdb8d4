#include "app/factor.h"

#include "app/account.h"
#include "app/limit.h"
#include "app/way.h"
#include "crypto/totp.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MAIL "anna@school.example"
#define TITLE STR("QR")
#define OLD STR("twee gele fietsen")
#define NEW STR("drie paarse treinen")

struct world {
	struct place p;
	struct actor anna;
	struct visitor v;
	struct factor_codes codes;
	struct str secret;
};

/* Anna with a password and a second factor. */
static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", MAIL);
	w->v = place_visitor("block");
	w->secret = place_factor(&w->p, &w->anna, &w->codes);
	place_password(&w->p, &w->anna, place_cheap_hash(w->p.arena, OLD));
	return true;
}

static err_t sign_in(struct world *w, struct arrived *ret)
{
	struct account_sign_in in = {STR(MAIL), OLD};
	return account_sign_in(&w->p.app, w->p.arena, &w->v, &in, ret);
}

static err_t confirm(struct world *w, struct str code, struct arrived *ret)
{
	return factor_confirm(&w->p.app, w->p.arena, &w->v, code, ret);
}

static bool is_session(struct world *w, const struct token *token)
{
	struct session session;
	err_t e = session_find(&w->p.app, w->p.arena, token, &session);
	bool is = !e && session.actor.person.n == w->anna.person.n && session.has_factor;
	err_free(e);
	return is;
}

static struct str mailed(struct world *w)
{
	struct place_letter letter = place_mail(&w->p);
	return place_code(&letter);
}

static struct str app_code(struct world *w)
{
	return place_app_code(&w->p, w->secret);
}

static struct str wrong_code(struct world *w)
{
	char *other = str_z(w->p.arena, app_code(w));
	other[0] = other[0] == '9' ? '0' : '9';
	return str_of(other);
}

static int64_t sessions(struct world *w)
{
	return place_sql(&w->p, "SELECT count(*) FROM session");
}

TEST(factor_is_asked_after_the_password)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	int64_t before = sessions(&w);
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK(arrived.next == ARRIVAL_FACTOR && !is_session(&w, &arrived.session));
	CHECK_INT(sessions(&w), before);
	CHECK_ERR(confirm(&w, wrong_code(&w), &arrived), ERR_INVALID);
	REQUIRE_OK(confirm(&w, app_code(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_IN && is_session(&w, &arrived.session));
	place_close(&w.p);
}

TEST(factor_is_asked_after_a_code_by_mail)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &w.v, WAY_SIGN_IN, STR("nl"), STR(MAIL)));
	REQUIRE_OK(way_confirm(&w.p.app, w.p.arena, &w.v, WAY_SIGN_IN, mailed(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_FACTOR && !is_session(&w, &arrived.session));
	REQUIRE_OK(confirm(&w, app_code(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_IN && is_session(&w, &arrived.session));
	place_close(&w.p);
}

/* A forgotten password goes round nothing: neither is it set, nor is anybody in, without it. */
TEST(factor_is_asked_before_a_new_password)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(way_ask(&w.p.app, w.p.arena, &w.v, WAY_RESET, STR("nl"), STR(MAIL)));
	REQUIRE_OK(way_confirm(&w.p.app, w.p.arena, &w.v, WAY_RESET, mailed(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_FACTOR);
	CHECK_ERR(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived), ERR_NOT_FOUND);
	REQUIRE_OK(confirm(&w, app_code(&w), &arrived));
	CHECK(arrived.next == ARRIVAL_PASSWORD && !is_session(&w, &arrived.session));
	REQUIRE_OK(way_set_password(&w.p.app, w.p.arena, &w.v, NEW, &arrived));
	CHECK(is_session(&w, &arrived.session));
	place_close(&w.p);
}

TEST(factor_code_of_the_app_works_once)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(sign_in(&w, &arrived));
	struct str code = app_code(&w);
	REQUIRE_OK(confirm(&w, code, &arrived));
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_ERR(confirm(&w, code, &arrived), ERR_INVALID);
	place_pass(&w.p, TOTP_STEP);
	CHECK_ERR(confirm(&w, code, &arrived), ERR_INVALID);
	CHECK_OK(confirm(&w, app_code(&w), &arrived));
	place_close(&w.p);
}

TEST(factor_recovery_code_works_once_and_is_told)
{
	struct world w;
	struct arrived arrived;
	struct factor_state state;
	REQUIRE(set_up(&w));
	REQUIRE_OK(sign_in(&w, &arrived));
	REQUIRE_OK(confirm(&w, str_lower(w.p.arena, w.codes.at[3]), &arrived));
	CHECK(is_session(&w, &arrived.session));
	place_mail(&w.p);
	bool told = false;
	for (size_t i = 0; i < w.p.letters.len; i++)
		told |= str_has(w.p.letters.at[i].subject, "reservecode");
	CHECK(told);
	CHECK_OK(factor_state(&w.p.app, w.p.arena, &w.anna, &state));
	CHECK_INT(state.codes, FACTOR_CODES - 1);
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_ERR(confirm(&w, w.codes.at[3], &arrived), ERR_INVALID);
	CHECK_OK(confirm(&w, w.codes.at[4], &arrived));
	place_close(&w.p);
}

TEST(factor_five_wrong_codes_ask_the_first_proof_again)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	REQUIRE_OK(sign_in(&w, &arrived));
	for (int i = 0; i < ARRIVAL_TRIES; i++)
		CHECK_ERR(confirm(&w, wrong_code(&w), &arrived), ERR_INVALID);
	CHECK_ERR(confirm(&w, app_code(&w), &arrived), ERR_NOT_FOUND);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.factor_try'"),
		ARRIVAL_TRIES);
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_OK(confirm(&w, app_code(&w), &arrived));
	place_close(&w.p);
}

/* Whoever has the password slows down the app's codes, never the recovery codes. */
TEST(factor_guessing_is_slowed_down_for_the_account)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	err_t e = NULL;
	for (int i = 0; i < 200 && (!e || e->code == ERR_INVALID); i++) {
		err_free(e);
		w.v = place_visitor(str_z(w.p.arena, str_fmt(w.p.arena, "block %d", i)));
		REQUIRE_OK(sign_in(&w, &arrived));
		e = confirm(&w, wrong_code(&w), &arrived);
	}
	CHECK_ERR(e, ERR_RATE_LIMITED);
	CHECK_ERR(confirm(&w, app_code(&w), &arrived), ERR_RATE_LIMITED);
	CHECK_OK(confirm(&w, w.codes.at[0], &arrived));
	place_close(&w.p);
}

/* Where the holder was before, nobody else spends their tries. */
TEST(factor_guessing_keeps_nobody_out_at_home)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	struct visitor home = w.v;
	REQUIRE_OK(sign_in(&w, &arrived));
	REQUIRE_OK(confirm(&w, app_code(&w), &arrived));
	for (int i = 1; i < limit_rule(LIMIT_FACTOR)->burst; i++) {
		w.v = place_visitor("block 2");
		REQUIRE_OK(sign_in(&w, &arrived));
		CHECK_ERR(confirm(&w, wrong_code(&w), &arrived), ERR_INVALID);
	}
	w.v = place_visitor("other");
	place_pass(&w.p, TOTP_STEP);
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_ERR(confirm(&w, app_code(&w), &arrived), ERR_RATE_LIMITED);
	w.v = home;
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_OK(confirm(&w, app_code(&w), &arrived));
	place_close(&w.p);
}

static int64_t warnings(struct world *w)
{
	int64_t count = 0;
	place_mail(&w->p);
	for (size_t i = 0; i < w->p.letters.len; i++)
		count += str_starts(w->p.letters.at[i].subject, STR("Foute codes"));
	return count;
}

/* Each in an arrival of its own, so that none is ever the fifth there. */
TEST(factor_wrong_codes_again_and_again_are_told_once_a_day)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	int few = limit_rule(LIMIT_FACTOR_WRONG)->burst;
	for (int i = 0; i < 2 * few; i++) {
		CHECK_INT(warnings(&w), i > few);
		w.v = place_visitor("block");
		REQUIRE_OK(sign_in(&w, &arrived));
		CHECK_ERR(confirm(&w, wrong_code(&w), &arrived), ERR_INVALID);
	}
	place_pass(&w.p, limit_rule(LIMIT_FACTOR_TOLD)->each);
	for (int i = 0; i <= few; i++) {
		w.v = place_visitor("block");
		REQUIRE_OK(sign_in(&w, &arrived));
		CHECK_ERR(confirm(&w, wrong_code(&w), &arrived), ERR_INVALID);
	}
	CHECK_INT(warnings(&w), 2);
	place_close(&w.p);
}

TEST(factor_belongs_to_the_browser_and_ends)
{
	struct world w;
	struct arrived arrived;
	REQUIRE(set_up(&w));
	struct visitor own = w.v;
	REQUIRE_OK(sign_in(&w, &arrived));
	w.v = place_visitor("block");
	CHECK_ERR(confirm(&w, app_code(&w), &arrived), ERR_NOT_FOUND);
	w.v = own;
	place_pass(&w.p, ARRIVAL_LIFE + 1);
	CHECK_ERR(confirm(&w, app_code(&w), &arrived), ERR_NOT_FOUND);
	place_pass(&w.p, -1);
	CHECK_OK(confirm(&w, app_code(&w), &arrived));
	place_close(&w.p);
}

TEST(factor_setup_ends_other_sessions_and_is_told)
{
	struct place p;
	struct factor_codes codes;
	struct session session;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", MAIL);
	struct token other = place_session(&p, &anna);
	place_factor(&p, &anna, &codes);
	CHECK_ERR(session_find(&p.app, p.arena, &other, &session), ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 1);
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.to, MAIL);
	for (size_t i = 0; i < FACTOR_CODES; i++)
		CHECK_INT((int64_t)codes.at[i].len, CODE_LONG + 1);
	place_close(&p);
}

TEST(factor_offer_needs_the_code_of_its_own_secret)
{
	struct place p;
	struct factor_codes codes;
	struct factor_offered first, second;
	struct factor_state state;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", MAIL);
	struct token session = place_session(&p, &anna);
	CHECK_ERR(factor_offered(&p.app, p.arena, &anna, TITLE, &first), ERR_NOT_FOUND);
	REQUIRE_OK(factor_offer(&p.app, p.arena, &anna));
	REQUIRE_OK(factor_offered(&p.app, p.arena, &anna, TITLE, &first));
	REQUIRE_OK(factor_offer(&p.app, p.arena, &anna));
	REQUIRE_OK(factor_offered(&p.app, p.arena, &anna, TITLE, &second));
	CHECK(!str_eq(first.secret, second.secret));
	struct str old = place_app_code(&p, first.secret), new = place_app_code(&p, second.secret);
	if (!str_eq(old, new))
		CHECK_ERR(factor_keep(&p.app, p.arena, &anna, &session, old, &codes), ERR_INVALID);
	CHECK_ERR(
		factor_keep(&p.app, p.arena, &anna, &session, STR("nothing"), &codes), ERR_INVALID);
	CHECK_OK(factor_state(&p.app, p.arena, &anna, &state));
	CHECK(!state.is_held);
	place_pass(&p, FACTOR_OFFER_LIFE + 1);
	CHECK_ERR(factor_offered(&p.app, p.arena, &anna, TITLE, &second), ERR_NOT_FOUND);
	place_close(&p);
}

TEST(factor_new_codes_end_the_old_ones)
{
	struct world w;
	struct arrived arrived;
	struct factor_codes codes;
	struct factor_state state;
	REQUIRE(set_up(&w));
	REQUIRE_OK(factor_new_codes(&w.p.app, w.p.arena, &w.anna, &codes));
	CHECK_OK(factor_state(&w.p.app, w.p.arena, &w.anna, &state));
	CHECK_INT(state.codes, FACTOR_CODES);
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK_ERR(confirm(&w, w.codes.at[0], &arrived), ERR_INVALID);
	CHECK_OK(confirm(&w, codes.at[0], &arrived));
	place_close(&w.p);
}

TEST(factor_that_was_taken_away_is_not_asked)
{
	struct world w;
	struct arrived arrived;
	struct factor_codes codes;
	REQUIRE(set_up(&w));
	CHECK_OK(factor_end(&w.p.app, w.p.arena, &w.anna));
	REQUIRE_OK(sign_in(&w, &arrived));
	CHECK(arrived.next == ARRIVAL_IN);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM recovery_code"), 0);
	CHECK_ERR(factor_new_codes(&w.p.app, w.p.arena, &w.anna, &codes), ERR_NOT_FOUND);
	CHECK_OK(factor_end(&w.p.app, w.p.arena, &w.anna));
	place_close(&w.p);
}

TEST(factor_is_ones_own)
{
	struct place p;
	struct actor nobody = {0};
	struct factor_state state;
	REQUIRE(place_open(&p));
	CHECK_ERR(factor_state(&p.app, p.arena, &nobody, &state), ERR_UNAUTHENTICATED);
	CHECK_ERR(factor_offer(&p.app, p.arena, &nobody), ERR_UNAUTHENTICATED);
	place_close(&p);
}

/* Neither the secret nor a recovery code stands in the store. */
TEST(factor_is_stored_sealed)
{
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < FACTOR_CODES; i++) {
		struct str code = w.codes.at[i];
		CHECK(!store_holds(&w.p.store, code));
		CHECK(!store_holds(&w.p.store, str_fmt(w.p.arena, "%.5s%.5s", code.p, code.p + 6)));
	}
	CHECK(!store_holds(&w.p.store, str_sub(w.secret, 0, 9)));
	place_close(&w.p);
}
