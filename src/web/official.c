/* Beside the official tool: the PDFs that it made, sent, matched, kept and fetched. */
#include "app/official_paper.h"

#include "app/official_list.h"
#include "base/vec.h"
#include "codec/input.h"
#include "view/official.h"
#include "web/download.h"
#include "web/project_at.h"
#include "web/routes.h"

#define SEND_BODY (OFFICIAL_SEND_MOST + (64 << 10))

static struct str people_path(
	const struct request *req, const struct project_at *at, struct public_id who)
{
	return str_fmt(req->arena, "%.*s/people/%.*s/official",
		STR_ARG(project_path(req, at->project)), STR_ARG(public_id_print(req->arena, who)));
}

static void fill_waiting(
	const struct request *req, const struct official_papers *papers, struct official_view *io)
{
	size_t len = papers->waiting_len;
	struct official_match_line *matched =
		arena_array(req->arena, struct official_match_line, len);
	struct official_match_line *unknown =
		arena_array(req->arena, struct official_match_line, len);
	for (size_t i = 0; i < len; i++) {
		const struct official_waiting *it = &papers->waiting[i];
		struct official_match_line line = {public_id_print(req->arena, it->public),
			it->name, it->given_name, it->family_name, it->replaces, it->is_older};
		if (it->family_name.len)
			matched[io->matched_len++] = line;
		else
			unknown[io->unknown_len++] = line;
	}
	io->matched = matched;
	io->unknown = unknown;
}

static void fill_kept(const struct request *req, const struct project_at *at,
	const struct official_papers *papers, struct official_view *io)
{
	struct official_kept_line *lines =
		arena_array(req->arena, struct official_kept_line, papers->kept_len);
	for (size_t i = 0; i < papers->kept_len; i++) {
		const struct official_kept *it = &papers->kept[i];
		lines[i] = (struct official_kept_line){people_path(req, at, it->participant),
			papers->reads_papers, it->given_name, it->family_name, it->at};
	}
	io->kept = lines;
	io->kept_len = papers->kept_len;
}

static err_t page(struct request *req, struct response *res, const struct project_at *at, err_t e)
{
	const struct visit *v = visit_of(req);
	struct official_papers papers;
	const struct form *query;
	TRY(page_instead(e, request_query(req, &query)));
	TRY(page_instead(e, official_look(v->app, req->arena, project_actor(req), at, &papers)));
	struct official_view view = {
		.path = project_path(req, at->project),
		.title = papers.title,
		.has_grant = papers.has_grant,
		.has_list = papers.reads_details,
		.site = v->app->official_list->site,
		.source = v->app->official_list->source,
		.was_removed = form_next(query, STR("removed"), NULL),
		.files_error = page_field(req, "files", e).error,
		.problem = page_problem(req, e),
		.seen = papers.seen,
	};
	view.was_kept = str_to_int(form_get(query, STR("kept")), &view.count);
	fill_waiting(req, &papers, &view);
	fill_kept(req, at, &papers, &view);
	page_refuse(req, res, e);
	return PAGE_SHOW(req, res, view_official, &view);
}

static err_t official_show(struct request *req, struct response *res)
{
	struct project_at at;
	TRY(project_of(req, &at));
	return page(req, res, &at, NULL);
}

static err_t official_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	VEC(struct official_file) files = {0};
	struct project_at at;
	TRY(project_of(req, &at));
	form_each(f, &v->form) if (f->is_file && str_is(f->name, "files") && f->value.len)
		vec_push(req->arena, &files, (struct official_file){f->filename, f->value});
	err_t e = official_send(v->app, req->arena, project_actor(req), &at, files.at, files.len);
	if (e && page_can_mend(e))
		return page(req, res, &at, e);
	TRY(e);
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/official", STR_ARG(project_path(req, at.project))));
}

struct keep_in {
	struct input_lines chosen;
	int64_t seen;
};
static const struct input_field keep_fields[] = {
	INPUT_LINES(struct keep_in, chosen, .label = N_("PDF files"), .max = 40,
		.most = OFFICIAL_WAITING_MOST),
	INPUT_INT(struct keep_in, seen),
	{0},
};
static const struct input_form keep_form = INPUT_FORM(struct keep_in, keep_fields);

static err_t keep_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct project_at at;
	struct keep_in in;
	const struct public_id *ids;
	int64_t kept;
	TRY(project_of(req, &at));
	TRY(input_from_form(req->arena, &keep_form, &v->form, &in));
	TRY(ids_of(req, &in.chosen, &ids));
	struct official_choice choice = {ids, in.chosen.len, in.seen};
	err_t e = official_keep(v->app, req->arena, project_actor(req), &at, &choice, &kept);
	if (e && e->code == ERR_CONFLICT)
		return page(req, res, &at, e);
	TRY(e);
	if (in.chosen.len && !kept) /* another press kept them */
		return response_redirect(res, str_fmt(req->arena, "%.*s/official",
						      STR_ARG(project_path(req, at.project))));
	return response_redirect(
		res, str_fmt(req->arena, "%.*s/official?kept=%lld",
			     STR_ARG(project_path(req, at.project)), (long long)kept));
}

/* --- one that is kept --- */

static err_t send(const struct request *req, struct response *res, struct str pdf)
{
	return download(
		req, res, &(struct download){.what = N_("Official certificate"), .bytes = pdf});
}

static err_t paper_show(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id who;
	struct str pdf;
	TRY(project_kept(req, &at, &who));
	TRY(official_fetch(visit_of(req)->app, req->arena, project_actor(req), &at, who, &pdf));
	return send(req, res, pdf);
}

static err_t remove_post(struct request *req, struct response *res)
{
	struct project_at at;
	struct public_id who;
	TRY(project_kept(req, &at, &who));
	TRY(official_remove(visit_of(req)->app, req->arena, project_actor(req), &at, who));
	return response_redirect(res, str_fmt(req->arena, "%.*s/official?removed",
					      STR_ARG(project_path(req, at.project))));
}

static err_t own_show(struct request *req, struct response *res)
{
	struct public_id who;
	struct str pdf;
	TRY(key_of(req, &who));
	TRY(official_own_fetch(visit_of(req)->app, req->arena, visit_participant(req), who, &pdf));
	return send(req, res, pdf);
}

#define AT "/projects/{organisation}/{key}"

const struct route official_routes[] = {
	{GET, AT "/official", official_show, OF_EDITOR},
	{POST, AT "/official", official_post, OF_EDITOR, .max_body = SEND_BODY, .slow = true},
	{POST, AT "/official/keep", keep_post, OF_EDITOR, .max_body = PROJECT_FORM_BODY,
		.slow = true},
	{GET, AT "/people/{item}/official", paper_show, OF_EDITOR, .on_worker = true},
	{POST, AT "/people/{item}/official/remove", remove_post, OF_EDITOR,
		.max_body = PROJECT_FORM_BODY},
	{GET, "/part/{key}/official", own_show, .need = NEED_PARTICIPANT, .on_worker = true},
	{0},
};
