/* Part of an export about the projects in which the person took part. */
#include "app/export_inside.h"
#include "app/participation.h"
#include "codec/input.h"

static const day *day_of(const day *d)
{
	return *d == DAY_NONE ? NULL : d;
}

static void put_about(
	const struct export_making *m, const struct participant *about, struct json *io)
{
	struct str name = str_fmt(
		m->arena, "%.*s %.*s", STR_ARG(about->given_name), STR_ARG(about->family_name));
	part_text(m, io, "name", name);
	part_text(m, io, "kind", str_of(participant_kind_id(about->kind)));
	part_text(m, io, "country", about->country);
	part_text(m, io, "mail", about->mail);
	part_text(m, io, "place", about->place);
	part_text(m, io, "host", about->host);
	part_text(m, io, "language", about->language);
	part_day(m, io, "born", day_of(&about->born));
	part_day(m, io, "own_first_day", day_of(&about->starts));
	part_day(m, io, "own_last_day", day_of(&about->ends));
}

static err_t put_one(
	const struct export_making *m, const struct participation_line *line, struct json *io_items)
{
	struct participation page = {0};
	bool damaged = false;
	struct json *o = part_item(m, io_items);
	part_text(m, o, "project", line->title);
	part_text(m, o, "organisation", line->organisation);
	part_text(m, o, "state", str_of(participant_state_about(line->state)->id));
	part_day(m, o, "first_day", day_of(&line->starts));
	part_day(m, o, "last_day", day_of(&line->ends));
	TRY(part_spare(participation_get(m->app, m->arena, &m->actor, line->participant, &page),
		&damaged));
	if (damaged) {
		part_truth(m, o, "damaged", true);
		return NULL;
	}
	part_text(m, o, "words", page.message);
	part_day(m, o, "deadline", day_of(&page.deadline));
	put_about(m, &page.about, o);
	return NULL;
}

err_t part_projects(const struct export_making *m, struct json *io_items)
{
	struct participation_list all;
	TRY(participation_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++)
		TRY(put_one(m, &all.at[i], io_items));
	return NULL;
}
