#include "app/participant_entry.h"

#include "app/participant_inside.h"
#include "base/vec.h"
#include "codec/address.h"
#include "codec/fold.h"
#include "codec/input.h"
#include "i18n/i18n.h"

#define SERIAL_FIRST 14611 /* 1940, as spreadsheets count days, */
#define SERIAL_LAST 60000  /* to 2064 */
#define SERIAL_1970 25569

struct reading {
	struct arena *arena;
	const struct entry_reader *reader;
	const struct entry_plan *plan;
	const struct entry_mends *mends;
	struct entries *entries;
	struct entry *entry; /* the one in the making */
};

/* --- what is wrong --- */

static struct entry_issue *add_issue(
	struct reading *r, enum participant_column column, const char *text)
{
	struct entry *e = r->entry;
	if (!e->issues)
		e->issues = arena_array(r->arena, struct entry_issue, ENTRY_ISSUES_MOST);
	if (e->issues_len == ENTRY_ISSUES_MOST)
		return &e->issues[ENTRY_ISSUES_MOST - 1];
	struct entry_issue *issue = &e->issues[e->issues_len++];
	*issue = (struct entry_issue){.column = column, .text = text, .value = e->texts[column]};
	return issue;
}

static bool has_issue(const struct entry *e, enum participant_column column)
{
	for (size_t i = 0; i < e->issues_len; i++)
		if (e->issues[i].column == column)
			return true;
	return false;
}

/* --- cells --- */

/* White space as one blank, none at the ends; what cannot be seen is left out. */
static struct str clean(struct arena *a, struct str text)
{
	char *p = arena_bytes(a, text.len + 1), bytes[4];
	size_t len = 0;
	bool blank = false;
	while (text.len) {
		uint32_t c = utf8_next(&text);
		if (c <= ' ' || c == 0x7f || (c >= 0x80 && c <= 0xa0) || c == 0x202f) {
			blank = len > 0;
			continue;
		}
		if (c == 0x200b || c == 0xfeff)
			continue;
		if (blank)
			p[len++] = ' ';
		blank = false;
		size_t n = utf8_put(bytes, c);
		memcpy(p + len, bytes, n);
		len += n;
	}
	return (struct str){p, len};
}

static void take_cells(struct reading *r, const struct sheet_row *row)
{
	for (size_t i = 0; i < row->len; i++) {
		enum participant_column column = r->plan->columns[i];
		if (column)
			r->entry->texts[column] = clean(r->arena, row->cells[i]);
	}
}

static void mend_cells(struct reading *r)
{
	struct entry *e = r->entry;
	for (size_t i = 0; i < r->mends->len; i++) {
		const struct entry_mend *m = &r->mends->at[i];
		bool fits = m->row == e->number ||
			    (!m->row && e->texts[m->column].len &&
				    str_eq(m->from, fold(r->arena, e->texts[m->column])));
		if (fits)
			e->texts[m->column] = clean(r->arena, m->text);
	}
}

static void check_length(struct reading *r)
{
	for (enum participant_column c = COLUMN_NONE + 1; c < COLUMNS; c++) {
		size_t most = participant_column_most(c);
		if (utf8_count(r->entry->texts[c]) > most)
			add_issue(r, c, N_("This has more than {n} characters."))->n =
				(int64_t)most;
	}
}

/* --- what they mean --- */

static void read_names(struct reading *r)
{
	struct entry *e = r->entry;
	struct str prefix = e->texts[COLUMN_PREFIX], family = e->texts[COLUMN_FAMILY_NAME];
	e->who.given_name = e->texts[COLUMN_GIVEN_NAME];
	e->who.family_name = prefix.len && family.len ? str_fmt(r->arena, "%.*s %.*s",
								STR_ARG(prefix), STR_ARG(family))
						      : family;
	if (!e->who.given_name.len)
		add_issue(r, COLUMN_GIVEN_NAME, N_("There is no given name."));
	if (!family.len)
		add_issue(r, COLUMN_FAMILY_NAME, N_("There is no family name."));
	else if (utf8_count(e->who.family_name) > PARTICIPANT_NAME_MOST)
		add_issue(r, COLUMN_FAMILY_NAME, N_("This has more than {n} characters."))->n =
			PARTICIPANT_NAME_MOST;
}

static void read_country(struct reading *r)
{
	struct str text = r->entry->texts[COLUMN_COUNTRY];
	const struct countries *all = r->reader->countries;
	const struct country *country = country_find(all, r->arena, text);
	if (country) {
		r->entry->who.country = country->code;
		return;
	}
	if (!text.len) {
		add_issue(r, COLUMN_COUNTRY, N_("There is no country."));
		return;
	}
	struct entry_issue *issue =
		add_issue(r, COLUMN_COUNTRY, N_("Country “{value}” is unknown."));
	issue->near_len = country_near(all, r->arena, text, issue->near);
}

/* Folded words of the role; the first line is who leads. */
static const char *const kind_words[PARTICIPANT_KINDS] = {
	[PARTICIPANT_TAKES_PART] = "participant|participante|takes part|deelnemer|deelneemster|"
				   "neemt deel|teilnehmer|teilnehmerin|teilnehmende|young person|"
				   "youth|jongere|jeune|learner|p|tn",
	[PARTICIPANT_TEAM] =
		"team member|team|teamlid|team lid|membre de l equipe|equipe|teammitglied|leader|"
		"group leader|team leader|youth leader|youth worker|facilitator|trainer|staff|"
		"accompanying person|groepsleider|leider|leiding|begeleider|jeugdwerker|"
		"accompagnateur|accompagnatrice|animateur|animatrice|encadrant|encadrante|"
		"responsable|leiter|leiterin|gruppenleiter|gruppenleiterin|betreuer|betreuerin|"
		"begleitperson|jugendleiter|fachkraft|interpreter|tolk",
};

static const struct {
	const char *tag, *words;
} language_words[] = {
	{"nl", "nl|dutch|nederlands|neerlandais|niederlandisch|vlaams|flemish"},
	{"en", "en|english|engels|anglais|englisch"},
	{"fr", "fr|french|frans|francais|franzosisch"},
	{"de", "de|german|duits|allemand|deutsch"},
};

static bool is_word(const char *words, struct str folded)
{
	struct str rest = str_of(words);
	while (rest.len)
		if (str_eq(str_cut(&rest, '|'), folded))
			return true;
	return false;
}

static void read_kind(struct reading *r)
{
	struct str text = r->entry->texts[COLUMN_KIND], folded = fold(r->arena, text);
	if (!folded.len)
		return;
	for (enum participant_kind kind = 0; kind < PARTICIPANT_KINDS; kind++)
		if (is_word(kind_words[kind], folded)) {
			r->entry->who.kind = kind;
			return;
		}
	add_issue(r, COLUMN_KIND, N_("“{value}” is neither a participant nor a team member."));
}

static void read_language(struct reading *r)
{
	struct str text = r->entry->texts[COLUMN_LANGUAGE], folded = fold(r->arena, text);
	for (size_t i = 0; i < sizeof(language_words) / sizeof(*language_words); i++)
		if (is_word(language_words[i].words, folded))
			text = str_of(language_words[i].tag);
	const struct lang *lang = text.len ? i18n_find(r->reader->i18n, text) : NULL;
	if (lang)
		r->entry->who.language = lang_tag(lang);
	else if (text.len)
		add_issue(r, COLUMN_LANGUAGE,
			N_("“{value}” is no language that we make certificates in."));
}

static void read_mail(struct reading *r)
{
	struct str text = r->entry->texts[COLUMN_MAIL];
	if (text.len && !address_parse(r->arena, text, &r->entry->who.mail))
		add_issue(r, COLUMN_MAIL, N_("“{value}” is no mail address."));
}

/* A day of which a spreadsheet kept the number alone. */
static bool read_serial(struct str text, day *ret)
{
	int64_t n;
	if (text.len != 5 || !str_to_int(text, &n) || n < SERIAL_FIRST || n > SERIAL_LAST)
		return false;
	*ret = (day)(n - SERIAL_1970);
	return true;
}

static void read_day(struct reading *r, enum participant_column column, day *io)
{
	static const char *const says[] = {
		[DAY_READ_NONE] = N_("“{value}” is no day that we can read. Write it as "
				     "2008-03-12."),
		[DAY_READ_SHORT_YEAR] = N_("“{value}” has a year of two digits. Write all four."),
		[DAY_READ_NEITHER] = N_("“{value}” is a day that no calendar has."),
		[DAY_READ_AMBIGUOUS] = N_("“{value}” can be two days. Say which comes first in "
					  "this list: the day or the month."),
	};
	struct str text = r->entry->texts[column];
	if (!text.len || read_serial(text, io))
		return;
	enum day_reading reading = day_read(r->arena, text, r->plan->order, io);
	if (reading == DAY_READ_GOOD)
		return;
	add_issue(r, column, says[reading]);
	if (reading == DAY_READ_AMBIGUOUS && !r->entries->asks_order) {
		r->entries->asks_order = true;
		r->entries->order_text = text;
	}
}

/* What participant_put would refuse. */
static void check_whole(struct reading *r)
{
	err_t e = participant_check(&r->entry->who, r->reader->now);
	for (const struct err *it = e; it; it = it->next) {
		enum participant_column column = participant_column_find(str_of(it->field));
		if (!has_issue(r->entry, column))
			add_issue(r, column, it->text)->n = it->n;
	}
	err_free(e);
}

static void read_row(struct reading *r, const struct sheet_row *row)
{
	struct entry *e = r->entry;
	*e = (struct entry){.number = row->number,
		.who = {.born = DAY_NONE, .starts = DAY_NONE, .ends = DAY_NONE}};
	take_cells(r, row);
	mend_cells(r);
	check_length(r);
	read_names(r);
	read_country(r);
	read_kind(r);
	read_language(r);
	read_mail(r);
	read_day(r, COLUMN_BORN, &e->who.born);
	read_day(r, COLUMN_STARTS, &e->who.starts);
	read_day(r, COLUMN_ENDS, &e->who.ends);
	e->who.place = e->texts[COLUMN_PLACE];
	e->who.host = e->texts[COLUMN_HOST];
	check_whole(r);
	e->state = e->issues_len ? ENTRY_WRONG : ENTRY_READY;
}

/* Does anything that is wanted stand in it? */
static bool says_anything(const struct entry_plan *plan, const struct sheet_row *row)
{
	for (size_t i = 0; i < row->len; i++)
		if (plan->columns[i] && str_trim(row->cells[i]).len)
			return true;
	return false;
}

static void find_lacking(const struct entry_plan *plan, struct entries *io)
{
	static const enum participant_column needed[] = {
		COLUMN_GIVEN_NAME, COLUMN_FAMILY_NAME, COLUMN_COUNTRY};
	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		io->lacks[needed[i]] = true;
	for (size_t i = 0; i < SHEET_COLUMNS_MOST; i++)
		io->lacks[plan->columns[i]] = false;
}

void entry_read(struct arena *a, const struct entry_reader *reader, const struct sheet *sheet,
	const struct entry_plan *plan, const struct entry_mends *mends, struct entries *ret)
{
	struct entries entries = {.at = arena_array(a, struct entry, sheet->len)};
	struct reading r = {a, reader, plan, mends, &entries, NULL};
	for (size_t i = 0; i < sheet->len; i++) {
		const struct sheet_row *row = &sheet->rows[i];
		if (row->number <= plan->head || !says_anything(plan, row))
			continue;
		r.entry = &entries.at[entries.len++];
		read_row(&r, row);
		entries.count[r.entry->state]++;
	}
	find_lacking(plan, &entries);
	*ret = entries;
}
