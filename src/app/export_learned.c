/* Items of an export about what was learned in a project: one that is here, or one that is kept. */
#include "app/export_inside.h"

static struct json *begin(
	const struct export_making *m, struct str project, struct str area, struct json *io_items)
{
	struct json *o = part_item(m, io_items);
	part_text(m, o, "project", project);
	part_text(m, o, "area", area);
	return o;
}

void part_answer(
	const struct export_making *m, const struct part_words *words, struct json *io_items)
{
	struct json *o = begin(m, words->project, words->area, io_items);
	part_text(m, o, "moment", words->moment);
	part_time(m, o, "changed", &words->at);
	part_truth(m, o, "damaged", words->is_damaged);
	part_text(m, o, "answer", words->text);
}

void part_comment(
	const struct export_making *m, const struct part_words *words, struct json *io_items)
{
	struct json *o = begin(m, words->project, words->area, io_items);
	part_text(m, o, "moment", words->moment);
	part_text(m, o, "by", words->by);
	part_time(m, o, "made", &words->at);
	part_truth(m, o, "damaged", words->is_damaged);
	part_text(m, o, "comment", words->text);
}

void part_partner(const struct export_making *m, struct str project,
	const struct learning_about *about, struct json *io_items)
{
	if (!about->partner.len && !about->relation.len)
		return;
	struct json *o = begin(m, project, STR_NONE, io_items);
	part_text(m, o, "with", about->partner);
	part_text(m, o, "role", about->relation);
}

void part_shows(const struct export_making *m, struct str project, struct str area,
	const struct evidence *shown, struct str path, struct json *io_items)
{
	struct json *o = begin(m, project, area, io_items), shows = json_array();
	if (shown->title.len)
		json_push(m->arena, &shows, json_of_str(shown->title));
	if (shown->link.len)
		json_push(m->arena, &shows, json_of_str(shown->link));
	part_time(m, o, "made", &shown->made);
	part_truth(m, o, "damaged", shown->is_damaged);
	json_set(m->arena, o, STR("shows"), shows);
	part_archived(m, o, path);
}

void part_referee(const struct export_making *m, struct str project, const struct referee *r,
	struct json *io_items)
{
	struct json *o = begin(m, project, STR_NONE, io_items), read = json_array();
	for (size_t i = 0; i < r->texts_len; i++)
		json_push(m->arena, &read, json_of_str(r->texts[i].text));
	part_text(m, o, "name", r->name);
	part_text(m, o, "role", r->function);
	part_text(m, o, "mail", r->mail);
	part_text(m, o, "state", str_of(referee_state_id(r->state)));
	part_time(m, o, "made", &r->asked);
	part_time(m, o, "answered", r->answered ? &r->answered : NULL);
	part_truth(m, o, "damaged", r->is_damaged);
	json_set(m->arena, o, STR("read"), read);
	part_text(m, o, "comment", r->words);
}
