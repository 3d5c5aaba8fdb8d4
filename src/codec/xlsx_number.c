/* Numbers, days and times as their formats show them. */
#include "codec/xlsx_inside.h"

#include <stdlib.h>

#define DIGITS_MOST 40
#define DIGITS_TRUE 15 /* of a double: what follows is rounding */
#define POWER_MOST 300
#define POINT_LEAST (-12)
#define POINT_MOST 24
#define DAY_SECONDS 86400
#define DAYS_END 2958466 /* the year 10000 */
#define NO_DAY 60        /* the 29th of February 1900, which never was */

/* --- format codes --- */

struct code_parts {
	bool has_date, has_month, has_time, has_span, has_percent, has_other;
	unsigned zeros;
};

/* Takes "[h]", "[Red]", "[$-413]" off *rest. */
static void take_bracket(struct str *rest, struct code_parts *p)
{
	struct str inside = str_cut(rest, ']');
	size_t units = 0;
	for (size_t i = 0; i < inside.len; i++)
		units += inside.p[i] && strchr("hHmMsS", inside.p[i]);
	p->has_span |= inside.len && units == inside.len;
}

static void take_letter(struct code_parts *p, char c)
{
	switch (c) {
	case 'd':
	case 'D':
	case 'y':
	case 'Y':
		p->has_date = true;
		break;
	case 'm':
	case 'M':
		p->has_month = true;
		break;
	case 'h':
	case 'H':
	case 's':
	case 'S':
		p->has_time = true;
		break;
	case '%':
		p->has_percent = true;
		break;
	case '0':
		p->zeros++;
		break;
	default:
		p->has_other = true;
	}
}

/* The first section: that of positive numbers. */
static struct code_parts take_apart(struct str code)
{
	struct code_parts p = {0};
	while (code.len && code.p[0] != ';') {
		char c = code.p[0];
		code = str_from(code, 1);
		if (c == '"')
			str_cut(&code, '"');
		else if (c == '[')
			take_bracket(&code, &p);
		else if (c == '\\' || c == '_' || c == '*')
			code = str_from(code, 1);
		else
			take_letter(&p, c);
	}
	return p;
}

struct number_format number_format_of_code(struct str code)
{
	struct code_parts p = take_apart(code);
	bool is_day = p.has_date || (p.has_month && !p.has_time);
	if (str_eq_nocase(code, STR("General")))
		return (struct number_format){NUMBER_PLAIN, 0};
	if (p.has_span)
		return (struct number_format){NUMBER_SPAN, 0};
	if (is_day)
		return (struct number_format){p.has_time ? NUMBER_MOMENT : NUMBER_DAY, 0};
	if (p.has_time)
		return (struct number_format){NUMBER_TIME, 0};
	if (p.has_percent)
		return (struct number_format){NUMBER_PERCENT, 0};
	if (p.zeros > 1 && !p.has_other)
		return (struct number_format){NUMBER_ZEROS, p.zeros};
	return (struct number_format){NUMBER_PLAIN, 0};
}

struct number_format number_format_builtin(unsigned id)
{
	static const struct {
		unsigned first, last;
		enum number_kind kind;
	} ranges[] = {
		{9, 10, NUMBER_PERCENT},
		{14, 17, NUMBER_DAY},
		{18, 21, NUMBER_TIME},
		{22, 22, NUMBER_MOMENT},
		{27, 31, NUMBER_DAY}, /* of East Asian languages, as those below */
		{32, 35, NUMBER_TIME},
		{36, 36, NUMBER_DAY},
		{45, 45, NUMBER_TIME},
		{46, 46, NUMBER_SPAN},
		{47, 47, NUMBER_TIME},
		{50, 54, NUMBER_DAY},
		{55, 56, NUMBER_TIME},
		{57, 58, NUMBER_DAY},
	};
	for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (id >= ranges[i].first && id <= ranges[i].last)
			return (struct number_format){ranges[i].kind, 0};
	return (struct number_format){NUMBER_PLAIN, 0};
}

/* --- decimals --- */

/* 0.d1d2d3... * 10^point; d1 is not 0. */
struct decimal {
	bool is_negative, is_whole; /* written without point and power */
	char digits[DIGITS_MOST];
	int len, point;
};

static bool take_digits(struct str *rest, struct decimal *d, bool after_point, bool *io_any)
{
	while (rest->len && rest->p[0] >= '0' && rest->p[0] <= '9') {
		char c = rest->p[0];
		*rest = str_from(*rest, 1);
		*io_any = true;
		bool leads = !d->len && c == '0';
		if (!after_point && !leads)
			d->point++;
		if (after_point && leads)
			d->point--;
		if (leads)
			continue;
		if (d->len == DIGITS_MOST)
			return false;
		d->digits[d->len++] = c;
	}
	return true;
}

static bool take_power(struct str *rest, struct decimal *d)
{
	int64_t power;
	if (!rest->len || (rest->p[0] | 0x20) != 'e')
		return true;
	*rest = str_from(*rest, 1);
	if (rest->len > 1 && rest->p[0] == '+')
		*rest = str_from(*rest, 1);
	if (!str_to_int(*rest, &power) || power > POWER_MOST || power < -POWER_MOST)
		return false;
	d->point += (int)power;
	d->is_whole = false;
	*rest = STR_NONE;
	return true;
}

static bool decimal_read(struct str s, struct decimal *ret_decimal)
{
	struct decimal d = {.is_whole = true};
	bool any = false;
	if (s.len && (s.p[0] == '-' || s.p[0] == '+')) {
		d.is_negative = s.p[0] == '-';
		s = str_from(s, 1);
	}
	if (!take_digits(&s, &d, false, &any))
		return false;
	if (s.len && s.p[0] == '.') {
		s = str_from(s, 1);
		d.is_whole = false;
		if (!take_digits(&s, &d, true, &any))
			return false;
	}
	if (!any || !take_power(&s, &d) || s.len)
		return false;
	*ret_decimal = d;
	return true;
}

static void drop_zeros(struct decimal *d)
{
	while (d->len && d->digits[d->len - 1] == '0')
		d->len--;
	if (!d->len)
		d->point = 0;
}

/* 0.1 is stored as 0.10000000000000001 by some. */
static void round_off(struct decimal *d)
{
	if (d->len <= d->point || d->len <= DIGITS_TRUE)
		return;
	bool up = d->digits[DIGITS_TRUE] >= '5';
	d->len = DIGITS_TRUE;
	for (int i = d->len; up && i-- > 0;) {
		up = d->digits[i] == '9';
		d->digits[i] = up ? '0' : (char)(d->digits[i] + 1);
	}
	if (!up)
		return;
	d->digits[0] = '1'; /* the others are 0 */
	d->point++;
}

static void put_decimal(struct buf *out, const struct decimal *d)
{
	if (d->is_negative && d->len)
		buf_putc(out, '-');
	if (d->point <= 0)
		buf_putc(out, '0');
	for (int i = 0; i < d->point; i++)
		buf_putc(out, i < d->len ? d->digits[i] : '0');
	if (d->len <= d->point)
		return;
	buf_putc(out, '.');
	for (int i = d->point; i < 0; i++)
		buf_putc(out, '0');
	for (int i = d->point > 0 ? d->point : 0; i < d->len; i++)
		buf_putc(out, d->digits[i]);
}

/* --- days and times --- */

static struct str show_time(struct arena *a, int64_t seconds)
{
	return str_fmt(a, "%02d:%02d:%02d", (int)(seconds / 3600), (int)(seconds / 60 % 60),
		(int)(seconds % 60));
}

/* False for a serial number that is no day. */
static bool find_day(int64_t serial, bool is_1904, day *ret_day)
{
	day start = day_of_date(is_1904 ? (struct date){1904, 1, 1} : (struct date){1899, 12, 30});
	if (!is_1904 && (serial == NO_DAY || serial < 1))
		return false;
	*ret_day = start + (day)serial + (!is_1904 && serial < NO_DAY);
	return true;
}

/* STR_NONE: there is no such day. */
static struct str show_moment(
	struct arena *a, struct str stored, enum number_kind kind, bool is_1904)
{
	double serial = strtod(str_z(a, stored), NULL);
	day d;
	if (!(serial >= 0 && serial < DAYS_END))
		return STR_NONE;
	int64_t seconds = (int64_t)(serial * DAY_SECONDS + 0.5), rest = seconds % DAY_SECONDS;
	if (kind == NUMBER_SPAN)
		return show_time(a, seconds);
	if (kind == NUMBER_TIME || (kind == NUMBER_MOMENT && seconds < DAY_SECONDS && !is_1904))
		return show_time(a, rest);
	if (!find_day(seconds / DAY_SECONDS, is_1904, &d))
		return STR_NONE;
	struct str date = day_print(a, d), time = show_time(a, rest);
	if (kind == NUMBER_DAY || !rest)
		return date;
	return str_fmt(a, "%.*sT%.*s", STR_ARG(date), STR_ARG(time));
}

/* --- all of it --- */

static struct str show_decimal(
	struct arena *a, struct str stored, const struct decimal *read, bool is_percent)
{
	struct decimal d = *read;
	struct buf out;
	if (d.point < POINT_LEAST || d.point > POINT_MOST)
		return stored;
	round_off(&d);
	drop_zeros(&d);
	if (is_percent && d.len)
		d.point += 2;
	buf_init(&out, a, 64, 256);
	put_decimal(&out, &d);
	if (is_percent)
		buf_putc(&out, '%');
	return buf_str(&out);
}

struct str number_show(
	struct arena *a, struct str stored, const struct number_format *format, bool is_1904)
{
	struct decimal d;
	struct str text = STR_NONE;
	if (!decimal_read(stored, &d))
		return stored;
	switch (format->kind) {
	case NUMBER_DAY:
	case NUMBER_MOMENT:
	case NUMBER_TIME:
	case NUMBER_SPAN:
		text = show_moment(a, stored, format->kind, is_1904);
		break;
	case NUMBER_PERCENT:
		return show_decimal(a, stored, &d, true);
	case NUMBER_ZEROS:
		if (d.is_whole && !d.is_negative && stored.len < format->digits)
			return str_fmt(a, "%0*d%.*s", (int)(format->digits - stored.len), 0,
				STR_ARG(stored));
		break;
	case NUMBER_PLAIN:
		break;
	}
	if (text.p)
		return text;
	return d.is_whole ? stored : show_decimal(a, stored, &d, false);
}
