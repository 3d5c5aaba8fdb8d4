#include "crypto/password.h"

#include "unit/unit.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/resource.h>

static const struct password_settings two = {.threads = 2, .queue_most = 8};

static void check_match(
	struct password_pool *pool, struct str password, struct str hash, enum password_match want)
{
	enum password_match got = -1;
	CHECK_OK(password_verify(pool, password, hash, &got));
	CHECK_INT(got, want);
}

TEST(password_hash_and_verify)
{
	struct arena *a = arena_new();
	struct password_pool *pool;
	struct str hash, again;
	REQUIRE_OK(password_pool_new(&two, &pool));
	REQUIRE_OK(password_hash(pool, a, STR("drie natte olifanten"), &hash));
	REQUIRE_OK(password_hash(pool, a, STR("drie natte olifanten"), &again));
	CHECK(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$")));
	CHECK(hash.len < 128);
	CHECK(!str_eq(hash, again));
	check_match(pool, STR("drie natte olifanten"), hash, PASSWORD_RIGHT);
	check_match(pool, STR("drie natte olifante"), hash, PASSWORD_WRONG);
	check_match(pool, STR("Drie natte olifanten"), hash, PASSWORD_WRONG);
	check_match(pool, STR_NONE, hash, PASSWORD_WRONG);
	password_pool_free(pool);
	arena_free(a);
}

/* Nothing is cut off: the last of 128 four-byte characters counts. */
TEST(password_is_not_truncated)
{
	struct arena *a = arena_new();
	struct password_pool *pool;
	struct str hash;
	char p[4 * PASSWORD_MOST + 1];
	for (int i = 0; i < PASSWORD_MOST; i++)
		memcpy(p + 4 * i, "\U0001f418", 4);
	struct str whole = {p, 4 * PASSWORD_MOST};
	REQUIRE_OK(password_pool_new(&two, &pool));
	CHECK_OK(password_check("password", whole, NULL, 0));
	REQUIRE_OK(password_hash(pool, a, whole, &hash));
	check_match(pool, whole, hash, PASSWORD_RIGHT);
	check_match(pool, str_sub(whole, 0, whole.len - 4), hash, PASSWORD_WRONG);
	whole.len++;
	CHECK_ERR(password_hash(pool, a, whole, &hash), ERR_TOO_LARGE);
	check_match(pool, whole, hash, PASSWORD_WRONG);
	password_pool_free(pool);
	arena_free(a);
}

TEST(password_of_older_cost_is_right_but_outdated)
{
	struct password_pool *pool;
	REQUIRE_OK(password_pool_new(&two, &pool));
	static const struct str cheap = STR("$argon2id$v=19$m=8192,t=1,p=1$4hvzi1OCDiFE1mmS2ztp+g$3"
					    "yNClGVMg2iZl3FmAnHmOFT31NWD+i+V7sqBOLDq9LQ");
	check_match(pool, STR("drie natte olifanten"), cheap, PASSWORD_RIGHT_OUTDATED);
	password_pool_free(pool);
}

TEST(password_costs_what_the_pool_says)
{
	static const struct password_settings small = {.threads = 1, .queue_most = 4, .kib = 64};
	struct arena *a = arena_new();
	struct password_pool *pool;
	struct str hash;
	REQUIRE_OK(password_pool_new(&small, &pool));
	CHECK_OK(password_hash(pool, a, STR("drie natte olifanten"), &hash));
	CHECK(str_starts(hash, STR("$argon2id$v=19$m=64,t=2,p=1$")));
	check_match(pool, STR("drie natte olifanten"), hash, PASSWORD_RIGHT);
	check_match(pool, STR(""), STR_NONE, PASSWORD_WRONG);
	password_pool_free(pool);
	arena_free(a);
}

TEST(password_damaged_hash_is_an_error)
{
	struct password_pool *pool;
	enum password_match match;
	char longer[200];
	memset(longer, 'x', sizeof(longer));
	REQUIRE_OK(password_pool_new(&two, &pool));
	CHECK_ERR(password_verify(pool, STR("x"), STR("$2y$10$abc"), &match), ERR_INTERNAL);
	CHECK_ERR(password_verify(pool, STR("x"), STR(""), &match), ERR_INTERNAL);
	CHECK_ERR(password_verify(pool, STR("x"), (struct str){longer, sizeof(longer)}, &match),
		ERR_INTERNAL);
	password_pool_free(pool);
}

/* Processor time, which other programs on the machine disturb least. */
static int64_t cost_now(void)
{
	struct rusage u;
	getrusage(RUSAGE_SELF, &u);
	return (u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000 + u.ru_utime.tv_usec +
	       u.ru_stime.tv_usec;
}

static int64_t cost_of(struct password_pool *pool, struct str hash)
{
	enum password_match match;
	int64_t start = cost_now();
	CHECK_OK(password_verify(pool, STR("drie natte paarden"), hash, &match));
	return cost_now() - start;
}

/* In turn, so that what else the machine does disturbs both; the least of each counts. */
TEST(password_of_an_unknown_account_costs_the_same)
{
	struct arena *a = arena_new();
	struct password_pool *pool;
	struct str hash;
	int64_t known = INT64_MAX, unknown = INT64_MAX;
	REQUIRE_OK(password_pool_new(&two, &pool));
	REQUIRE_OK(password_hash(pool, a, STR("drie natte olifanten"), &hash));
	check_match(pool, STR("drie natte olifanten"), STR_NONE, PASSWORD_WRONG);
	for (int i = 0; i < 8; i++) {
		int64_t one = cost_of(pool, hash), other = cost_of(pool, STR_NONE);
		known = one < known ? one : known;
		unknown = other < unknown ? other : unknown;
	}
	CHECK(unknown > known / 2 && unknown < known * 2);
	password_pool_free(pool);
	arena_free(a);
}

#define CALLERS 8

struct crowd {
	struct password_pool *pool;
	atomic_int served, refused;
	bool until_refused; /* somebody was */
};

static void *sign_in(void *arg)
{
	struct crowd *c = arg;
	do {
		enum password_match match;
		err_t e = password_verify(c->pool, STR("drie natte paarden"), STR_NONE, &match);
		c->served += !e;
		c->refused += e && e->code == ERR_UNAVAILABLE;
		err_free(e);
	} while (c->until_refused && !c->refused);
	return NULL;
}

static void sign_in_together(struct crowd *io)
{
	pthread_t thread[CALLERS];
	for (int i = 0; i < CALLERS; i++)
		REQUIRE(pthread_create(&thread[i], NULL, sign_in, io) == 0);
	for (int i = 0; i < CALLERS; i++)
		pthread_join(thread[i], NULL);
}

TEST(password_queue_serves_as_many_as_it_has_room_for)
{
	struct crowd all = {0};
	REQUIRE_OK(password_pool_new(
		&(struct password_settings){.threads = 1, .queue_most = CALLERS}, &all.pool));
	sign_in_together(&all);
	CHECK_INT(all.served, CALLERS);
	password_pool_free(all.pool);
}

TEST(password_queue_refuses_whoever_finds_no_room)
{
	struct crowd none = {0}, some = {.until_refused = true};
	REQUIRE_OK(password_pool_new(&(struct password_settings){.threads = 1}, &none.pool));
	sign_in_together(&none);
	CHECK_INT(none.refused, CALLERS);
	password_pool_free(none.pool);
	REQUIRE_OK(password_pool_new(
		&(struct password_settings){.threads = 1, .queue_most = 1}, &some.pool));
	sign_in_together(&some);
	CHECK(some.served && some.refused);
	enum password_match match;
	CHECK_OK(password_verify(some.pool, STR("x"), STR_NONE, &match));
	password_pool_free(some.pool);
}

TEST(password_pool_needs_a_thread)
{
	struct password_pool *pool;
	CHECK_ERR(password_pool_new(&(struct password_settings){.queue_most = 4}, &pool),
		ERR_INTERNAL);
	password_pool_free(NULL);
}

static void check_refused(const char *password, const char *name, const char *why)
{
	const struct str words[] = {str_of(name)};
	err_t e = password_check("password", str_of(password), words, 1);
	REQUIRE(e);
	CHECK(e->code == ERR_INVALID);
	CHECK_STR(str_of(e->field), "password");
	CHECK(strstr(err_text(e), why));
	err_free(e);
}

TEST(password_rules_refuse_short_long_and_common)
{
	char longer[PASSWORD_MOST + 2] = {0};
	memset(longer, 'z', PASSWORD_MOST + 1);
	check_refused("\u00eb\u00eb\u00eb\u00eb\u00eb\u00eb\u00eb", "", "at least");
	check_refused("", "", "at least");
	check_refused(longer, "", "at most");
	check_refused("12345678\xff", "", "does not work");
	check_refused("password", "", "easy to guess");
	check_refused("PassWord", "", "easy to guess");
	check_refused("1234567890", "", "easy to guess");
	check_refused("qwertyuiop", "", "easy to guess");
}

TEST(password_rules_refuse_names)
{
	check_refused("vanderlinde1", "Joke van der Linde", "name");
	check_refused("Jansen2026!", "Eva Jansen", "name");
	check_refused("xxjansenxx", "Eva Jansen", "name");
	check_refused("eva.eva!1", "Eva.Eva", "name");
	check_refused("bo123456", "Bo", "name");
	check_refused("noorderpoort", "Noorderpoort College", "name");
	check_refused("mijn-zo\u00eb-12", "Mijn-Zo\u00eb", "name");
}

TEST(password_rules_accept_the_rest)
{
	const struct str words[] = {STR("Bo de Al"), STR("Noorderpoort"), STR(""), STR_NONE};
	CHECK_OK(password_check("password", STR("drie natte olifanten"), words, 4));
	CHECK_OK(password_check("password", STR("bolalderstek"), words, 4));
	CHECK_OK(password_check("password", STR("        "), words, 4));
	CHECK_OK(password_check(
		"password", STR("\u00eb\u00eb\u00eb\u00eb\u00eb\u00eb\u00eb\u00eb"), words, 4));
}
