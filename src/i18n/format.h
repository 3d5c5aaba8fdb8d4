/* Dates, times and numbers as a language writes them; the patterns are in its catalogue. */
#pragma once

#include "base/time.h"
#include "i18n/lang.h"

struct arena;

/* zondag 22 november 2026 */
struct str format_weekday_date(struct arena *a, const struct lang *l, day d);
/* 22 november 2026 */
struct str format_date(struct arena *a, const struct lang *l, day d);
/* 22 nov */
struct str format_short_date(struct arena *a, const struct lang *l, day d);
/* vandaag, gisteren, morgen; 22 nov in the year of today; else 22 november 2025. */
struct str format_near_date(struct arena *a, const struct lang *l, day d, day today);
/* 14:02, in the installation's zone */
struct str format_time(struct arena *a, const struct lang *l, usec t);
/* 1.234 */
struct str format_number(struct arena *a, const struct lang *l, int64_t n);
/* n / 10^decimals, decimals from 0 to 9: (12345, 1) is 1.234,5. */
struct str format_decimal(struct arena *a, const struct lang *l, int64_t n, unsigned decimals);
