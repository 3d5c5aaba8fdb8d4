#include "db/postgresql/connection.h"
#include "db/postgresql/postgresql.h"

#include "db/fixture.h"
#include "unit/scratch.h"
#include "unit/unit.h"

TEST(place_is_told_from_a_path)
{
	CHECK(postgresql_is("postgresql:///leerpas") && postgresql_is("postgres://db/leerpas"));
	CHECK(!postgresql_is("/var/lib/leerpas/leerpas.db") && !postgresql_is("postgresql"));
	CHECK(!postgresql_is("sqlite:postgresql://x"));
}

static err_t open_and_close(const char *place)
{
	struct db *db;
	TRY(db_open(&(struct db_config){.place = place, .schema = &fixture_schema}, &db));
	db_close(db);
	return NULL;
}

TEST(place_that_cannot_be_read_or_reached)
{
	CHECK_ERR(open_and_close("postgresql://h/d?no_such_parameter=1"), ERR_INVALID);
	CHECK_ERR(open_and_close("postgresql:///d?host=/tmp/no-such-folder"), ERR_UNAVAILABLE);
	CHECK_ERR(open_and_close("postgresql://127.0.0.1:1/d"), ERR_UNAVAILABLE);
}

TEST(place_errors_repeat_no_password)
{
	err_t e = open_and_close("postgresql://me:hunter2@127.0.0.1:1/d");
	REQUIRE(e);
	CHECK(str_search(str_of(e->detail), STR("hunter2")) == str_of(e->detail).len);
	err_free(e);
	e = open_and_close("postgresql://me:hunter2@h/d?hunter2=1");
	REQUIRE(e);
	CHECK(str_search(str_of(e->detail), STR("hunter2")) == str_of(e->detail).len);
	err_free(e);
}

/* What libpq was told about TLS for that place. */
static struct str option_of(struct arena *a, const char *place, const char *name)
{
	PGconn *handle;
	struct str value = STR_NONE;
	if (!CHECK_OK(pg_connect(place, &handle)))
		return value;
	PQconninfoOption *options = PQconninfo(handle);
	for (const PQconninfoOption *o = options; o->keyword; o++)
		if (str_is(str_of(o->keyword), name) && o->val)
			value = str_dup(a, str_of(o->val));
	PQconninfoFree(options);
	PQfinish(handle);
	return value;
}

TEST(place_elsewhere_must_show_a_certificate)
{
	struct arena *a = arena_new();
	CHECK_STR(option_of(a, "postgresql://127.0.0.2:1/d", "sslmode"), "verify-full");
	CHECK_STR(option_of(a, "postgresql://localhost,127.0.0.2:1/d", "sslmode"), "verify-full");
	CHECK_STR(option_of(a, "postgresql:///d?hostaddr=127.0.0.2&port=1", "sslmode"),
		"verify-full");
	CHECK_STR(option_of(a, "postgresql://127.0.0.1:1/d", "sslmode"), "prefer");
	CHECK_STR(option_of(a, "postgresql:///d?host=/tmp/no-such-folder", "sslmode"), "prefer");
	CHECK_STR(option_of(a, "postgresql://127.0.0.2:1/d?sslmode=verify-ca", "sslmode"),
		"verify-ca");
	CHECK_STR(option_of(a, "postgresql://127.0.0.2:1/d?connect_timeout=2", "connect_timeout"),
		"2");
	arena_free(a);
}
