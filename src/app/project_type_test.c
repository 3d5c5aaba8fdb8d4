#include "app/project_type.h"

#include "i18n/i18n.h"
#include "unit/place.h"
#include "unit/unit.h"

#include <string.h>

TEST(project_types_are_whole_in_every_language)
{
	struct place p;
	REQUIRE(place_open(&p));
	for (size_t lang = 0; lang < i18n_count(p.app.i18n); lang++) {
		size_t count;
		const struct project_type *types =
			project_types_all(p.app.project_types, lang, &count);
		CHECK_INT((int64_t)count, 8);
		for (size_t i = 0; i < count; i++) {
			CHECK(types[i].title.len && types[i].about.len && types[i].confirms.len);
			CHECK(types[i].fields_len >= 3 && types[i].framework->areas_len >= 8);
		}
	}
	place_close(&p);
}

TEST(project_type_is_found_by_its_id)
{
	struct place p;
	REQUIRE(place_open(&p));
	const struct project_types *t = p.app.project_types;
	const struct project_type *found = project_type_find(t, 0, STR("youth-worker-mobility"));
	REQUIRE(found != NULL);
	CHECK_STR(found->framework->id, "ets-youth-worker");
	CHECK_INT((int64_t)found->framework->areas_len, 9);
	CHECK_STR(project_type_find(t, 0, STR("volunteering"))->fields[1].id, "tasks");
	CHECK(!project_type_find(t, 0, STR("")) && !project_type_find(t, 0, STR("none")));
	place_close(&p);
}

TEST(project_types_that_cannot_be)
{
	static const char *const bad[] = {
		"{}",
		"{\"frameworks\":[{\"id\":\"f\",\"title\":{\"nl\":\"F\"},\"areas\":[]}]}",
		"{\"frameworks\":[{\"id\":\"f\",\"title\":{\"nl\":\"F\"},\"areas\":"
		"[{\"title\":{\"nl\":\"A\"}}]}],\"fields\":[{\"id\":\"a\",\"title\":{\"nl\":\"A\"},"
		"\"help\":{\"nl\":\"A\"}}],\"types\":[{\"id\":\"t\",\"title\":{\"nl\":\"T\"},"
		"\"about\":{\"nl\":\"T\"},\"confirms\":{\"nl\":\"t\"},\"framework\":\"g\","
		"\"fields\":[\"a\"]}]}",
	};
	struct place p;
	REQUIRE(place_open(&p));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const struct embed files[] = {{"types.json", {bad[i], strlen(bad[i])}}, {0}};
		struct project_types *types;
		CHECK_ERR(project_types_new(p.arena, files, p.app.i18n, &types), ERR_INVALID);
	}
	place_close(&p);
}
