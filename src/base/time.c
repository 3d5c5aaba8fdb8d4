#include "base/time.h"

#include "base/arena.h"

#include <stdlib.h>
#include <time.h>

static usec read_clock(clockid_t id)
{
	struct timespec ts;
	clock_gettime(id, &ts);
	return ts.tv_sec * USEC_SECOND + ts.tv_nsec / 1000;
}

static usec system_now(const struct clock *c)
{
	(void)c;
	return read_clock(CLOCK_REALTIME);
}

const struct clock clock_system = {system_now};

usec clock_now(const struct clock *c)
{
	return c->now(c);
}

usec clock_monotonic(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

usec clock_thread(void)
{
	return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

static usec manual_now(const struct clock *c)
{
	return atomic_load(&((const struct clock_manual *)c)->at);
}

void clock_manual_init(struct clock_manual *c, usec at)
{
	c->clock.now = manual_now;
	atomic_init(&c->at, at);
}

/* Days from civil and back: H. Hinnant's era arithmetic, years counted from March. */
day day_of_date(struct date d)
{
	int year = d.month <= 2 ? d.year - 1 : d.year;
	int era = (year >= 0 ? year : year - 399) / 400;
	int in_era = year - era * 400;
	int month = d.month > 2 ? d.month - 3 : d.month + 9;
	int in_year = (153 * month + 2) / 5 + d.day - 1;
	return era * 146097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719468;
}

struct date date_of_day(day d)
{
	int z = d + 719468;
	int era = (z >= 0 ? z : z - 146096) / 146097;
	int in_era = z - era * 146097;
	int year = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * year + year / 4 - year / 100);
	int month = (5 * in_year + 2) / 153;
	struct date date = {
		.year = year + era * 400 + (month >= 10),
		.month = month < 10 ? month + 3 : month - 9,
		.day = in_year - (153 * month + 2) / 5 + 1,
	};
	return date;
}

int day_weekday(day d)
{
	int from_thursday = d % 7;
	return (from_thursday + 7 + 3) % 7;
}

/* Takes exactly n digits off *s. */
static bool take_digits(struct str *s, size_t n, int *ret_value)
{
	int value = 0;
	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		value = value * 10 + (s->p[i] - '0');
	}
	*s = str_from(*s, n);
	*ret_value = value;
	return true;
}

static bool take_char(struct str *s, char c)
{
	if (!s->len || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

static bool take_day(struct str *s, day *ret_day)
{
	struct date d;
	if (!take_digits(s, 4, &d.year) || !take_char(s, '-') || !take_digits(s, 2, &d.month) ||
		!take_char(s, '-') || !take_digits(s, 2, &d.day))
		return false;
	if (d.month < 1 || d.month > 12 || d.day < 1)
		return false;
	day value = day_of_date(d);
	if (date_of_day(value).day != d.day)
		return false;
	*ret_day = value;
	return true;
}

bool day_parse(struct str s, day *ret_day)
{
	day value;
	if (!take_day(&s, &value) || s.len)
		return false;
	*ret_day = value;
	return true;
}

struct str day_print(struct arena *a, day d)
{
	struct date date = date_of_day(d);
	return str_fmt(a, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static usec floor_div(usec a, usec b)
{
	return a / b - (a % b < 0);
}

struct str usec_print(struct arena *a, usec t)
{
	day d = (day)floor_div(t, USEC_DAY);
	usec in_day = t - d * USEC_DAY;
	int seconds = (int)(in_day / USEC_SECOND), fraction = (int)(in_day % USEC_SECOND);
	struct date date = date_of_day(d);
	char tail[16] = "";
	if (fraction)
		tail[0] = '.';
	for (int i = 6, rest = fraction; fraction && i > 0; i--, rest /= 10)
		tail[i] = (char)('0' + rest % 10);
	return str_fmt(a, "%04d-%02d-%02dT%02d:%02d:%02d%sZ", date.year, date.month, date.day,
		seconds / 3600, seconds / 60 % 60, seconds % 60, tail);
}

static bool take_fraction(struct str *s, usec *ret_fraction)
{
	usec value = 0, unit = USEC_SECOND;
	if (!take_char(s, '.')) {
		*ret_fraction = 0;
		return true;
	}
	size_t digits = 0;
	for (int digit; take_digits(s, 1, &digit); digits++) {
		unit /= 10;
		value += digit * unit;
	}
	*ret_fraction = value;
	return digits > 0;
}

static bool take_offset(struct str *s, usec *ret_offset)
{
	int hour, minute;
	*ret_offset = 0;
	if (take_char(s, 'Z') || take_char(s, 'z'))
		return true;
	int sign = take_char(s, '+') ? 1 : take_char(s, '-') ? -1 : 0;
	if (!sign || !take_digits(s, 2, &hour) || !take_char(s, ':') || !take_digits(s, 2, &minute))
		return false;
	*ret_offset = sign * (hour * USEC_HOUR + minute * USEC_MINUTE);
	return hour < 24 && minute < 60;
}

bool usec_parse(struct str s, usec *ret_time)
{
	day d;
	int hour, minute, second;
	usec fraction, offset;
	if (!take_day(&s, &d) || !(take_char(&s, 'T') || take_char(&s, 't')) ||
		!take_digits(&s, 2, &hour) || !take_char(&s, ':') || !take_digits(&s, 2, &minute) ||
		!take_char(&s, ':') || !take_digits(&s, 2, &second))
		return false;
	if (hour > 23 || minute > 59 || second > 60)
		return false;
	if (!take_fraction(&s, &fraction) || !take_offset(&s, &offset) || s.len)
		return false;
	*ret_time = d * USEC_DAY + hour * USEC_HOUR + minute * USEC_MINUTE + second * USEC_SECOND +
		    fraction - offset;
	return true;
}

void zone_set(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static struct tm zone_tm(usec t)
{
	time_t seconds = floor_div(t, USEC_SECOND);
	struct tm tm;
	localtime_r(&seconds, &tm);
	return tm;
}

day zone_day(usec t)
{
	struct tm tm = zone_tm(t);
	return day_of_date((struct date){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday});
}

struct clock_time zone_time(usec t)
{
	struct tm tm = zone_tm(t);
	return (struct clock_time){tm.tm_hour, tm.tm_min, tm.tm_sec};
}

usec zone_day_start(day d)
{
	struct date date = date_of_day(d);
	struct tm tm = {
		.tm_year = date.year - 1900,
		.tm_mon = date.month - 1,
		.tm_mday = date.day,
		.tm_isdst = -1,
	};
	return mktime(&tm) * USEC_SECOND;
}
