/* leerpas retention: what will come to its end by a day, in numbers. */
#include "app/retention.h"
#include "cmd/command.h"
#include "cmd/folder.h"
#include "cmd/house.h"
#include "db/content.h"

#include <stdio.h>
#include <string.h>

/* The end of that day; without one, this moment. */
static err_t read_time(const char *text, usec *ret_at)
{
	day at;
	*ret_at = clock_now(&clock_system);
	if (!text)
		return NULL;
	if (!day_parse(str_of(text), &at))
		return err_log(ERR_INVALID, "--at needs a day: 2027-01-31");
	*ret_at = zone_day_start(at + 1);
	return NULL;
}

static void print(const struct retention_counts *counts, const struct retention_periods *periods)
{
	static const char *const units[RETENTION_UNITS] = {"minutes", "hours", "days", "years"};
	printf("%-14s %-12s %s\n", "kind", "kept", "at its end");
	for (enum retention kind = 0; kind < RETENTIONS; kind++) {
		enum retention_unit unit;
		int64_t n = retention_in(periods->of[kind], &unit);
		char kept[32] = "always";
		if (periods->of[kind])
			snprintf(kept, sizeof(kept), "%lld %s", (long long)n, units[unit]);
		printf("%-14s %-12s %lld\n", retention_rule(kind)->name, kept,
			(long long)counts->of[kind]);
	}
}

err_t command_retention(struct arena *a, int argc, char **argv)
{
	const char *what = NULL, *path = NULL, *at_text = NULL;
	const struct command_option options[] = {
		{NULL, &what}, {"--settings", &path}, {"--at", &at_text}, {0}};
	struct retention_periods periods;
	struct retention_counts counts;
	struct settings settings;
	struct db *db;
	usec at;
	TRY(command_options(argc, argv, options));
	if (!path || !what || strcmp(what, "preview") != 0)
		return err_log(ERR_INVALID, "retention preview --settings FILE [--at DAY]");
	TRY(settings_read(a, path, &settings));
	zone_set(str_z(a, settings.time_zone));
	TRY(read_time(at_text, &at));
	TRY(house_content(a, &settings, &db));
	settings_periods(&settings, &periods);
	TRY(retention_preview(db, &periods, at, &counts));
	print(&counts, &periods);
	return NULL;
}
