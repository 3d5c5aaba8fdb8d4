#include "app/content.h"

#include "base/arena.h"
#include "base/buf.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"
#include "unit/unit.h"

#include <string.h>

struct shelf {
	struct arena *arena;
	struct i18n *i18n;
	struct content *content;
};

static bool set_up(struct shelf *s)
{
	*s = (struct shelf){.arena = arena_new()};
	return CHECK_OK(i18n_new(s->arena, i18n_catalogues, STR("nl"), &s->i18n));
}

static bool load(struct shelf *s)
{
	return set_up(s) && CHECK_OK(content_new(s->arena, content_files, s->i18n, &s->content));
}

static const struct content_route *route_of(
	const struct shelf *s, size_t lang, const char *at_school, const char *going_to)
{
	struct content_picks picks = {{str_of(at_school), str_of(going_to)}};
	return content_route(s->content, lang, &picks);
}

static void check_question(const struct content_question *q)
{
	CHECK(q->id.len && q->text.len && q->help.len && q->example.len && q->prompt.len);
	CHECK(q->least > 0);
}

static void check_route(const struct content_route *route)
{
	CHECK(route->title.len && route->about.len);
	CHECK_INT((int64_t)route->count, 5);
	CHECK(route->chapters[4].is_apart && route->chapters[4].skip.len);
	for (size_t i = 0; i < route->count; i++) {
		const struct content_chapter *chapter = &route->chapters[i];
		CHECK(chapter->title.len && chapter->intro.len && chapter->count > 0);
		for (size_t k = 0; k < chapter->count; k++)
			check_question(&chapter->questions[k]);
	}
}

TEST(content_has_every_route_in_every_language)
{
	static const char *const picks[][2] = {
		{"yes", "mbo"}, {"yes", "work"}, {"no", "mbo"}, {"no", "work"}};
	struct shelf s;
	REQUIRE(load(&s));
	for (size_t lang = 0; lang < i18n_all(s.i18n); lang++)
		for (size_t i = 0; i < 4; i++) {
			const struct content_route *route =
				route_of(&s, lang, picks[i][0], picks[i][1]);
			if (CHECK(route != NULL))
				check_route(route);
		}
	arena_free(s.arena);
}

TEST(content_differs_by_language_and_not_by_id)
{
	struct shelf s;
	REQUIRE(load(&s));
	const struct content_route *nl =
		route_of(&s, lang_index(i18n_find(s.i18n, STR("nl"))), "yes", "mbo");
	const struct content_route *de =
		route_of(&s, lang_index(i18n_find(s.i18n, STR("de"))), "yes", "mbo");
	REQUIRE(nl && de && nl->count == de->count);
	CHECK(!str_eq(nl->title, de->title));
	for (size_t i = 0; i < nl->count; i++) {
		REQUIRE(nl->chapters[i].count == de->chapters[i].count);
		for (size_t k = 0; k < nl->chapters[i].count; k++)
			CHECK(str_eq(
				nl->chapters[i].questions[k].id, de->chapters[i].questions[k].id));
	}
	CHECK(route_of(&s, 999, "yes", "mbo") == route_of(&s, 0, "yes", "mbo"));
	arena_free(s.arena);
}

/* What only learners meet is in the language of the installation. */
TEST(content_speaks_to_companions_in_their_own_language)
{
	struct shelf s;
	REQUIRE(load(&s));
	size_t tr = lang_index(i18n_find_any(s.i18n, STR("tr")));
	const struct content_route *route = route_of(&s, tr, "yes", "mbo");
	const struct content_route *nl = route_of(&s, 0, "yes", "mbo");
	REQUIRE(route && nl);
	CHECK_STR(route->title, "Van school naar het mbo");
	CHECK_STR(route->chapters[0].title, "Ben kimim");
	CHECK(str_eq(route->chapters[0].intro, nl->chapters[0].intro));
	const struct content_question *self = &route->chapters[0].questions[0];
	CHECK_STR(self->text, "Sen kimsin?");
	CHECK_STR(self->prompt, "Beni tanımayan birine beni nasıl anlatırsın?");
	CHECK(str_eq(self->help, nl->chapters[0].questions[0].help));
	const struct content_question *words = content_find(route, STR("can.strengths")).question;
	REQUIRE(words);
	CHECK_STR(words->options[0].text, "iyi dinler");
	CHECK_STR(content_find(route, STR("want.sure")).question->high, "eminim");
	CHECK_STR(content_question(s.content, tr, STR("need.health"))->text,
		"Sağlığınla ilgili başkalarının bilmesi gereken bir şey var mı?");
	arena_free(s.arena);
}

TEST(content_ids_are_there_once_on_a_route)
{
	struct shelf s;
	REQUIRE(load(&s));
	const struct content_route *route = route_of(&s, 0, "no", "work");
	REQUIRE(route);
	for (size_t i = 0; i < route->count; i++)
		for (size_t k = 0; k < route->chapters[i].count; k++) {
			struct content_place place =
				content_find(route, route->chapters[i].questions[k].id);
			CHECK(place.chapter_at == i && place.at == k);
		}
	CHECK(!content_find(route, STR("who.nothing")).question);
	arena_free(s.arena);
}

TEST(content_choices_and_their_picks)
{
	struct shelf s;
	size_t count;
	struct content_picks picks;
	REQUIRE(load(&s));
	const struct content_choice *choices = content_choices(s.content, 0, &count);
	REQUIRE(count == 2);
	CHECK_STR(choices[1].id, "going-to");
	CHECK_INT((int64_t)content_choice_find(s.content, STR("going-to")), 1);
	CHECK_INT((int64_t)content_choice_find(s.content, STR("nowhere")), 2);
	CHECK_OK(content_route_picks(s.content, STR("outside-mbo"), &picks));
	CHECK_STR(picks.option[0], "no");
	CHECK_STR(picks.option[1], "mbo");
	CHECK_ERR(content_route_picks(s.content, STR("elsewhere"), &picks), ERR_NOT_FOUND);
	CHECK(!route_of(&s, 0, "yes", ""));
	CHECK(!route_of(&s, 0, "mbo", "yes"));
	arena_free(s.arena);
}

TEST(content_question_of_any_route)
{
	struct shelf s;
	REQUIRE(load(&s));
	const struct content_question *question = content_question(s.content, 0, STR("who.team"));
	REQUIRE(question);
	CHECK_STR(question->scope, "who");
	CHECK(question->kind == CONTENT_TEXT && question->least == 10 && !question->retired);
	question = content_question(s.content, 0, STR("need.health"));
	REQUIRE(question);
	CHECK_STR(question->scope, "care");
	CHECK(question->least == 3 && question->why.len);
	CHECK(!content_question(s.content, 0, STR("who")));
	CHECK(!content_question(s.content, 0, STR_NONE));
	arena_free(s.arena);
}

TEST(content_keeps_health_and_care_apart)
{
	struct shelf s;
	size_t count;
	REQUIRE(load(&s));
	const struct content_scope *scopes = content_scopes(s.content, 0, &count);
	REQUIRE(count == 5);
	CHECK_STR(scopes[3].id, "need");
	CHECK_STR(scopes[4].id, "care");
	CHECK(!scopes[3].is_apart && scopes[4].is_apart);
	const struct content_route *route = route_of(&s, 0, "yes", "mbo");
	REQUIRE(route);
	for (size_t i = 0; i < route->count; i++)
		for (size_t k = 0; k < route->chapters[i].count; k++)
			CHECK(str_eq(route->chapters[i].questions[k].scope, route->chapters[i].id));
	CHECK(content_find(route, STR("need.health")).chapter_at == 4);
	arena_free(s.arena);
}

TEST(content_has_every_kind)
{
	struct shelf s;
	REQUIRE(load(&s));
	const struct content_question *travel = content_question(s.content, 0, STR("need.travel"));
	const struct content_question *words = content_question(s.content, 0, STR("can.strengths"));
	const struct content_question *sure = content_question(s.content, 0, STR("want.sure"));
	const struct content_question *done = content_question(s.content, 0, STR("can.done"));
	REQUIRE(travel && words && sure && done);
	CHECK(travel->kind == CONTENT_CHOICE && travel->option_count == 8);
	CHECK(words->kind == CONTENT_SEVERAL && words->most == 5);
	CHECK(sure->kind == CONTENT_SCALE && sure->steps == 5 && sure->low.len && sure->high.len);
	CHECK(done->kind == CONTENT_LIST && done->most == 10 && done->least == 3);
	arena_free(s.arena);
}

TEST(content_wording_goes_by_the_route_unless_picked)
{
	struct shelf s;
	REQUIRE(load(&s));
	struct content_picks picks = {{STR("no"), STR("mbo")}};
	const struct content_route *route = content_route(s.content, 0, &picks);
	REQUIRE(route && route->wording == WORDING_ADULT);
	picks.wording = WORDING_PUPIL;
	const struct content_route *pupil = content_route(s.content, 0, &picks);
	picks.wording = WORDING_EASY;
	const struct content_route *easy = content_route(s.content, 0, &picks);
	CHECK(pupil->wording == WORDING_PUPIL && easy->wording == WORDING_EASY);
	struct str id = STR("who.self");
	CHECK(!str_eq(
		content_find(route, id).question->help, content_find(pupil, id).question->help));
	CHECK(!str_eq(
		content_find(route, id).question->help, content_find(easy, id).question->help));
	CHECK(!content_find(route, id).question->picture.len);
	CHECK(!content_find(route, id).question->shows.len);
	const struct content_question *shown = content_find(easy, id).question;
	CHECK(str_starts(shown->picture, STR("<svg ")) && shown->shows.len);
	shown = content_find(easy, STR("need.travel")).question;
	for (size_t i = 0; i < shown->option_count; i++)
		CHECK(str_starts(shown->options[i].picture, STR("<svg ")));
	CHECK_STR(route->id, "outside-mbo");
	CHECK(str_eq(route->id, pupil->id) && str_eq(route->id, easy->id));
	for (enum content_wording i = WORDING_BY_ROUTE; i < WORDINGS; i++)
		CHECK(content_wording_find(content_wording_id(i)) == i);
	CHECK(content_wording_find(STR("other")) == WORDING_BY_ROUTE);
	CHECK(content_version(s.content) >= 1);
	arena_free(s.arena);
}

/* --- files that are broken --- */

#define SAYS(x)                                                                            \
	"{\"nl\":\"" x "\",\"en\":\"" x "\",\"fr\":\"" x "\",\"de\":\"" x "\",\"ar\":\"" x \
	"\",\"pl\":\"" x "\",\"tr\":\"" x "\",\"uk\":\"" x "\"}"
#define T SAYS("a")
#define CHOICE \
	"{\"id\":\"c\",\"text\":" T ",\"help\":" T ",\"options\":[{\"id\":\"o\",\"text\":" T "}]}"
#define ROUTE                                                                         \
	"{\"id\":\"r\",\"audience\":\"pupil\",\"choices\":{\"c\":\"o\"},\"title\":" T \
	",\"about\":" T "}"
#define SCOPES "\"scopes\":[{\"id\":\"s\",\"title\":" T "}]"
#define PASSPORT                                                                 \
	"{\"version\":1,\"choices\":[" CHOICE "],\"routes\":[" ROUTE "]," SCOPES \
	",\"chapters\":[\"1\"]}"
#define WORDS "\"text\":" T ",\"help\":" T ",\"example\":" T ",\"prompt\":" T
#define QUESTION "{\"id\":\"q\",\"kind\":\"text\"," WORDS "}"
#define CHAPTER "{\"id\":\"h\",\"title\":" T ",\"intro\":" T ",\"questions\":[" QUESTION "]}"

/* What is wrong with these two files; empty when nothing is. */
static struct str fault_of(struct shelf *s, struct str passport, struct str chapter)
{
	const struct embed files[] = {{.name = "passport.json", .bytes = passport},
		{.name = "1.json", .bytes = chapter}, {0}};
	struct content *content;
	err_t e = content_new(s->arena, files, s->i18n, &content);
	struct str detail = e ? str_dup(s->arena, str_of(e->detail)) : STR_NONE;
	CHECK(!e || e->code == ERR_INVALID);
	err_free(e);
	return detail;
}

static struct str replaced(struct arena *a, struct str text, const char *from, const char *to)
{
	size_t at = str_search(text, str_of(from));
	CHECK(at < text.len);
	struct str rest = str_from(text, at + strlen(from));
	return str_fmt(a, "%.*s%s%.*s", (int)at, text.p, to, STR_ARG(rest));
}

TEST(content_of_the_smallest_files)
{
	struct shelf s;
	REQUIRE(set_up(&s));
	CHECK_STR(fault_of(&s, STR(PASSPORT), STR(CHAPTER)), "");
	arena_free(s.arena);
}

TEST(content_names_the_fault_of_the_passport)
{
	static const char *const faults[][3] = {
		{PASSPORT, "{", "passport.json is no JSON"},
		{"\"chapters\":[\"1\"]", "\"chapters\":[\"2\"]", "content file 2.json is missing"},
		{"\"chapters\":[\"1\"]", "\"chapters\":[]", "passport.json: '': chapters"},
		{"\"chapters\":[\"1\"]", "\"chapters\":[1]", "content file .json is missing"},
		{"\"routes\":[", "\"routs\":[", "passport.json: '': routes"},
		{"\"id\":\"c\",", "", "passport.json: '': something after this lacks its id"},
		{"\"options\":[", "\"options\":[],\"x\":[", "passport.json: 'c': options"},
		{"\"de\":\"a\"", "\"de\":1",
			"passport.json: 'c': a text is missing, in this language or in all"},
		{"{\"c\":\"o\"}", "{\"c\":\"p\"}",
			"passport.json: 'r': the route names no option for some choice"},
		{"\"version\":1,", "", "passport.json: '': version"},
		{"\"version\":1,", "\"version\":0,", "passport.json: '': version"},
		{"\"scopes\":[", "\"scope\":[", "passport.json: '': scopes"},
		{"\"audience\":\"pupil\"", "\"audience\":\"easy\"", "passport.json: 'r': audience"},
		{"\"id\":\"o\"", "\"id\":\"a23456789-123456789-123456789-123456789-1\"",
			"passport.json: 'c': an id after this is too long"},
		{"{\"c\":\"o\"}", "{}",
			"passport.json: 'r': the route names no option for some choice"},
	};
	struct shelf s;
	REQUIRE(set_up(&s));
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct str broken = replaced(s.arena, STR(PASSPORT), faults[i][0], faults[i][1]);
		CHECK_STR(fault_of(&s, broken, STR(CHAPTER)), faults[i][2]);
	}
	arena_free(s.arena);
}

TEST(content_names_the_fault_of_a_chapter)
{
	static const char *const faults[][3] = {
		{CHAPTER, "[]", "1.json: 'r': something after this lacks its id"},
		{"\"questions\":[", "\"questions\":{},\"x\":[", "1.json: 'h': questions"},
		{"\"id\":\"q\",", "", "1.json: 'h': something after this lacks its id"},
		{"\"prompt\":", "\"promt\":",
			"1.json: 'q': a text is missing, in this language or in all"},
		{"\"kind\":\"text\"", "\"kind\":\"scale\"", "1.json: 'q': steps"},
		{"\"kind\":\"text\"",
			"\"kind\":\"scale\",\"scale\":{\"steps\":11,\"low\":" T ",\"high\":" T "}",
			"1.json: 'q': steps"},
		{"\"kind\":\"text\"", "\"kind\":\"scale\",\"scale\":{\"steps\":5,\"low\":" T "}",
			"1.json: 'q': a text is missing, in this language or in all"},
		{"\"kind\":\"text\"", "\"kind\":\"choice\"", "1.json: 'q': options"},
		{"\"kind\":\"text\"", "\"kind\":\"several\",\"options\":[7]",
			"1.json: 'q': something after this lacks its id"},
		{"\"kind\":\"text\"", "\"kind\":\"list\",\"most\":51", "1.json: 'q': most"},
		{"\"kind\":\"text\"", "\"kind\":\"film\"", "1.json: 'q': kind"},
		{"\"questions\":[", "\"questions\":[" QUESTION ",",
			"1.json: 'q': this id is there twice"},
		{"\"kind\":\"text\"", "\"kind\":\"text\",\"retired\":true",
			"1.json: 'h': the chapter of this asks nothing on some route"},
		{"\"kind\":\"text\"", "\"kind\":\"text\",\"routes\":\"r\"",
			"1.json: 'h': the chapter of this asks nothing on some route"},
		{"\"kind\":\"text\"", "\"kind\":\"text\",\"routes\":[\"x\"]",
			"1.json: 'h': the chapter of this asks nothing on some route"},
		{"\"kind\":\"text\"", "\"kind\":\"text\",\"minimum\":0", "1.json: 'q': minimum"},
		{"\"kind\":\"text\"", "\"kind\":\"text\",\"minimum\":\"9\"",
			"1.json: 'q': minimum"},
	};
	struct shelf s;
	REQUIRE(set_up(&s));
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		struct str broken = replaced(s.arena, STR(CHAPTER), faults[i][0], faults[i][1]);
		CHECK_STR(fault_of(&s, STR(PASSPORT), broken), faults[i][2]);
	}
	arena_free(s.arena);
}

TEST(content_variant_takes_the_place_of_the_words)
{
	struct shelf s;
	REQUIRE(set_up(&s));
	const char *to = "\"variants\":[{\"when\":{\"routes\":[\"r\"]},\"text\":" SAYS(
		"b") "},{\"when\":{\"level\":\"a2\"},\"text\":" SAYS("c") "}],\"kind\":\"text\"";
	struct str chapter = replaced(s.arena, STR(CHAPTER), "\"kind\":\"text\"", to);
	const struct embed files[] = {{.name = "passport.json", .bytes = STR(PASSPORT)},
		{.name = "1.json", .bytes = chapter}, {0}};
	struct content_picks picks = {{STR("o")}};
	REQUIRE_OK(content_new(s.arena, files, s.i18n, &s.content));
	const struct content_route *route = content_route(s.content, 0, &picks);
	REQUIRE(route);
	CHECK_STR(route->chapters[0].questions[0].text, "b");
	CHECK_STR(route->chapters[0].questions[0].help, "a");
	picks.wording = WORDING_EASY;
	route = content_route(s.content, 0, &picks);
	CHECK_STR(route->chapters[0].questions[0].text, "c");
	arena_free(s.arena);
}
