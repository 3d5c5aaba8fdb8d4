#include "app/import_read.h"

#include "app/answer.h"
#include "app/export.h"
#include "app/passport.h"
#include "app/pick.h"
#include "codec/form.h"
#include "codec/json.h"
#include "i18n/i18n.h"
#include "i18n/lang.h"

#define VALUES_MOST 400000
#define DEPTH_MOST 8
#define FORMAT "leerpas-export"
#define FORMAT_VERSION 1
#define WHAT_MOST 80 /* bytes of an id that is not ours, to show */
#define NUMBER_MOST 1000000000
#define UNKNOWN_MOST 20

static const struct {
	const char *id;    /* of the part of an export */
	const char *stays; /* message id: what of it comes in nowhere, or why nothing does */
} parts[] = {
	{"account", N_("Your name, photo and birth date you give here yourself.")},
	{"choices", NULL},
	{"answers", NULL},
	{"earlier_answers", NULL},
	{"dated_versions", NULL},
	/* with the dated versions, and with the answers: */
	{"dated_answers", NULL},
	{"files", NULL},
	{"addresses", N_("Here counts the address that you confirmed here.")},
	{"notices", N_("You choose here which mails you get.")},
	{"sessions", N_("You were signed in there, not here.")},
	{"memberships", N_("A school or organisation says itself who belongs to it.")},
	{"invitations", N_("Who invites you here, does that here.")},
	{"partner_in", N_("Who invites you here, does that here.")},
	{"looking_along", N_("Here nobody looks along until you invite them.")},
	{"comments", N_("We cannot ask others here whether they said it.")},
	{"talk_points", N_("They belong to people who do not look along here yet.")},
	{"consents", N_("A parent says yes or no here once more.")},
	{"links", N_("A link opens the place where it was made. You can make a new one.")},
	{"cards", N_("A card belongs to the place where it was made.")},
	{"projects", N_("Your page of a project stays with those who organised it.")},
	{"learned", N_("Your page of a project stays with those who organised it.")},
	{"certificates", N_("A certificate is checked where it was issued. Keep its files.")},
	{"kept_projects", N_("What you keep of projects stays in the copy.")},
	{"shared_with_you", N_("Others decide themselves what they share with you here.")},
	{"readings", N_("It happened there, not here.")},
	{"own_readings", N_("It happened there, not here.")},
	{"brought_in", N_("It happened there, not here.")},
	{"log", N_("It happened there, not here.")},
};

const char *import_part_id(enum import_part part)
{
	return parts[part].id;
}

#define PARTS (sizeof(parts) / sizeof(*parts))

static size_t find_part(struct str id)
{
	size_t at = 0;
	while (at < PARTS && !str_is(id, parts[at].id))
		at++;
	return at;
}

const char *import_stays(struct str export_part)
{
	size_t at = find_part(export_part);
	return at < PARTS ? parts[at].stays : NULL;
}

bool import_knows(struct str export_part)
{
	return find_part(export_part) < PARTS;
}

/* --- the archive --- */

static err_t no_copy(void)
{
	return err_field("copy", N_("This is no copy that Leerpas made. Choose leerpas.zip."));
}

/* Also in one folder, as who unpacked it may have packed it again; prefix: that folder. */
static const struct zip_entry *find_json(const struct zip *z, struct str *ret_prefix)
{
	for (size_t i = 0; i < z->len; i++) {
		struct str name = z->at[i].name;
		size_t slash = str_find(name, '/');
		size_t base = slash < name.len ? slash + 1 : 0;
		if (!str_is(str_from(name, base), "export.json"))
			continue;
		*ret_prefix = str_sub(name, 0, base);
		return &z->at[i];
	}
	return NULL;
}

struct known_versions {
	bool is_dated;   /* stands in the dated version that is being read */
	int64_t present; /* 0: nothing stands there */
	int64_t past[PASSPORT_PAST_MOST];
	size_t past_len;
};

struct reading {
	const struct app *app;
	struct arena *arena;
	const struct lang *lang;
	usec now;
	struct zip zip;
	struct str prefix;
	const struct json *whole;
	struct known_versions *versions; /* by question, as in content_questions */
	struct import_copy *copy;
};

static err_t open_json(struct reading *r, struct str archive)
{
	static const struct json_limits limits = {EXPORT_JSON_MOST, DEPTH_MOST, VALUES_MOST};
	struct json *whole;
	struct str text;
	TRY(zip_open(r->arena, archive, EXPORT_MOST, &r->zip));
	const struct zip_entry *entry = find_json(&r->zip, &r->prefix);
	if (!entry)
		return no_copy();
	if (entry->size > EXPORT_JSON_MOST)
		return err_field("copy", N_("There is more in this copy than fits here."));
	TRY(zip_unpack(r->arena, entry, &text));
	err_t e = json_parse(r->arena, text, &limits, &whole);
	if (e) {
		bool is_large = e->code == ERR_TOO_LARGE;
		err_free(e);
		return is_large
			       ? err_field("copy", N_("There is more in this copy than fits here."))
			       : no_copy();
	}
	r->whole = r->copy->whole = whole;
	return NULL;
}

static struct str text_at(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

/* Not ours, to show: cut short between two letters. */
static struct str shown(struct str text)
{
	size_t len = text.len < WHAT_MOST ? text.len : WHAT_MOST;
	while (len && len < text.len && ((unsigned char)text.p[len] & 0xc0) == 0x80)
		len--;
	return str_sub(text, 0, len);
}

static usec time_at(const struct reading *r, const struct json *object, const char *name)
{
	usec at = 0;
	return usec_parse(text_at(object, name), &at) && at > 0 && at < r->now ? at : r->now;
}

static err_t check_version(const struct reading *r)
{
	int64_t version;
	if (!str_is(text_at(r->whole, "format"), FORMAT) ||
		!json_int(json_get(r->whole, STR("version")), &version))
		return no_copy();
	if (version == FORMAT_VERSION)
		return NULL;
	return err_number(
		err_field("copy", N_("This copy is of version {n}. This place reads version 1. Ask "
				     "here whether it can be renewed.")),
		version);
}

/* --- what is left out --- */

/* Takes why. */
static void leave(struct reading *r, enum import_part part, struct str what, err_t why)
{
	struct import_lefts *left = &r->copy->left[part];
	if (left->count++ < IMPORT_SHOWN)
		vec_push(r->arena, left,
			(struct import_left){what, lang_error(r->arena, r->lang, why)});
	err_free(why);
}

static struct str title_of(const struct reading *r, struct str question)
{
	const struct content_question *known =
		content_question(r->app->content, lang_index(r->lang), question);
	return known ? known->text : shown(question);
}

static err_t was_damaged(const struct json *item)
{
	const struct json *damaged = json_get(item, STR("damaged"));
	if (damaged && damaged->type == JSON_BOOL && damaged->truth)
		return err_say(
			ERR_INVALID, N_("It could not be read any more when the copy was made."));
	return NULL;
}

/* --- settings --- */

static const struct json *items_of(const struct reading *r, const char *part)
{
	static const struct json none = {.type = JSON_ARRAY};
	const struct json *items = json_get(r->whole, str_of(part));
	return items && items->type == JSON_ARRAY ? items : &none;
}

static void read_settings(struct reading *r)
{
	const struct json *items = items_of(r, "account");
	if (!items->len)
		return;
	const struct json *letters = json_get(&items->items[0], STR("large_letters"));
	r->copy->language = i18n_find(r->app->i18n, text_at(&items->items[0], "language"));
	r->copy->has_letters = letters && letters->type == JSON_BOOL;
	r->copy->large_letters = r->copy->has_letters && letters->truth;
	r->copy->count[IMPORT_SETTINGS] = (r->copy->language != NULL) + r->copy->has_letters;
}

/* --- choices --- */

static err_t twice(void)
{
	return err_say(ERR_INVALID, N_("It stands in the copy twice."));
}

static err_t read_wording(struct reading *r, struct str option)
{
	enum content_wording wording = content_wording_find(option);
	if (r->copy->has_wording)
		return twice();
	if (!str_eq(option, content_wording_id(wording)))
		return err_say(ERR_INVALID, N_("This answer cannot be chosen here."));
	r->copy->picks.wording = wording;
	r->copy->has_wording = true;
	return NULL;
}

static err_t read_option(struct reading *r, struct str choice, struct str option)
{
	size_t count, at = content_choice_find(r->app->content, choice);
	const struct content_choice *choices = content_choices(r->app->content, 0, &count);
	if (str_is(choice, PICK_WORDING))
		return read_wording(r, option);
	if (at == count)
		return err_say(ERR_INVALID, N_("This question is not known here."));
	if (r->copy->picks.option[at].len)
		return twice();
	for (size_t i = 0; i < choices[at].count; i++)
		if (str_eq(choices[at].options[i].id, option)) {
			r->copy->picks.option[at] = choices[at].options[i].id;
			return NULL;
		}
	return err_say(ERR_INVALID, N_("This answer cannot be chosen here."));
}

static void read_choices(struct reading *r)
{
	json_each_item (item, items_of(r, "choices")) {
		struct str choice = text_at(item, "choice");
		err_t e = was_damaged(item);
		if (!e)
			e = read_option(r, choice, text_at(item, "option"));
		if (e)
			leave(r, IMPORT_CHOICES, shown(choice), e);
		else
			r->copy->count[IMPORT_CHOICES]++;
	}
}

/* --- answers --- */

static const struct zip_entry *find_picture(const struct reading *r, struct str file)
{
	static const char *const endings[] = {"jpg", "png"};
	const struct zip_entry *found = NULL;
	for (size_t i = 0; !found && i < 2; i++) {
		struct str name = str_fmt(r->arena, "%.*sfiles/%.*s.%s", STR_ARG(r->prefix),
			STR_ARG(file), endings[i]);
		found = zip_find(&r->zip, name);
	}
	return found;
}

static err_t read_photo(struct reading *r, struct str stored, struct import_answer *io)
{
	struct str file = str_cut(&stored, '\n');
	struct public_id id;
	if (!file.len)
		return NULL;
	if (!public_id_parse(file, &id))
		return err_say(ERR_INVALID, N_("Its picture is not in the copy."));
	if (utf8_count(stored) > ANSWER_ALT_MOST)
		return err_number(err_say(ERR_INVALID,
					  NN_("At most {n} character.", "At most {n} characters.")),
			ANSWER_ALT_MOST);
	io->picture = find_picture(r, file);
	io->stored = stored;
	return io->picture ? NULL : err_say(ERR_INVALID, N_("Its picture is not in the copy."));
}

/* As if a browser had sent it. */
static err_t read_stored(struct reading *r, struct str stored, struct import_answer *io)
{
	enum content_kind kind = io->question->kind;
	struct form_field field = {.value = stored};
	struct form form = {&field, 1};
	if (kind == CONTENT_PHOTO)
		return read_photo(r, stored, io);
	field.name = kind == CONTENT_TEXT || kind == CONTENT_LIST ? STR("answer") : STR("option");
	return answer_read(r->arena, io->question, &form, &io->stored);
}

static err_t read_answer(struct reading *r, const struct json *item, struct import_answer *ret)
{
	const struct json *stored = json_get(item, STR("stored"));
	struct import_answer answer = {.changed = time_at(r, item, "changed")};
	answer.question =
		content_question(r->app->content, lang_index(r->lang), text_at(item, "question"));
	if (!answer.question)
		return err_say(ERR_INVALID, N_("This question is not known here."));
	TRY(was_damaged(item));
	if (!stored || stored->type != JSON_STRING ||
		str_find(json_str(stored), '\0') < stored->len)
		return err_say(ERR_INVALID, N_("It does not say what was answered."));
	if (!json_int(json_get(item, STR("version")), &answer.version) || answer.version < 1 ||
		answer.version > NUMBER_MOST)
		return err_say(ERR_INVALID, N_("It does not say which version it is."));
	TRY(read_stored(r, json_str(stored), &answer));
	*ret = answer;
	return NULL;
}

static struct known_versions *versions_of(
	const struct reading *r, const struct content_question *question)
{
	size_t count, at = 0;
	const struct content_question *all = content_questions(r->app->content, &count);
	while (at < count && !str_eq(all[at].id, question->id))
		at++;
	return &r->versions[at];
}

static err_t add_present(struct reading *r, const struct json *item)
{
	struct import_answer answer;
	TRY(read_answer(r, item, &answer));
	struct known_versions *known = versions_of(r, answer.question);
	if (known->present)
		return twice();
	known->present = answer.version;
	vec_push(r->arena, &r->copy->answers, answer);
	return NULL;
}

static err_t add_earlier(struct reading *r, const struct json *item)
{
	struct import_answer answer;
	TRY(read_answer(r, item, &answer));
	struct known_versions *known = versions_of(r, answer.question);
	if (answer.version >= known->present)
		return err_say(ERR_INVALID, N_("There is nothing that came after it."));
	for (size_t i = 0; i < known->past_len; i++)
		if (known->past[i] == answer.version)
			return twice();
	if (known->past_len == PASSPORT_PAST_MOST)
		return err_say(ERR_INVALID, N_("There are too many."));
	known->past[known->past_len++] = answer.version;
	vec_push(r->arena, &r->copy->earlier, answer);
	return NULL;
}

static void read_answers(struct reading *r, enum import_part part,
	err_t (*add)(struct reading *r, const struct json *item))
{
	json_each_item (item, items_of(r, import_part_id(part))) {
		err_t e = add(r, item);
		if (e)
			leave(r, part, title_of(r, text_at(item, "question")), e);
		else
			r->copy->count[part]++;
	}
}

/* --- dated versions --- */

static err_t add_dated(struct reading *r, const struct json *item)
{
	struct content_picks picks;
	struct import_dated dated = {.made = time_at(r, item, "made")};
	dated.route = text_at(item, "route");
	TRY(was_damaged(item));
	err_t e = content_route_picks(r->app->content, dated.route, &picks);
	if (e) {
		err_free(e);
		return err_say(ERR_INVALID, N_("Its route is not known here."));
	}
	if (r->copy->dated.len == PASSPORT_DATED_MOST)
		return err_say(ERR_INVALID, N_("There are too many."));
	if (!json_int(json_get(item, STR("content")), &dated.content) || dated.content < 0 ||
		dated.content > NUMBER_MOST)
		dated.content = content_version(r->app->content);
	dated.wording = content_wording_id(content_wording_find(text_at(item, "wording")));
	vec_push(r->arena, &r->copy->dated, dated);
	return NULL;
}

/* Those with that number. */
static void read_dated_answers(struct reading *r, int64_t number, struct import_answers *io)
{
	size_t count;
	content_questions(r->app->content, &count);
	for (size_t i = 0; i < count; i++)
		r->versions[i].is_dated = false;
	json_each_item (item, items_of(r, "dated_answers")) {
		struct import_answer answer;
		int64_t n;
		if (!json_int(json_get(item, STR("dated")), &n) || n != number)
			continue;
		err_t e = read_answer(r, item, &answer);
		if (!e && versions_of(r, answer.question)->is_dated)
			e = twice();
		if (e) {
			leave(r, IMPORT_DATED, title_of(r, text_at(item, "question")), e);
			continue;
		}
		versions_of(r, answer.question)->is_dated = true;
		vec_push(r->arena, io, answer);
	}
}

static void read_dated(struct reading *r)
{
	json_each_item (item, items_of(r, "dated_versions")) {
		int64_t number = 0;
		bool has_number = json_int(json_get(item, STR("dated")), &number);
		err_t e = add_dated(r, item);
		if (e) {
			leave(r, IMPORT_DATED, shown(text_at(item, "made")), e);
			continue;
		}
		r->copy->count[IMPORT_DATED]++;
		if (has_number)
			read_dated_answers(
				r, number, &r->copy->dated.at[r->copy->dated.len - 1].answers);
	}
}

/* --- all of it --- */

static void find_unknown(struct reading *r)
{
	static const char *const head[] = {"format", "version", "made", "place"};
	json_each_member (member, r->whole) {
		bool is_known = import_knows(member->name);
		for (size_t i = 0; i < sizeof(head) / sizeof(*head); i++)
			is_known |= str_is(member->name, head[i]);
		if (!is_known && r->copy->unknown.len < UNKNOWN_MOST)
			vec_push(r->arena, &r->copy->unknown, shown(member->name));
	}
}

err_t import_read(const struct app *app, struct arena *a, const struct lang *lang,
	struct str archive, struct import_copy *ret)
{
	struct import_copy *copy = arena_make(a, struct import_copy);
	struct reading r = {
		.app = app, .arena = a, .lang = lang, .now = clock_now(app->clock), .copy = copy};
	size_t count;
	TRY(open_json(&r, archive));
	TRY(check_version(&r));
	content_questions(app->content, &count);
	r.versions = arena_array(a, struct known_versions, count + 1);
	copy->made = time_at(&r, r.whole, "made");
	copy->place = shown(text_at(r.whole, "place"));
	read_settings(&r);
	read_choices(&r);
	read_answers(&r, IMPORT_ANSWERS, add_present);
	read_answers(&r, IMPORT_EARLIER, add_earlier);
	read_dated(&r);
	find_unknown(&r);
	*ret = *copy;
	return NULL;
}

static void add_pictures(
	struct arena *a, const struct import_answers *answers, struct import_pictures *io)
{
	for (size_t i = 0; i < answers->len; i++) {
		const struct zip_entry *picture = answers->at[i].picture;
		size_t at = 0;
		while (at < io->len && io->at[at] != picture)
			at++;
		if (picture && at == io->len)
			vec_push(a, io, picture);
	}
}

void import_pictures(struct arena *a, const struct import_copy *copy,
	const bool takes[IMPORT_PARTS], struct import_pictures *ret)
{
	*ret = (struct import_pictures){0};
	if (takes[IMPORT_ANSWERS])
		add_pictures(a, &copy->answers, ret);
	if (takes[IMPORT_EARLIER])
		add_pictures(a, &copy->earlier, ret);
	for (size_t i = 0; takes[IMPORT_DATED] && i < copy->dated.len; i++)
		add_pictures(a, &copy->dated.at[i].answers, ret);
}
