#include "app/official_list.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(official_list_of_ours_is_read)
{
	struct arena *a = arena_new();
	struct official_list list;
	REQUIRE(CHECK_OK(official_list_read(a, official_list_ours(), &list)));
	CHECK_STR(list.site, "Youthpass");
	CHECK(str_starts(list.source, STR("https://")));
	CHECK(list.columns_len > 2 && list.columns[0].holds == OFFICIAL_GIVEN_NAME);
	arena_free(a);
}

TEST(official_list_of_an_operator)
{
	struct arena *a = arena_new();
	struct official_list list;
	CHECK_OK(official_list_read(a,
		STR("{\"site\":\"S\",\"source\":\"https://s.example/\",\"columns\":["
		    "{\"heading\":\"Nr\",\"holds\":\"grant\"},"
		    "{\"heading\":\"Gender\",\"holds\":\"nothing\"}]}"),
		&list));
	CHECK(list.columns_len == 2 && list.columns[0].holds == OFFICIAL_GRANT &&
		list.columns[1].holds == OFFICIAL_NOTHING);
	CHECK_STR(list.columns[1].heading, "Gender");
	arena_free(a);
}

TEST(official_list_that_is_none)
{
	static const char unknown[] = "{\"site\":\"S\",\"source\":\"x\",\"columns\":[{\"heading\":"
				      "\"A\",\"holds\":\"x\"}]}";
	static const char *const wrong[] = {"", "[]", "{}",
		"{\"site\":\"S\",\"source\":\"x\",\"columns\":[]}",
		"{\"site\":\"S\",\"source\":\"x\",\"columns\":{}}",
		"{\"site\":\"S\",\"columns\":[{\"heading\":\"A\",\"holds\":\"mail\"}]}",
		"{\"site\":\"S\",\"source\":\"x\",\"columns\":[{\"holds\":\"mail\"}]}", unknown};
	struct arena *a = arena_new();
	struct official_list list;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		CHECK_ERR(official_list_read(a, str_of(wrong[i]), &list), ERR_INVALID);
	arena_free(a);
}
