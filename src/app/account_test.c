#include "app/account.h"

#include "crypto/password.h"
#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <pthread.h>
#include <unistd.h>

#define MAIL "anna@school.example"
#define RIGHT STR("twee gele fietsen")

struct setting_password {
	struct row_id person;
	struct str hash;
};

static err_t set_password(struct tx *tx, void *ctx)
{
	const struct setting_password *s = ctx;
	tx_allow(tx);
	return password_set(tx, s->person, s->hash, 1);
}

static void give_hash(struct place *p, const struct actor *person, struct str hash)
{
	struct setting_password s = {person->person, hash};
	CHECK_OK(db_tx(p->app.db, set_password, &s));
}

static struct actor with_password(struct place *p, const char *mail, struct str password)
{
	struct actor person = place_person(p, "Anna", mail);
	struct str hash;
	if (CHECK_OK(password_hash(p->app.passwords, p->arena, password, &hash)))
		give_hash(p, &person, hash);
	return person;
}

static err_t sign_in(struct place *p, const char *block, const char *mail, struct str password,
	struct token *ret_session)
{
	struct visitor v = place_visitor(block);
	struct account_sign_in in = {str_of(mail), password};
	struct arrived arrived;
	TRY(account_sign_in(&p->app, p->arena, &v, &in, &arrived));
	*ret_session = arrived.session;
	return NULL;
}

TEST(sign_in_begins_a_session)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = with_password(&p, MAIL, RIGHT);
	struct token token;
	struct session session;
	REQUIRE_OK(sign_in(&p, "block", "ANNA@School.Example", RIGHT, &token));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_INT(session.actor.person.n, anna.person.n);
	CHECK(public_id_eq(session.actor.public, anna.public));
	place_close(&p);
}

static struct err refusal_of(struct place *p, const char *mail, struct str password)
{
	struct token token;
	struct err refusal = {0};
	err_t e = sign_in(p, "block", mail, password, &token);
	if (CHECK(e != NULL))
		refusal = *e;
	err_free(e);
	return refusal;
}

TEST(sign_in_is_refused_in_the_same_words)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	place_person(&p, "Without", "without@school.example");
	struct err wrong = refusal_of(&p, MAIL, STR("twee gele fiets"));
	struct err unknown = refusal_of(&p, "nobody@school.example", RIGHT);
	struct err without = refusal_of(&p, "without@school.example", RIGHT);
	struct err empty = refusal_of(&p, MAIL, STR_NONE);
	CHECK(wrong.code == ERR_UNAUTHENTICATED && unknown.code == wrong.code &&
		without.code == wrong.code && empty.code == wrong.code);
	CHECK(unknown.text == wrong.text && without.text == wrong.text);
	CHECK_STR(str_of(unknown.detail), wrong.detail);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 0);
	place_close(&p);
}

/* Who is not there costs a whole hash too. */
TEST(sign_in_of_unknown_address_costs_the_same)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	refusal_of(&p, MAIL, STR("warm up"));
	usec from = clock_monotonic();
	refusal_of(&p, MAIL, STR("wrong"));
	usec known = clock_monotonic() - from;
	from = clock_monotonic();
	refusal_of(&p, "nobody@school.example", STR("wrong"));
	usec unknown = clock_monotonic() - from;
	CHECK(unknown > known / 5);
	place_close(&p);
}

TEST(sign_in_slows_down_and_recovers)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	struct token token;
	for (int i = 0; i < 10; i++)
		CHECK_ERR(sign_in(&p, "block", MAIL, STR("wrong"), &token), ERR_UNAUTHENTICATED);
	err_t e = sign_in(&p, "block", "Anna@school.example", RIGHT, &token);
	CHECK(e && e->code == ERR_RATE_LIMITED && e->n == 30);
	err_free(e);
	CHECK_OK(sign_in(&p, "other", MAIL, RIGHT, &token));
	CHECK_ERR(sign_in(&p, "block", "b@school.example", RIGHT, &token), ERR_UNAUTHENTICATED);
	place_pass(&p, 30 * USEC_SECOND);
	CHECK_OK(sign_in(&p, "block", MAIL, RIGHT, &token));
	CHECK_ERR(sign_in(&p, "block", MAIL, RIGHT, &token), ERR_RATE_LIMITED);
	place_close(&p);
}

/* An address block is bytes, and those of IPv4 begin with NUL: see http/peer.h. */
TEST(sign_in_limit_of_one_ipv4_block_is_not_that_of_another)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	static const char one[16] = "\0\0\0\0\0\0\0\0\0\0\377\377\300\0\2\1";
	static const char two[16] = "\0\0\0\0\0\0\0\0\0\0\377\377\300\0\2\2";
	struct visitor bad = {.browser = token_new(&random_system), .block = {one, sizeof(one)}};
	struct visitor good = {.browser = token_new(&random_system), .block = {two, sizeof(two)}};
	struct account_sign_in wrong = {STR(MAIL), STR("wrong")}, right = {STR(MAIL), RIGHT};
	struct arrived arrived;
	for (int i = 0; i < 10; i++)
		CHECK_ERR(account_sign_in(&p.app, p.arena, &bad, &wrong, &arrived),
			ERR_UNAUTHENTICATED);
	CHECK_ERR(account_sign_in(&p.app, p.arena, &bad, &right, &arrived), ERR_RATE_LIMITED);
	CHECK_OK(account_sign_in(&p.app, p.arena, &good, &right, &arrived));
	place_close(&p);
}

/* libsodium's own, of "twee gele fietsen" at the least cost that it knows. */
TEST(sign_in_hashes_anew_what_was_hashed_cheaply)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", MAIL);
	give_hash(&p, &anna, place_cheap_hash(p.arena, RIGHT));
	struct token token;
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM password WHERE hash LIKE '%m=8,%'"), 1);
	CHECK_OK(sign_in(&p, "block", MAIL, RIGHT, &token));
	CHECK_INT(
		place_sql(&p, "SELECT count(*) FROM password WHERE hash LIKE '%m=19456,t=2,%'"), 1);
	CHECK_OK(sign_in(&p, "block", MAIL, RIGHT, &token));
	place_close(&p);
}

struct late {
	struct place *p;
	err_t e;
};

static void *sign_in_late(void *arg)
{
	struct late *l = arg;
	struct token token;
	l->e = sign_in(l->p, "block", MAIL, RIGHT, &token);
	return NULL;
}

static void *keep_pool_busy(void *arg)
{
	struct place *p = arg;
	struct arena *a = arena_new();
	struct str hash;
	for (int i = 0; i < 4; i++)
		CHECK_OK(password_hash(p->app.passwords, a, RIGHT, &hash));
	arena_free(a);
	return NULL;
}

/* The old password must not sign in once it was replaced, however long it waited. */
TEST(sign_in_with_a_password_replaced_meanwhile)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = with_password(&p, MAIL, RIGHT);
	struct late late = {.p = &p};
	pthread_t busy[4], thread;
	for (int i = 0; i < 4; i++)
		pthread_create(&busy[i], NULL, keep_pool_busy, &p);
	pthread_create(&thread, NULL, sign_in_late, &late);
	while (!place_sql(&p, "SELECT count(*) FROM rate"))
		usleep(200);
	give_hash(&p, &anna, place_cheap_hash(p.arena, STR("another one")));
	pthread_join(thread, NULL);
	for (int i = 0; i < 4; i++)
		pthread_join(busy[i], NULL);
	CHECK_ERR(late.e, ERR_UNAUTHENTICATED);
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM session"), 0);
	place_close(&p);
}

TEST(account_language_is_kept)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", MAIL);
	struct actor nobody = {0};
	struct token token = place_session(&p, &anna);
	struct session session;
	CHECK_OK(account_set_language(&p.app, &anna, STR("de")));
	REQUIRE_OK(session_find(&p.app, p.arena, &token, &session));
	CHECK_STR(session.language, "de");
	CHECK_ERR(account_set_language(&p.app, &nobody, STR("fr")), ERR_UNAUTHENTICATED);
	place_close(&p);
}

TEST(retention_clear_forgets_limits_that_are_paid_off)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct token token;
	CHECK_ERR(sign_in(&p, "block", MAIL, RIGHT, &token), ERR_UNAUTHENTICATED);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM rate"), 1);
	place_pass(&p, retention_rule(RETENTION_RATE)->period + 30 * USEC_SECOND + 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM rate"), 0);
	place_close(&p);
}
