/* A day that is read is one of those years and reads the same again; a country is in the list. */
#include "i18n/day_read.h"

#include "base/arena.h"
#include "i18n/country.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_day(struct arena *a, struct str text, enum day_order order)
{
	day d = 0, again = 0;
	struct day_proof proof = {0};
	day_proof_add(&proof, a, text);
	if (day_read(a, text, order, &d) != DAY_READ_GOOD)
		return;
	struct date date = date_of_day(d);
	if (date.year < 1900 || date.year > 2199 ||
		day_read(a, day_print(a, d), order, &again) != DAY_READ_GOOD || again != d)
		abort();
}

static void check_country(struct arena *a, struct str text)
{
	const struct countries *c = countries_new(a);
	const struct country *near[COUNTRY_NEAR_MOST];
	if (country_near(c, a, text, near) > COUNTRY_NEAR_MOST)
		abort();
	const struct country *found = country_find(c, a, text);
	if (found && country_find(c, a, found->code) != found)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *a = arena_new();
	struct str text = {(const char *)data, size};
	for (enum day_order order = DAY_ORDER_UNKNOWN; order <= DAY_ORDER_MONTH_FIRST; order++)
		check_day(a, text, order);
	if (utf8_valid(text))
		check_country(a, text);
	arena_free(a);
	return 0;
}
