#include "app/participant_table.h"

#include "app/audit.h"
#include "app/official_list.h"
#include "app/participant_inside.h"
#include "base/vec.h"
#include "codec/csv.h"
#include "codec/input.h"
#include "codec/xlsx.h"
#include "i18n/i18n.h"

#define WIDTH 24 /* characters */

static const char *const formats[TABLE_FORMATS] = {"csv", "xlsx"};

/* The columns of a table; of what is left of a list, one more. */
static const enum participant_column shown[] = {COLUMN_GIVEN_NAME, COLUMN_FAMILY_NAME,
	COLUMN_COUNTRY, COLUMN_KIND, COLUMN_MAIL, COLUMN_BORN, COLUMN_PLACE, COLUMN_HOST,
	COLUMN_STARTS, COLUMN_ENDS, COLUMN_LANGUAGE};

#define SHOWN (sizeof(shown) / sizeof(*shown))

struct table {
	struct arena *arena;
	const struct lang *lang;
	const struct official_list *official; /* whose columns they are; NULL: ours */
	enum participant_column shown[SHOWN]; /* the first columns */
	size_t shown_len, columns, rows;
	struct xlsx_cell *cells;
};

bool table_format_find(struct str id, enum table_format *ret)
{
	for (enum table_format format = 0; format < TABLE_FORMATS; format++)
		if (str_is(id, formats[format])) {
			*ret = format;
			return true;
		}
	return false;
}

static struct table table_new(struct arena *a, const struct lang *lang, size_t columns, size_t rows)
{
	struct table t = {.arena = a,
		.lang = lang,
		.shown_len = SHOWN,
		.columns = columns,
		.rows = rows,
		.cells = arena_array(a, struct xlsx_cell, columns * rows + 1)};
	memcpy(t.shown, shown, sizeof(shown));
	return t;
}

/* The columns that stay for who may not see mail, birth date and place. */
static void leave_out_details(struct table *io)
{
	size_t len = 0;
	for (size_t i = 0; i < SHOWN; i++) {
		enum participant_column c = shown[i];
		if (c != COLUMN_MAIL && c != COLUMN_BORN && c != COLUMN_PLACE)
			io->shown[len++] = c;
	}
	io->shown_len = io->columns = len;
}

static struct str heading(const struct table *t, size_t column)
{
	if (t->official)
		return t->official->columns[column].heading;
	return lang_text(t->lang, column < t->shown_len ? participant_column_text(t->shown[column])
							: N_("What is wrong"));
}

static struct xlsx_cell text_cell(struct str text)
{
	return (struct xlsx_cell){.kind = XLSX_TEXT, .text = text};
}

static struct xlsx_cell day_cell(day d)
{
	return d == DAY_NONE ? text_cell(STR("")) : (struct xlsx_cell){.kind = XLSX_DAY, .day = d};
}

/* --- the formats --- */

static struct str cell_text(struct arena *a, const struct xlsx_cell *cell)
{
	return cell->kind == XLSX_DAY ? day_print(a, cell->day) : cell->text;
}

static void write_csv(const struct table *t, struct buf *out)
{
	struct str *row = arena_array(t->arena, struct str, t->columns);
	char separator = str_is(lang_tag(t->lang), "en") ? ',' : ';';
	csv_begin(out);
	for (size_t i = 0; i < t->columns; i++)
		row[i] = heading(t, i);
	csv_row(out, separator, row, t->columns);
	for (size_t r = 0; r < t->rows; r++) {
		for (size_t i = 0; i < t->columns; i++)
			row[i] = cell_text(t->arena, &t->cells[r * t->columns + i]);
		csv_row(out, separator, row, t->columns);
	}
}

static void write_xlsx(const struct table *t, struct buf *out)
{
	struct xlsx_column *columns = arena_array(t->arena, struct xlsx_column, t->columns);
	for (size_t i = 0; i < t->columns; i++)
		columns[i] = (struct xlsx_column){heading(t, i), WIDTH};
	struct xlsx_table table = {.name = lang_text(t->lang, N_("Participants")),
		.columns = columns,
		.columns_len = t->columns,
		.cells = t->cells,
		.rows = t->rows};
	xlsx_write(out, &table);
}

static err_t write(const struct table *t, enum table_format format, struct str *ret_bytes)
{
	struct buf out;
	buf_init(&out, t->arena, 64 << 10, PARTICIPANT_TABLE_BYTES);
	if (format == TABLE_CSV)
		write_csv(t, &out);
	else
		write_xlsx(t, &out);
	TRY(buf_err(&out));
	*ret_bytes = buf_str(&out);
	return NULL;
}

err_t participant_table_empty(
	struct arena *a, const struct lang *lang, enum table_format format, struct str *ret_bytes)
{
	struct table t = table_new(a, lang, SHOWN, 0);
	return write(&t, format, ret_bytes);
}

/* --- of a project --- */

struct telling {
	struct project_act act;
	struct participant_whole_row_list rows;
};

static err_t read_all(struct tx *tx, void *ctx)
{
	struct telling *t = ctx;
	TRY(project_require(tx, &t->act, ACTION_PARTICIPANT_SEE));
	TRY(participant_all(
		tx, t->act.arena, t->act.row->id, t->act.as.only, PARTICIPANTS_MOST, &t->rows));
	struct audit_entry entry = {.actor = t->act.actor,
		.action = AUDIT_PARTICIPANT_READ,
		.object = AUDIT_PROJECTS,
		.object_id = public_id_print(t->act.arena, t->act.at->project),
		.at = t->act.now};
	return audit_note(tx, &entry);
}

static void put_person(const struct table *t, const struct countries *countries,
	const struct participant *p, struct xlsx_cell *io)
{
	const struct country *country = country_find(countries, t->arena, p->country);
	const struct xlsx_cell cells[COLUMNS] = {
		[COLUMN_GIVEN_NAME] = text_cell(p->given_name),
		[COLUMN_FAMILY_NAME] = text_cell(p->family_name),
		[COLUMN_COUNTRY] = text_cell(country ? country_name(country, t->lang) : p->country),
		[COLUMN_KIND] = text_cell(lang_text(t->lang, participant_kind_text(p->kind))),
		[COLUMN_MAIL] = text_cell(p->mail),
		[COLUMN_BORN] = day_cell(p->born),
		[COLUMN_PLACE] = text_cell(p->place),
		[COLUMN_HOST] = text_cell(p->host),
		[COLUMN_STARTS] = day_cell(p->starts),
		[COLUMN_ENDS] = day_cell(p->ends),
		[COLUMN_LANGUAGE] = text_cell(p->language),
	};
	for (size_t i = 0; i < t->shown_len; i++)
		io[i] = cells[t->shown[i]];
}

err_t participant_table_all(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, enum table_format format,
	struct str *ret_bytes)
{
	struct telling told = {.act = project_act(app, a, actor, at)};
	TRY(db_tx(app->db, read_all, &told));
	struct table t = table_new(a, lang, SHOWN, told.rows.len);
	if (!access_project_allows(&told.act.as, ACTION_PARTICIPANT_DETAILS))
		leave_out_details(&t);
	for (size_t i = 0; i < told.rows.len; i++) {
		const struct participant_whole_row *row = &told.rows.at[i];
		struct participant p = {.kind = participant_kind_of(row->kind),
			.given_name = row->given_name,
			.family_name = row->family_name,
			.country = row->country};
		TRY(participant_unseal(app, a, row->public, row->body, &p));
		put_person(&t, app->countries, &p, &t.cells[i * t.columns]);
	}
	return write(&t, format, ret_bytes);
}

/* --- for the official site --- */

static struct xlsx_cell official_cell(const struct table *t, enum official_holds holds,
	const struct country *country, const struct participant *p, struct str grant)
{
	switch (holds) {
	case OFFICIAL_GIVEN_NAME:
		return text_cell(p->given_name);
	case OFFICIAL_FAMILY_NAME:
		return text_cell(p->family_name);
	case OFFICIAL_COUNTRY:
		return text_cell(country ? country_name(country, t->lang) : p->country);
	case OFFICIAL_COUNTRY_CODE:
		return text_cell(p->country);
	case OFFICIAL_MAIL:
		return text_cell(p->mail);
	case OFFICIAL_BORN:
		return day_cell(p->born);
	case OFFICIAL_PLACE:
		return text_cell(p->place);
	case OFFICIAL_HOST:
		return text_cell(p->host);
	case OFFICIAL_STARTS:
		return day_cell(p->starts);
	case OFFICIAL_ENDS:
		return day_cell(p->ends);
	case OFFICIAL_LANGUAGE:
		return text_cell(p->language);
	case OFFICIAL_GRANT:
		return text_cell(grant);
	case OFFICIAL_NOTHING:
	case OFFICIAL_HOLDS:
		break;
	}
	return text_cell(STR(""));
}

static err_t put_official(const struct app *app, const struct telling *told, const struct table *t)
{
	for (size_t i = 0; i < told->rows.len; i++) {
		const struct participant_whole_row *row = &told->rows.at[i];
		struct participant p = {.given_name = row->given_name,
			.family_name = row->family_name,
			.country = row->country};
		const struct country *country = country_find(app->countries, t->arena, p.country);
		TRY(participant_unseal(app, t->arena, row->public, row->body, &p));
		for (size_t k = 0; k < t->columns; k++)
			t->cells[i * t->columns + k] = official_cell(t,
				t->official->columns[k].holds, country, &p, told->act.row->number);
	}
	return NULL;
}

err_t participant_table_official(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, enum table_format format, struct str *ret_bytes)
{
	const struct official_list *list = app->official_list;
	struct telling told = {.act = project_act(app, a, actor, at)};
	TRY(db_tx(app->db, read_all, &told));
	if (!access_project_allows(&told.act.as, ACTION_PARTICIPANT_DETAILS))
		return err_log(ERR_FORBIDDEN, "an official list has mail addresses");
	if (!told.act.row->number.len)
		return err_say(ERR_CONFLICT, N_("The official site takes projects with a grant. "
						"Enter the number of the grant first."));
	struct table t =
		table_new(a, i18n_find(app->i18n, STR("en")), list->columns_len, told.rows.len);
	t.official = list;
	TRY(put_official(app, &told, &t));
	return write(&t, format, ret_bytes);
}

/* --- what is left of a list --- */

static struct str countries_print(
	struct arena *a, const struct lang *lang, const struct entry_issue *issue)
{
	struct str names = STR("");
	for (size_t i = 0; i < issue->near_len; i++) {
		struct str name = country_name(issue->near[i], lang);
		names = str_fmt(a, "%.*s%s%.*s", STR_ARG(names), i ? ", " : "", STR_ARG(name));
	}
	return names;
}

struct str entry_issue_print(
	struct arena *a, const struct lang *lang, const struct entry_issue *issue)
{
	struct lang_value values[] = {{"value", issue->value},
		{"n", str_fmt(a, "%lld", (long long)issue->n)}, {NULL, STR("")}};
	struct str text = lang_fill(a, lang_text(lang, issue->text), values);
	if (!issue->near_len)
		return text;
	struct lang_value near[] = {{"country", countries_print(a, lang, issue)}, {NULL, STR("")}};
	struct str asks = lang_fill(a, lang_text(lang, N_("Do you mean {country}?")), near);
	return str_fmt(a, "%.*s %.*s", STR_ARG(text), STR_ARG(asks));
}

static struct str wrongs_print(struct arena *a, const struct lang *lang, const struct entry *entry)
{
	struct str all = STR("");
	for (size_t i = 0; i < entry->issues_len; i++) {
		struct str one = entry_issue_print(a, lang, &entry->issues[i]);
		all = str_fmt(a, "%.*s%s%.*s", STR_ARG(all), i ? " " : "", STR_ARG(one));
	}
	return all;
}

static void put_entry(const struct table *t, const struct entry *entry, struct xlsx_cell *io)
{
	for (size_t i = 0; i < SHOWN; i++)
		io[i] = text_cell(entry->texts[shown[i]]);
	struct str prefix = entry->texts[COLUMN_PREFIX], family = entry->texts[COLUMN_FAMILY_NAME];
	if (prefix.len)
		io[1] = text_cell(str_fmt(t->arena, "%.*s %.*s", STR_ARG(prefix), STR_ARG(family)));
	io[SHOWN] = text_cell(wrongs_print(t->arena, t->lang, entry));
}

err_t participant_table_rest(const struct app *app, struct arena *a, const struct actor *actor,
	const struct project_at *at, const struct lang *lang, enum table_format format,
	struct str *ret_bytes)
{
	struct participant_list list;
	size_t row = 0;
	TRY(participant_list_look(app, a, actor, at, &list));
	if (!list.waits)
		return err_log(ERR_NOT_FOUND, "no list waits");
	struct table t =
		table_new(a, lang, SHOWN + 1, list.entries.len - list.entries.count[ENTRY_CAME]);
	for (size_t i = 0; i < list.entries.len; i++)
		if (list.entries.at[i].state != ENTRY_CAME)
			put_entry(&t, &list.entries.at[i], &t.cells[row++ * t.columns]);
	return write(&t, format, ret_bytes);
}
