#include "i18n/day_read.h"

#include "base/arena.h"
#include "codec/fold.h"

#define TEXT_MOST 64
#define YEAR_FIRST 1900
#define YEAR_LAST 2199

/* --- parts --- */

struct part {
	int number; /* -1: a word */
	size_t digits;
	int month; /* that the word names, or 0 */
};

struct parts {
	struct part at[3];
	size_t len;
	bool has_slash;
};

/* Folded; each language's months in turn, short ones too. A short one may begin the long one. */
static const struct {
	const char *name;
	int month;
} months[] = {
	{"jan", 1},
	{"januari", 1},
	{"january", 1},
	{"janvier", 1},
	{"januar", 1},
	{"janner", 1},
	{"janv", 1},
	{"feb", 2},
	{"februari", 2},
	{"february", 2},
	{"fevrier", 2},
	{"fevr", 2},
	{"fev", 2},
	{"februar", 2},
	{"feber", 2},
	{"mrt", 3},
	{"maart", 3},
	{"mar", 3},
	{"march", 3},
	{"mars", 3},
	{"marz", 3},
	{"maerz", 3},
	{"mrz", 3},
	{"apr", 4},
	{"april", 4},
	{"avr", 4},
	{"avril", 4},
	{"mei", 5},
	{"may", 5},
	{"mai", 5},
	{"jun", 6},
	{"juni", 6},
	{"june", 6},
	{"juin", 6},
	{"jul", 7},
	{"juli", 7},
	{"july", 7},
	{"juillet", 7},
	{"juil", 7},
	{"aug", 8},
	{"augustus", 8},
	{"august", 8},
	{"aout", 8},
	{"sep", 9},
	{"sept", 9},
	{"september", 9},
	{"septembre", 9},
	{"okt", 10},
	{"oktober", 10},
	{"oct", 10},
	{"october", 10},
	{"octobre", 10},
	{"nov", 11},
	{"november", 11},
	{"novembre", 11},
	{"dec", 12},
	{"december", 12},
	{"decembre", 12},
	{"dez", 12},
	{"dezember", 12},
};

static int month_of(struct str word)
{
	for (size_t i = 0; i < sizeof(months) / sizeof(*months); i++)
		if (str_is(word, months[i].name))
			return months[i].month;
	return 0;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t digits_of(struct str word)
{
	size_t n = 0;
	while (n < word.len && is_digit(word.p[n]))
		n++;
	return n;
}

/* "1st", "1er", "2e" are numbers; "le", "of", "de" and days of the week are nothing. */
static bool is_ordinal_end(struct str s)
{
	static const char *const ends[] = {"", "st", "nd", "rd", "th", "er", "e", "ste", "de"};
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_is(s, ends[i]))
			return true;
	return false;
}

static bool is_filler(struct str word)
{
	static const char *const fillers[] = {"le", "the", "of", "de", "den", "am", "du", "monday",
		"tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "maandag",
		"dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "lundi",
		"mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "montag",
		"dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"};
	for (size_t i = 0; i < sizeof(fillers) / sizeof(*fillers); i++)
		if (str_is(word, fillers[i]))
			return true;
	return false;
}

static bool read_part(struct str word, struct part *ret_part)
{
	struct part p = {.number = -1, .digits = digits_of(word)};
	if (!p.digits) {
		p.month = month_of(word);
		*ret_part = p;
		return p.month > 0;
	}
	if (p.digits > 4 || !is_ordinal_end(str_from(word, p.digits)))
		return false;
	p.number = 0;
	for (size_t i = 0; i < p.digits; i++)
		p.number = p.number * 10 + word.p[i] - '0';
	*ret_part = p;
	return true;
}

/* "2024-03-12T14:05:00" and "12/03/2024 14:05" without the time. */
static struct str without_time(struct str text)
{
	size_t colon = str_find(text, ':');
	if (colon == text.len)
		return text;
	while (colon && is_digit(text.p[colon - 1]))
		colon--;
	if (colon && (text.p[colon - 1] == 'T' || text.p[colon - 1] == ' '))
		return str_sub(text, 0, colon - 1);
	return text;
}

static bool take_apart(struct arena *a, struct str text, struct parts *ret_parts)
{
	struct parts p = {.has_slash = str_find(text, '/') < text.len};
	if (text.len > TEXT_MOST || !utf8_valid(text))
		return false;
	struct str rest = fold(a, without_time(text));
	if (rest.len == 8 && digits_of(rest) == 8)
		rest = str_fmt(a, "%.4s %.2s %.2s", rest.p, rest.p + 4, rest.p + 6);
	while (rest.len) {
		struct str word = str_cut(&rest, ' ');
		if (is_filler(word))
			continue;
		if (p.len == 3 || !read_part(word, &p.at[p.len++]))
			return false;
	}
	*ret_parts = p;
	return p.len == 3;
}

/* --- days --- */

static enum day_reading to_day(int year, int month, int number, day *ret_day)
{
	struct date d = {year, month, number};
	if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || number < 1 ||
		number > 31)
		return DAY_READ_NEITHER;
	day found = day_of_date(d);
	if (date_of_day(found).day != number)
		return DAY_READ_NEITHER;
	*ret_day = found;
	return DAY_READ_GOOD;
}

/* Where a month is named, the other short number is the day. */
static enum day_reading by_name(const struct parts *p, day *ret_day)
{
	size_t month = p->at[0].month ? 0 : 1;
	const struct part *number = &p->at[!month], *year = &p->at[2];
	if (!p->at[month].month || p->at[2].month || number->number < 0)
		return DAY_READ_NONE;
	if (number->digits == 4 && year->digits <= 2) {
		number = year;
		year = &p->at[0];
	}
	if (number->digits > 2)
		return DAY_READ_NONE;
	if (year->digits != 4)
		return year->digits == 2 ? DAY_READ_SHORT_YEAR : DAY_READ_NONE;
	return to_day(year->number, p->at[month].month, number->number, ret_day);
}

static bool has_name(const struct parts *p)
{
	return p->at[0].month || p->at[1].month || p->at[2].month;
}

/* Two short numbers and a year of four digits behind them. */
static bool is_year_last(const struct parts *p)
{
	return !has_name(p) && p->at[0].digits <= 2 && p->at[1].digits <= 2 && p->at[2].digits == 4;
}

static enum day_reading by_order(const struct parts *p, enum day_order order, day *ret_day)
{
	int first = p->at[0].number, second = p->at[1].number, year = p->at[2].number;
	if (first > 12 || second > 12)
		order = second > 12 ? DAY_ORDER_MONTH_FIRST : DAY_ORDER_DAY_FIRST;
	if (order == DAY_ORDER_UNKNOWN && p->has_slash && first != second)
		return DAY_READ_AMBIGUOUS;
	if (order == DAY_ORDER_MONTH_FIRST)
		return to_day(year, first, second, ret_day);
	return to_day(year, second, first, ret_day);
}

enum day_reading day_read(struct arena *a, struct str text, enum day_order order, day *ret_day)
{
	struct parts p;
	if (!take_apart(a, str_trim(text), &p))
		return DAY_READ_NONE;
	if (has_name(&p))
		return by_name(&p, ret_day);
	if (is_year_last(&p))
		return by_order(&p, order, ret_day);
	if (p.at[0].digits == 4 && p.at[1].digits <= 2 && p.at[2].digits <= 2)
		return to_day(p.at[0].number, p.at[1].number, p.at[2].number, ret_day);
	bool all_short = p.at[0].digits <= 2 && p.at[1].digits <= 2 && p.at[2].digits == 2;
	return all_short ? DAY_READ_SHORT_YEAR : DAY_READ_NONE;
}

/* --- what a column proves --- */

void day_proof_add(struct day_proof *proof, struct arena *a, struct str text)
{
	struct parts p;
	if (!take_apart(a, str_trim(text), &p) || !is_year_last(&p))
		return;
	int first = p.at[0].number, second = p.at[1].number;
	proof->day_first |= first > 12 && second <= 12;
	proof->month_first |= second > 12 && first <= 12;
}

enum day_order day_proof_order(const struct day_proof *p)
{
	if (p->day_first == p->month_first)
		return DAY_ORDER_UNKNOWN;
	return p->day_first ? DAY_ORDER_DAY_FIRST : DAY_ORDER_MONTH_FIRST;
}
