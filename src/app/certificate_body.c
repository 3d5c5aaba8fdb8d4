/* What a certificate says, as JSON. */
#include "app/certificate_inside.h"
#include "codec/input.h"
#include "codec/json.h"

#define VERSION 2

/* --- writing --- */

static void put_text(struct arena *a, struct json *io, const char *name, struct str text)
{
	if (text.len)
		json_set(a, io, str_of(name), json_of_str(text));
}

static void put_day(struct arena *a, struct json *io, const char *name, day d)
{
	if (d != DAY_NONE)
		json_set(a, io, str_of(name), json_of_str(day_print(a, d)));
}

static void put_activities(struct arena *a, struct json *io, const struct certificate_content *c)
{
	struct json list = json_array();
	for (size_t i = 0; i < c->activities_len; i++) {
		struct json one = json_object();
		put_text(a, &one, "title", c->activities[i].title);
		put_text(a, &one, "place", c->activities[i].place);
		put_day(a, &one, "starts", c->activities[i].starts);
		put_day(a, &one, "ends", c->activities[i].ends);
		json_push(a, &list, one);
	}
	json_set(a, io, STR("activities"), list);
}

static void put_parties(struct arena *a, struct json *io, const struct certificate_content *c)
{
	struct json list = json_array();
	for (size_t i = 0; i < c->parties_len; i++) {
		struct json one = json_object();
		put_text(a, &one, "name", c->parties[i].name);
		put_text(a, &one, "place", c->parties[i].place);
		put_text(a, &one, "role", str_of(project_role_id(c->parties[i].role)));
		json_push(a, &list, one);
	}
	json_set(a, io, STR("organisations"), list);
}

static void put_sections(struct arena *a, struct json *io, const struct certificate_told *part)
{
	struct json list = json_array();
	for (size_t i = 0; i < part->sections_len; i++) {
		struct json one = json_object();
		put_text(a, &one, "head", part->sections[i].head);
		put_text(a, &one, "label", part->sections[i].label);
		put_text(a, &one, "text", part->sections[i].text);
		json_push(a, &list, one);
	}
	json_set(a, io, STR("sections"), list);
}

static void put_words(struct arena *a, struct json *io, const struct certificate_words *words)
{
	struct json list = json_array();
	put_text(a, io, "language", words->language);
	for (size_t i = 0; i < words->parts_len; i++) {
		const struct certificate_told *part = &words->parts[i];
		struct json one = json_object();
		put_text(a, &one, "part", str_of(certificate_part_name(part->id)));
		put_text(a, &one, "title", part->title);
		put_text(a, &one, "intro", part->intro);
		put_sections(a, &one, part);
		json_push(a, &list, one);
	}
	json_set(a, io, STR("parts"), list);
}

/* Those of the further languages. */
static void put_also(struct arena *a, struct json *io, const struct certificate_content *c)
{
	struct json list = json_array();
	for (size_t i = 1; i < c->words_len; i++) {
		struct json one = json_object();
		put_words(a, &one, &c->words[i]);
		json_push(a, &list, one);
	}
	if (c->words_len > 1)
		json_set(a, io, STR("also"), list);
}

static void put_hand(
	struct arena *a, struct json *io, const char *name, const struct certificate_hand *hand)
{
	struct json one = json_object();
	if (!hand->name.len)
		return;
	put_text(a, &one, "name", hand->name);
	put_text(a, &one, "function", hand->function);
	json_set(a, io, str_of(name), one);
}

err_t certificate_body_write(
	struct arena *a, const struct certificate_content *c, struct str *ret_json)
{
	struct json body = json_object();
	struct buf out;
	json_set(a, &body, STR("version"), json_of_int(a, VERSION));
	put_text(a, &body, "code", c->code);
	json_set(a, &body, STR("revision"), json_of_int(a, c->revision));
	put_day(a, &body, "issued", c->issued);
	put_text(a, &body, "given_name", c->given_name);
	put_text(a, &body, "family_name", c->family_name);
	put_text(a, &body, "kind", str_of(participant_kind_id(c->kind)));
	put_text(a, &body, "country", c->country);
	put_text(a, &body, "place", c->place);
	put_text(a, &body, "host", c->host);
	put_day(a, &body, "born", c->born);
	put_day(a, &body, "starts", c->starts);
	put_day(a, &body, "ends", c->ends);
	put_text(a, &body, "type", c->type);
	put_text(a, &body, "title", c->title);
	put_text(a, &body, "number", c->number);
	put_activities(a, &body, c);
	put_parties(a, &body, c);
	put_words(a, &body, &c->words[0]);
	put_also(a, &body, c);
	json_set(a, &body, STR("sealed"), json_of_bool(c->sealed));
	put_hand(a, &body, "confirms", &c->confirms);
	put_hand(a, &body, "describes", &c->describes);
	put_hand(a, &body, "supports", &c->supports);
	buf_init(&out, a, 2 << 10, CERTIFICATE_BODY_MOST);
	json_write(&out, &body);
	TRY(buf_err(&out));
	*ret_json = buf_str(&out);
	return NULL;
}

/* --- reading: what the public page and the credential show --- */

static struct str text_at(const struct json *object, const char *name)
{
	return json_str(json_get(object, str_of(name)));
}

static day day_at(const struct json *object, const char *name)
{
	day d;
	return day_parse(text_at(object, name), &d) ? d : DAY_NONE;
}

static const struct certificate_section *sections_at(
	struct arena *a, const struct json *part, const char *name, size_t *ret_len)
{
	const struct json *list = json_get(part, str_of(name));
	size_t len = 0;
	if (!list)
		return NULL;
	struct certificate_section *sections =
		arena_array(a, struct certificate_section, list->len);
	json_each_item (it, list)
		sections[len++] = (struct certificate_section){
			text_at(it, "head"), text_at(it, "label"), text_at(it, "text")};
	*ret_len = len;
	return sections;
}

static const struct project_party *parties_at(
	struct arena *a, const struct json *body, size_t *ret_len)
{
	const struct json *list = json_get(body, STR("organisations"));
	size_t len = 0;
	if (!list)
		return NULL;
	struct project_party *parties = arena_array(a, struct project_party, list->len);
	json_each_item (it, list)
		parties[len++] = (struct project_party){
			.name = text_at(it, "name"), .place = text_at(it, "place")};
	*ret_len = len;
	return parties;
}

/* Version 1: the sections of a part stand below its name, without a title. */
static size_t parts_of_first(
	struct arena *a, const struct json *object, struct certificate_told *ret_parts)
{
	size_t len = 0;
	for (enum certificate_part_id id = 0; id < CERTIFICATE_PART_IDS; id++) {
		struct certificate_told told = {.id = id};
		told.sections =
			sections_at(a, object, certificate_part_name(id), &told.sections_len);
		if (told.sections_len)
			ret_parts[len++] = told;
	}
	return len;
}

static struct certificate_words words_at(struct arena *a, const struct json *object)
{
	struct certificate_words words = {.language = text_at(object, "language")};
	const struct json *list = json_get(object, STR("parts"));
	struct certificate_told *parts =
		arena_array(a, struct certificate_told, CERTIFICATE_PART_IDS);
	words.parts = parts;
	if (!list) {
		words.parts_len = parts_of_first(a, object, parts);
		return words;
	}
	json_each_item (it, list) {
		struct certificate_told told = {.id = certificate_part_parse(text_at(it, "part")),
			.title = text_at(it, "title"),
			.intro = text_at(it, "intro")};
		told.sections = sections_at(a, it, "sections", &told.sections_len);
		if (told.id < CERTIFICATE_PART_IDS && words.parts_len < CERTIFICATE_PART_IDS)
			parts[words.parts_len++] = told;
	}
	return words;
}

static const struct certificate_words *all_words(
	struct arena *a, const struct json *body, size_t *ret_len)
{
	const struct json *also = json_get(body, STR("also"));
	struct certificate_words *all =
		arena_array(a, struct certificate_words, also ? also->len + 1 : 1);
	size_t len = 0;
	all[len++] = words_at(a, body);
	if (also)
		json_each_item (it, also)
			all[len++] = words_at(a, it);
	*ret_len = len;
	return all;
}

err_t certificate_body_read(struct arena *a, struct str text, struct certificate_content *ret)
{
	struct json_limits limits = json_limits_default;
	struct json *body;
	limits.bytes = CERTIFICATE_BODY_MOST;
	TRY(json_parse(a, text, &limits, &body));
	struct certificate_content c = {
		.code = text_at(body, "code"),
		.number = text_at(body, "number"),
		.type = text_at(body, "type"),
		.title = text_at(body, "title"),
		.given_name = text_at(body, "given_name"),
		.family_name = text_at(body, "family_name"),
		.born = day_at(body, "born"),
		.starts = day_at(body, "starts"),
		.ends = day_at(body, "ends"),
		.issued = day_at(body, "issued"),
	};
	c.parties = parties_at(a, body, &c.parties_len);
	c.words = all_words(a, body, &c.words_len);
	*ret = c;
	return NULL;
}

const struct certificate_words *certificate_words_in(
	const struct certificate_content *content, struct str language)
{
	for (size_t i = 0; i < content->words_len; i++)
		if (str_eq(content->words[i].language, language))
			return &content->words[i];
	return &content->words[0];
}
