#include "base/id.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(public_id_round_trips)
{
	struct arena *a = arena_new();
	for (int i = 0; i < 1000; i++) {
		struct public_id id = public_id_new(&random_system), back = {0};
		CHECK(public_id_parse(public_id_print(a, id), &back) && public_id_eq(id, back));
	}
	arena_free(a);
}

TEST(public_id_has_one_spelling)
{
	struct public_id id;
	CHECK(public_id_parse(STR("00000000000000000000000000"), &id));
	CHECK(!public_id_parse(STR("00000000000000000000000001"), &id));
	CHECK(!public_id_parse(STR("0000000000000000000000000"), &id));
	CHECK(!public_id_parse(STR("A0000000000000000000000000"), &id));
	CHECK(!public_id_parse(STR("w0000000000000000000000000"), &id));
}
