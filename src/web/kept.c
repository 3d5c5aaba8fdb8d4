#include "web/kept.h"

struct kept_rule kept_of(const struct app *app, enum retention kind)
{
	static const enum kept_unit units[RETENTION_UNITS] = {
		KEPT_MINUTES, KEPT_HOURS, KEPT_DAYS, KEPT_YEARS};
	const struct retention_rule *rule = retention_rule(kind);
	usec period = app->periods->of[kind];
	struct kept_rule kept = {.what = rule->what,
		.ground = rule->ground,
		.from = rule->from,
		.end = retention_end_text(rule->end),
		.unit = KEPT_ALWAYS};
	if (period) {
		enum retention_unit unit;
		kept.n = retention_in(period, &unit);
		kept.unit = units[unit];
	}
	return kept;
}
