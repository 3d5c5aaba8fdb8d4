/* From the files to the questionnaire. Whatever the files hold, what comes out keeps its bounds. */
#include "app/content_inside.h"

#include "base/vec.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#include <string.h>

#define LEAST_DEFAULT 10
#define LEAST_MOST 200
#define MOST_MOST 50 /* lines of a list */
#define CHOICE_OPTIONS_MOST 8
#define ROUTES_MOST 64
#define ID_MOST 40 /* bytes: what a sealed pick has room for */

struct reader {
	struct arena *arena;
	const struct embed *files;
	const struct json *passport;
	const struct json *chapters[CONTENT_CHAPTERS_MOST];
	const char *chapter_files[CONTENT_CHAPTERS_MOST];
	size_t chapter_count;
	const struct json *scopes;
	/* what is being resolved now */
	struct str route, audience;
	struct str lang;    /* of what companions meet */
	struct str learner; /* of all else: the same, or the installation's */
	bool is_easy;
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

/* Only who reads with difficulty is shown pictures: of easy words. */
static err_t picture_of(const struct reader *r, struct str name, struct str *ret_svg)
{
	const struct embed *f = r->files;
	if (!name.len || !r->is_easy)
		return NULL;
	struct str file = str_fmt(r->arena, "%.*s.svg", STR_ARG(name));
	while (f->name && !str_is(file, f->name))
		f++;
	if (!f->name)
		return fault(r, "its picture is missing");
	*ret_svg = f->bytes;
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
	if (id.len > ID_MOST)
		return fault(r, "an id after this is too long");
	r->place = id;
	*ret_id = id;
	return NULL;
}

static err_t text_in(
	const struct reader *r, struct str lang, const struct json *map, struct str *ret)
{
	const struct json *text = json_get(map, lang);
	if (!text || text->type != JSON_STRING)
		return fault(r, "a text is missing, in this language or in all");
	*ret = json_str(text);
	return NULL;
}

/* What a companion meets, and what only learners do. */
static err_t text_of(const struct reader *r, const struct json *map, struct str *ret)
{
	return text_in(r, r->lang, map, ret);
}
static err_t learner_text(const struct reader *r, const struct json *map, struct str *ret)
{
	return text_in(r, r->learner, map, ret);
}

static bool names_route(const struct reader *r, const struct json *routes)
{
	if (!routes)
		return true;
	if (routes->type != JSON_ARRAY)
		return false;
	json_each_item (it, routes)
		if (str_eq(json_str(it), r->route))
			return true;
	return false;
}

/* A variant holds when everything it names does. */
static bool variant_holds(const struct reader *r, const struct json *when)
{
	const struct json *audience = json_get(when, STR("audience"));
	if (json_get(when, STR("level")) && !r->is_easy)
		return false;
	if (audience && !str_eq(json_str(audience), r->audience))
		return false;
	return names_route(r, json_get(when, STR("routes")));
}

/* The words of a question by that name: the base ones, or those of the last variant that holds. */
static const struct json *words_of(
	const struct reader *r, const struct json *question, struct str name)
{
	const struct json *map = json_get(question, name);
	const struct json *variants = json_get(question, STR("variants"));
	if (variants && variants->type == JSON_ARRAY)
		json_each_item (variant, variants) {
			const struct json *other = json_get(variant, name);
			if (other && variant_holds(r, json_get(variant, STR("when"))))
				map = other;
		}
	return map;
}

/* A number of that name from 1 to most, if it is there. */
static err_t number_of(
	const struct reader *r, const struct json *source, const char *name, int most, int *io_n)
{
	const struct json *value = json_get(source, str_of(name));
	int64_t n;
	if (!value)
		return NULL;
	if (!json_int(value, &n) || n < 1 || n > most)
		return fault(r, name);
	*io_n = (int)n;
	return NULL;
}

static err_t resolve_options(struct reader *r, const struct json *source, size_t most,
	const struct content_option **ret_options, size_t *ret_count)
{
	const struct json *list;
	size_t count = 0;
	TRY(list_of(r, source, "options", most, &list));
	struct content_option *options = arena_array(r->arena, struct content_option, list->len);
	struct str place = r->place;
	json_each_item (option, list) {
		TRY(enter(r, option, &options[count].id));
		TRY(text_of(r, json_get(option, STR("text")), &options[count].text));
		TRY(picture_of(
			r, json_str(json_get(option, STR("picture"))), &options[count].picture));
		count++;
	}
	r->place = place;
	*ret_options = options;
	*ret_count = count;
	return NULL;
}

/* --- questions --- */

static const char *const kinds[CONTENT_KINDS] = {
	[CONTENT_TEXT] = "text",
	[CONTENT_LIST] = "list",
	[CONTENT_CHOICE] = "choice",
	[CONTENT_SEVERAL] = "several",
	[CONTENT_SCALE] = "scale",
	[CONTENT_PHOTO] = "photo",
};

static err_t resolve_scale(
	const struct reader *r, const struct json *source, struct content_question *io)
{
	const struct json *scale = json_get(source, STR("scale"));
	TRY(number_of(r, scale, "steps", CONTENT_STEPS_MOST, &io->steps));
	if (io->steps < 2)
		return fault(r, "steps");
	TRY(text_of(r, json_get(scale, STR("low")), &io->low));
	return text_of(r, json_get(scale, STR("high")), &io->high);
}

static err_t resolve_kind(struct reader *r, const struct json *source, struct content_question *io)
{
	struct str kind = json_str(json_get(source, STR("kind")));
	while (io->kind < CONTENT_KINDS && !str_is(kind, kinds[io->kind]))
		io->kind++;
	if (io->kind == CONTENT_KINDS)
		return fault(r, "kind");
	io->least = io->most = 1;
	if (io->kind == CONTENT_TEXT || io->kind == CONTENT_LIST) {
		io->least = LEAST_DEFAULT;
		TRY(number_of(r, source, "minimum", LEAST_MOST, &io->least));
	}
	if (io->kind == CONTENT_LIST || io->kind == CONTENT_SEVERAL) {
		io->most = io->kind == CONTENT_LIST ? LEAST_DEFAULT : CONTENT_OPTIONS_MOST;
		TRY(number_of(r, source, "most", MOST_MOST, &io->most));
	}
	if (io->kind == CONTENT_CHOICE || io->kind == CONTENT_SEVERAL)
		return resolve_options(
			r, source, CONTENT_OPTIONS_MOST, &io->options, &io->option_count);
	return io->kind == CONTENT_SCALE ? resolve_scale(r, source, io) : NULL;
}

static err_t resolve_question(
	struct reader *r, const struct json *source, struct str scope, struct content_question *ret)
{
	struct content_question q = {.scope = scope};
	const struct json *picture = json_get(source, STR("picture"));
	TRY(enter(r, source, &q.id));
	q.retired = json_get(source, STR("retired"));
	TRY(resolve_kind(r, source, &q));
	TRY(text_of(r, words_of(r, source, STR("text")), &q.text));
	TRY(text_of(r, words_of(r, source, STR("prompt")), &q.prompt));
	TRY(learner_text(r, words_of(r, source, STR("help")), &q.help));
	TRY(learner_text(r, words_of(r, source, STR("example")), &q.example));
	if (json_get(source, STR("why")))
		TRY(learner_text(r, json_get(source, STR("why")), &q.why));
	TRY(picture_of(r, json_str(json_get(picture, STR("name"))), &q.picture));
	if (q.picture.len)
		TRY(learner_text(r, json_get(picture, STR("shows")), &q.shows));
	*ret = q;
	return NULL;
}

/* --- chapters; what is kept apart is gathered from all of them --- */

/* The scope that keeps a question apart from its chapter, or NULL. */
static const struct json *apart_of(const struct reader *r, const struct json *question)
{
	struct str scope = json_str(json_get(question, STR("scope")));
	if (scope.len)
		json_each_item (it, r->scopes)
			if (str_eq(json_str(json_get(it, STR("id"))), scope))
				return json_get(it, STR("why")) ? it : NULL;
	return NULL;
}

static bool is_asked(const struct reader *r, const struct json *question)
{
	return !json_get(question, STR("retired")) &&
	       names_route(r, json_get(question, STR("routes")));
}

/* Appends what the file asks here: of that scope, or of none that is kept apart. */
static err_t resolve_questions(struct reader *r, const struct json *file, const struct json *scope,
	struct str scope_id, struct content_question *questions, size_t *io_count)
{
	const struct json *list;
	TRY(list_of(r, file, "questions", CONTENT_QUESTIONS_MOST, &list));
	json_each_item (question, list) {
		if (!is_asked(r, question) || apart_of(r, question) != scope)
			continue;
		if (*io_count == CONTENT_QUESTIONS_MOST)
			return fault(r, "too many questions");
		TRY(resolve_question(r, question, scope_id, &questions[(*io_count)++]));
	}
	return NULL;
}

static const struct content_question *keep(
	const struct reader *r, const struct content_question *questions, size_t count)
{
	struct content_question *kept = arena_array(r->arena, struct content_question, count);
	if (count)
		memcpy(kept, questions, count * sizeof(*kept));
	return kept;
}

static err_t resolve_chapter(
	struct reader *r, const struct json *source, struct content_chapter *ret)
{
	struct content_chapter c = {0};
	TRY(enter(r, source, &c.id));
	TRY(text_of(r, json_get(source, STR("title")), &c.title));
	TRY(learner_text(r, json_get(source, STR("intro")), &c.intro));
	struct content_question questions[CONTENT_QUESTIONS_MOST];
	TRY(resolve_questions(r, source, NULL, c.id, questions, &c.count));
	if (!c.count)
		return fault(r, "the chapter of this asks nothing on some route");
	c.questions = keep(r, questions, c.count);
	*ret = c;
	return NULL;
}

static err_t resolve_apart(struct reader *r, const struct json *scope, struct content_chapter *ret)
{
	struct content_chapter c = {.is_apart = true};
	TRY(enter(r, scope, &c.id));
	TRY(text_of(r, json_get(scope, STR("title")), &c.title));
	TRY(learner_text(r, json_get(scope, STR("why")), &c.intro));
	TRY(learner_text(r, json_get(scope, STR("skip")), &c.skip));
	struct content_question questions[CONTENT_QUESTIONS_MOST];
	for (size_t i = 0; i < r->chapter_count; i++) {
		r->file = r->chapter_files[i];
		TRY(resolve_questions(r, r->chapters[i], scope, c.id, questions, &c.count));
	}
	r->file = "passport.json";
	c.questions = keep(r, questions, c.count);
	*ret = c;
	return NULL;
}

static err_t resolve_chapters(struct reader *r, struct content_route *io)
{
	struct content_chapter *chapters =
		arena_array(r->arena, struct content_chapter, CONTENT_CHAPTERS_MOST);
	for (size_t i = 0; i < r->chapter_count; i++) {
		r->file = r->chapter_files[i];
		TRY(resolve_chapter(r, r->chapters[i], &chapters[io->count++]));
	}
	r->file = "passport.json";
	json_each_item (scope, r->scopes) {
		if (!json_get(scope, STR("why")))
			continue;
		if (io->count == CONTENT_CHAPTERS_MOST)
			return fault(r, "too many chapters");
		TRY(resolve_apart(r, scope, &chapters[io->count]));
		io->count += chapters[io->count].count > 0;
	}
	io->chapters = chapters;
	return NULL;
}

/* --- choices and routes --- */

static err_t resolve_choice(struct reader *r, const struct json *source, struct content_choice *ret)
{
	struct content_choice c = {0};
	TRY(enter(r, source, &c.id));
	TRY(learner_text(r, json_get(source, STR("text")), &c.text));
	TRY(learner_text(r, json_get(source, STR("help")), &c.help));
	TRY(resolve_options(r, source, CHOICE_OPTIONS_MOST, &c.options, &c.count));
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

/* The route in one wording; easy words are laid over those of the route. */
static err_t resolve_wording(struct reader *r, const struct json *source,
	enum content_wording wording, struct content_route *ret)
{
	struct content_route route = {.id = r->route, .wording = wording};
	struct str own = json_str(json_get(source, STR("audience")));
	r->place = r->route;
	r->is_easy = wording == WORDING_EASY;
	r->audience = r->is_easy ? own : content_wording_id(wording);
	TRY(learner_text(r, json_get(source, STR("title")), &route.title));
	TRY(learner_text(r, json_get(source, STR("about")), &route.about));
	TRY(resolve_chapters(r, &route));
	*ret = route;
	return NULL;
}

static err_t resolve_path(struct reader *r, const struct json *source,
	const struct content_edition *edition, size_t choice_count, struct content_path *ret)
{
	struct content_path path = {0};
	const struct json *picks = json_get(source, STR("choices"));
	TRY(enter(r, source, &r->route));
	for (size_t i = 0; i < choice_count; i++)
		TRY(resolve_pick(r, picks, &edition->choices[i], &path.picks.option[i]));
	path.wording = content_wording_find(json_str(json_get(source, STR("audience"))));
	if (path.wording != WORDING_PUPIL && path.wording != WORDING_ADULT)
		return fault(r, "audience");
	for (enum content_wording i = WORDING_PUPIL; i < WORDINGS; i++)
		TRY(resolve_wording(r, source, i, &path.shown[i]));
	*ret = path;
	return NULL;
}

/* --- what holds for all routes --- */

static err_t collect_scopes(struct reader *r, struct content *io, struct content_edition *edition)
{
	size_t count = 0;
	for (size_t i = 0; i < r->chapter_count; i++) {
		struct content_scope *scope = &edition->scopes[count++];
		TRY(enter(r, r->chapters[i], &scope->id));
		TRY(text_of(r, json_get(r->chapters[i], STR("title")), &scope->title));
	}
	json_each_item (it, r->scopes) {
		if (!json_get(it, STR("why")))
			continue;
		if (count == CONTENT_CHAPTERS_MOST)
			return fault(r, "too many chapters");
		struct content_scope *scope = &edition->scopes[count++];
		scope->is_apart = true;
		TRY(enter(r, it, &scope->id));
		TRY(text_of(r, json_get(it, STR("title")), &scope->title));
	}
	io->scope_count = count;
	return NULL;
}

static err_t check_new(const struct reader *r, const struct content_question *all, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(all[i].id, all[count].id))
			return fault(r, "this id is there twice");
	return NULL;
}

/* Every question, asked or not, in the words of no route in particular. */
static err_t collect_questions(
	struct reader *r, struct content *io, struct content_edition *edition)
{
	size_t count = 0;
	r->route = r->audience = STR_NONE;
	r->is_easy = false;
	edition->questions = arena_array(
		r->arena, struct content_question, CONTENT_QUESTIONS_MOST * CONTENT_CHAPTERS_MOST);
	for (size_t i = 0; i < r->chapter_count; i++) {
		const struct json *list;
		struct str chapter = json_str(json_get(r->chapters[i], STR("id")));
		r->file = r->chapter_files[i];
		TRY(list_of(r, r->chapters[i], "questions", CONTENT_QUESTIONS_MOST, &list));
		json_each_item (question, list) {
			const struct json *apart = apart_of(r, question);
			struct str scope = apart ? json_str(json_get(apart, STR("id"))) : chapter;
			TRY(resolve_question(r, question, scope, &edition->questions[count]));
			TRY(check_new(r, edition->questions, count));
			count++;
		}
	}
	r->file = "passport.json";
	io->question_count = count;
	return NULL;
}

static err_t resolve_choices(struct reader *r, struct content *io, struct content_edition *edition)
{
	const struct json *choices;
	TRY(list_of(r, r->passport, "choices", CONTENT_CHOICES_MOST, &choices));
	io->choice_count = choices->len;
	for (size_t i = 0; i < choices->len; i++)
		TRY(resolve_choice(r, &choices->items[i], &edition->choices[i]));
	return NULL;
}

/* Choices are the learner's alone: there, lang and learner are the same. */
static err_t resolve_edition(struct reader *r, struct content *io, struct content_edition *edition)
{
	const struct json *routes;
	struct str lang = r->lang;
	TRY(list_of(r, r->passport, "routes", ROUTES_MOST, &routes));
	r->lang = r->learner;
	TRY(resolve_choices(r, io, edition));
	r->lang = lang;
	io->path_count = routes->len;
	edition->paths = arena_array(r->arena, struct content_path, routes->len);
	for (size_t i = 0; i < routes->len; i++)
		TRY(resolve_path(
			r, &routes->items[i], edition, io->choice_count, &edition->paths[i]));
	TRY(collect_scopes(r, io, edition));
	return collect_questions(r, io, edition);
}

err_t content_new(struct arena *a, const struct embed *files, const struct i18n *i18n,
	struct content **ret_content)
{
	struct reader r = {.arena = a, .files = files, .file = "passport.json"};
	struct content *c = arena_make(a, struct content);
	c->edition_count = i18n_all(i18n);
	c->editions = arena_array(a, struct content_edition, c->edition_count);
	TRY(read_file(&r, "passport.json", &r.passport));
	TRY(number_of(&r, r.passport, "version", INT32_MAX, &c->version));
	if (!c->version)
		return fault(&r, "version");
	TRY(list_of(&r, r.passport, "scopes", CONTENT_CHAPTERS_MOST, &r.scopes));
	TRY(read_chapters(&r));
	for (size_t i = 0; i < c->edition_count; i++) {
		const struct lang *lang = i18n_at(i18n, i);
		r.lang = lang_tag(lang);
		r.learner = lang_is_whole(lang) ? r.lang : lang_tag(i18n_standard(i18n));
		TRY(resolve_edition(&r, c, &c->editions[i]));
	}
	*ret_content = c;
	return NULL;
}
