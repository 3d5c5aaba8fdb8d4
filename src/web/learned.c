/* What both sides show: what stands there, and what was said about it. */
#include "web/learned.h"
#include "web/download.h"
#include "web/part_shown.h"
#include "web/terms.h"

#define KILOBYTE 1000 /* bytes */

const char *learning_moment_text(enum project_moment moment)
{
	static const char *const texts[PROJECT_MOMENTS] = {
		[PROJECT_START] = N_("At the start"),
		[PROJECT_HALFWAY] = N_("Halfway"),
		[PROJECT_END] = N_("At the end"),
	};
	return texts[moment];
}

const char *referee_state_text(enum referee_state state)
{
	static const char *const texts[REFEREE_STATES] = {
		[REFEREE_ASKED] = N_("Did not look yet"),
		[REFEREE_LOOKED] = N_("Looked at it, and did not answer yet"),
		[REFEREE_CONFIRMED] = N_("Confirmed it"),
		[REFEREE_DECLINED] = N_("Did not confirm it"),
		[REFEREE_ENDED] = N_("Did not answer in time"),
	};
	return texts[state];
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
	if (to) {
		card.goals = from->goals;
		card.goals_lang = from->goals_lang;
	}
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

/* Those that stand on a certificate. */
static const struct referee_line *referees_of(
	const struct request *req, const struct learning *l, size_t *ret_len)
{
	struct referee_line *lines = arena_array(req->arena, struct referee_line, l->referees.len);
	size_t len = 0;
	for (size_t i = 0; i < l->referees.len; i++) {
		const struct referee *r = &l->referees.at[i];
		if (referee_counts(r))
			lines[len++] = (struct referee_line){
				.name = r->name, .function = r->function, .words = r->words};
	}
	*ret_len = len;
	return lines;
}

static struct learning_part part_of(
	const struct request *req, const struct learning *l, const struct suggesting *to)
{
	struct learning_card *cards = arena_array(req->arena, struct learning_card, l->len);
	struct learning_part part = {
		.cards = cards,
		.partner = l->about.partner,
		.relation = l->about.relation,
	};
	part.referees = referees_of(req, l, &part.referees_len);
	for (size_t i = 0; i < l->len; i++)
		if (l->areas[i].counts)
			cards[part.cards_len++] = card_of(req, l, &l->areas[i], to);
	return part;
}

/* --- what shows it --- */

static const char *kind_of(const struct evidence *it)
{
	if (it->link.len)
		return N_("Link");
	return str_is(it->type, EVIDENCE_PDF_TYPE) ? N_("PDF") : N_("Photo");
}

struct evidence_line learning_evidence_line(const struct evidence *it, struct str area)
{
	return (struct evidence_line){.title = it->title,
		.area = area,
		.link = it->link,
		.kind = kind_of(it),
		.kilobytes = (it->size + KILOBYTE - 1) / KILOBYTE,
		.made = it->made,
		.is_file = it->size > 0 && !it->is_damaged,
		.on_certificate = it->on_certificate};
}

static struct evidence_line line_of(const struct learning *l, const struct evidence *it)
{
	const struct learning_area *area = learning_area_find(l, it->area);
	return learning_evidence_line(it, area ? area->area->title : STR_NONE);
}

const struct evidence_line *learning_evidence(
	const struct request *req, const struct learning *l, struct str path, size_t *ret_len)
{
	struct evidence_line *lines =
		arena_array(req->arena, struct evidence_line, l->evidence.len);
	for (size_t i = 0; i < l->evidence.len; i++) {
		const struct evidence *it = &l->evidence.at[i];
		lines[i] = line_of(l, it);
		lines[i].path = str_fmt(req->arena, "%.*s/%.*s", STR_ARG(path),
			STR_ARG(public_id_print(req->arena, it->public)));
	}
	*ret_len = l->evidence.len;
	return lines;
}

const struct evidence_line *learning_evidence_of(
	const struct request *req, const struct learning *l, struct str area, size_t *ret_len)
{
	struct str path = learning_list(req, "evidence");
	size_t all_len, len = 0;
	const struct evidence_line *all = learning_evidence(req, l, path, &all_len);
	struct evidence_line *lines = arena_array(req->arena, struct evidence_line, all_len);
	for (size_t i = 0; i < all_len; i++)
		if (str_eq(l->evidence.at[i].area, area))
			lines[len++] = all[i];
	*ret_len = len;
	return lines;
}

err_t learning_file(const struct request *req, struct response *res, const struct file *file)
{
	bool is_pdf = str_is(file->type, EVIDENCE_PDF_TYPE);
	return download(req, res,
		&(struct download){.format = is_pdf ? DOWNLOAD_PDF : DOWNLOAD_JPEG,
			.what = N_("Proof"),
			.bytes = file->bytes});
}

/* On a certificate: what they chose, without the files. */
static const struct evidence_line *chosen_of(
	const struct request *req, const struct learning *l, size_t *ret_len)
{
	struct evidence_line *lines =
		arena_array(req->arena, struct evidence_line, l->evidence.len);
	size_t len = 0;
	for (size_t i = 0; i < l->evidence.len; i++)
		if (l->evidence.at[i].on_certificate && !l->evidence.at[i].is_damaged)
			lines[len++] = line_of(l, &l->evidence.at[i]);
	*ret_len = len;
	return lines;
}

/* --- the whole --- */

struct learning_part learning_part(const struct request *req, const struct learning *l)
{
	struct learning_part part = part_of(req, l, NULL);
	part.evidence = chosen_of(req, l, &part.evidence_len);
	return part;
}

struct learning_part learning_part_to_suggest(const struct request *req, const struct learning *l,
	struct str path, const struct err *refused)
{
	struct str action = str_fmt(req->arena, "%.*s/suggest", STR_ARG(path));
	struct str files = str_fmt(req->arena, "%.*s/evidence", STR_ARG(path));
	struct learning_part part = part_of(req, l, &(struct suggesting){action, refused});
	part.evidence = learning_evidence(req, l, files, &part.evidence_len);
	return part;
}

/* --- one's own --- */

struct str learning_base(const struct request *req)
{
	return str_fmt(req->arena, "%.*s/learning", STR_ARG(part_path(req)));
}

err_t learning_open_own(const struct request *req, struct learning *ret)
{
	const struct visit *v = visit_of(req);
	struct public_id who;
	TRY(key_of(req, &who));
	return learning_open(
		v->app, req->arena, visit_participant(req), who, lang_index(v->lang), ret);
}

/* --- lists below it --- */

struct str learning_list(const struct request *req, const char *list)
{
	return str_fmt(req->arena, "%.*s/%s", STR_ARG(learning_base(req)), list);
}

err_t learning_to_list(
	const struct request *req, struct response *res, const char *list, const char *query)
{
	struct str path = learning_list(req, list);
	return response_redirect(res, str_fmt(req->arena, "%.*s?%s", STR_ARG(path), query));
}

struct str learning_text_path(
	const struct request *req, struct str area, enum project_moment moment)
{
	return str_fmt(req->arena, "%.*s/areas/%.*s/%s", STR_ARG(learning_base(req)), STR_ARG(area),
		project_moment_id(moment));
}

struct str learning_former_path(
	const struct request *req, struct str area, enum project_moment moment)
{
	return str_fmt(req->arena, "%.*s/former/%.*s/%s", STR_ARG(learning_base(req)),
		STR_ARG(area), project_moment_id(moment));
}

err_t learning_item(
	const struct request *req, struct public_id *ret_who, struct public_id *ret_item)
{
	TRY(key_of(req, ret_who));
	return id_of(req, "item", ret_item);
}

err_t learning_item_act(const struct request *req, learning_act_fn *act)
{
	struct public_id who, item;
	TRY(learning_item(req, &who, &item));
	return act(visit_of(req)->app, req->arena, visit_participant(req), who, item);
}

err_t learning_item_choose(const struct request *req, learning_choose_fn *choose)
{
	const struct visit *v = visit_of(req);
	struct public_id who, item;
	TRY(learning_item(req, &who, &item));
	return choose(v->app, req->arena, visit_participant(req), who, item,
		form_get(&v->form, STR("shown")).len);
}

const char *learning_removed(const struct request *req)
{
	return str_fmt(req->arena, "removed=%.*s", STR_ARG(request_param(req, "item"))).p;
}

err_t learning_undo(struct request *req, struct str path, struct str *ret_undo)
{
	const struct form *query;
	struct public_id id;
	TRY(request_query(req, &query));
	struct str removed = form_get(query, STR("removed"));
	*ret_undo = STR_NONE;
	if (public_id_parse(removed, &id))
		*ret_undo =
			str_fmt(req->arena, "%.*s/%.*s/restore", STR_ARG(path), STR_ARG(removed));
	return NULL;
}

/* --- what is sent --- */

err_t learning_place_sent(const struct request *req, struct learning_place *ret)
{
	const struct form *sent = &visit_of(req)->form;
	enum project_moment moment = project_moment_parse(form_get(sent, STR("moment")));
	if (moment == PROJECT_MOMENTS)
		return err_log(ERR_NOT_FOUND, "no such moment");
	*ret = (struct learning_place){form_get(sent, STR("area")), moment};
	return NULL;
}
