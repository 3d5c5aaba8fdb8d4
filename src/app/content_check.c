#include "app/content_check_inside.h"
#include "app/demo.h"
#include "app/project_type.h"

#include "base/arena.h"
#include "base/vec.h"
#include "i18n/i18n.h"

#include <stdarg.h>
#include <stdio.h>

#define CHAPTER_LEAST 6 /* questions of a chapter on each route */
#define PATH_MOST 400   /* bytes that a place is told in */

/* The schemas, by the names of content/schema. */
extern const struct embed content_schemas[];
/* "ids.txt", "words.nl.txt". */
extern const struct embed content_lists[];

/* --- telling --- */

/* Where the value stands in the source: its first text that was taken over as it is. */
static const char *spot(const struct json *value, struct str source)
{
	const char *p = NULL;
	while (value && value->type == JSON_ARRAY && value->len)
		value = value->items;
	if (value && (value->type == JSON_STRING || value->type == JSON_NUMBER))
		p = value->text;
	if (value && value->type == JSON_OBJECT && value->len)
		p = value->members[0].name.p;
	return p >= source.p && p < source.p + source.len ? p : NULL;
}

static int line_of(const struct content_document *d, const struct schema_place *at)
{
	const char *found = NULL;
	int line = 1;
	for (; at && !found; at = at->up)
		found = spot(at->value, d->source);
	for (const char *p = d->source.p; found && p < found; p++)
		line += *p == '\n';
	return line;
}

/* "questions[who.self].help.nl" */
static void put_path(struct buf *out, const struct schema_place *at)
{
	struct str id = content_text(at->value, "id");
	if (!at->up)
		return;
	put_path(out, at->up);
	if (at->name.p)
		buf_fmt(out, "%s%.*s", out->len ? "." : "", STR_ARG(at->name));
	else if (id.len)
		buf_fmt(out, "[%.*s]", STR_ARG(id));
	else
		buf_fmt(out, "[%zu]", at->index);
}

static void push(struct content_checker *c, struct str file, int line, struct str text)
{
	if (c->found.len < CONTENT_FINDINGS_MOST)
		vec_push(c->arena, &c->found, (struct content_finding){file, line, text});
}

void content_tell_line(struct content_checker *c, const char *file, int line, struct str text)
{
	push(c, str_of(file), line, text);
}

void content_tell(struct content_checker *c, const struct content_document *d,
	const struct schema_place *at, const char *fmt, ...)
{
	char text[512];
	struct buf path;
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	buf_init(&path, c->arena, 64, PATH_MOST);
	put_path(&path, at);
	push(c, d->file, line_of(d, at),
		str_fmt(c->arena, "%.*s%s%s", STR_ARG(buf_str(&path)), path.len ? ": " : "", text));
}

/* --- looking --- */

struct schema_place content_member(const struct schema_place *up, const char *name)
{
	return (struct schema_place){up, str_of(name), 0, json_get(up->value, str_of(name))};
}

struct schema_place content_item(const struct schema_place *up, size_t index)
{
	return (struct schema_place){up, STR_NONE, index, &up->value->items[index]};
}

struct str content_text(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

const struct json *content_by_id(const struct json *list, struct str id)
{
	if (list)
		json_each_item (it, list)
			if (str_eq(content_text(it, "id"), id))
				return it;
	return NULL;
}

static bool names(const struct json *routes, struct str route)
{
	json_each_item (it, routes)
		if (str_eq(json_str(it), route))
			return true;
	return false;
}

bool content_asks(const struct json *question, struct str route)
{
	const struct json *routes = json_get(question, STR("routes"));
	return !json_get(question, STR("retired")) && (!routes || names(routes, route));
}

const struct json *content_question_of(const struct content_checker *c, struct str id)
{
	const struct json *found = NULL;
	for (size_t i = 0; i < c->chapter_count && !found; i++)
		found = content_by_id(json_get(c->chapters[i].value, STR("questions")), id);
	return found;
}

/* --- routes and scopes --- */

static bool same_way(const struct json *a, const struct json *b)
{
	return json_eq(json_get(a, STR("choices")), json_get(b, STR("choices")));
}

/* Each choice with one of its options, and nothing else. */
static bool is_way(const struct content_checker *c, const struct json *route)
{
	const struct json *choices = json_get(c->passport.value, STR("choices"));
	const struct json *ways = json_get(route, STR("choices"));
	bool is = ways->len == choices->len;
	json_each_item (choice, choices) {
		struct str option = json_str(json_get(ways, content_text(choice, "id")));
		is &= content_by_id(json_get(choice, STR("options")), option) != NULL;
	}
	return is;
}

/* Every combination of options leads to exactly one route. */
static void check_routes(struct content_checker *c)
{
	struct schema_place top = {.value = c->passport.value};
	struct schema_place routes = content_member(&top, "routes");
	size_t ways = 1;
	for (size_t i = 0; i < routes.value->len; i++) {
		struct schema_place at = content_item(&routes, i);
		bool taken = false;
		for (size_t k = 0; k < i; k++)
			taken |= same_way(&routes.value->items[k], at.value);
		if (taken || !is_way(c, at.value))
			content_tell(c, &c->passport, &at,
				"its choices are %s: name one option of each choice",
				taken ? "another route's" : "none");
	}
	json_each_item (choice, json_get(c->passport.value, STR("choices")))
		ways *= json_get(choice, STR("options"))->len;
	if (routes.value->len < ways)
		content_tell(c, &c->passport, &routes,
			"there are %u for %zu combinations of options: add the others",
			routes.value->len, ways);
}

static void check_scopes(struct content_checker *c)
{
	struct schema_place top = {.value = c->passport.value};
	struct schema_place scopes = content_member(&top, "scopes");
	for (size_t i = 0; i < scopes.value->len; i++) {
		struct schema_place at = content_item(&scopes, i);
		if (!json_get(at.value, STR("why")) != !json_get(at.value, STR("skip")))
			content_tell(c, &c->passport, &at,
				"\"why\" and \"skip\" go together: add the other");
	}
}

/* --- questions --- */

struct asking {
	struct content_checker *c;
	const struct content_document *d;
	const struct schema_place *at;
	const struct json *question;
};

#define TELL(a, ...) content_tell((a)->c, (a)->d, (a)->at, __VA_ARGS__)

/* Which members a kind may and must have, of those that not every kind has. */
static void check_kind(const struct asking *a)
{
	static const struct {
		const char *kind, *member;
		bool must;
	} fits[] = {
		{"text", "minimum"},
		{"choice", "options", true},
		{"several", "options", true},
		{"several", "most"},
		{"scale", "scale", true},
		{"list", "most", true},
		{"list", "minimum"},
	};
	static const char *const own[] = {"minimum", "options", "most", "scale"};
	struct str kind = content_text(a->question, "kind");
	for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++) {
		bool has = json_get(a->question, str_of(own[i])), may = false, must = false;
		for (size_t k = 0; k < sizeof(fits) / sizeof(*fits); k++)
			if (str_is(kind, fits[k].kind) && str_is(str_of(own[i]), fits[k].member)) {
				may = true;
				must = fits[k].must;
			}
		if (has && !may)
			TELL(a, "kind %.*s has no \"%s\": take it away", STR_ARG(kind), own[i]);
		if (must && !has)
			TELL(a, "kind %.*s needs \"%s\"", STR_ARG(kind), own[i]);
	}
}

static void check_scope(const struct asking *a)
{
	struct str id = content_text(a->question, "scope");
	const struct json *scope = content_by_id(
		json_get(a->c->passport.value, STR("scopes")), id.len ? id : STR("passport"));
	if (id.len && !scope)
		TELL(a, "there is no scope %.*s", STR_ARG(id));
	else if (!json_get(scope, STR("why")) != !json_get(a->question, STR("why")))
		TELL(a, "a question has \"why\" exactly when its scope has");
}

static void check_names_routes(const struct asking *a, const struct json *routes)
{
	const struct json *all = json_get(a->c->passport.value, STR("routes"));
	if (!routes)
		return;
	json_each_item (it, routes)
		if (!content_by_id(all, json_str(it)))
			TELL(a, "there is no route %.*s", STR_ARG(json_str(it)));
}

static void check_variant(const struct asking *a, const struct json *variant, bool *io_easy)
{
	const struct json *when = json_get(variant, STR("when"));
	const struct json *mine = json_get(a->question, STR("routes"));
	const struct json *routes = json_get(when, STR("routes"));
	*io_easy |= str_is(content_text(when, "level"), "a2");
	if (variant->len == 1)
		TELL(a, "has a variant without words: take it away");
	check_names_routes(a, routes);
	if (routes && mine)
		json_each_item (it, routes)
			if (!names(mine, json_str(it)))
				TELL(a, "has a variant for %.*s, where it is not asked",
					STR_ARG(json_str(it)));
}

static void check_question(const struct asking *a)
{
	const struct json *variants = json_get(a->question, STR("variants"));
	struct str id = content_text(a->question, "id");
	struct str chapter = content_text(a->d->value, "id");
	bool easy = false;
	if (!str_starts(id, chapter) || !str_starts(str_from(id, chapter.len), STR(".")))
		TELL(a, "its id does not begin with \"%.*s.\"", STR_ARG(chapter));
	check_kind(a);
	check_scope(a);
	check_names_routes(a, json_get(a->question, STR("routes")));
	if (variants)
		json_each_item (it, variants)
			check_variant(a, it, &easy);
	if (!easy)
		TELL(a, "has no words at A2: add a variant with \"level\": \"a2\"");
}

static void check_chapter(struct content_checker *c, const struct content_document *d)
{
	struct schema_place top = {.value = d->value};
	struct schema_place questions = content_member(&top, "questions");
	for (size_t i = 0; i < questions.value->len; i++) {
		struct schema_place at = content_item(&questions, i);
		check_question(&(struct asking){c, d, &at, at.value});
	}
	json_each_item (route, json_get(c->passport.value, STR("routes"))) {
		struct str id = content_text(route, "id");
		int count = 0;
		json_each_item (question, questions.value)
			count += content_asks(question, id);
		if (count < CHAPTER_LEAST)
			content_tell(c, d, &questions, "%d are asked on %.*s, at least %d", count,
				STR_ARG(id), CHAPTER_LEAST);
	}
}

/* --- all of it --- */

struct shaping {
	struct content_checker *c;
	const struct content_document *d;
};

static void tell_shape(void *ctx, const struct schema_place *at, struct str text)
{
	const struct shaping *s = ctx;
	content_tell(s->c, s->d, at, "%.*s", STR_ARG(text));
}

/* value stays NULL when it is no JSON or does not fit its schema; both are told. */
static err_t read_document(struct content_checker *c, struct str file, struct str source,
	const char *schema, struct content_document *ret)
{
	struct content_document d = {.file = file, .source = source};
	struct json *value;
	size_t before = c->found.len;
	err_t e = json_parse(c->arena, source, &json_limits_default, &value);
	if (e) {
		push(c, file, 1, str_fmt(c->arena, "is no %s", e->detail));
		err_free(e);
		*ret = d;
		return NULL;
	}
	d.value = value;
	struct shaping s = {c, &d};
	TRY(schema_check(c->arena, c->schemas, schema, value, tell_shape, &s));
	if (c->found.len > before)
		d.value = NULL;
	*ret = d;
	return NULL;
}

static struct str bytes_of(const struct embed *files, struct str name)
{
	while (files->name && !str_is(name, files->name))
		files++;
	return files->name ? files->bytes : STR_NONE;
}

/* Goes into pages as it is: shapes, without style, script or links. */
static void check_picture(struct content_checker *c, struct str file, struct str svg)
{
	static const char *const shapes[] = {
		"svg", "path", "circle", "ellipse", "rect", "line", "g"};
	static const char *const refused[] = {"style", "href", " on", "&", "<!"};
	bool plain = str_starts(svg, STR("<svg "));
	struct str rest = svg;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		plain &= str_search(svg, str_of(refused[i])) == svg.len;
	for (str_cut(&rest, '<'); rest.len; str_cut(&rest, '<')) {
		struct str name = str_from(rest, rest.p[0] == '/');
		size_t len = 0, at = 0;
		while (len < name.len && name.p[len] >= 'a' && name.p[len] <= 'z')
			len++;
		while (at < sizeof(shapes) / sizeof(*shapes) &&
			!str_is(str_sub(name, 0, len), shapes[at]))
			at++;
		plain &= at < sizeof(shapes) / sizeof(*shapes);
	}
	if (!plain)
		push(c, file, 1,
			STR("is no plain drawing: one <svg>, of path, circle, ellipse, rect, line "
			    "and g alone"));
}

static err_t read_chapters(struct content_checker *c)
{
	const struct json *list = json_get(c->passport.value, STR("chapters"));
	json_each_item (it, list) {
		struct str file = str_fmt(c->arena, "%.*s.json", STR_ARG(json_str(it)));
		struct str bytes = bytes_of(c->sources->passport, file);
		if (!bytes.p)
			push(c, c->passport.file, 1,
				str_fmt(c->arena, "chapters: there is no file %.*s",
					STR_ARG(file)));
		else
			TRY(read_document(
				c, file, bytes, "chapter.json", &c->chapters[c->chapter_count++]));
	}
	for (const struct embed *f = c->sources->passport; f->name; f++) {
		struct str name = str_of(f->name);
		if (str_ends(name, STR(".svg"))) {
			check_picture(c, name, f->bytes);
			continue;
		}
		bool named = str_is(name, "passport.json") ||
			     (str_ends(name, STR(".json")) &&
				     names(list, str_sub(name, 0, name.len - STR(".json").len)));
		if (!named)
			push(c, name, 1, STR("is not named in chapters of passport.json"));
	}
	return NULL;
}

static err_t read_all(struct content_checker *c)
{
	struct str bytes = bytes_of(c->sources->passport, STR("passport.json"));
	TRY(read_document(c, STR("passport.json"), bytes, "passport.json", &c->passport));
	if (!c->passport.value)
		return NULL;
	TRY(read_chapters(c));
	if (c->sources->people.p)
		TRY(read_document(
			c, STR("people.json"), c->sources->people, "people.json", &c->people));
	if (c->sources->projects.p)
		TRY(read_document(
			c, STR("types.json"), c->sources->projects, "projects.json", &c->projects));
	if (c->sources->frameworks.p)
		TRY(read_document(c, STR("frameworks.json"), c->sources->frameworks,
			"frameworks.json", &c->frameworks));
	return NULL;
}

static void check_types(struct content_checker *c, const struct i18n *i18n)
{
	const struct embed files[] = {{"types.json", c->sources->projects},
		{"frameworks.json", c->sources->frameworks}, {0}};
	struct project_types *types;
	err_t e = files[0].bytes.p ? project_types_new(c->arena, files, i18n, &types) : NULL;
	if (e)
		push(c, STR("types.json"), 1, str_dup(c->arena, str_of(e->detail)));
	err_free(e);
}

/* What the rules let through can be read; what it would be refused for is told. */
static void check_readable(struct content_checker *c, const struct i18n *i18n)
{
	struct content *content;
	err_t e = content_new(c->arena, c->sources->passport, i18n, &content);
	if (e)
		push(c, STR("passport.json"), 1, str_dup(c->arena, str_of(e->detail)));
	err_free(e);
	check_types(c, i18n);
}

static void check_rules(struct content_checker *c, const struct i18n *i18n)
{
	check_routes(c);
	check_scopes(c);
	content_check_words(c, &c->passport, NULL);
	for (size_t i = 0; i < c->chapter_count; i++) {
		content_check_words(c, &c->chapters[i], i18n);
		check_chapter(c, &c->chapters[i]);
	}
	if (c->people.value) {
		content_check_words(c, &c->people, NULL);
		content_check_people(c);
	}
	if (c->projects.value)
		content_check_words(c, &c->projects, NULL);
	if (c->frameworks.value)
		content_check_words(c, &c->frameworks, NULL);
	content_check_ids(c);
	if (!c->found.len)
		check_readable(c, i18n);
}

static err_t start(
	struct arena *a, const struct content_sources *sources, struct content_checker *ret)
{
	struct schemas *schemas;
	TRY(schemas_new(a, content_schemas, &schemas));
	*ret = (struct content_checker){.arena = a, .sources = sources, .schemas = schemas};
	words_list_read(a, sources->words, &ret->avoided);
	return read_all(ret);
}

err_t content_check(struct arena *a, const struct content_sources *sources, const struct i18n *i18n,
	struct content_findings *ret_findings)
{
	struct content_checker c;
	TRY(start(a, sources, &c));
	if (!c.found.len)
		check_rules(&c, i18n);
	*ret_findings = c.found;
	return NULL;
}

err_t content_new_ids(struct arena *a, const struct content_sources *sources, struct str *ret_lines)
{
	struct content_checker c;
	TRY(start(a, sources, &c));
	if (c.found.len)
		return err_log(ERR_INVALID, "check the files first");
	*ret_lines = content_new_lines(&c);
	return NULL;
}

struct content_sources content_own_sources(void)
{
	return (struct content_sources){
		.passport = content_files,
		.people = demo_files[0].bytes,
		.projects = bytes_of(project_files, STR("types.json")),
		.frameworks = bytes_of(project_files, STR("frameworks.json")),
		.ids = bytes_of(content_lists, STR("ids.txt")),
		.words = bytes_of(content_lists, STR("words.nl.txt")),
	};
}
