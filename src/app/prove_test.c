#include "app/prove.h"

#include "app/card_inside.h"
#include "app/factor.h"
#include "app/limit.h"
#include "app/mailed_code.h"
#include "crypto/password.h"
#include "crypto/totp.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MAIL "anna@school.example"
#define RIGHT STR("twee gele fietsen")

struct world {
	struct place p;
	struct actor anna;
	struct visitor v; /* in the session */
};

static void give_password(struct world *w)
{
	place_password(&w->p, &w->anna, place_cheap_hash(w->p.arena, RIGHT));
}

static bool set_up(struct world *w)
{
	if (!place_open(&w->p))
		return false;
	w->anna = place_person(&w->p, "Anna", MAIL);
	w->v = place_visitor("block");
	w->v.browser = place_session(&w->p, &w->anna);
	return true;
}

static enum prove_by how(struct world *w)
{
	enum prove_by by = PROVE_NOTHING;
	struct str mail;
	CHECK_OK(prove_how(&w->p.app, w->p.arena, &w->anna, &by, &mail));
	return by;
}

static err_t try(struct world *w, struct str typed, struct token *ret)
{
	return prove(&w->p.app, w->p.arena, &w->anna, &w->v, typed, ret);
}

static bool is_fresh(struct world *w, const struct token *token)
{
	struct session session = {0};
	CHECK_OK(session_find(&w->p.app, w->p.arena, token, &session));
	return session.is_fresh;
}

TEST(prove_freshness_lasts_fifteen_minutes)
{
	struct world w;
	REQUIRE(set_up(&w));
	place_pass(&w.p, SESSION_FRESH);
	CHECK(is_fresh(&w, &w.v.browser));
	place_pass(&w.p, 1);
	CHECK(!is_fresh(&w, &w.v.browser));
	place_close(&w.p);
}

TEST(prove_by_password_renews_the_session)
{
	struct world w;
	struct token renewed;
	struct session session;
	REQUIRE(set_up(&w));
	give_password(&w);
	CHECK(how(&w) == PROVE_PASSWORD);
	place_pass(&w.p, SESSION_FRESH + 1);
	CHECK_ERR(try(&w, STR("wrong"), &renewed), ERR_INVALID);
	CHECK(!is_fresh(&w, &w.v.browser));
	REQUIRE_OK(try(&w, RIGHT, &renewed));
	CHECK(is_fresh(&w, &renewed));
	CHECK_ERR(session_find(&w.p.app, w.p.arena, &w.v.browser, &session), ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM session"), 1);
	CHECK_INT(place_sql(&w.p, "SELECT count(*) FROM audit WHERE action = 'account.prove'"), 2);
	place_close(&w.p);
}

/* Twelve hours after it began it ends all the same. */
TEST(prove_does_not_lengthen_the_session)
{
	struct world w;
	struct token renewed;
	struct session session;
	REQUIRE(set_up(&w));
	give_password(&w);
	for (usec at = 0; at < SESSION_MOST; at += SESSION_IDLE) {
		REQUIRE_OK(try(&w, RIGHT, &renewed));
		w.v.browser = renewed;
		place_pass(&w.p, SESSION_IDLE);
	}
	CHECK_OK(session_find(&w.p.app, w.p.arena, &renewed, &session));
	place_pass(&w.p, 1);
	CHECK_ERR(session_find(&w.p.app, w.p.arena, &renewed, &session), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

TEST(prove_by_mail_without_a_password)
{
	struct world w;
	struct token renewed;
	bool asked;
	REQUIRE(set_up(&w));
	CHECK(how(&w) == PROVE_MAIL);
	CHECK_OK(prove_is_asked(&w.p.app, w.p.arena, &w.anna, &w.v, &asked));
	CHECK(!asked);
	CHECK_ERR(try(&w, STR("123 456"), &renewed), ERR_INVALID);
	REQUIRE_OK(prove_ask(&w.p.app, w.p.arena, &w.anna, &w.v));
	CHECK_OK(prove_is_asked(&w.p.app, w.p.arena, &w.anna, &w.v, &asked));
	CHECK(asked);
	struct place_letter letter = place_mail(&w.p);
	CHECK_STR(letter.to, MAIL);
	REQUIRE_OK(try(&w, place_code(&letter), &renewed));
	CHECK(is_fresh(&w, &renewed));
	place_close(&w.p);
}

TEST(prove_code_of_a_mail_ends)
{
	struct world w;
	struct token renewed;
	REQUIRE(set_up(&w));
	REQUIRE_OK(prove_ask(&w.p.app, w.p.arena, &w.anna, &w.v));
	struct place_letter letter = place_mail(&w.p);
	place_pass(&w.p, MAILED_CODE_LIFE + 1);
	CHECK_ERR(try(&w, place_code(&letter), &renewed), ERR_INVALID);
	place_pass(&w.p, -1);
	CHECK_OK(try(&w, place_code(&letter), &renewed));
	place_close(&w.p);
}

/* The password or a mail is not enough where there is a second factor. */
TEST(prove_by_the_second_factor_where_there_is_one)
{
	struct world w;
	struct token renewed;
	struct factor_codes codes;
	REQUIRE(set_up(&w));
	give_password(&w);
	struct str secret = place_factor(&w.p, &w.anna, &codes);
	w.v.browser = place_session(&w.p, &w.anna);
	CHECK(how(&w) == PROVE_FACTOR);
	CHECK_ERR(prove_ask(&w.p.app, w.p.arena, &w.anna, &w.v), ERR_NOT_FOUND);
	CHECK_ERR(try(&w, RIGHT, &renewed), ERR_INVALID);
	struct str code = place_app_code(&w.p, secret);
	REQUIRE_OK(try(&w, code, &renewed));
	w.v.browser = renewed;
	CHECK_ERR(try(&w, code, &renewed), ERR_INVALID);
	REQUIRE_OK(try(&w, codes.at[0], &renewed));
	place_close(&w.p);
}

TEST(prove_is_slowed_down)
{
	struct world w;
	struct token renewed;
	REQUIRE(set_up(&w));
	give_password(&w);
	for (int i = 0; i < limit_rule(LIMIT_SIGN_IN)->burst; i++)
		CHECK_ERR(try(&w, STR("wrong"), &renewed), ERR_INVALID);
	CHECK_ERR(try(&w, RIGHT, &renewed), ERR_RATE_LIMITED);
	place_pass(&w.p, limit_rule(LIMIT_SIGN_IN)->each);
	CHECK_OK(try(&w, RIGHT, &renewed));
	place_close(&w.p);
}

TEST(prove_in_a_session_that_ended_meanwhile)
{
	struct world w;
	struct token renewed;
	REQUIRE(set_up(&w));
	give_password(&w);
	CHECK_OK(session_end_own(&w.p.app, &w.anna, &w.v.browser));
	CHECK_ERR(try(&w, RIGHT, &renewed), ERR_UNAUTHENTICATED);
	place_close(&w.p);
}

/* Who has a card and no mail address. */
TEST(prove_by_the_pin_of_a_card)
{
	struct world w;
	struct token renewed;
	struct str text, hash;
	REQUIRE(set_up(&w));
	struct place *p = &w.p;
	REQUIRE_OK(card_pin_text(&p->app, p->arena, w.anna.public, STR("271828"), &text));
	REQUIRE_OK(password_hash(p->app.passwords, p->arena, text, &hash));
	place_sql(p, "INSERT INTO organisation (public, name, name_key, made) "
		     "SELECT public, 'X', 'x', 1 FROM person");
	place_sql(p, str_fmt(p->arena,
			     "INSERT INTO card (person, organisation, sign_in, code_ends, pin, "
			     "made) SELECT p.id, o.id, 'anna-7k3qw', 1, '%.*s', 1 "
			     "FROM person p, organisation o",
			     STR_ARG(hash))
			     .p);
	CHECK(how(&w) == PROVE_MAIL);
	place_sql(p, "DELETE FROM address");
	CHECK(how(&w) == PROVE_PIN);
	CHECK_ERR(try(&w, STR("314159"), &renewed), ERR_INVALID);
	REQUIRE_OK(try(&w, STR("271828"), &renewed));
	CHECK(is_fresh(&w, &renewed));
	w.v.browser = renewed;
	for (int i = 2; i < limit_rule(LIMIT_CARD_HERE)->burst; i++)
		CHECK_ERR(try(&w, STR("314159"), &renewed), ERR_INVALID);
	CHECK_ERR(try(&w, STR("271828"), &renewed), ERR_RATE_LIMITED);
	place_close(p);
}

TEST(prove_is_not_possible_without_anything)
{
	struct world w;
	struct token renewed;
	REQUIRE(set_up(&w));
	place_sql(&w.p, "DELETE FROM address");
	CHECK(how(&w) == PROVE_NOTHING);
	CHECK_ERR(prove_ask(&w.p.app, w.p.arena, &w.anna, &w.v), ERR_NOT_FOUND);
	CHECK_ERR(try(&w, STR("000000"), &renewed), ERR_INVALID);
	place_close(&w.p);
}
