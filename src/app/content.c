#include "app/content.h"

#include "base/arena.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#include <string.h>

#define LEAST_DEFAULT 10
#define LANGS_MOST 32

/* Everything resolved at start: for each route and language its chapters as they are shown. */
struct content {
	size_t langs;
	struct content_chapters routes[2][DESTINATIONS][LANGS_MOST];
};

static const char *const destination_names[DESTINATIONS] = {"mbo", "work"};

struct str content_destination_name(enum content_destination d)
{
	return str_of(destination_names[d]);
}

bool content_destination_parse(struct str name, enum content_destination *ret)
{
	for (int d = 0; d < DESTINATIONS; d++) {
		if (!str_is(name, destination_names[d]))
			continue;
		*ret = (enum content_destination)d;
		return true;
	}
	return false;
}

struct content_chapters content_chapters(
	const struct content *c, struct content_route route, size_t lang)
{
	return c->routes[route.at_school][route.destination][lang < c->langs ? lang : 0];
}

struct content_place content_find(struct content_chapters chapters, struct str question)
{
	for (size_t i = 0; i < chapters.len; i++)
		for (size_t k = 0; k < chapters.at[i].count; k++)
			if (str_eq(chapters.at[i].questions[k].id, question))
				return (struct content_place){
					&chapters.at[i], &chapters.at[i].questions[k], i, k};
	return (struct content_place){0};
}

/* --- reading the files --- */

struct reader {
	struct arena *arena;
	const struct embed *files;
	const struct i18n *i18n;
	const struct json *passport;
	const struct json *chapters[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	/* what is being resolved now */
	struct str route, audience, lang;
};

static err_t read_file(const struct reader *r, const char *name, const struct json **ret)
{
	for (const struct embed *f = r->files; f->name; f++) {
		struct json *value;
		if (strcmp(f->name, name) != 0)
			continue;
		TRY(json_parse(r->arena, f->bytes, &json_limits_default, &value));
		*ret = value;
		return NULL;
	}
	return err_log(ERR_INVALID, "content file %s is missing", name);
}

static err_t read_chapters(struct reader *r)
{
	const struct json *names = json_get(r->passport, STR("chapters"));
	if (!names || names->type != JSON_ARRAY || names->len > CONTENT_CHAPTERS_MOST)
		return err_log(ERR_INVALID, "passport.json: chapters");
	json_each_item (name, names) {
		struct str file = str_fmt(r->arena, "%.*s.json", STR_ARG(json_str(name)));
		TRY(read_file(r, file.p, &r->chapters[r->chapter_count++]));
	}
	return NULL;
}

/* The text in the language being resolved; every map has all interface languages. */
static err_t text_of(const struct reader *r, const struct json *map, struct str *ret)
{
	const struct json *text = json_get(map, r->lang);
	if (!text || text->type != JSON_STRING)
		return err_log(ERR_INVALID, "a text lacks language %.*s", STR_ARG(r->lang));
	*ret = json_str(text);
	return NULL;
}

static bool names_route(const struct reader *r, const struct json *routes)
{
	if (!routes)
		return true;
	json_each_item (it, routes)
		if (str_eq(json_str(it), r->route))
			return true;
	return false;
}

/* A variant holds when everything it names does; the A2 level is not offered yet. */
static bool variant_holds(const struct reader *r, const struct json *when)
{
	const struct json *audience = json_get(when, STR("audience"));
	if (json_get(when, STR("level")))
		return false;
	if (audience && !str_eq(json_str(audience), r->audience))
		return false;
	return names_route(r, json_get(when, STR("routes")));
}

/* The words of a question by that name: the base ones, or those of the last variant that holds. */
static err_t words_of(
	const struct reader *r, const struct json *question, struct str name, struct str *ret)
{
	const struct json *map = json_get(question, name);
	const struct json *variants = json_get(question, STR("variants"));
	if (variants)
		json_each_item (variant, variants) {
			const struct json *other = json_get(variant, name);
			if (other && variant_holds(r, json_get(variant, STR("when"))))
				map = other;
		}
	if (!map)
		return err_log(ERR_INVALID, "a question lacks its %.*s", STR_ARG(name));
	return text_of(r, map, ret);
}

static err_t resolve_question(
	const struct reader *r, const struct json *source, struct content_question *ret)
{
	struct content_question q = {.id = json_str(json_get(source, STR("id")))};
	const struct json *least = json_get(source, STR("minimum"));
	int64_t minimum = LEAST_DEFAULT;
	if (!q.id.len || !str_is(json_str(json_get(source, STR("kind"))), "text"))
		return err_log(ERR_INVALID, "question '%.*s': only written answers are known",
			STR_ARG(q.id));
	if (least && !json_int(least, &minimum))
		return err_log(ERR_INVALID, "question '%.*s': minimum", STR_ARG(q.id));
	q.least = (int)minimum;
	TRY(words_of(r, source, STR("text"), &q.text));
	TRY(words_of(r, source, STR("help"), &q.help));
	TRY(words_of(r, source, STR("example"), &q.example));
	TRY(words_of(r, source, STR("prompt"), &q.talk));
	*ret = q;
	return NULL;
}

static bool is_asked(const struct reader *r, const struct json *question)
{
	return !json_get(question, STR("retired")) &&
	       names_route(r, json_get(question, STR("routes")));
}

static err_t resolve_chapter(
	const struct reader *r, const struct json *source, struct content_chapter *ret)
{
	const struct json *questions = json_get(source, STR("questions"));
	struct content_chapter c = {.id = json_str(json_get(source, STR("id")))};
	if (!questions || questions->type != JSON_ARRAY || questions->len > CONTENT_QUESTIONS_MOST)
		return err_log(ERR_INVALID, "chapter '%.*s': questions", STR_ARG(c.id));
	TRY(text_of(r, json_get(source, STR("title")), &c.title));
	TRY(text_of(r, json_get(source, STR("intro")), &c.intro));
	struct content_question *shown =
		arena_array(r->arena, struct content_question, questions->len);
	json_each_item (question, questions)
		if (is_asked(r, question))
			TRY(resolve_question(r, question, &shown[c.count++]));
	c.questions = shown;
	*ret = c;
	return NULL;
}

static err_t resolve_route(const struct reader *r, struct content_chapters *ret)
{
	struct content_chapter *chapters =
		arena_array(r->arena, struct content_chapter, r->chapter_count);
	for (size_t i = 0; i < r->chapter_count; i++)
		TRY(resolve_chapter(r, r->chapters[i], &chapters[i]));
	*ret = (struct content_chapters){chapters, r->chapter_count};
	return NULL;
}

/* One route of the file, for every language, into its place. */
static err_t add_route(struct reader *r, const struct json *source, struct content *io)
{
	const struct json *choices = json_get(source, STR("choices"));
	struct str at_school = json_str(json_get(choices, STR("at-school")));
	enum content_destination destination;
	r->route = json_str(json_get(source, STR("id")));
	r->audience = json_str(json_get(source, STR("audience")));
	if (!content_destination_parse(json_str(json_get(choices, STR("going-to"))), &destination))
		return err_log(ERR_INVALID, "route '%.*s': going-to", STR_ARG(r->route));
	for (size_t i = 0; i < io->langs; i++) {
		r->lang = lang_tag(i18n_at(r->i18n, i));
		TRY(resolve_route(r, &io->routes[str_is(at_school, "yes")][destination][i]));
	}
	return NULL;
}

static err_t check_all_routes(const struct content *c)
{
	for (int at_school = 0; at_school < 2; at_school++)
		for (int d = 0; d < DESTINATIONS; d++)
			if (!c->routes[at_school][d][0].len)
				return err_log(ERR_INVALID, "a route has no chapters");
	return NULL;
}

err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content)
{
	struct reader r = {.arena = a, .files = files, .i18n = i18n};
	struct content *c = arena_make(a, struct content);
	c->langs = i18n_count(i18n);
	if (c->langs > LANGS_MOST)
		return err_log(ERR_INVALID, "more than %d languages", LANGS_MOST);
	TRY(read_file(&r, "passport.json", &r.passport));
	TRY(read_chapters(&r));
	const struct json *routes = json_get(r.passport, STR("routes"));
	if (!routes || routes->type != JSON_ARRAY)
		return err_log(ERR_INVALID, "passport.json: routes");
	json_each_item (route, routes)
		TRY(add_route(&r, route, c));
	TRY(check_all_routes(c));
	*ret_content = c;
	return NULL;
}
