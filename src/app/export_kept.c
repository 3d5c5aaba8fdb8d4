/* Part of an export about projects that were deleted, of which the person keeps theirs. */
#include "app/export_inside.h"
#include "app/project_kept.h"
#include "codec/input.h"

static void put_heading(
	const struct export_making *m, const struct project_kept_heading *h, struct json *io)
{
	part_text(m, io, "project", h->title);
	part_text(m, io, "organisation", h->organisation);
	part_text(m, io, "type", h->type);
	part_text(m, io, "number", h->number);
	part_known_day(m, io, "first_day", h->starts);
	part_known_day(m, io, "last_day", h->ends);
	part_time(m, io, "ended", &h->deleted);
}

static void put_parties(
	const struct export_making *m, const struct project_kept *k, struct json *io)
{
	struct json list = json_array();
	for (size_t i = 0; i < k->parties_len; i++)
		json_push(m->arena, &list, json_of_str(k->parties[i]));
	json_set(m->arena, io, STR("organisations"), list);
}

static void put_papers(const struct export_making *m, const struct project_kept *k, struct json *io)
{
	struct str paths[PROJECT_KEPT_PAPERS_MOST];
	struct json codes = json_array();
	size_t len = 0;
	for (size_t i = 0; i < k->certificates_len; i++)
		if (k->certificates[i].code.len)
			json_push(m->arena, &codes, json_of_str(k->certificates[i].code));
	for (int64_t place = 0; place < k->heading.papers && len < PROJECT_KEPT_PAPERS_MOST;
		place++)
		paths[len++] = export_kept_path(m->arena, k->heading.public, place);
	json_set(m->arena, io, STR("codes"), codes);
	part_all_archived(m, io, paths, len);
}

/* Each of these is an item of its own, as in "learned". */
static void put_words(
	const struct export_making *m, const struct project_kept *k, struct json *io_items)
{
	for (size_t i = 0; i < k->texts_len; i++) {
		const struct project_kept_text *text = &k->texts[i];
		struct part_words words = {.project = k->heading.title,
			.area = text->area,
			.moment = text->moment,
			.text = text->text,
			.at = text->changed,
			.is_damaged = text->is_damaged};
		part_answer(m, &words, io_items);
	}
	for (size_t i = 0; i < k->comments_len; i++) {
		const struct project_kept_comment *said = &k->comments[i];
		struct part_words words = {.project = k->heading.title,
			.area = said->area,
			.moment = said->moment,
			.by = said->by,
			.text = said->text,
			.at = said->made};
		part_comment(m, &words, io_items);
	}
}

static void put_beside(
	const struct export_making *m, const struct project_kept *k, struct json *io_items)
{
	const struct learning_about about = {k->partner, k->relation};
	part_partner(m, k->heading.title, &about, io_items);
	for (size_t i = 0; i < k->evidence_len; i++) {
		const struct project_kept_evidence *one = &k->evidence[i];
		struct str path = STR_NONE;
		if (one->place != PROJECT_KEPT_NOWHERE)
			path = export_kept_file_path(
				m->arena, k->heading.public, one->place, one->it.type);
		part_shows(m, k->heading.title, one->it.area, &one->it, path, io_items);
	}
	for (size_t i = 0; i < k->referees_len; i++)
		part_referee(m, k->heading.title, &k->referees[i], io_items);
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
	part_participant(m, &kept.about, o);
	part_text(m, o, "words", kept.message);
	put_parties(m, &kept, o);
	put_papers(m, &kept, o);
	put_words(m, &kept, io_items);
	put_beside(m, &kept, io_items);
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
