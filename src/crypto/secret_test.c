#include "crypto/secret.h"

#include "base/arena.h"
#include "unit/unit.h"

#include <string.h>

TEST(secret_wipes_every_byte)
{
	struct secret s;
	secret_random(&random_system, SECRET_MOST, &s);
	secret_wipe(&s);
	static const struct secret zero;
	CHECK(memcmp(&s, &zero, sizeof(s)) == 0);
}

TEST(secret_takes_at_most_its_room)
{
	char bytes[SECRET_MOST + 1] = {0};
	struct secret s = {.len = 7};
	CHECK(!secret_copy((struct str){bytes, sizeof(bytes)}, &s));
	CHECK_INT((int64_t)s.len, 7);
	CHECK(secret_copy((struct str){bytes, SECRET_MOST}, &s));
	CHECK_INT((int64_t)s.len, SECRET_MOST);
	CHECK(secret_copy(STR_NONE, &s));
	CHECK_INT((int64_t)s.len, 0);
}

TEST(secret_compares_length_and_bytes)
{
	struct secret a, b, c;
	CHECK(secret_copy(STR("abc"), &a) && secret_copy(STR("abd"), &b));
	CHECK(secret_copy(STR("ab"), &c));
	CHECK(secret_eq(&a, &a));
	CHECK(!secret_eq(&a, &b));
	CHECK(!secret_eq(&a, &c));
}

static bool was_wiped;
static char typed[] = "what was typed";

static void look(void *arg)
{
	(void)arg;
	was_wiped = typed[0] == 0 && typed[sizeof(typed) - 2] == 0;
}

TEST(secret_bytes_are_wiped_with_their_arena)
{
	struct arena *a = arena_new();
	arena_defer(a, look, NULL);
	secret_wipe_later(a, str_of(typed));
	arena_free(a);
	CHECK(was_wiped);
}
