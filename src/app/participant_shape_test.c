/* Lists in the shapes that other programs give them: tests/codec/lists.py makes them. */
#include "app/participant_table.h"

#include "base/buf.h"
#include "base/embed.h"
#include "codec/input.h"
#include "i18n/i18n.h"
#include "unit/project.h"
#include "unit/unit.h"

#define WORKBOOK_BAD                                                                             \
	"This workbook cannot be read. Open it in a spreadsheet program and save it as XLSX or " \
	"CSV."
#define MEMORY_MOST ((size_t)128 << 20)

extern const struct embed list_files[];

struct world {
	struct place p;
	struct actor mila;
	struct project_at at;
};

static bool set_up(struct world *w)
{
	return place_open_project(&w->p, "youth-exchange", &w->mila, &w->at);
}

static err_t try_send(struct world *w, const char *name)
{
	const struct embed *file = list_files;
	while (file->name && !str_is(str_of(file->name), name))
		file++;
	unit_check(file->name != NULL, __FILE__, __LINE__, name);
	return participant_list_send(&w->p.app, w->p.arena, &w->mila, &w->at, file->bytes);
}

static struct participant_list look(struct world *w)
{
	struct participant_list list = {0};
	CHECK_OK(participant_list_look(&w->p.app, w->p.arena, &w->mila, &w->at, &list));
	return list;
}

/* Row by row, as it will be noted. */
static struct str told(struct arena *a, const char *name, const struct participant_list *l)
{
	struct buf out;
	buf_init(&out, a, 1024, 1 << 20);
	buf_fmt(&out, "%s\n", name);
	for (size_t i = 0; i < l->entries.len; i++) {
		const struct entry *e = &l->entries.at[i];
		const struct participant *p = &e->who;
		buf_fmt(&out, "%u|%.*s|%.*s|%.*s|%.*s|%.*s%s%s\n", e->number,
			STR_ARG(p->given_name), STR_ARG(p->family_name), STR_ARG(p->country),
			STR_ARG(p->born == DAY_NONE ? STR("") : day_print(a, p->born)),
			STR_ARG(p->mail), p->kind == PARTICIPANT_TEAM ? "|team" : "",
			e->state == ENTRY_READY ? "" : "|wrong");
	}
	return buf_str(&out);
}

#define PEOPLE                                                       \
	"2|Zoë|O’Neil & Søn|BE|2008-04-03|zoe@post.example\n"    \
	"3|Γιώργος|Παπαδόπουλος|GR|2007-12-31|\n" \
	"4|Ayşe|Yılmaz|TR|2009-02-28|ayse@post.example|team\n"

TEST(list_says_the_same_in_every_shape)
{
	static const struct {
		const char *name;
		size_t formulas;
	} shapes[] = {{"excel.xlsx", 2}, {"excel-1904.xlsx", 2}, {"google.xlsx", 2},
		{"inline.xlsx", 0}, {"prefixed.xlsx", 0}, {"strict.xlsx", 0}, {"stored.xlsx", 2},
		{"utf-16.xlsx", 2}, {"zip64.xlsx", 2}, {"zip64-streamed.xlsx", 2}, {"utf-8.csv", 0},
		{"utf-8-returns.csv", 0}, {"utf-16le.csv", 0}, {"utf-16be.csv", 0},
		{"utf-16le-bare.csv", 0}, {"utf-16be-bare.csv", 0}};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++) {
		const char *name = shapes[i].name;
		CHECK_OK(try_send(&w, name));
		struct participant_list l = look(&w);
		CHECK_STR(told(w.p.arena, name, &l), str_fmt(w.p.arena, "%s\n" PEOPLE, name).p);
		CHECK_INT((int64_t)l.sheet.notes.formulas, (int64_t)shapes[i].formulas);
		CHECK(!l.sheet.notes.unknown && !l.sheet.notes.hidden && !l.entries.asks_order);
		if (str_ends(str_of(name), STR(".xlsx")))
			CHECK_STR(l.sheet.name, "Deelnemers");
	}
	place_close(&w.p);
}

/* What bytes cannot tell apart is said by who knows. */
TEST(list_is_read_in_the_alphabets_of_europe)
{
	static const struct {
		const char *name;
		enum charset found, said;
		const char *row;
	} texts[] = {
		{"windows-1250.csv", CHARSET_WINDOWS_1250, 0, "2|Michał|Wiśniewski|PL||\n"},
		{"windows-1251.csv", CHARSET_WINDOWS_1251, 0, "2|Иван|Георгиев|BG||\n"},
		{"windows-1252.csv", CHARSET_WINDOWS_1252, 0, "2|Zoë|Müller|BE||\n"},
		{"windows-1253.csv", CHARSET_WINDOWS_1253, 0, "2|Μαρία|Παπαδοπούλου|GR||\n"},
		{"windows-1254.csv", CHARSET_WINDOWS_1252, CHARSET_WINDOWS_1254,
			"2|Ayşe|Yılmaz|TR||\n"},
		{"windows-1257.csv", CHARSET_WINDOWS_1252, CHARSET_WINDOWS_1257,
			"2|Jānis|Bērziņš|LV||\n"},
		{"macintosh.csv", CHARSET_MACINTOSH, 0, "2|Zoë|Müller|BE||\n"},
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		const char *name = texts[i].name;
		CHECK_OK(try_send(&w, name));
		struct participant_list l = look(&w);
		CHECK_INT(l.sheet.notes.charset, texts[i].found);
		if (texts[i].said) {
			const struct participant_choice in = {
				.ask = {.charset = texts[i].said}, .head = l.plan.head};
			CHECK_OK(participant_list_choose(&w.p.app, w.p.arena, &w.mila, &w.at, &in));
			l = look(&w);
		}
		CHECK_STR(told(w.p.arena, name, &l),
			str_fmt(w.p.arena, "%s\n%s", name, texts[i].row).p);
	}
	place_close(&w.p);
}

TEST(list_that_cannot_be_read_says_what_to_do)
{
	static const struct {
		const char *name;
		enum err_code code;
		const char *text;
		int64_t n;
	} files[] = {
		{"cut.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"joined.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"document.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"entities.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"fetched.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"deep.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"merged.xlsx", ERR_INVALID, WORKBOOK_BAD, 0},
		{"opendocument.xlsx", ERR_INVALID,
			"This is an OpenDocument file. Save it as XLSX or CSV.", 0},
		{"binary.xlsx", ERR_INVALID, "This is a binary workbook. Save it as XLSX or CSV.",
			0},
		{"old.xlsx", ERR_INVALID,
			"This is an Excel file of the old kind, or it has a password. Save it as "
			"XLSX without a password, or as CSV.",
			0},
		{"page.xlsx", ERR_INVALID,
			"This is a web page, not a table. Open it in a spreadsheet program and "
			"save it as XLSX or CSV.",
			0},
		{"bomb.xlsx", ERR_TOO_LARGE, "This workbook holds more than fits here.", 0},
		{"wide.xlsx", ERR_TOO_LARGE, "Row {n} has too many columns.", 2},
		{"long.xlsx", ERR_TOO_LARGE,
			"This list is too long. A project can have at most {n} participants.",
			PARTICIPANTS_MOST},
	};
	struct world w;
	REQUIRE(set_up(&w));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		size_t before = arena_used(w.p.arena);
		err_t e = try_send(&w, files[i].name);
		unit_check(e && e->code == files[i].code, __FILE__, __LINE__, files[i].name);
		CHECK_STR(str_of(e ? err_text(e) : ""), files[i].text);
		CHECK_INT(e ? e->n : -1, files[i].n);
		CHECK(arena_used(w.p.arena) - before < MEMORY_MOST);
		err_free(e);
	}
	CHECK(!look(&w).waits);
	place_close(&w.p);
}
