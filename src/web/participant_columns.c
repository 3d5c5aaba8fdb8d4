/* Saying how a list of participants is read: headings, columns, days, signs. */
#include "app/participant_import.h"
#include "base/vec.h"
#include "i18n/i18n.h"
#include "view/participant_list.h"
#include "web/project_at.h"
#include "web/routes.h"

#define COLUMNS_SHOWN 60
#define SAMPLES 3
#define SAMPLE_MOST 60 /* bytes of a cell that are shown */

struct options {
	const struct request *req;
	struct list_option_view *at;
	size_t len, cap;
};

static struct options options_of(const struct request *req)
{
	return (struct options){.req = req};
}

static void add(struct options *io, struct str key, struct str text, bool chosen)
{
	vec_push(io->req->arena, io, (struct list_option_view){key, text, chosen});
}

static struct str text(const struct request *req, const char *id)
{
	return lang_text(visit_of(req)->lang, id);
}

static struct str fill_number(const struct request *req, const char *id, unsigned n)
{
	struct lang_value values[] = {{"number", str_fmt(req->arena, "%u", n)}, {NULL, STR("")}};
	return lang_fill(req->arena, text(req, id), values);
}

/* The beginning, at most so long, of whole characters. */
static struct str shorten(struct arena *a, struct str s)
{
	size_t len = SAMPLE_MOST;
	if (s.len <= len)
		return s;
	while (len && ((unsigned char)s.p[len] & 0xc0) == 0x80)
		len--;
	return str_fmt(a, "%.*s…", (int)len, s.p);
}

static struct str row_text(const struct request *req, const struct sheet_row *row)
{
	struct str all = STR("");
	for (size_t i = 0; i < row->len && all.len < SAMPLE_MOST; i++)
		all = str_fmt(req->arena, "%.*s%s%.*s", STR_ARG(all), all.len ? ", " : "",
			STR_ARG(str_trim(row->cells[i])));
	return shorten(req->arena, all);
}

static void fill_heads(const struct request *req, const struct participant_list *list,
	struct participant_columns_view *io)
{
	struct options heads = options_of(req);
	add(&heads, STR("0"), text(req, N_("There are none")), !list->plan.head);
	for (size_t i = 0; i < list->sheet.len && i < ENTRY_HEAD_MOST; i++) {
		const struct sheet_row *row = &list->sheet.rows[i];
		add(&heads, str_fmt(req->arena, "%u", row->number),
			str_fmt(req->arena, "%.*s: %.*s",
				STR_ARG(fill_number(req, N_("Row {number}"), row->number)),
				STR_ARG(row_text(req, row))),
			row->number == list->plan.head);
	}
	io->heads = heads.at;
	io->heads_len = heads.len;
}

/* --- columns --- */

static struct str heading_of(
	const struct request *req, const struct participant_list *list, size_t column)
{
	for (size_t i = 0; i < list->sheet.len; i++) {
		const struct sheet_row *row = &list->sheet.rows[i];
		struct str cell = str_trim(sheet_cell(row, column));
		if (row->number == list->plan.head && cell.len)
			return shorten(req->arena, cell);
	}
	struct lang_value values[] = {
		{"letter", sheet_column_name(req->arena, column)}, {NULL, STR("")}};
	return lang_fill(req->arena, text(req, N_("Column {letter}")), values);
}

static struct str sample_of(
	const struct request *req, const struct participant_list *list, size_t column)
{
	struct str all = STR("");
	size_t count = 0;
	for (size_t i = 0; i < list->sheet.len && count < SAMPLES; i++) {
		const struct sheet_row *row = &list->sheet.rows[i];
		struct str cell = str_trim(sheet_cell(row, column));
		if (row->number <= list->plan.head || !cell.len)
			continue;
		all = str_fmt(req->arena, "%.*s%s%.*s", STR_ARG(all), count++ ? " · " : "",
			STR_ARG(shorten(req->arena, cell)));
	}
	return all;
}

static struct list_column_view column_view(
	const struct request *req, const struct participant_list *list, size_t at)
{
	struct options kinds = options_of(req);
	for (enum participant_column c = 0; c < COLUMNS; c++)
		add(&kinds, str_of(participant_column_id(c)), text(req, participant_column_text(c)),
			list->plan.columns[at] == c);
	return (struct list_column_view){
		.name = str_fmt(req->arena, "column-%zu", at),
		.heading = heading_of(req, list, at),
		.sample = sample_of(req, list, at),
		.options = kinds.at,
		.options_len = kinds.len,
	};
}

static void fill_columns(const struct request *req, const struct participant_list *list,
	struct participant_columns_view *io)
{
	size_t len = list->sheet.columns < COLUMNS_SHOWN ? list->sheet.columns : COLUMNS_SHOWN;
	struct list_column_view *columns = arena_array(req->arena, struct list_column_view, len);
	for (size_t i = 0; i < len; i++)
		columns[i] = column_view(req, list, i);
	io->columns = columns;
	io->columns_len = len;
}

/* --- the rest --- */

static const struct {
	const char *key, *text;
} orders[] = {
	{"", N_("As we find it")},
	{"day", N_("Day, month, year")},
	{"month", N_("Month, day, year")},
};

static const struct {
	enum charset charset;
	const char *text;
} charsets[] = {
	{CHARSET_UNKNOWN, N_("As we find it")},
	{CHARSET_UTF_8, N_("Unicode (UTF-8)")},
	{CHARSET_WINDOWS_1252, N_("Western Europe")},
	{CHARSET_WINDOWS_1250, N_("Central Europe")},
	{CHARSET_WINDOWS_1257, N_("Baltic")},
	{CHARSET_WINDOWS_1253, N_("Greek")},
	{CHARSET_WINDOWS_1254, N_("Turkish")},
	{CHARSET_WINDOWS_1251, N_("Cyrillic")},
	{CHARSET_MACINTOSH, N_("Old Macintosh")},
	{CHARSET_UTF_16LE, N_("Unicode (UTF-16)")},
};

static const struct {
	const char *key, *text;
	char separator;
} separators[] = {
	{"", N_("As we find it"), 0},
	{"comma", N_("A comma"), ','},
	{"semicolon", N_("A semicolon"), ';'},
	{"tab", N_("A tab"), '\t'},
	{"bar", N_("A bar"), '|'},
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static void fill_reading(const struct request *req, const struct participant_list *list,
	struct participant_columns_view *io)
{
	struct options days = options_of(req), signs = options_of(req), cuts = options_of(req);
	for (size_t i = 0; i < COUNT(orders); i++)
		add(&days, str_of(orders[i].key), text(req, orders[i].text), i == list->plan.order);
	io->orders = days.at;
	io->orders_len = days.len;
	if (list->sheet.name.p)
		return;
	for (size_t i = 0; i < COUNT(charsets); i++)
		add(&signs, str_of(charset_name(charsets[i].charset)), text(req, charsets[i].text),
			charsets[i].charset == list->ask.charset);
	for (size_t i = 0; i < COUNT(separators); i++)
		add(&cuts, str_of(separators[i].key), text(req, separators[i].text),
			separators[i].separator == list->ask.separator);
	io->charsets = signs.at;
	io->charsets_len = signs.len;
	io->separators = cuts.at;
	io->separators_len = cuts.len;
}

static void fill_sheets(
	const struct request *req, const struct sheet *sheet, struct participant_columns_view *io)
{
	struct options sheets = options_of(req);
	for (size_t i = 0; sheet->names_len > 1 && i < sheet->names_len; i++)
		add(&sheets, sheet->names[i], sheet->names[i],
			str_eq(sheet->names[i], sheet->name));
	io->sheets = sheets.at;
	io->sheets_len = sheets.len;
}

static err_t show(struct request *req, struct response *res, const struct project_at *at,
	const struct participant_list *list, err_t e)
{
	struct participant_columns_view view = {
		.path = project_path(req, at->project),
		.problem = page_problem(req, e),
	};
	fill_heads(req, list, &view);
	fill_columns(req, list, &view);
	fill_reading(req, list, &view);
	fill_sheets(req, &list->sheet, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_participant_columns, &view);
}

static err_t find_list(
	struct request *req, struct project_at *ret_at, struct participant_list *ret_list)
{
	const struct visit *v = visit_of(req);
	TRY(project_of(req, ret_at));
	TRY(participant_list_look(v->app, req->arena, project_actor(req), ret_at, ret_list));
	return ret_list->waits ? NULL : err_log(ERR_NOT_FOUND, "no list waits");
}

static err_t columns_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct participant_list list;
	TRY(find_list(req, &at, &list));
	return show(req, res, &at, &list, NULL);
}

/* --- what was chosen --- */

static enum day_order order_of(struct str key)
{
	if (str_is(key, "month"))
		return DAY_ORDER_MONTH_FIRST;
	return str_is(key, "day") ? DAY_ORDER_DAY_FIRST : DAY_ORDER_UNKNOWN;
}

static struct sheet_ask ask_of(const struct form *form)
{
	struct str separator = form_get(form, STR("separator"));
	struct str sheet = form_get(form, STR("sheet"));
	struct sheet_ask ask = {.charset = charset_by_name(form_get(form, STR("charset"))),
		.name = sheet.len ? sheet : STR_NONE};
	for (size_t i = 0; i < COUNT(separators); i++)
		if (str_is(separator, separators[i].key))
			ask.separator = separators[i].separator;
	return ask;
}

/* A column that the list has twice is the first one. */
static void take_columns(
	const struct request *req, const struct participant_list *list, enum participant_column *io)
{
	bool taken[COLUMNS] = {0};
	memcpy(io, list->plan.columns, sizeof(list->plan.columns));
	for (size_t i = 0; i < SHEET_COLUMNS_MOST; i++) {
		struct str name = str_fmt(req->arena, "column-%zu", i);
		struct str sent = form_get(&visit_of(req)->form, name);
		if (sent.p)
			io[i] = participant_column_find(sent);
		if (taken[io[i]])
			io[i] = COLUMN_NONE;
		taken[io[i]] = true;
	}
}

static err_t choose(
	struct request *req, const struct project_at *at, const struct participant_list *list)
{
	const struct visit *v = visit_of(req);
	enum participant_column columns[SHEET_COLUMNS_MOST];
	int64_t head;
	if (!str_to_int(form_get(&v->form, STR("head")), &head) || head < 0 ||
		head > SHEET_NUMBER_MOST)
		return err_say(ERR_INVALID, N_("Say where the headings stand."));
	take_columns(req, list, columns);
	struct participant_choice in = {.ask = ask_of(&v->form),
		.head = (uint32_t)head,
		.order = order_of(form_get(&v->form, STR("order"))),
		.columns = columns,
		.columns_len = SHEET_COLUMNS_MOST};
	if (in.ask.name.p && !list->ask.name.p && str_eq(in.ask.name, list->sheet.name))
		in.ask.name = STR_NONE; /* it was that one already */
	return participant_list_choose(v->app, req->arena, project_actor(req), at, &in);
}

static err_t columns_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct participant_list list;
	TRY(find_list(req, &at, &list));
	err_t e = choose(req, &at, &list);
	if (e && (page_can_mend(e) || e->code == ERR_TOO_LARGE || e->code == ERR_CONFLICT))
		return show(req, res, &at, &list, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/list", STR_ARG(project_path(req, at.project))));
}

#define AT "/projects/{organisation}/{key}/list/columns"

const struct route participant_columns_routes[] = {
	{GET, AT, columns_show, OF_EDITOR, .on_worker = true, .slow = true},
	{POST, AT, columns_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY, .slow = true},
	{0},
};
