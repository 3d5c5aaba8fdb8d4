/* What somebody wrote before the project had another framework: moving it, below
 * /part/{key}/learning/former. */
#include "app/learning_former.h"

#include "codec/input.h"
#include "web/learned.h"
#include "web/routes.h"

static err_t from_of(const struct request *req, struct learning_place *ret)
{
	enum project_moment moment = project_moment_parse(request_param(req, "moment"));
	if (moment == PROJECT_MOMENTS)
		return err_log(ERR_NOT_FOUND, "no such moment");
	*ret = (struct learning_place){request_param(req, "area"), moment};
	return NULL;
}

static const struct learning_area *former_find(const struct learning *l, struct str area)
{
	for (size_t i = 0; i < l->former_len; i++)
		if (str_eq(l->former[i].area->id, area))
			return &l->former[i];
	return NULL;
}

static void fill_choices(const struct request *req, const struct learning *l,
	enum project_moment moment, struct learning_move_view *io)
{
	struct str sent = form_get(&visit_of(req)->form, STR("area"));
	struct learning_target *areas = arena_array(req->arena, struct learning_target, l->len);
	struct learning_when *moments =
		arena_array(req->arena, struct learning_when, PROJECT_MOMENTS);
	for (size_t i = 0; i < l->len; i++) {
		const struct project_area *area = l->areas[i].area;
		areas[i] = (struct learning_target){
			area->id, area->title, area->about, str_eq(area->id, sent)};
	}
	for (enum project_moment m = 0; m < PROJECT_MOMENTS; m++)
		moments[m] = (struct learning_when){
			str_of(project_moment_id(m)), learning_moment_text(m), m == moment};
	io->areas = areas;
	io->areas_len = l->len;
	io->moments = moments;
	io->moments_len = PROJECT_MOMENTS;
}

static err_t page(struct request *req, struct response *res, err_t e)
{
	struct learning_place from, to = {0};
	struct learning l;
	TRY(page_instead(e, from_of(req, &from)));
	TRY(page_instead(e, learning_open_own(req, &l)));
	const struct learning_area *area = former_find(&l, from.area);
	if (!area || !area->texts[from.moment].text.len)
		return page_instead(e, err_log(ERR_NOT_FOUND, "nothing stands there"));
	to.moment = from.moment;
	if (e)
		TRY(page_instead(e, learning_place_sent(req, &to)));
	struct learning_move_view view = {
		.base = learning_base(req),
		.action = learning_former_path(req, from.area, from.moment),
		.title = area->area->title,
		.text = area->texts[from.moment].text,
		.moment = learning_moment_text(from.moment),
		.area_error = page_field(req, "area", e).error,
		.problem = page_problem(req, e),
	};
	fill_choices(req, &l, to.moment, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_learning_move, &view);
}

static err_t move_show(struct request *req, struct response *res)
{
	return page(req, res, NULL);
}

static err_t move_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct learning_move in;
	struct public_id who;
	TRY(key_of(req, &who));
	TRY(from_of(req, &in.from));
	TRY(learning_place_sent(req, &in.to));
	err_t e = learning_move(v->app, req->arena, visit_participant(req), who, &in);
	if (e && (page_can_mend(e) || e->code == ERR_CONFLICT))
		return page(req, res, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s?moved", STR_ARG(learning_base(req))));
}

#define AT "/part/{key}/learning/former/{area}/{moment}"

const struct route learning_former_routes[] = {
	{GET, AT, move_show, .need = NEED_PARTICIPANT},
	{POST, AT, move_post, .need = NEED_PARTICIPANT, .max_body = LEARNING_BODY},
	{0},
};
