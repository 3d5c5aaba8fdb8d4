/*
 * Days as people write them: 2024-03-12, 12/03/2024, 12-3-2024, 12.3.2024, 20240312, 12 March 2024,
 * 12 mrt. 2024, March 12, 2024, le 1er mars 2024, also with a time behind it, with the names of the
 * months in Dutch, English, French and German.
 *
 * 03/04/2024 is two days. Which one, the other days of its column may prove (03/25/2024 has the
 * month first); a column that proves nothing needs a person's choice. With dots or hyphens the day
 * comes first unless the column proves that it does not.
 */
#pragma once

#include "base/time.h"

struct arena;

enum day_order { DAY_ORDER_UNKNOWN, DAY_ORDER_DAY_FIRST, DAY_ORDER_MONTH_FIRST };

enum day_reading {
	DAY_READ_NONE,       /* no day */
	DAY_READ_SHORT_YEAR, /* two digits: of which century? */
	DAY_READ_NEITHER,    /* a day that no calendar has: 31/02/2024 */
	DAY_READ_AMBIGUOUS,
	DAY_READ_GOOD,
};

/* Sets *ret_day when it is good; years from 1900 to 2199. */
enum day_reading day_read(struct arena *a, struct str text, enum day_order order, day *ret_day);

/* What a column proves, text by text. */
struct day_proof {
	bool day_first, month_first;
};
void day_proof_add(struct day_proof *p, struct arena *a, struct str text);
/* DAY_ORDER_UNKNOWN also when it proves both. */
enum day_order day_proof_order(const struct day_proof *p);
