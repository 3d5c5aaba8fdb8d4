#include "app/content.h"

#include "base/vec.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define LEAST_DEFAULT 10
#define LEAST_MOST 1000
#define OPTIONS_MOST 8
#define ROUTES_MOST 64

struct route {
	struct content_picks picks;
	struct content_route shown;
};

/* Everything of one language. */
struct edition {
	struct content_choice choices[CONTENT_CHOICES_MOST];
	struct route *routes;
};

struct content {
	struct edition *editions; /* by language */
	size_t edition_count, choice_count, route_count;
};

static const struct edition *edition_of(const struct content *c, size_t lang)
{
	return &c->editions[lang < c->edition_count ? lang : 0];
}

const struct content_choice *content_choices(
	const struct content *c, size_t lang, size_t *ret_count)
{
	*ret_count = c->choice_count;
	return edition_of(c, lang)->choices;
}

size_t content_choice_find(const struct content *c, struct str choice)
{
	size_t at = 0;
	while (at < c->choice_count && !str_eq(c->editions[0].choices[at].id, choice))
		at++;
	return at;
}

static bool leads_there(
	const struct content *c, const struct content_picks *picks, const struct route *route)
{
	for (size_t i = 0; i < c->choice_count; i++)
		if (!str_eq(picks->option[i], route->picks.option[i]))
			return false;
	return true;
}

const struct content_route *content_route(
	const struct content *c, size_t lang, const struct content_picks *picks)
{
	const struct edition *edition = edition_of(c, lang);
	for (size_t i = 0; i < c->route_count; i++)
		if (leads_there(c, picks, &edition->routes[i]))
			return &edition->routes[i].shown;
	return NULL;
}

err_t content_route_picks(
	const struct content *c, struct str route, struct content_picks *ret_picks)
{
	for (size_t i = 0; i < c->route_count; i++) {
		const struct route *it = &c->editions[0].routes[i];
		if (!str_eq(it->shown.id, route))
			continue;
		*ret_picks = it->picks;
		return NULL;
	}
	return err_log(ERR_NOT_FOUND, "no such route");
}

struct content_place content_find(const struct content_route *route, struct str question)
{
	for (size_t i = 0; i < route->count; i++) {
		const struct content_chapter *chapter = &route->chapters[i];
		for (size_t k = 0; k < chapter->count; k++)
			if (str_eq(chapter->questions[k].id, question))
				return (struct content_place){
					chapter, &chapter->questions[k], i, k};
	}
	return (struct content_place){0};
}

bool content_asks(const struct content *c, struct str question, size_t *ret_least)
{
	for (size_t i = 0; i < c->route_count; i++) {
		struct content_place place =
			content_find(&c->editions[0].routes[i].shown, question);
		if (!place.question)
			continue;
		*ret_least = (size_t)place.question->least;
		return true;
	}
	return false;
}

/* --- reading the files --- */

struct reader {
	struct arena *arena;
	const struct embed *files;
	const struct json *passport;
	const struct json *chapters[CONTENT_CHAPTERS_MOST];
	const char *chapter_files[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	/* what is being resolved now */
	struct str route, audience, lang;
	const char *file;
	struct str place; /* id of a choice, route, chapter or question in it */
};

static err_t fault(const struct reader *r, const char *what)
{
	return err_log(ERR_INVALID, "%s: '%.*s': %s", r->file, STR_ARG(r->place), what);
}

static err_t read_file(const struct reader *r, const char *name, const struct json **ret)
{
	struct json *value;
	const struct embed *f = r->files;
	while (f->name && !str_is(str_of(f->name), name))
		f++;
	if (!f->name)
		return err_log(ERR_INVALID, "content file %s is missing", name);
	err_t e = json_parse(r->arena, f->bytes, &json_limits_default, &value);
	if (e)
		return err_join(err_log(ERR_INVALID, "%s is no JSON", name), e);
	*ret = value;
	return NULL;
}

/* The array of that name, with at least one item and at most that many. */
static err_t list_of(const struct reader *r, const struct json *object, const char *name,
	size_t most, const struct json **ret_list)
{
	const struct json *list = json_get(object, str_of(name));
	if (!list || list->type != JSON_ARRAY || !list->len || list->len > most)
		return fault(r, name);
	*ret_list = list;
	return NULL;
}

static err_t read_chapters(struct reader *r)
{
	const struct json *names;
	TRY(list_of(r, r->passport, "chapters", CONTENT_CHAPTERS_MOST, &names));
	json_each_item (name, names) {
		size_t at = r->chapter_count++;
		r->chapter_files[at] = str_fmt(r->arena, "%.*s.json", STR_ARG(json_str(name))).p;
		TRY(read_file(r, r->chapter_files[at], &r->chapters[at]));
	}
	return NULL;
}

/* The id of what is resolved from here on. */
static err_t enter(struct reader *r, const struct json *source, struct str *ret_id)
{
	struct str id = json_str(json_get(source, STR("id")));
	if (!id.len)
		return fault(r, "something after this lacks its id");
	r->place = id;
	*ret_id = id;
	return NULL;
}

/* The text in the language being resolved; every map has all interface languages. */
static err_t text_of(const struct reader *r, const struct json *map, struct str *ret)
{
	const struct json *text = json_get(map, r->lang);
	if (!text || text->type != JSON_STRING)
		return fault(r, "a text is missing, in this language or in all");
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
	return text_of(r, map, ret);
}

static err_t resolve_question(
	struct reader *r, const struct json *source, struct content_question *ret)
{
	struct content_question q = {0};
	const struct json *minimum = json_get(source, STR("minimum"));
	int64_t least = LEAST_DEFAULT;
	TRY(enter(r, source, &q.id));
	if (minimum && (!json_int(minimum, &least) || least < 1 || least > LEAST_MOST))
		return fault(r, "minimum");
	q.least = (int)least;
	TRY(words_of(r, source, STR("text"), &q.text));
	TRY(words_of(r, source, STR("help"), &q.help));
	TRY(words_of(r, source, STR("example"), &q.example));
	TRY(words_of(r, source, STR("prompt"), &q.prompt));
	*ret = q;
	return NULL;
}

/* Asked are written answers to what is not about health and care, which has a scope of its own. */
static bool is_asked(const struct reader *r, const struct json *question)
{
	return str_is(json_str(json_get(question, STR("kind"))), "text") &&
	       !json_get(question, STR("scope")) && !json_get(question, STR("retired")) &&
	       names_route(r, json_get(question, STR("routes")));
}

static err_t resolve_chapter(
	struct reader *r, const struct json *source, struct content_chapter *ret)
{
	const struct json *questions;
	struct content_chapter c = {0};
	TRY(enter(r, source, &c.id));
	TRY(list_of(r, source, "questions", CONTENT_QUESTIONS_MOST, &questions));
	TRY(text_of(r, json_get(source, STR("title")), &c.title));
	TRY(text_of(r, json_get(source, STR("intro")), &c.intro));
	struct content_question *shown =
		arena_array(r->arena, struct content_question, questions->len);
	json_each_item (question, questions)
		if (is_asked(r, question))
			TRY(resolve_question(r, question, &shown[c.count++]));
	if (!c.count)
		return fault(r, "the chapter of this asks nothing on some route");
	c.questions = shown;
	*ret = c;
	return NULL;
}

static err_t resolve_chapters(struct reader *r, struct content_route *io)
{
	struct content_chapter *chapters =
		arena_array(r->arena, struct content_chapter, r->chapter_count);
	for (size_t i = 0; i < r->chapter_count; i++) {
		r->file = r->chapter_files[i];
		TRY(resolve_chapter(r, r->chapters[i], &chapters[i]));
	}
	r->file = "passport.json";
	io->chapters = chapters;
	io->count = r->chapter_count;
	return NULL;
}

static err_t resolve_choice(struct reader *r, const struct json *source, struct content_choice *ret)
{
	const struct json *list;
	struct content_choice c = {0};
	TRY(enter(r, source, &c.id));
	TRY(text_of(r, json_get(source, STR("text")), &c.text));
	TRY(text_of(r, json_get(source, STR("help")), &c.help));
	TRY(list_of(r, source, "options", OPTIONS_MOST, &list));
	struct content_option *options = arena_array(r->arena, struct content_option, list->len);
	json_each_item (option, list) {
		TRY(enter(r, option, &options[c.count].id));
		TRY(text_of(r, json_get(option, STR("text")), &options[c.count++].text));
	}
	c.options = options;
	*ret = c;
	return NULL;
}

/* What a route names for a choice is one of its options. */
static err_t resolve_pick(const struct reader *r, const struct json *picks,
	const struct content_choice *choice, struct str *ret_option)
{
	struct str option = json_str(json_get(picks, choice->id));
	size_t at = 0;
	while (at < choice->count && !str_eq(choice->options[at].id, option))
		at++;
	if (at == choice->count)
		return fault(r, "the route names no option for some choice");
	*ret_option = option;
	return NULL;
}

static err_t resolve_route(struct reader *r, const struct json *source,
	const struct edition *edition, size_t choice_count, struct route *ret)
{
	struct route route = {0};
	const struct json *picks = json_get(source, STR("choices"));
	TRY(enter(r, source, &route.shown.id));
	for (size_t i = 0; i < choice_count; i++)
		TRY(resolve_pick(r, picks, &edition->choices[i], &route.picks.option[i]));
	r->route = route.shown.id;
	r->audience = json_str(json_get(source, STR("audience")));
	TRY(text_of(r, json_get(source, STR("title")), &route.shown.title));
	TRY(text_of(r, json_get(source, STR("about")), &route.shown.about));
	TRY(resolve_chapters(r, &route.shown));
	*ret = route;
	return NULL;
}

static err_t resolve_edition(struct reader *r, struct content *io, struct edition *edition)
{
	const struct json *choices, *routes;
	TRY(list_of(r, r->passport, "choices", CONTENT_CHOICES_MOST, &choices));
	TRY(list_of(r, r->passport, "routes", ROUTES_MOST, &routes));
	io->choice_count = choices->len;
	io->route_count = routes->len;
	edition->routes = arena_array(r->arena, struct route, routes->len);
	for (size_t i = 0; i < choices->len; i++)
		TRY(resolve_choice(r, &choices->items[i], &edition->choices[i]));
	for (size_t i = 0; i < routes->len; i++)
		TRY(resolve_route(
			r, &routes->items[i], edition, choices->len, &edition->routes[i]));
	return NULL;
}

err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content)
{
	struct reader r = {.arena = a, .files = files, .file = "passport.json"};
	struct content *c = arena_make(a, struct content);
	c->edition_count = i18n_count(i18n);
	c->editions = arena_array(a, struct edition, c->edition_count);
	TRY(read_file(&r, "passport.json", &r.passport));
	TRY(read_chapters(&r));
	for (size_t i = 0; i < c->edition_count; i++) {
		r.lang = lang_tag(i18n_at(i18n, i));
		TRY(resolve_edition(&r, c, &c->editions[i]));
	}
	*ret_content = c;
	return NULL;
}
