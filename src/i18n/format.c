#include "i18n/format.h"

#include "base/buf.h"

static const char *const weekdays[] = {NC_("weekday", "Monday"), NC_("weekday", "Tuesday"),
	NC_("weekday", "Wednesday"), NC_("weekday", "Thursday"), NC_("weekday", "Friday"),
	NC_("weekday", "Saturday"), NC_("weekday", "Sunday")};

static const char *const months[] = {NC_("month", "January"), NC_("month", "February"),
	NC_("month", "March"), NC_("month", "April"), NC_("month", "May"), NC_("month", "June"),
	NC_("month", "July"), NC_("month", "August"), NC_("month", "September"),
	NC_("month", "October"), NC_("month", "November"), NC_("month", "December")};

static const char *const short_months[] = {NC_("short month", "Jan"), NC_("short month", "Feb"),
	NC_("short month", "Mar"), NC_("short month", "Apr"), NC_("short month", "May"),
	NC_("short month", "Jun"), NC_("short month", "Jul"), NC_("short month", "Aug"),
	NC_("short month", "Sep"), NC_("short month", "Oct"), NC_("short month", "Nov"),
	NC_("short month", "Dec")};

static struct str day_number(struct arena *a, const struct lang *l, int n)
{
	if (n == 1)
		return lang_text_in(l, "day of the month", "1");
	return str_fmt(a, "%d", n);
}

struct str format_weekday_date(struct arena *a, const struct lang *l, day d)
{
	struct lang_value values[] = {
		{"weekday", lang_text_in(l, "weekday", weekdays[day_weekday(d)])},
		{"date", format_date(a, l, d)}, {0}};
	return lang_fill(a, lang_text_in(l, "date", "{weekday} {date}"), values);
}

struct str format_date(struct arena *a, const struct lang *l, day d)
{
	struct date date = date_of_day(d);
	struct lang_value values[] = {{"day", day_number(a, l, date.day)},
		{"month", lang_text_in(l, "month", months[date.month - 1])},
		{"year", str_fmt(a, "%d", date.year)}, {0}};
	return lang_fill(a, lang_text_in(l, "date", "{day} {month} {year}"), values);
}

struct str format_short_date(struct arena *a, const struct lang *l, day d)
{
	struct date date = date_of_day(d);
	struct lang_value values[] = {{"day", day_number(a, l, date.day)},
		{"month", lang_text_in(l, "short month", short_months[date.month - 1])}, {0}};
	return lang_fill(a, lang_text_in(l, "date", "{day} {month}"), values);
}

struct str format_near_date(struct arena *a, const struct lang *l, day d, day today)
{
	if (d == today)
		return lang_text_in(l, "date", "today");
	if (d == today - 1)
		return lang_text_in(l, "date", "yesterday");
	if (d == today + 1)
		return lang_text_in(l, "date", "tomorrow");
	if (date_of_day(d).year == date_of_day(today).year)
		return format_short_date(a, l, d);
	return format_date(a, l, d);
}

struct str format_time(struct arena *a, const struct lang *l, usec t)
{
	struct clock_time at = zone_time(t);
	struct lang_value values[] = {{"hour", str_fmt(a, "%02d", at.hour)},
		{"minute", str_fmt(a, "%02d", at.minute)}, {0}};
	return lang_fill(a, lang_text_in(l, "time", "{hour}:{minute}"), values);
}

struct str format_number(struct arena *a, const struct lang *l, int64_t n)
{
	return format_decimal(a, l, n, 0);
}

/* The whole part, in groups of three. */
static void put_whole(struct buf *out, const struct lang *l, struct str digits)
{
	struct str sign = lang_text_in(l, "thousands sign", ",");
	for (size_t at = 0; at < digits.len; at++) {
		if (at && (digits.len - at) % 3 == 0)
			buf_put(out, sign);
		buf_putc(out, digits.p[at]);
	}
}

struct str format_decimal(struct arena *a, const struct lang *l, int64_t n, unsigned decimals)
{
	uint64_t size = n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
	/* at least one digit before the decimals */
	struct str digits = str_fmt(a, "%0*llu", (int)decimals + 1, (unsigned long long)size);
	size_t whole = digits.len - decimals;
	struct buf out;
	buf_init(&out, a, 64, 256);
	if (n < 0)
		buf_putc(&out, '-');
	put_whole(&out, l, str_sub(digits, 0, whole));
	if (decimals) {
		buf_put(&out, lang_text_in(l, "decimal sign", "."));
		buf_put(&out, str_from(digits, whole));
	}
	return buf_str(&out);
}
