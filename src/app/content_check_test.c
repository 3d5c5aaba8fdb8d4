#include "app/content_check.h"

#include "app/content.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "unit/unit.h"

#include <string.h>

struct desk {
	struct arena *arena;
	const struct i18n *i18n;
	struct content_sources sources;
	struct embed files[128];
};

/* Read once. */
static const struct i18n *texts(void)
{
	static struct arena *arena;
	static struct i18n *i18n;
	if (!arena) {
		arena = arena_new();
		CHECK_OK(i18n_new(arena, i18n_catalogues, STR("nl"), &i18n));
	}
	return i18n;
}

static bool set_up(struct desk *d)
{
	*d = (struct desk){.arena = arena_new(), .sources = content_own_sources()};
	const struct embed *from = d->sources.passport;
	for (size_t i = 0; from[i].name && i + 1 < sizeof(d->files) / sizeof(*d->files); i++)
		d->files[i] = from[i];
	d->sources.passport = d->files;
	d->i18n = texts();
	return CHECK(d->i18n != NULL);
}

static struct str *text_of(struct desk *d, const char *file)
{
	if (strcmp(file, "ids.txt") == 0)
		return &d->sources.ids;
	if (strcmp(file, "people.json") == 0)
		return &d->sources.people;
	for (struct embed *f = d->files; f->name; f++)
		if (strcmp(file, f->name) == 0)
			return &f->bytes;
	return NULL;
}

/* The first of these in that file becomes something else. */
static void change(struct desk *d, const char *file, const char *from, const char *to)
{
	struct str *text = text_of(d, file);
	if (!CHECK(text != NULL))
		return;
	size_t at = str_search(*text, str_of(from));
	if (!CHECK(at < text->len))
		return;
	*text = str_fmt(d->arena, "%.*s%s%.*s", (int)at, text->p, to,
		STR_ARG(str_from(*text, at + strlen(from))));
}

/* "file: text", one a line. */
static struct str found(const struct desk *d)
{
	struct content_findings findings;
	struct buf out;
	buf_init(&out, d->arena, 4096, 1 << 20);
	if (!CHECK_OK(content_check(d->arena, &d->sources, d->i18n, &findings)))
		return STR_NONE;
	vec_each (struct content_finding, it, &findings)
		buf_fmt(&out, "%.*s: %.*s\n", STR_ARG(it->file), STR_ARG(it->text));
	return buf_str(&out);
}

TEST(content_check_of_what_is_asked)
{
	struct desk d;
	REQUIRE(set_up(&d));
	CHECK_STR(found(&d), "");
	arena_free(d.arena);
}

#define WHO "1-who.json"
#define SELF "\"id\": \"who.self\",\n\t\t\t\"kind\": \"text\","

static const struct {
	const char *file, *from, *to, *told;
} faults[] = {
	{WHO, "{", "", "1-who.json: is no JSON: "},
	{WHO, SELF, SELF "\"hint\": 1,", "1-who.json: questions[who.self].hint: is unknown here"},
	{WHO, SELF, "\"id\": \"who.self\", \"kind\": \"film\",",
		"1-who.json: questions[who.self].kind: is none of [\"text\","},
	{WHO, "\"id\": \"who.self\"", "\"id\": \"Who self\"",
		"1-who.json: questions[Who self].id: \"Who self\" does not look like"},
	{WHO, "\"de\": ", "\"xx\": ", "1-who.json: title: \"de\" is missing"},
	{WHO, "\"tr\": ", "\"xx\": ", "1-who.json: title: companions read it: add \"tr\""},
	{WHO, "\"uk\": \"Хто ти?\"", "\"xx\": \"Хто ти?\"",
		"1-who.json: questions[who.self].text: companions read it: add \"uk\""},
	{"4-need.json", "\"pl\": \"sprawia", "\"xx\": \"sprawia",
		"4-need.json: questions[need.words].scale.low: companions read it: add \"pl\""},
	{"passport.json", "\"1-who\",", "\"1-who\", \"9-more\",",
		"passport.json: chapters: there is no file 9-more.json"},
	{"passport.json", "\"1-who\",", "",
		"1-who.json: is not named in chapters of passport.json"},
	{"passport.json", "\"at-school\": \"yes\"", "\"at-school\": \"maybe\"",
		"passport.json: routes[school-mbo]: its choices are none: "},
	{"passport.json", "\"at-school\": \"yes\"", "\"at-school\": \"no\"",
		"passport.json: routes[outside-mbo]: its choices are another route's: "},
	{"passport.json", "\"skip\": {", "\"title\": {", "passport.json: is no JSON: "},
	{WHO, SELF, SELF "\"routes\": [\"school-mbo\"],", "1-who.json: questions: 5 are asked on "},
	{WHO, SELF, SELF "\"routes\": [\"school\"],",
		"1-who.json: questions[who.self]: there is no route school"},
	{WHO, SELF, SELF "\"most\": 3,",
		"1-who.json: questions[who.self]: kind text has no \"most\": take it away"},
	{WHO, SELF, "\"id\": \"who.self\", \"kind\": \"choice\",",
		"1-who.json: questions[who.self]: kind choice needs \"options\""},
	{WHO, SELF, "\"id\": \"who.self\", \"kind\": \"scale\",",
		"1-who.json: questions[who.self]: kind scale needs \"scale\""},
	{WHO, SELF, SELF "\"scope\": \"care\",",
		"1-who.json: questions[who.self]: a question has \"why\" exactly when"},
	{WHO, SELF, SELF "\"scope\": \"other\",",
		"1-who.json: questions[who.self]: there is no scope other"},
	{WHO, "\"level\": \"a2\"", "\"audience\": \"adult\"",
		"1-who.json: questions[who.self]: has no words at A2: add a variant"},
	{WHO, "\"variants\": [", "\"variants\": [{\"when\": {\"audience\": \"adult\"}},",
		"1-who.json: questions[who.self]: has a variant without words"},
	{WHO, "\"id\": \"who.self\"", "\"id\": \"can.self\"",
		"1-who.json: questions[can.self]: its id does not begin with \"who.\""},
	{WHO, ".\"", "!\"", "has an exclamation mark; leave it out"},
	{WHO, ".\"", "\"", ": does not end its sentence"},
	{"2-can.json", "\"nl\": \"Wat kan ik\"", "\"nl\": \"Wat kan ik.\"",
		"2-can.json: title.nl: is no sentence: leave out the full stop"},
	{WHO, "\"name\": \"self\"", "\"name\": \"other\"", "'who.self': its picture is missing"},
	{"self.svg", "<circle", "<script", "self.svg: is no plain drawing"},
	{"self.svg", "cx=", "style=", "self.svg: is no plain drawing"},
	{"people.json", "\"role\": \"learner\"", "\"role\": \"mentor\"",
		".answers: only learners answer"},
	{"people.json", "\"question\": \"who.self\"", "\"question\": \"who.nothing\"",
		"who.nothing is not asked on this person's route"},
	{"people.json", "\"question\": \"who.self\"", "\"question\": \"who.self\", \"step\": 3",
		"does not answer a question of kind text: say it in \"text\""},
};

TEST(content_check_tells_what_and_how_to_mend)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct desk d;
		REQUIRE(set_up(&d));
		change(&d, faults[i].file, faults[i].from, faults[i].to);
		struct str told = found(&d);
		if (!CHECK(str_has(told, faults[i].told)))
			CHECK_STR(told, faults[i].told);
		arena_free(d.arena);
	}
}

TEST(content_check_keeps_ids_for_ever)
{
	static const struct {
		const char *file, *from, *to, *told;
	} cases[] = {
		{WHO, "\"id\": \"who.self\"", "\"id\": \"who.new\"",
			"1-who.json: questions[who.new]: is new: add the line \"question who.new "
			"text\" to ids.txt\n"},
		{WHO, "\"id\": \"who.self\"", "\"id\": \"who.new\"",
			"ids.txt: \"question who.self text\" is gone: put it back, with "
			"\"retired\": true; answers are kept under it\n"},
		{WHO, SELF, "\"id\": \"who.self\", \"kind\": \"photo\",",
			"ids.txt: \"question who.self text\" is used again, as photo: put the old "
			"question back with \"retired\": true, and give the new one another id\n"},
		{WHO, "\"id\": \"who.self\"", "\"id\": \"who.free\"",
			"1-who.json: questions[who.free]: \"question who.free text\" is there "
			"twice: give the newer one another id\n"},
		{"2-can.json", "\"id\": \"listens\"", "\"id\": \"hears\"",
			"ids.txt: \"option can.strengths/listens\" is gone: put it back; answers "
			"are kept under it\n"},
		{"ids.txt", "chapter who\n", "",
			"ids.txt: \"chapter who\" was published: put the line back\n"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct desk d;
		REQUIRE(set_up(&d));
		d.sources.published = d.sources.ids;
		change(&d, cases[i].file, cases[i].from, cases[i].to);
		struct str told = found(&d);
		if (!CHECK(str_has(told, cases[i].told)))
			CHECK_STR(told, cases[i].told);
		arena_free(d.arena);
	}
}

TEST(content_check_names_the_line)
{
	struct desk d;
	struct content_findings findings;
	REQUIRE(set_up(&d));
	struct str before = *text_of(&d, WHO);
	int64_t line = 1;
	for (size_t i = 0; i < str_search(before, STR("\"kind\"")); i++)
		line += before.p[i] == '\n';
	change(&d, WHO, "\"kind\": \"text\"", "\"kind\": \"film\"");
	REQUIRE_OK(content_check(d.arena, &d.sources, d.i18n, &findings));
	REQUIRE(findings.len == 1);
	CHECK_INT(findings.at[0].line, line);
	arena_free(d.arena);
}

TEST(content_check_finds_the_new_ids)
{
	struct desk d;
	struct str lines;
	REQUIRE(set_up(&d));
	REQUIRE_OK(content_new_ids(d.arena, &d.sources, &lines));
	CHECK_STR(lines, "");
	change(&d, "ids.txt", "chapter who\nquestion who.self text\n", "");
	REQUIRE_OK(content_new_ids(d.arena, &d.sources, &lines));
	CHECK_STR(lines, "chapter who\nquestion who.self text\n");
	change(&d, WHO, SELF, "\"id\": \"who.free\", \"kind\": \"photo\",");
	REQUIRE_OK(content_new_ids(d.arena, &d.sources, &lines));
	CHECK_STR(lines, "chapter who\n");
	change(&d, WHO, "{", "");
	CHECK_ERR(content_new_ids(d.arena, &d.sources, &lines), ERR_INVALID);
	arena_free(d.arena);
}

TEST(content_check_stops_counting)
{
	struct desk d;
	struct content_findings findings;
	struct buf out;
	REQUIRE(set_up(&d));
	buf_init(&out, d.arena, 4096, 1 << 20);
	buf_lit(&out, "{\"a0\":1");
	for (int i = 1; i < 2 * CONTENT_FINDINGS_MOST; i++)
		buf_fmt(&out, ",\"a%d\":1", i);
	buf_lit(&out, "}");
	*text_of(&d, WHO) = buf_str(&out);
	REQUIRE_OK(content_check(d.arena, &d.sources, d.i18n, &findings));
	CHECK_INT((int64_t)findings.len, CONTENT_FINDINGS_MOST);
	arena_free(d.arena);
}
