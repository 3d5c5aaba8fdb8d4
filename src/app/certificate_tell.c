/*
 * What a certificate says in a language: which parts and sections, and in which order, is for its
 * type to say (app/certificate_form.h).
 */
#include "app/certificate_inside.h"
#include "app/project_type.h"
#include "base/buf.h"
#include "codec/input.h"
#include "i18n/country.h"
#include "i18n/format.h"

/* What stands in the first part; else, in it, only when and where it all was, who applied and who
 * hosts, and all of them in the second part. */
#define FIRST_ACTIVITIES 3
#define FIRST_PARTIES 4
#define FIRST_LETTERS 180 /* of either */

static struct str between(
	struct arena *a, const struct lang *lang, struct str first, struct str last)
{
	const struct lang_value values[] = {{"first", first}, {"last", last}, {0}};
	return first.len && last.len
		       ? lang_fill(a, lang_text(lang, N_("{first} to {last}")), values)
		       : first;
}

struct str certificate_days(struct arena *a, const struct lang *lang, day first, day last)
{
	return between(a, lang, first == DAY_NONE ? STR_NONE : format_date(a, lang, first),
		last == DAY_NONE || last == first ? STR_NONE : format_date(a, lang, last));
}

/* A date stays on its line. */
static struct str held(const struct certificate_telling *t, day d)
{
	struct str date = format_date(t->arena, t->lang, d);
	struct buf out;
	buf_init(&out, t->arena, 64, 1 << 10);
	while (date.len) {
		buf_put(&out, str_cut(&date, ' '));
		if (date.len)
			buf_lit(&out, "\xc2\xa0");
	}
	return buf_str(&out);
}

static struct str days(const struct certificate_telling *t, day first, day last)
{
	return between(t->arena, t->lang, first == DAY_NONE ? STR_NONE : held(t, first),
		last == DAY_NONE || last == first ? STR_NONE : held(t, last));
}

/* Lines one below another; empty ones, and those that stand there already, are left out. */
static void add_line(struct buf *io, struct str line)
{
	struct str rest = buf_str(io);
	if (!line.len)
		return;
	while (rest.len)
		if (str_eq(str_cut(&rest, '\n'), line))
			return;
	if (io->len)
		buf_putc(io, '\n');
	buf_put(io, line);
}

static struct buf lines(const struct certificate_telling *t)
{
	struct buf out;
	buf_init(&out, t->arena, 256, 64 << 10);
	return out;
}

/* --- the first part --- */

static struct str when(const struct certificate_telling *t)
{
	return days(t, t->content->starts, t->content->ends);
}

/* Does the second part of its type have that section? */
static bool has_beyond(const struct certificate_telling *t, const char *section)
{
	const struct certificate_form_part *second = certificate_form_part(
		project_type_form(t->app->project_types, lang_index(t->lang), t->content->type),
		CERTIFICATE_PROJECT);
	return second && certificate_form_has(second, str_of(section));
}

static struct str where(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	struct buf out = lines(t);
	if (c->activities_len > FIRST_ACTIVITIES && has_beyond(t, "programme"))
		return STR_NONE;
	for (size_t i = 0; i < c->activities_len; i++)
		add_line(&out, c->activities[i].place);
	return buf_str(&out);
}

static bool is_programme_first(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	size_t letters = 0;
	for (size_t i = 0; i < c->activities_len; i++)
		letters += utf8_count(c->activities[i].title);
	return !has_beyond(t, "programme") ||
	       (c->activities_len <= FIRST_ACTIVITIES && letters <= FIRST_LETTERS);
}

static struct str programme(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	struct buf out = lines(t);
	if (!is_programme_first(t))
		return STR_NONE;
	for (size_t i = 0; i < c->activities_len; i++)
		add_line(&out, c->activities[i].title);
	return buf_str(&out);
}

struct str certificate_isolated(struct arena *a, struct str name)
{
	return str_fmt(a, "\xe2\x81\xa8%.*s\xe2\x81\xa9", STR_ARG(name));
}

static struct str party_line(const struct certificate_telling *t, const struct project_party *party)
{
	return str_fmt(t->arena, "%.*s, %.*s (%.*s)",
		STR_ARG(certificate_isolated(t->arena, party->name)),
		STR_ARG(certificate_isolated(t->arena, party->place)),
		STR_ARG(lang_text(t->lang, project_role_text(party->role))));
}

static bool are_parties_first(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	size_t letters = 0;
	for (size_t i = 0; i < c->parties_len; i++)
		letters += utf8_count(party_line(t, &c->parties[i]));
	return !has_beyond(t, "organisations") ||
	       (c->parties_len <= FIRST_PARTIES && letters <= FIRST_LETTERS);
}

static struct str organisations(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	struct buf out = lines(t);
	bool all = are_parties_first(t);
	size_t shown = 0;
	for (size_t i = 0; i < c->parties_len; i++) {
		bool leads = c->parties[i].role <= PROJECT_HOST && shown < FIRST_PARTIES;
		if (!all && !leads)
			continue;
		add_line(&out, party_line(t, &c->parties[i]));
		shown++;
	}
	return buf_str(&out);
}

static struct str born(const struct certificate_telling *t)
{
	return days(t, t->content->born, t->content->born);
}

static struct str home(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	const struct country *country = country_find(t->app->countries, t->arena, c->country);
	struct str name = country ? country_name(country, t->lang) : c->country;
	if (!c->place.len)
		return name;
	return str_fmt(t->arena, "%.*s, %.*s", STR_ARG(c->place), STR_ARG(name));
}

static struct str role(const struct certificate_telling *t)
{
	return lang_text(t->lang, participant_kind_text(t->content->kind));
}

static struct str host(const struct certificate_telling *t)
{
	return t->content->host;
}

static struct str grant(const struct certificate_telling *t)
{
	return t->content->number;
}

static struct str issued(const struct certificate_telling *t)
{
	const struct lang_value values[] = {
		{"date", format_date(t->arena, t->lang, t->content->issued)},
		{"n", format_number(t->arena, t->lang, t->content->revision)}, {0}};
	return lang_fill(t->arena, lang_text(t->lang, N_("{date}, revision {n}")), values);
}

static const struct fact {
	const char *id;
	struct str (*tell)(const struct certificate_telling *t);
} facts[] = {
	{"when", when},
	{"where", where},
	{"programme", programme},
	{"organisations", organisations},
	{"born", born},
	{"home", home},
	{"role", role},
	{"host", host},
	{"grant", grant},
	{"issued", issued},
};

struct str certificate_tell_fact(const struct certificate_telling *t, struct str section)
{
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (str_is(section, facts[i].id))
			return facts[i].tell(t);
	return STR_NONE;
}

/* --- the second part --- */

static struct str all_activities(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	struct buf out = lines(t);
	for (size_t i = 0; i < c->activities_len; i++) {
		const struct project_activity *it = &c->activities[i];
		add_line(&out, str_fmt(t->arena, "%.*s, %.*s: %.*s", STR_ARG(it->title),
				       STR_ARG(it->place), STR_ARG(days(t, it->starts, it->ends))));
	}
	return buf_str(&out);
}

static struct str all_parties(const struct certificate_telling *t)
{
	const struct certificate_content *c = t->content;
	struct buf out = lines(t);
	for (size_t i = 0; i < c->parties_len; i++)
		add_line(&out, party_line(t, &c->parties[i]));
	return buf_str(&out);
}

/* Of the language, else of the first one that there is. */
static struct str description(const struct project *p, struct str field, struct str language)
{
	struct str text = project_text_of(p, field, language);
	for (size_t i = 0; i < p->texts_len && !text.len; i++)
		if (str_eq(p->texts[i].field, field))
			text = p->texts[i].text;
	return text;
}

/* first: the first part, in which a few have room. */
static struct str about_project(const struct certificate_telling *t,
	const struct certificate_form_part *first, const struct project *project, struct str id)
{
	bool is_there = certificate_form_has(first, id);
	if (str_is(id, "programme"))
		return is_there && is_programme_first(t) ? STR_NONE : all_activities(t);
	if (str_is(id, "organisations"))
		return is_there && are_parties_first(t) ? STR_NONE : all_parties(t);
	return description(project, id, lang_tag(t->lang));
}

static void tell_project(const struct certificate_telling *t, const struct certificate_form *form,
	const struct certificate_form_part *part, const struct project *project,
	struct certificate_told *io)
{
	struct certificate_section *sections =
		arena_array(t->arena, struct certificate_section, part->sections_len);
	for (size_t i = 0; i < part->sections_len; i++) {
		const struct certificate_form_section *it = &part->sections[i];
		struct str text = about_project(t, &form->parts[0], project, it->id);
		if (text.len)
			sections[io->sections_len++] =
				(struct certificate_section){it->label, STR_NONE, text};
	}
	io->sections = sections;
}

/* --- all of them --- */

void certificate_tell(const struct certificate_telling *t, const struct project *project,
	const struct certificate_learned *learned, struct certificate_words *ret)
{
	const struct project_type *type =
		project_type_find(t->app->project_types, lang_index(t->lang), t->content->type);
	struct certificate_told *parts =
		arena_array(t->arena, struct certificate_told, CERTIFICATE_PART_IDS);
	*ret = (struct certificate_words){.language = lang_tag(t->lang), .parts = parts};
	for (size_t i = 1; type && i < type->certificate.parts_len; i++) {
		const struct certificate_form_part *part = &type->certificate.parts[i];
		const struct lang_value values[] = {{"framework", type->framework->title}, {0}};
		struct certificate_told told = {.id = part->id,
			.title = part->title,
			.intro = lang_fill(t->arena, part->intro, values)};
		if (part->id == CERTIFICATE_PROJECT)
			tell_project(t, &type->certificate, part, project, &told);
		else
			certificate_learned_tell(t->arena, learned, type->framework, part, &told);
		if (told.sections_len)
			parts[ret->parts_len++] = told;
	}
}

const struct certificate_told *certificate_told_of(
	const struct certificate_words *words, enum certificate_part_id part)
{
	for (size_t i = 0; i < words->parts_len; i++)
		if (words->parts[i].id == part)
			return &words->parts[i];
	return NULL;
}
