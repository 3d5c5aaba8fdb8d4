#include "app/account.h"

#include "app/limit.h"
#include "app/way.h"
#include "crypto/password.h"
#include "db/content.h"
#include "db/engine.h"
#include "unit/place.h"
#include "unit/unit.h"

#define MAIL "anna@school.example"
#define RIGHT STR("twee gele fietsen")

static struct actor with_password(struct place *p, const char *mail, struct str password)
{
	struct actor person = place_person(p, "Anna", mail);
	struct str hash;
	if (CHECK_OK(password_hash(p->app.passwords, p->arena, password, &hash)))
		place_password(p, &person, hash);
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

/* A store whose statements are counted, and whose second transaction from now on waits for act. */
struct watched {
	struct db_engine engine;
	const struct db_engine *own;
	struct db *db;
	void (*act)(void *ctx);
	void *ctx;
	int transactions, statements;
};
static struct watched watched;

static err_t watch_tx(struct db *db, db_fn fn, void *ctx)
{
	if (++watched.transactions == 2 && watched.act)
		watched.act(watched.ctx);
	return watched.own->tx(db, fn, ctx);
}

static err_t watch_start(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	watched.statements++;
	return watched.own->start(tx, st, in);
}

static err_t watch_send(struct tx *tx, const struct db_statement *st, const struct db_value *in)
{
	watched.statements++;
	return watched.own->send(tx, st, in);
}

static void watch(struct place *p, void (*act)(void *ctx), void *ctx)
{
	struct db *db = p->app.db;
	watched = (struct watched){*db->engine, db->engine, db, act, ctx, 0, 0};
	watched.engine.tx = watch_tx;
	watched.engine.start = watch_start;
	if (watched.own->send)
		watched.engine.send = watch_send;
	db->engine = &watched.engine;
}

static void watch_no_more(void)
{
	watched.db->engine = watched.own;
}

/* What a wrong password costs the store there. */
static int work_of(struct place *p, const char *mail)
{
	watch(p, NULL, NULL);
	refusal_of(p, mail, STR("wrong"));
	watch_no_more();
	CHECK_INT(watched.transactions, 2);
	return watched.statements;
}

/* One hash costs the same whoever it is of: see crypto/password_test.c. */
TEST(sign_in_of_unknown_address_costs_the_same)
{
	static const struct password_settings full = {.threads = 1, .kib = 8};
	static const char *const mails[] = {
		MAIL, "without@school.example", "nobody@school.example"};
	struct place p;
	struct token token;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	place_person(&p, "Without", mails[1]);
	int known = work_of(&p, MAIL);
	CHECK(known > 0);
	CHECK_INT(work_of(&p, mails[1]), known);
	CHECK_INT(work_of(&p, mails[2]), known);
	struct password_pool *pool = p.app.passwords;
	REQUIRE_OK(password_pool_new(&full, &p.app.passwords));
	for (int i = 0; i < 3; i++)
		CHECK_ERR(sign_in(&p, "block", mails[i], RIGHT, &token), ERR_UNAVAILABLE);
	password_pool_free(p.app.passwords);
	p.app.passwords = pool;
	place_close(&p);
}

static enum arrival_next next_of(
	struct place *p, const struct visitor *v, const char *mail, struct str password)
{
	struct account_sign_in in = {str_of(mail), password};
	struct arrived arrived = {.next = ARRIVAL_PASSWORD};
	CHECK_OK(account_sign_in(&p->app, p->arena, v, &in, &arrived));
	return arrived.next;
}

static enum arrival_next next_in(
	struct place *p, const char *block, const char *mail, struct str password)
{
	struct visitor v = place_visitor(block);
	return next_of(p, &v, mail, password);
}

TEST(sign_in_is_careful_after_some_tries_and_recovers)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	struct token token;
	for (int i = 0; i < 10; i++)
		CHECK_ERR(sign_in(&p, "block", MAIL, STR("wrong"), &token), ERR_UNAUTHENTICATED);
	CHECK(next_in(&p, "block", "Anna@school.example", RIGHT) == ARRIVAL_CODE);
	CHECK(next_in(&p, "block", MAIL, STR("wrong")) == ARRIVAL_CODE);
	CHECK(next_in(&p, "other", MAIL, RIGHT) == ARRIVAL_IN);
	CHECK_ERR(sign_in(&p, "block", "b@school.example", RIGHT, &token), ERR_UNAUTHENTICATED);
	place_pass(&p, 30 * USEC_SECOND);
	CHECK(next_in(&p, "block", MAIL, RIGHT) == ARRIVAL_IN);
	CHECK(next_in(&p, "block", MAIL, RIGHT) == ARRIVAL_CODE);
	place_close(&p);
}

/* The mailbox alone knows which password was right; its holder gets in. */
TEST(sign_in_carefully_tells_nothing_and_keeps_nobody_out)
{
	struct place p;
	struct arrived arrived = {0};
	struct str mail = STR_NONE;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	struct visitor thief = place_visitor("block"), anna = place_visitor("block");
	for (int i = 0; i < 10; i++)
		CHECK_ERR(sign_in(&p, "block", MAIL, STR("wrong"), &(struct token){0}),
			ERR_UNAUTHENTICATED);
	CHECK(next_of(&p, &thief, MAIL, STR("wrong")) == ARRIVAL_CODE);
	CHECK_INT((int64_t)place_mail(&p).text.len, 0);
	CHECK(next_of(&p, &anna, MAIL, RIGHT) == ARRIVAL_CODE);
	struct place_letter letter = place_mail(&p);
	CHECK_STR(letter.to, MAIL);
	struct str code = place_code(&letter);
	const struct app *app = &p.app;
	CHECK_OK(way_awaited(app, p.arena, &thief, WAY_SIGN_IN, &mail));
	CHECK_STR(mail, MAIL);
	CHECK_ERR(way_confirm(app, p.arena, &thief, WAY_SIGN_IN, code, &arrived), ERR_INVALID);
	REQUIRE_OK(way_confirm(app, p.arena, &anna, WAY_SIGN_IN, code, &arrived));
	CHECK(arrived.next == ARRIVAL_IN);
	place_close(&p);
}

/* From everywhere: the account as a whole is careful, but not where its holder was before. */
TEST(sign_in_tried_from_everywhere)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	struct visitor home = place_visitor("home");
	struct token token;
	CHECK(next_of(&p, &home, MAIL, RIGHT) == ARRIVAL_IN);
	int burst = limit_rule(LIMIT_SIGN_IN_OTHERS)->burst;
	for (int i = 1; i < burst; i++)
		CHECK_ERR(sign_in(&p, str_z(p.arena, str_fmt(p.arena, "%d", i)), MAIL, STR("wrong"),
				  &token),
			ERR_UNAUTHENTICATED);
	CHECK(next_in(&p, "elsewhere", MAIL, RIGHT) == ARRIVAL_CODE);
	CHECK(next_in(&p, "elsewhere", MAIL, STR("wrong")) == ARRIVAL_CODE);
	CHECK(next_of(&p, &home, MAIL, RIGHT) == ARRIVAL_IN);
	CHECK_ERR(sign_in(&p, "x", "b@school.example", RIGHT, &token), ERR_UNAUTHENTICATED);
	place_pass(&p, limit_rule(LIMIT_SIGN_IN_OTHERS)->each);
	CHECK(next_in(&p, "elsewhere", MAIL, RIGHT) == ARRIVAL_IN);
	place_close(&p);
}

struct trying {
	struct place *p;
	int count;
};

static err_t take_many(struct tx *tx, void *ctx)
{
	const struct trying *t = ctx;
	usec now = clock_now(t->p->app.clock);
	tx_allow(tx);
	for (int i = 0; i < t->count; i++)
		TRY(limit_take(tx, t->p->arena, LIMIT_SIGN_IN_ALL, STR("all"), now));
	return NULL;
}

/* That many wrong passwords, as elsewhere. */
static void try_everybody(struct place *p, int count)
{
	CHECK_OK(db_tx(p->app.db, take_many, &(struct trying){p, count}));
}

/* One word tried on everybody: each account alone sees little of it. */
TEST(sign_in_tried_on_everybody)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	struct visitor home = place_visitor("home");
	CHECK(next_of(&p, &home, MAIL, RIGHT) == ARRIVAL_IN);
	try_everybody(&p, limit_rule(LIMIT_SIGN_IN_ALL)->burst);
	CHECK(next_in(&p, "1", MAIL, RIGHT) == ARRIVAL_CODE);
	CHECK(next_in(&p, "2", "nobody@school.example", RIGHT) == ARRIVAL_CODE);
	CHECK(next_of(&p, &home, MAIL, RIGHT) == ARRIVAL_IN);
	place_pass(&p, limit_rule(LIMIT_SIGN_IN_ALL)->each);
	CHECK(next_in(&p, "1", MAIL, RIGHT) == ARRIVAL_IN);
	place_close(&p);
}

TEST(sign_in_that_is_wrong_counts_for_all_and_one_that_is_right_does_not)
{
	struct place p;
	struct token token;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	try_everybody(&p, limit_rule(LIMIT_SIGN_IN_ALL)->burst - 1);
	CHECK(next_in(&p, "1", MAIL, RIGHT) == ARRIVAL_IN);
	CHECK_ERR(sign_in(&p, "1", MAIL, STR("wrong"), &token), ERR_UNAUTHENTICATED);
	CHECK(next_in(&p, "1", MAIL, RIGHT) == ARRIVAL_CODE);
	place_close(&p);
}

/* One block's wrong passwords, each at another address. */
static void try_from(struct place *p, const char *block, int count)
{
	struct token token = {0};
	for (int i = 0; i < count; i++) {
		const char *mail = str_fmt(p->arena, "nobody%d@school.example", i).p;
		CHECK_ERR(sign_in(p, block, mail, RIGHT, &token), ERR_UNAUTHENTICATED);
	}
}

TEST(sign_in_tried_on_everybody_from_one_block_keeps_the_others_as_they_were)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	int own = limit_rule(LIMIT_SIGN_IN_BLOCK)->burst;
	try_everybody(&p, limit_rule(LIMIT_SIGN_IN_ALL)->burst - own - 2);
	try_from(&p, "1", own + 3);
	CHECK(next_in(&p, "2", MAIL, RIGHT) == ARRIVAL_IN);
	try_from(&p, "3", 1);
	CHECK(next_in(&p, "2", MAIL, RIGHT) == ARRIVAL_IN);
	try_from(&p, "4", 1);
	CHECK(next_in(&p, "2", MAIL, RIGHT) == ARRIVAL_CODE);
	place_close(&p);
}

/* Whoever has the password fills no mailbox with codes; nor do those who have it not. */
TEST(sign_in_carefully_mails_few_codes)
{
	struct place p;
	REQUIRE(place_open(&p));
	with_password(&p, MAIL, RIGHT);
	try_everybody(&p, limit_rule(LIMIT_SIGN_IN_ALL)->burst);
	for (int i = 0; i < limit_rule(LIMIT_MAIL_BESIDE)->burst + 5; i++)
		CHECK(next_in(&p, "1", MAIL, i % 2 ? STR("wrong") : RIGHT) == ARRIVAL_CODE);
	place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, (limit_rule(LIMIT_MAIL_BESIDE)->burst + 5 + 1) / 2);
	for (int i = 0; i < limit_rule(LIMIT_MAIL_BESIDE)->burst; i++)
		CHECK(next_in(&p, "1", MAIL, RIGHT) == ARRIVAL_CODE);
	place_mail(&p);
	CHECK_INT((int64_t)p.letters.len, limit_rule(LIMIT_MAIL_BESIDE)->burst);
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
	CHECK_OK(account_sign_in(&p.app, p.arena, &bad, &right, &arrived));
	CHECK(arrived.next == ARRIVAL_CODE);
	CHECK_OK(account_sign_in(&p.app, p.arena, &good, &right, &arrived));
	CHECK(arrived.next == ARRIVAL_IN);
	place_close(&p);
}

/* libsodium's own, of "twee gele fietsen" at the least cost that it knows. */
TEST(sign_in_hashes_anew_what_was_hashed_cheaply)
{
	struct place p;
	REQUIRE(place_open(&p));
	struct actor anna = place_person(&p, "Anna", MAIL);
	place_password(&p, &anna, place_cheap_hash(p.arena, RIGHT));
	struct token token;
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM password WHERE hash LIKE '%m=8,%'"), 1);
	CHECK_OK(sign_in(&p, "block", MAIL, RIGHT, &token));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM password WHERE hash LIKE '%m=256,t=2,%'"), 1);
	CHECK_OK(sign_in(&p, "block", MAIL, RIGHT, &token));
	place_close(&p);
}

struct replacing {
	struct place *p;
	const struct actor *person;
	struct str hash;
};

static void replace_password(void *ctx)
{
	const struct replacing *r = ctx;
	place_password(r->p, r->person, r->hash);
}

/* The old password must not sign in once it was replaced, however long it waited. */
TEST(sign_in_with_a_password_replaced_meanwhile)
{
	struct place p;
	struct token token;
	REQUIRE(place_open(&p));
	struct actor anna = with_password(&p, MAIL, RIGHT);
	struct replacing replacing = {&p, &anna, place_cheap_hash(p.arena, STR("another one"))};
	watch(&p, replace_password, &replacing);
	CHECK_ERR(sign_in(&p, "block", MAIL, RIGHT, &token), ERR_UNAUTHENTICATED);
	watch_no_more();
	CHECK_INT(watched.transactions, 3);
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
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM rate"), 4);
	place_pass(&p, retention_rule(RETENTION_RATE)->period + 10 * USEC_MINUTE + 1);
	CHECK_OK(retention_clear(&p.app));
	CHECK_INT(place_sql(&p, "SELECT count(*) FROM rate"), 0);
	place_close(&p);
}
