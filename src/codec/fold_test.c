#include "codec/fold.h"

#include "base/arena.h"
#include "unit/unit.h"

TEST(fold_forgets_case_marks_and_signs)
{
	static const char *const cases[][2] = {{"", ""}, {"Name", "name"},
		{"  Given--name (first) ", "given name first"}, {"Pr\xc3\xa9nom", "prenom"},
		{"STRA\xc3\x9f"
		 "E",
			"strasse"},
		{"\xc5\x81\xc3\xb3"
		 "d\xc5\xba",
			"lodz"},
		{"\xc4\xb0stanbul", "istanbul"}, {"e\xcc\x81t\xc3\xa9", "ete"},
		{"\xc8\x98tef", "stef"},
		{"\xce\x86\xce\xb3\xce\xb9\xce\xbf\xcf\x82",
			"\xce\xb1\xce\xb3\xce\xb9\xce\xbf\xcf\x83"},
		{"\xd0\x98\xd0\x92\xd0\x90\xd0\x9d", "\xd0\xb8\xd0\xb2\xd0\xb0\xd0\xbd"},
		{"d\xe2\x80\x99Ivoire\xc2\xa0x", "d ivoire x"}, {"\xe6\x9d\xb1", "\xe6\x9d\xb1"},
		{"!?", ""}};
	struct arena *a = arena_new();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		CHECK_STR(fold(a, str_of(cases[i][0])), cases[i][1]);
	arena_free(a);
}

TEST(fold_distance_counts_slips)
{
	CHECK_INT(fold_distance(STR("belgium"), STR("belgium"), 2), 0);
	CHECK_INT(fold_distance(STR("belguim"), STR("belgium"), 2), 1);
	CHECK_INT(fold_distance(STR("begium"), STR("belgium"), 2), 1);
	CHECK_INT(fold_distance(STR("bellgium"), STR("belgium"), 2), 1);
	CHECK_INT(fold_distance(STR("bilgiun"), STR("belgium"), 2), 2);
	CHECK_INT(fold_distance(STR("bilgiun"), STR("belgium"), 1), 2);
	CHECK_INT(fold_distance(STR("spain"), STR("belgium"), 2), 3);
	CHECK_INT(fold_distance(STR(""), STR("ab"), 2), 2);
	CHECK_INT(fold_distance(STR(""), STR(""), 0), 0);
	char x[FOLD_MOST + 1] = {0};
	CHECK_INT(fold_distance((struct str){x, FOLD_MOST}, (struct str){x, FOLD_MOST}, 2), 0);
	CHECK_INT(fold_distance((struct str){x, FOLD_MOST + 1}, (struct str){x, FOLD_MOST}, 2), 3);
}
