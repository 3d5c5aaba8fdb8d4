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

TEST(project_frameworks_help_to_write)
{
	struct place p;
	REQUIRE(place_open(&p));
	for (size_t lang = 0; lang < i18n_count(p.app.i18n); lang++) {
		const struct project_type *type =
			project_type_find(p.app.project_types, lang, STR("own"));
		REQUIRE(type->framework->areas_len == 8);
		for (size_t i = 0; i < 8; i++) {
			const struct project_area *area = &type->framework->areas[i];
			CHECK(area->about.len && area->example.len);
			for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
				CHECK(area->prompts[m].len);
		}
		CHECK_STR(project_area_find(type->framework, STR("stem"))->id, "stem");
		CHECK(!project_area_find(type->framework, STR("designing")));
		CHECK_STR(type->fields[type->fields_len - 1].id, "goals");
	}
	place_close(&p);
}

#define WORD "{\"nl\":\"W\",\"en\":\"W\",\"fr\":\"W\",\"de\":\"W\"}"
#define AREA(id)                                                                   \
	"{\"id\":\"" id "\",\"title\":" WORD ",\"about\":" WORD ",\"start\":" WORD \
	",\"halfway\":" WORD ",\"end\":" WORD ",\"example\":" WORD "}"
#define FRAMEWORKS(areas) \
	"{\"frameworks\":[{\"id\":\"f\",\"title\":" WORD ",\"areas\":[" areas "]}]}"
#define FORMED(framework, parts)                                                            \
	"{\"fields\":[{\"id\":\"a\",\"title\":" WORD ",\"help\":" WORD                      \
	"}],\"certificate\":{\"kind\":" WORD ",\"that\":" WORD                              \
	",\"parts\":{\"project\":{\"title\":" WORD "}},\"sections\":{\"when\":" WORD "}},"  \
	"\"types\":[{\"id\":\"t\",\"title\":" WORD ",\"about\":" WORD ",\"confirms\":" WORD \
	",\"framework\":\"" framework "\",\"fields\":[\"a\"],\"certificate\":" parts "}]}"
#define FIRST "{\"part\":\"participation\",\"sections\":[\"when\"]}"
#define PART(name, rest) "{\"part\":\"" name "\"," rest "}"
#define TYPES(framework) FORMED(framework, "[" FIRST "]")

TEST(project_types_that_cannot_be)
{
	static const char *const bad[][2] = {
		{"{}", FRAMEWORKS(AREA("a"))},
		{TYPES("g"), FRAMEWORKS(AREA("a"))},
		{TYPES("f"), "{}"},
		{TYPES("f"), FRAMEWORKS("")},
		{TYPES("f"), FRAMEWORKS("{\"id\":\"a\",\"title\":" WORD "}")},
		{TYPES("f"), FRAMEWORKS(AREA("a") "," AREA("a"))},
	};
	struct place p;
	struct project_types *types;
	const struct embed none[] = {{0}};
	REQUIRE(place_open(&p));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		const struct embed files[] = {{"types.json", str_of(bad[i][0])},
			{"frameworks.json", str_of(bad[i][1])}, {0}};
		CHECK_ERR(project_types_new(p.arena, files, p.app.i18n, &types), ERR_INVALID);
	}
	const struct embed sound[] = {{"types.json", str_of(TYPES("f"))},
		{"frameworks.json", str_of(FRAMEWORKS(AREA("a")))}, {0}};
	CHECK_OK(project_types_new(p.arena, sound, p.app.i18n, &types));
	CHECK_ERR(project_types_new(p.arena, none, p.app.i18n, &types), ERR_INVALID);
	place_close(&p);
}

/* What is said of a form that cannot be. */
TEST(project_types_with_forms_that_cannot_be)
{
	static const struct {
		const char *form, *said;
	} bad[] = {
		{"[]", "t: certificate: no parts"},
		{"{}", "t: certificate: no parts"},
		{"[" PART("project", "\"sections\":[\"a\"]") "]",
			"the first part is participation, not: project"},
		{"[" FIRST "," FIRST "]", "a part twice: participation"},
		{"[" FIRST "," PART("cover", "\"sections\":[\"a\"]") "]", "no such part: cover"},
		{"[" FIRST "," PART("project", "\"sections\":[]") "]", "no sections"},
		{"[" FIRST "," PART("project", "\"sections\":[\"b\"]") "]",
			"a section that its part does not know: b"},
		{"[" FIRST "," PART("project", "\"sections\":[\"when\"]") "]",
			"a section that its part does not know: when"},
		{"[" FIRST "," PART("project", "\"sections\":[\"a\",\"a\"]") "]",
			"a section twice: a"},
		{"[" FIRST "," PART("project", "\"sections\":[\"programme\"]") "]",
			"a section without a label: programme"},
		{"[" FIRST "," PART("learning", "\"sections\":[\"end\"]") "]",
			"a part without a title: learning"},
		{"[" PART("participation",
			 "\"sections\":[\"when\"],\"labels\":{\"born\":" WORD "}") "]",
			"a label of no section: born"},
		{"[" PART("participation", "\"sections\":[\"when\"],\"labels\":[]") "]",
			"labels that are none: participation"},
	};
	struct place p;
	struct project_types *types;
	REQUIRE(place_open(&p));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct str all = STR(FORMED("f", "@"));
		size_t at = str_find(all, '@');
		struct str text = str_fmt(p.arena, "%.*s%s%s", STR_ARG(str_sub(all, 0, at)),
			bad[i].form, str_from(all, at + 1).p);
		const struct embed files[] = {
			{"types.json", text}, {"frameworks.json", STR(FRAMEWORKS(AREA("a")))}, {0}};
		err_t e = project_types_new(p.arena, files, p.app.i18n, &types);
		if (!CHECK(e && strstr(e->detail, bad[i].said)))
			CHECK_STR(str_of(e ? e->detail : ""), bad[i].said);
		err_free(e);
	}
	place_close(&p);
}
