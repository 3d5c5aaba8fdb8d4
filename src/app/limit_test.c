#include "app/limit.h"

#include "db/content.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

struct taking {
	struct place *p;
	enum limit limit;
	struct str who;
};

static err_t take_one(struct tx *tx, void *ctx)
{
	const struct taking *t = ctx;
	tx_allow(tx);
	return limit_take(tx, t->p->arena, t->limit, t->who, clock_now(t->p->app.clock));
}

static err_t take(struct place *p, enum limit limit, const char *who)
{
	return db_tx(p->app.db, take_one, &(struct taking){p, limit, str_of(who)});
}

struct bursting {
	struct place *p;
	enum limit limit;
};

static err_t take_burst(struct tx *tx, void *ctx)
{
	const struct bursting *b = ctx;
	usec now = clock_now(b->p->app.clock);
	tx_allow(tx);
	for (int i = 0; i < limit_rule(b->limit)->burst; i++)
		TRY(limit_take(tx, b->p->arena, b->limit, STR("who"), now));
	return NULL;
}

/* How long a refused try is told to wait: in seconds up to a minute, then in whole minutes. */
static void check_wait(struct place *p, enum limit limit, const char *who, usec wait)
{
	usec unit = wait <= USEC_MINUTE ? USEC_SECOND : USEC_MINUTE;
	err_t e = take(p, limit, who);
	REQUIRE(e && e->code == ERR_RATE_LIMITED);
	CHECK_INT(e->n, (wait + unit - 1) / unit);
	CHECK(strstr(err_text(e), unit == USEC_SECOND ? "second" : "minute"));
	err_free(e);
}

struct looking {
	struct place *p;
	enum limit limit;
	bool *over;
};

static err_t look(struct tx *tx, void *ctx)
{
	const struct looking *l = ctx;
	usec now = clock_now(l->p->app.clock);
	tx_allow(tx);
	return limit_is_over(tx, l->p->arena, l->limit, STR("who"), now, l->over);
}

static err_t try(struct tx *tx, void *ctx)
{
	const struct looking *l = ctx;
	usec now = clock_now(l->p->app.clock);
	tx_allow(tx);
	return limit_try(tx, l->p->arena, l->limit, STR("who"), now, l->over);
}

TEST(limit_every_one_is_named_and_lets_some_through)
{
	for (enum limit a = LIMIT_NONE + 1; a < LIMITS; a++) {
		const struct limit_rule *rule = limit_rule(a);
		REQUIRE(rule->name);
		CHECK(rule->burst > 0 && rule->each > 0);
		for (enum limit b = LIMIT_NONE + 1; b < a; b++)
			CHECK(strcmp(rule->name, limit_rule(b)->name) != 0);
	}
}

TEST(limit_burst_then_one_in_each_time)
{
	struct place p;
	REQUIRE(place_open(&p));
	for (enum limit limit = LIMIT_NONE + 1; limit < LIMITS; limit++) {
		const struct limit_rule *rule = limit_rule(limit);
		CHECK_OK(db_tx(p.app.db, take_burst, &(struct bursting){&p, limit}));
		check_wait(&p, limit, "who", rule->each);
		check_wait(&p, limit, "who", rule->each);
		CHECK_OK(take(&p, limit, "somebody else"));
		place_pass(&p, rule->each - 1);
		check_wait(&p, limit, "who", 1);
		place_pass(&p, 1);
		CHECK_OK(take(&p, limit, "who"));
		check_wait(&p, limit, "who", rule->each);
	}
	place_close(&p);
}

TEST(limit_looked_at_is_not_spent)
{
	struct place p;
	bool over = true;
	REQUIRE(place_open(&p));
	struct looking l = {&p, LIMIT_OFFER_MAIL, &over};
	for (int i = 0; i < limit_rule(LIMIT_OFFER_MAIL)->burst; i++) {
		CHECK_OK(db_tx(p.app.db, look, &l));
		CHECK(!over);
		CHECK_OK(db_tx(p.app.db, try, &l));
		CHECK(!over);
	}
	for (int i = 0; i < 2; i++) {
		CHECK_OK(db_tx(p.app.db, look, &l));
		CHECK(over);
		CHECK_OK(db_tx(p.app.db, try, &l));
		CHECK(over);
	}
	place_pass(&p, limit_rule(LIMIT_OFFER_MAIL)->each);
	CHECK_OK(db_tx(p.app.db, look, &l));
	CHECK(!over);
	place_close(&p);
}

TEST(limit_recovers_whole_after_a_while)
{
	struct place p;
	REQUIRE(place_open(&p));
	const struct limit_rule *rule = limit_rule(LIMIT_SIGN_IN);
	for (int i = 0; i < rule->burst; i++)
		CHECK_OK(take(&p, LIMIT_SIGN_IN, "who"));
	place_pass(&p, 1000 * rule->burst * rule->each);
	for (int i = 0; i < rule->burst; i++)
		CHECK_OK(take(&p, LIMIT_SIGN_IN, "who"));
	check_wait(&p, LIMIT_SIGN_IN, "who", 30 * USEC_SECOND);
	place_close(&p);
}

TEST(limit_does_not_lock_out_when_the_clock_is_set_back)
{
	struct place p;
	REQUIRE(place_open(&p));
	const struct limit_rule *rule = limit_rule(LIMIT_SIGN_IN);
	for (int i = 0; i < rule->burst; i++)
		CHECK_OK(take(&p, LIMIT_SIGN_IN, "who"));
	place_pass(&p, -365 * USEC_DAY);
	check_wait(&p, LIMIT_SIGN_IN, "who", 30 * USEC_SECOND);
	place_pass(&p, 30 * USEC_SECOND * rule->burst);
	check_wait(&p, LIMIT_SIGN_IN, "who", 30 * USEC_SECOND);
	place_close(&p);
}

TEST(limit_pair_keeps_all_bytes_of_both)
{
	struct arena *a = arena_new();
	struct str block = {"\0\0x\0", 4};
	struct str pair = limit_pair(a, block, STR("anna"));
	CHECK(str_eq(pair, (struct str){"\0\0x\0\nanna", 9}));
	arena_free(a);
}

TEST(limit_stores_nobody_by_name)
{
	struct place p;
	REQUIRE(place_open(&p));
	CHECK_OK(take(&p, LIMIT_SIGN_IN, "anna@school.example"));
	CHECK(!store_holds(&p.store, STR("anna@school")));
	place_close(&p);
}
