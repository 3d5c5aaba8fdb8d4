#include "app/project_numbers.h"

#include "app/project_inside.h"
#include "app/project_type.h"
#include "codec/csv.h"
#include "codec/input.h"
#include "i18n/lang.h"

#include <string.h>

#define EXTRACT_BYTES ((size_t)4 << 20)

static const char *const steps[NUMBERS_STEPS] = {
	[NUMBERS_ENTERED] = N_("Entered"),
	[NUMBERS_INVITED] = N_("Invited"),
	[NUMBERS_OPENED] = N_("Opened"),
	[NUMBERS_WRITING] = N_("Began to write"),
	[NUMBERS_SUBMITTED] = N_("Handed in"),
	[NUMBERS_ISSUED] = N_("Has a certificate"),
	[NUMBERS_FETCHED] = N_("Fetched the certificate"),
};

const char *numbers_step_text(enum numbers_step step)
{
	return steps[step];
}

/* --- the page --- */

struct counting {
	struct project_act act;
	struct participant_funnel_row row;
	struct learning_area_count_list areas;
	struct participant_language_count_list languages;
};

static err_t count(struct tx *tx, void *ctx)
{
	struct counting *c = ctx;
	struct arena *a = c->act.arena;
	TRY(project_require(tx, &c->act, ACTION_PARTICIPANT_SEE));
	struct row_id project = c->act.row->id, only = c->act.as.only;
	TRY(participant_funnel(tx, project, only, &c->row));
	TRY(learning_area_counts(
		tx, a, project, only, anonymous_counted(c->row.submitted), &c->areas));
	return participant_language_counts(tx, a, project, only, &c->languages);
}

static int64_t people_of(const struct counting *c, struct str area)
{
	for (size_t i = 0; i < c->areas.len; i++)
		if (str_eq(c->areas.at[i].area, area))
			return c->areas.at[i].people;
	return 0;
}

static void fill_areas(
	const struct counting *c, const struct project_framework *f, struct project_numbers *io)
{
	struct numbers_area *areas = arena_array(c->act.arena, struct numbers_area, f->areas_len);
	for (size_t i = 0; i < f->areas_len; i++) {
		int64_t people = people_of(c, f->areas[i].id);
		areas[i] = (struct numbers_area){
			f->areas[i].title, anonymous_told(people, io->counted)};
	}
	io->areas = areas;
	io->areas_len = f->areas_len;
}

static void fill_languages(const struct counting *c, struct project_numbers *io)
{
	size_t len = c->languages.len;
	int64_t *counts = arena_array(c->act.arena, int64_t, len);
	bool *joined = arena_array(c->act.arena, bool, len);
	struct numbers_language *all = arena_array(c->act.arena, struct numbers_language, len);
	for (size_t i = 0; i < len; i++)
		counts[i] = c->languages.at[i].people;
	anonymous_join(counts, len, joined);
	io->languages = all;
	for (size_t i = 0; i < len; i++)
		if (joined[i])
			io->others += counts[i];
		else
			all[io->languages_len++] =
				(struct numbers_language){c->languages.at[i].language, counts[i]};
}

err_t project_numbers(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, struct project_numbers *ret)
{
	struct counting c = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, count, &c));
	const struct participant_funnel_row *f = &c.row;
	struct project_numbers n = {.title = c.act.row->title,
		.is_whole = !c.act.as.only.n,
		.is_closed = c.act.row->closed,
		.steps = {f->entered, f->invited, f->opened, f->writing, f->submitted, f->issued,
			f->fetched},
		.counted = anonymous_counted(f->submitted)};
	const struct project_type *type =
		project_type_find(app->project_types, lang_index(lang), c.act.row->type);
	if (type && n.counted >= ANONYMOUS_SHARES_LEAST)
		fill_areas(&c, type->framework, &n);
	if (f->entered >= ANONYMOUS_LEAST)
		fill_languages(&c, &n);
	*ret = n;
	return NULL;
}

/* --- a list to sign on --- */

struct listing {
	struct project_act act;
	int64_t skip;
	struct organisation_row *organisation;
	struct participant_sign_row_list rows;
};

static err_t read_list(struct tx *tx, void *ctx)
{
	struct listing *l = ctx;
	struct arena *a = l->act.arena;
	TRY(project_require(tx, &l->act, ACTION_PARTICIPANT_SEE));
	TRY(organisation_get(tx, a, l->act.at->organisation, &l->organisation));
	return participant_sign_rows(
		tx, a, l->act.row->id, l->act.as.only, l->skip, SIGN_LIST_MOST + 1, &l->rows);
}

err_t project_sign_list(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, int64_t page, struct sign_list *ret)
{
	struct listing l = {.act = project_act(app, a, actor, at)};
	if (page < 1 || page > PARTICIPANTS_MOST / SIGN_LIST_MOST)
		return err_log(ERR_NOT_FOUND, "no such page");
	l.skip = (page - 1) * SIGN_LIST_MOST;
	TRY(db_read(app->db, read_list, &l));
	size_t len = l.rows.len < SIGN_LIST_MOST ? l.rows.len : SIGN_LIST_MOST;
	struct sign_person *people = arena_array(a, struct sign_person, len);
	for (size_t i = 0; i < len; i++)
		people[i] = (struct sign_person){
			l.rows.at[i].given_name, l.rows.at[i].family_name, l.rows.at[i].country};
	*ret = (struct sign_list){
		l.act.row->title, l.organisation->name, people, len, l.rows.len > len};
	return NULL;
}

/* --- the extract --- */

/* What is the same for all, and what may be folded. */
static const char *const headings[] = {
	"type", "year", "kind", "country", "language", "handed_in", "certificate", "competences"};
#define COLUMNS (sizeof(headings) / sizeof(*headings))
#define SAME 2
#define FOLDED (COLUMNS - SAME)

enum folded { KIND, COUNTRY, LANGUAGE, HANDED_IN, ISSUED, AREAS };

/* What matters least first. */
static const size_t order[FOLDED] = {LANGUAGE, COUNTRY, KIND, AREAS, ISSUED, HANDED_IN};

/* Who wrote about something handed it in. */
static const struct anonymous_secret secrets[] = {
	{HANDED_IN, AREAS}, {ISSUED, ISSUED}, {AREAS, AREAS}};

struct extracting {
	struct project_act act;
	struct project_activity_row_list activities;
	struct participant_extract_row_list rows;
};

/* Of the project's own framework. */
static struct text_list areas_now(const struct project_act *act)
{
	const struct project_type *type =
		project_type_find(act->app->project_types, 0, act->row->type);
	struct text_list ids = {0};
	if (!type)
		return ids;
	struct str *all = arena_array(act->arena, struct str, type->framework->areas_len);
	for (size_t i = 0; i < type->framework->areas_len; i++)
		all[i] = type->framework->areas[i].id;
	return (struct text_list){all, type->framework->areas_len};
}

static err_t read_extract(struct tx *tx, void *ctx)
{
	struct extracting *e = ctx;
	struct arena *a = e->act.arena;
	TRY(project_require_all(tx, &e->act, ACTION_PARTICIPANT_SEE));
	TRY(project_activities(tx, a, e->act.row->id, &e->activities));
	return participant_extract(
		tx, a, e->act.row->id, areas_now(&e->act), PARTICIPANTS_MOST, &e->rows);
}

/* In which the first activity begins; empty before there is one. */
static struct str year_of(const struct extracting *e)
{
	day first = DAY_NONE;
	for (size_t i = 0; i < e->activities.len; i++)
		if (!e->activities.at[i].removed &&
			(first == DAY_NONE || e->activities.at[i].starts < first))
			first = e->activities.at[i].starts;
	return first == DAY_NONE ? STR("") : str_fmt(e->act.arena, "%d", date_of_day(first).year);
}

static struct str how_many(int64_t areas)
{
	if (areas < 1)
		return STR("none");
	if (areas < 3)
		return STR("1 or 2");
	return areas < 5 ? STR("3 or 4") : STR("5 or more");
}

static void put_person(const struct participant_extract_row *row, struct str *io)
{
	const struct str cells[FOLDED] = {
		[KIND] = row->kind,
		[COUNTRY] = row->country,
		[LANGUAGE] = row->language,
		[HANDED_IN] = row->is_submitted ? STR("yes") : STR("no"),
		[ISSUED] = row->is_issued ? STR("yes") : STR("no"),
		[AREAS] = how_many(row->areas),
	};
	memcpy(io, cells, sizeof(cells));
}

static err_t write_csv(
	const struct extracting *e, const struct anonymous_table *table, struct str *ret_csv)
{
	struct str row[COLUMNS] = {0};
	struct buf out;
	buf_init(&out, e->act.arena, 16 << 10, EXTRACT_BYTES);
	csv_begin(&out);
	for (size_t i = 0; i < COLUMNS; i++)
		row[i] = str_of(headings[i]);
	csv_row(&out, ',', row, COLUMNS);
	row[0] = e->act.row->type;
	row[1] = year_of(e);
	for (size_t i = 0; i < table->rows; i++) {
		memcpy(row + SAME, table->cells + i * FOLDED, FOLDED * sizeof(*row));
		csv_row(&out, ',', row, COLUMNS);
	}
	TRY(buf_err(&out));
	*ret_csv = buf_str(&out);
	return NULL;
}

err_t project_extract(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, struct str *ret_csv)
{
	struct extracting e = {.act = project_act(app, a, actor, at)};
	TRY(db_read(app->db, read_extract, &e));
	if (e.rows.len < ANONYMOUS_LEAST)
		return err_number(err_say(ERR_CONFLICT,
					  N_("An extract can be made when {n} people take part.")),
			ANONYMOUS_LEAST);
	struct anonymous_table table = {arena_array(a, struct str, e.rows.len * FOLDED), e.rows.len,
		FOLDED, order, secrets, sizeof(secrets) / sizeof(*secrets)};
	for (size_t i = 0; i < e.rows.len; i++)
		put_person(&e.rows.at[i], table.cells + i * FOLDED);
	anonymous_fold(a, &table);
	return write_csv(&e, &table, ret_csv);
}
