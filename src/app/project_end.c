#include "app/project_end.h"

#include "app/retention.h"

#define SLACK 30 /* days by which the end may move without another warning of the same kind */

const int project_warnings[PROJECT_WARNINGS] = {60, 30, 7};

static day period(const struct app *app)
{
	return (day)(app->periods->of[RETENTION_PROJECT] / USEC_DAY);
}

static day later(day a, day b)
{
	return a > b ? a : b;
}

/* How many are due, of an end on that day. */
static int warnings_due(day last, day today)
{
	int due = 0;
	while (due < PROJECT_WARNINGS && today >= last - project_warnings[due])
		due++;
	return due;
}

/* Were as many sent, and about this end? */
static bool is_given(const struct project_end_row *row, int warning, day last)
{
	day begins = last - project_warnings[warning - 1];
	return row->warned >= warning && zone_day(*row->warned_at) >= begins - SLACK;
}

/* Announced anew from the first one on, when nothing was said of this end. */
static int warning_of(const struct project_end_row *row, day last, day today)
{
	int due = warnings_due(last, today);
	if (!due || (row->warned && is_given(row, due, last)))
		return 0;
	return row->warned && is_given(row, 1, last) ? due : 1;
}

struct project_end project_end_of(
	const struct app *app, const struct project_end_row *row, usec now)
{
	day today = zone_day(now), made = zone_day(row->made);
	day own = row->ends ? later(*row->ends, made) : made;
	day from = row->counts_from ? later(*row->counts_from, own) : own;
	struct project_end end = {
		.last = from + period(app), .longest = own + period(app) + PROJECT_LONGER_MOST};
	if (row->promised)
		end.last = later(end.last, *row->promised);
	end.warning = warning_of(row, end.last, today);
	if (end.warning)
		end.promised = later(end.last, today + project_warnings[end.warning - 1]);
	end.is_over = !end.warning && today > end.last;
	return end;
}

day project_over_before(const struct app *app, usec now)
{
	return zone_day(now) - period(app);
}
