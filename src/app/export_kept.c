/* Part of an export about projects that were deleted, of which the person keeps theirs. */
#include "app/export_inside.h"
#include "app/project_kept.h"
#include "codec/input.h"

struct str export_kept_path(struct arena *a, struct public_id kept, int64_t place)
{
	return str_fmt(a, "projects/%.*s-%lld.pdf", STR_ARG(public_id_print(a, kept)),
		(long long)place + 1);
}

static void put_day(const struct export_making *m, struct json *io, const char *name, day d)
{
	if (d != DAY_NONE)
		part_day(m, io, name, &d);
}

static void put_heading(
	const struct export_making *m, const struct project_kept_heading *h, struct json *io)
{
	part_text(m, io, "project", h->title);
	part_text(m, io, "organisation", h->organisation);
	part_text(m, io, "type", h->type);
	part_text(m, io, "number", h->number);
	put_day(m, io, "first_day", h->starts);
	put_day(m, io, "last_day", h->ends);
	part_time(m, io, "ended", &h->deleted);
}

static struct json strings(const struct export_making *m, const struct str *at, size_t len)
{
	struct json list = json_array();
	for (size_t i = 0; i < len; i++)
		json_push(m->arena, &list, json_of_str(at[i]));
	return list;
}

static void put_papers(const struct export_making *m, const struct project_kept *k, struct json *io)
{
	struct json codes = json_array(), paths = json_array();
	for (size_t i = 0; i < k->certificates_len; i++) {
		const struct project_kept_certificate *c = &k->certificates[i];
		if (c->code.len)
			json_push(m->arena, &codes, json_of_str(c->code));
		for (size_t at = 0; at < c->languages_len; at++)
			json_push(m->arena, &paths,
				json_of_str(export_kept_path(
					m->arena, k->heading.public, c->place + (int64_t)at)));
	}
	json_set(m->arena, io, STR("codes"), codes);
	json_set(m->arena, io, STR("paths"), paths);
}

static void put_about(const struct export_making *m, const struct project_kept *k, struct json *io)
{
	const struct participant *p = &k->about;
	part_text(m, io, "name",
		str_fmt(m->arena, "%.*s %.*s", STR_ARG(p->given_name), STR_ARG(p->family_name)));
	part_text(m, io, "kind", str_of(participant_kind_id(p->kind)));
	part_text(m, io, "country", p->country);
	part_text(m, io, "mail", p->mail);
	part_text(m, io, "place", p->place);
	part_text(m, io, "host", p->host);
	part_text(m, io, "language", p->language);
	put_day(m, io, "born", p->born);
	put_day(m, io, "own_first_day", p->starts);
	put_day(m, io, "own_last_day", p->ends);
	part_text(m, io, "words", k->message);
	json_set(m->arena, io, STR("organisations"), strings(m, k->parties, k->parties_len));
	part_text(m, io, "with", k->partner);
	part_text(m, io, "role", k->relation);
	json_set(m->arena, io, STR("shows"), strings(m, k->links, k->links_len));
	put_papers(m, k, io);
}

/* Each text and each comment is an item of its own, as in "learned". */
static void put_learned(
	const struct export_making *m, const struct project_kept *k, struct json *io_items)
{
	for (size_t i = 0; i < k->texts_len; i++) {
		const struct project_kept_text *text = &k->texts[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "project", k->heading.title);
		part_text(m, o, "area", text->area);
		part_text(m, o, "moment", text->moment);
		part_time(m, o, "changed", &text->changed);
		part_truth(m, o, "damaged", text->is_damaged);
		part_text(m, o, "answer", text->text);
	}
	for (size_t i = 0; i < k->comments_len; i++) {
		const struct project_kept_comment *said = &k->comments[i];
		struct json *o = part_item(m, io_items);
		part_text(m, o, "project", k->heading.title);
		part_text(m, o, "area", said->area);
		part_text(m, o, "moment", said->moment);
		part_text(m, o, "by", said->by);
		part_time(m, o, "made", &said->made);
		part_text(m, o, "comment", said->text);
	}
}

static err_t put_one(const struct export_making *m, const struct project_kept_heading *heading,
	struct json *io_items)
{
	struct project_kept kept = {0};
	bool damaged = false;
	TRY(part_spare(
		project_kept_open(m->app, m->arena, &m->actor, heading->public, &kept), &damaged));
	struct json *o = part_item(m, io_items);
	put_heading(m, heading, o);
	if (damaged || heading->is_damaged)
		part_truth(m, o, "damaged", true);
	if (damaged)
		return NULL;
	put_about(m, &kept, o);
	put_learned(m, &kept, io_items);
	return NULL;
}

err_t part_kept(const struct export_making *m, struct json *io_items)
{
	struct project_kept_list all;
	TRY(project_kept_list(m->app, m->arena, &m->actor, &all));
	for (size_t i = 0; i < all.len; i++)
		TRY(put_one(m, &all.at[i], io_items));
	return NULL;
}
