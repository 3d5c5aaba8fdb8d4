/* What both sides show: what stands there, and what was said about it. */
#include "web/learned.h"
#include "web/terms.h"

const char *learning_moment_text(enum project_moment moment)
{
	static const char *const texts[PROJECT_MOMENTS] = {
		[PROJECT_START] = N_("At the start"),
		[PROJECT_HALFWAY] = N_("Halfway"),
		[PROJECT_END] = N_("At the end"),
	};
	return texts[moment];
}

struct learning_talk learning_talk(const struct request *req, const struct learning *l,
	struct str area, enum project_moment moment, bool is_organiser)
{
	struct comment_line *lines = arena_array(req->arena, struct comment_line, l->comments_len);
	struct str id = str_of(project_moment_id(moment));
	const struct actor *actor =
		is_organiser ? &visit_of(req)->session.actor : visit_participant(req);
	struct learning_talk talk = {
		.id = str_fmt(req->arena, "%.*s-%.*s", STR_ARG(area), STR_ARG(id)),
		.owner = public_id_print(req->arena, actor->public),
		.area = area,
		.moment = id,
		.said = lines,
	};
	for (size_t i = 0; i < l->comments_len; i++) {
		const struct learning_comment *c = &l->comments[i];
		if (c->moment != moment || !str_eq(c->area, area))
			continue;
		lines[talk.said_len++] = (struct comment_line){
			.mine = c->by_organiser == is_organiser,
			.who = c->by_organiser ? name_shown(req, c->name) : l->name,
			.at = c->made,
			.text = c->text,
			.is_damaged = c->is_damaged,
		};
	}
	return talk;
}

/* Where suggestions go, and what was sent there and cannot be; nothing for who does not suggest. */
struct suggesting {
	struct str action;
	const struct err *refused;
};

static void add_form(const struct request *req, const struct learning *l, struct str area,
	enum project_moment moment, const struct suggesting *to, struct learning_column *io)
{
	const struct form *sent = &visit_of(req)->form;
	io->has_talk = true;
	io->talk = learning_talk(req, l, area, moment, true);
	io->talk.action = to->action;
	if (to->refused && str_eq(form_get(sent, STR("area")), area) &&
		str_eq(form_get(sent, STR("moment")), io->talk.moment))
		io->talk.answer = page_field(req, "answer", to->refused);
}

static struct learning_card card_of(const struct request *req, const struct learning *l,
	const struct learning_area *from, const struct suggesting *to)
{
	struct learning_column *columns =
		arena_array(req->arena, struct learning_column, PROJECT_MOMENTS);
	struct learning_card card = {.title = from->area->title, .columns = columns};
	for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++) {
		struct learning_column *column = &columns[card.columns_len];
		if (!from->texts[m].counts)
			continue;
		column->moment = learning_moment_text(m);
		column->text = from->texts[m].text;
		column->is_damaged = from->texts[m].is_damaged;
		if (to)
			add_form(req, l, from->area->id, m, to, column);
		card.columns_len++;
	}
	return card;
}

static struct learning_part part_of(
	const struct request *req, const struct learning *l, const struct suggesting *to)
{
	struct learning_card *cards = arena_array(req->arena, struct learning_card, l->len);
	struct learning_part part = {
		.cards = cards,
		.partner = l->about.partner,
		.relation = l->about.relation,
		.links = l->about.links,
		.links_len = l->about.links_len,
	};
	for (size_t i = 0; i < l->len; i++)
		if (l->areas[i].counts)
			cards[part.cards_len++] = card_of(req, l, &l->areas[i], to);
	return part;
}

struct learning_part learning_part(const struct request *req, const struct learning *l)
{
	return part_of(req, l, NULL);
}

struct learning_part learning_part_to_suggest(const struct request *req, const struct learning *l,
	struct str action, const struct err *refused)
{
	return part_of(req, l, &(struct suggesting){action, refused});
}

err_t learning_place_sent(const struct request *req, struct learning_place *ret)
{
	const struct form *sent = &visit_of(req)->form;
	enum project_moment moment = project_moment_parse(form_get(sent, STR("moment")));
	if (moment == PROJECT_MOMENTS)
		return err_log(ERR_NOT_FOUND, "no such moment");
	*ret = (struct learning_place){form_get(sent, STR("area")), moment};
	return NULL;
}
