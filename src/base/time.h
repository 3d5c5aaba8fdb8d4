/*
 * Time, passed in. A usec is UTC microseconds since 1970-01-01 (POSIX: no leap seconds); a day is
 * days since 1970-01-01 in the proleptic Gregorian calendar, of the installation's one time zone.
 */
#pragma once

#include "base/str.h"

#include <stdatomic.h>

typedef int64_t usec;
typedef int32_t day;

#define USEC_MS ((usec)1000)
#define USEC_SECOND ((usec)1000000)
#define USEC_MINUTE (60 * USEC_SECOND)
#define USEC_HOUR (60 * USEC_MINUTE)
#define USEC_DAY (24 * USEC_HOUR)

struct clock {
	usec (*now)(const struct clock *c);
};

/* The machine's own clock; the only caller of clock_gettime. */
extern const struct clock clock_system;
usec clock_now(const struct clock *c);
/* For durations and deadlines: never goes back, has no epoch. */
usec clock_monotonic(void);
/* Of a processor, used by this thread: for figures. */
usec clock_thread(void);

/* A clock that a test sets; safe to move while other threads read it. */
struct clock_manual {
	struct clock clock;
	_Atomic usec at;
};
void clock_manual_init(struct clock_manual *c, usec at);

struct date {
	int year, month, day; /* month and day from 1 */
};
struct clock_time {
	int hour, minute, second;
};

day day_of_date(struct date d);
struct date date_of_day(day d);
int day_weekday(day d); /* 0 = Monday */
/* "2026-11-22", whole of s; false when it is no such day. */
bool day_parse(struct str s, day *ret_day);
struct str day_print(struct arena *a, day d);
/* RFC 3339 in UTC: "2026-11-22T12:13:14.123456Z" (fraction only when there is one). */
struct str usec_print(struct arena *a, usec t);
/* RFC 3339 with any offset; false when it is none. */
bool usec_parse(struct str s, usec *ret_time);

/* Sets the installation's time zone ("Europe/Amsterdam"); once, before threads start. */
void zone_set(const char *name);
day zone_day(usec t);
struct clock_time zone_time(usec t);
/* The first instant of that day in the installation's zone. */
usec zone_day_start(day d);
