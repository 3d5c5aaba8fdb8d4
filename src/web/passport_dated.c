/* "Ready": the passport as it is on a day, kept and read again. */
#include "web/download.h"
#include "web/passport.h"

#include "app/passport_paper.h"
#include "codec/image.h"
#include "view/passport.h"
#include "web/answer_view.h"

static err_t list_page(struct request *req, struct response *res, struct str error)
{
	const struct visit *v = visit_of(req);
	struct passport_dated_list list;
	TRY(passport_dated_list(v->app, req->arena, &v->session.actor, &list));
	struct dated_line *lines = arena_array(req->arena, struct dated_line, list.len);
	for (size_t i = 0; i < list.len; i++)
		lines[i] = (struct dated_line){public_id_print(req->arena, list.at[i].public),
			list.at[i].made, list.at[i].imported,
			list.at[i].imported ? *list.at[i].imported : 0};
	struct dated_list_view view = {.versions = lines, .versions_len = list.len, .error = error};
	return PAGE_SHOW(req, res, view_dated_list, &view);
}

err_t dated_list_show(struct request *req, struct response *res)
{
	return list_page(req, res, STR_NONE);
}

err_t dated_make_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	err_t e = passport_dated_make(v->app, req->arena, &v->session.actor);
	if (!e)
		return response_redirect(res, STR("/passport/versions"));
	if (!page_can_mend(e))
		return e;
	struct str error = page_error_text(req, e);
	page_refuse(req, res, e);
	return list_page(req, res, error);
}

static struct past_line line_of(const struct request *req, const struct passport_answer *answer)
{
	return (struct past_line){
		.version = answer->version,
		.at = answer->changed,
		.line = question_line(req, answer),
		.picture = str_fmt(req->arena, "/passport/versions/%.*s/pictures/%.*s",
			STR_ARG(request_param(req, "key")), STR_ARG(answer->question->id)),
	};
}

static struct dated_chapter chapter_of(
	const struct request *req, const struct passport_chapter *chapter, int number)
{
	size_t count = chapter->chapter->count;
	struct past_line *lines = arena_array(req->arena, struct past_line, count);
	struct dated_chapter shown = {
		.title = chapter->chapter->title, .number = number, .answers = lines};
	for (size_t i = 0; i < count; i++)
		if (chapter->answers[i].stored.len)
			lines[shown.answers_len++] = line_of(req, &chapter->answers[i]);
	return shown;
}

err_t dated_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct passport_whole whole;
	struct public_id dated;
	struct dated_chapter chapters[CONTENT_CHAPTERS_MOST];
	struct dated_view view = {.key = request_param(req, "key"), .name = v->session.full_name};
	TRY(key_of(req, &dated));
	TRY(passport_dated_read(v->app, req->arena, &v->session.actor, lang_index(v->lang), dated,
		&view.made, &whole));
	for (size_t i = 0; i < whole.count; i++) {
		chapters[i] = chapter_of(req, &whole.chapters[i], (int)i + 1);
		view.has_apart |= whole.chapters[i].chapter->is_apart && chapters[i].answers_len;
	}
	view.route = whole.route->title;
	view.chapters = chapters;
	view.chapters_len = whole.count;
	return PAGE_SHOW(req, res, view_dated, &view);
}

/* ?care=yes: with health and care. */
err_t dated_paper_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	const struct form *query;
	struct passport_paper_dated own = {.name = v->session.full_name};
	struct str pdf;
	TRY(key_of(req, &own.dated));
	TRY(request_query(req, &query));
	own.with_apart = str_is(form_get(query, STR("care")), "yes");
	TRY(passport_paper_dated(v->app, req->arena, &v->session.actor, v->lang, &own, &pdf));
	return download(
		req, res, &(struct download){.what = N_("Passport"), .of = own.name, .bytes = pdf});
}

err_t dated_picture_show(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id dated;
	struct file file;
	TRY(key_of(req, &dated));
	TRY(passport_dated_picture(v->app, req->arena, &v->session.actor, dated,
		request_param(req, "question"), &file));
	return download(req, res,
		&(struct download){
			.format = DOWNLOAD_JPEG, .what = N_("Photo"), .bytes = file.bytes});
}

err_t dated_delete_post(struct request *req, struct response *res)
{
	const struct visit *v = visit_of(req);
	struct public_id dated;
	TRY(key_of(req, &dated));
	TRY(passport_dated_delete(v->app, req->arena, &v->session.actor, dated));
	return response_redirect(res, STR("/passport/versions"));
}
