/*
 * A list of participants as it was sent, made out row by row: whom each one means, and what is
 * wrong in it. Nothing is written; the same list, read the same way, says the same.
 */
#pragma once

#include "app/participant.h"
#include "app/participant_column.h"
#include "codec/sheet.h"
#include "i18n/country.h"
#include "i18n/day_read.h"

#define ENTRY_ISSUES_MOST 8 /* of one row: the first */
#define ENTRY_HEAD_MOST 20  /* rows among which the headings are looked for */

/* How a list is to be read. */
struct entry_plan {
	uint32_t head; /* the number of the row with the headings; 0: it has none */
	enum day_order order;
	enum participant_column columns[SHEET_COLUMNS_MOST];
};

struct entry_heading {
	struct str heading; /* folded */
	enum participant_column column;
};
struct entry_headings {
	const struct entry_heading *at;
	size_t len;
};

/* What was put in the place of a cell. */
struct entry_mend {
	uint32_t row; /* 0: in every row where it says so (a country) */
	enum participant_column column;
	struct str from; /* of those, folded */
	struct str text;
};
struct entry_mends {
	const struct entry_mend *at;
	size_t len;
};

struct entry_issue {
	enum participant_column column;
	const char *text; /* message id, with {value} and {n} */
	int64_t n;
	struct str value;
	const struct country *near[COUNTRY_NEAR_MOST]; /* that was perhaps meant */
	size_t near_len;
};

enum entry_state {
	ENTRY_READY,
	ENTRY_TWICE, /* as another row, or as somebody who is there already */
	ENTRY_WRONG,
	ENTRY_CAME, /* in the project by now */
	ENTRY_STATES
};

struct entry {
	enum entry_state state;
	uint32_t number;           /* of the row, as a spreadsheet counts */
	uint32_t same;             /* the row that says the same; 0: somebody who is there */
	struct str texts[COLUMNS]; /* as they are read: mended, trimmed */
	struct participant who;    /* of which what is wrong is left out */
	struct entry_issue *issues;
	size_t issues_len;
};

struct entries {
	struct entry *at;
	size_t len;
	size_t count[ENTRY_STATES];
	bool asks_order;       /* its days can be read in two ways, so they are wrong; */
	struct str order_text; /* such as this one */
	bool lacks[COLUMNS];   /* columns without which nobody can be made out */
};

/* The row of headings, and what the columns are: by what was chosen before, by their names, or by
 * what they hold. */
void entry_guess(struct arena *a, const struct sheet *sheet, const struct countries *all,
	const struct entry_headings *chosen, struct entry_plan *ret);
/* The columns when the headings stand in that row. */
void entry_guess_columns(struct arena *a, const struct sheet *sheet, const struct countries *all,
	const struct entry_headings *chosen, uint32_t head, struct entry_plan *io);
/* As its days prove. */
enum day_order entry_guess_order(
	struct arena *a, const struct sheet *sheet, const struct entry_plan *plan);

struct entry_reader {
	const struct i18n *i18n;
	const struct countries *countries;
	usec now;
};
void entry_read(struct arena *a, const struct entry_reader *reader, const struct sheet *sheet,
	const struct entry_plan *plan, const struct entry_mends *mends, struct entries *ret);

/* Who is there already. */
struct entry_name {
	struct str given_name, family_name, country;
};
/* Marks rows that came in, by number and ascending; then those that say the same as others. */
void entry_compare(struct arena *a, const struct entry_name *there, size_t len,
	const uint32_t *came, size_t came_len, struct entries *io);
