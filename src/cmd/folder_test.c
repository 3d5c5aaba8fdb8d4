#include "cmd/folder.h"

#include "unit/folder.h"
#include "unit/unit.h"

TEST(folder_without_data_is_anybodys)
{
	struct folder f;
	REQUIRE(folder_make(&f));
	struct str path = str_of(f.path);
	folder_write(&f, "master.key", STR("x"));
	CHECK_OK(folder_for_demo(f.arena, path));
	CHECK_OK(folder_for_house(f.arena, path));
	CHECK_OK(folder_for_house(f.arena, STR("/tmp/leerpas-not-there")));
	folder_end(&f);
}

TEST(folder_of_an_installation_is_no_demos)
{
	static const char *const files[] = {FOLDER_CONTENT, FOLDER_KEYS};
	for (int i = 0; i < 2; i++) {
		struct folder f;
		REQUIRE(folder_make(&f));
		folder_write(&f, files[i], STR("x"));
		CHECK_ERR(folder_for_demo(f.arena, str_of(f.path)), ERR_CONFLICT);
		CHECK_OK(folder_for_house(f.arena, str_of(f.path)));
		folder_end(&f);
	}
}

TEST(folder_of_a_demo_is_no_installations)
{
	struct folder f;
	REQUIRE(folder_make(&f));
	folder_write(&f, FOLDER_MAILBOX, STR("x"));
	CHECK_OK(folder_for_demo(f.arena, str_of(f.path)));
	CHECK_ERR(folder_for_house(f.arena, str_of(f.path)), ERR_CONFLICT);
	folder_write(&f, FOLDER_CONTENT, STR("x"));
	CHECK_OK(folder_for_demo(f.arena, str_of(f.path)));
	CHECK_ERR(folder_for_house(f.arena, str_of(f.path)), ERR_CONFLICT);
	folder_end(&f);
}
